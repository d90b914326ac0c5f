"""A click to a verdict in the application, in Chromium: ``python -m benchmarks.judging STORE
[--shots FOLDER]``. It works on a copy of the store.

Printed: seconds until each page is there, and from each key to the verdict on the card, both by
the browser's own clock: what drives the browser takes time too, and is no part of the
application."""

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By

import kg
from kg.serving.web.application import make_application
from tests.browser import start_browser
from tests.servers import run_application

_KEYS = (("r", ".rejected"), ("u", ":not(.done)"), ("c", ".confirmed"))
_PRESS = """
const [id, key, wanted, done] = arguments, start = performance.now();
const look = () => {
  if (document.querySelector(`#${id}${wanted}`)) {
    watch.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  }
};
const watch = new MutationObserver(look);
const all = { attributes: true, childList: true, subtree: true };
watch.observe(document.getElementById("queue"), all);
document.getElementById(id).focus();
document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
"""
_PAGES = ("/review", "/names", "/documents", "/settings", "/answers")
_TRIES = 5


@contextmanager
def serve(store: Path) -> Iterator[str]:
    """The address of the application over a store, with its token."""
    with kg.open(store) as graph:
        application, token = make_application(graph, "Measured")
        with run_application(application) as port:
            yield f"http://127.0.0.1:{port}/?token={token}"


def measure_pages(browser: webdriver.Chrome, home: str, shots: Path | None) -> None:
    """Print how long each page takes, and keep pictures of them."""
    for path in _PAGES:
        start = time.perf_counter()
        browser.get(home + path)
        print(f"{path:12} {time.perf_counter() - start:6.2f} s", flush=True)
        if shots:
            browser.save_screenshot(str(shots / f"room{path.replace('/', '-')}.png"))


def measure_verdicts(browser: webdriver.Chrome, home: str) -> None:
    """Print how long each key takes to its verdict: the median and the most of some tries."""
    browser.get(f"{home}/review")
    first = browser.find_element(By.CSS_SELECTOR, "#queue .card").get_attribute("id")
    taken: dict[str, list[float]] = {}
    for _ in range(_TRIES):
        for key, wanted in (*_KEYS, ("u", ":not(.done)")):
            seconds = float(browser.execute_async_script(_PRESS, first, key, wanted)) / 1000
            taken.setdefault(key, []).append(seconds)
    for key, seconds in taken.items():
        ordered = sorted(seconds)
        print(f"key {key}: median {ordered[len(ordered) // 2]:.2f} s, most {ordered[-1]:.2f} s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--shots", type=Path, help="a folder for pictures of the pages")
    arguments = parser.parse_args()
    browser = start_browser()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(arguments.store, Path(folder) / "store"))
        with serve(copy) as address:
            browser.get(address)
            home = address.partition("/?")[0]
            measure_pages(browser, home, arguments.shots)
            measure_verdicts(browser, home)
    browser.quit()


if __name__ == "__main__":
    main()
