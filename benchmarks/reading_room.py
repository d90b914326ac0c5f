"""The page of ``kg view`` in Chromium on real stores: ``python -m benchmarks.reading_room
NAME=STORE ... [--shots FOLDER]``, and 2,000 invented actors with ``--invented 2000``.

Printed: claims; kilobytes of the page beside its allowance (600 kB, 1.2 times the texts, 0.4 kB a
claim); seconds from the address to a page that can be used; seconds from a choice to its cards (two
frames after), the first and the median of some; seconds of the processor that the page's own thread
takes until it is ready, and for a choice taken and taken back, which other work on the machine
hardly changes; boxes over boxes and lines behind foreign boxes in the first picture; violations
that axe-core finds; stops of the Tab key to the first statement."""

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import kg
from kg.view import draw_network
from tests.browser import complaints, invent_network, measure_picture, open_page, start_browser

_CHOOSE = """
const done = arguments[arguments.length - 1], start = performance.now();
KG.pickNode([...KG.live][KG.live.size - 1] ?? 0, true);
requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
"""
_AXE = Path(__file__).parents[1] / "tests" / "vendor" / "axe-core-4.14.1.min.js"
_RUN_AXE = """
const done = arguments[arguments.length - 1];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
axe.run(document, { runOnly: tags }).then((r) => done(r.violations.map((v) => v.id)));
"""
_MOST_STOPS, _CHOICES = 12, 5


def draw_pages(stores: list[str], invented: int) -> Iterator[tuple[str, str, int, int]]:
    """Yield name, page, claims and bytes of the texts of each store, and of an invented network."""
    for given in stores:
        name, _, path = given.partition("=")
        with kg.open(path, read_only=True) as graph:
            page = graph.view(title=name).html
            texts = sum(len(d.text.encode()) for d in graph.documents())
            yield name, page, len(graph.claims()), texts
    if invented:
        network = invent_network(invented)
        yield f"{invented} invented", draw_network(network), network.number_of_edges(), 0


def measure(browser: webdriver.Chrome, folder: Path, page: str) -> str:
    """One line of figures for a page."""
    browser.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    start = time.perf_counter()
    open_page(browser, folder, page, seconds=120)
    ready, work = time.perf_counter() - start, _spent(browser)
    errors = complaints(browser)
    picture = measure_picture(browser)
    spent, choices = _spent(browser), []
    for _ in range(_CHOICES):
        choices.append(float(browser.execute_async_script(_CHOOSE)) / 1000)
        browser.execute_script("KG.reset()")
    chosen, usual = (_spent(browser) - spent) / _CHOICES, sorted(choices)[_CHOICES // 2]
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    open_page(browser, folder, page, seconds=120)
    stops = _count_stops(browser)
    browser.execute_script(_AXE.read_text("utf-8"))
    wrong = browser.execute_async_script(_RUN_AXE)
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    overlaps, behind = len(picture["overlaps"]), len(picture["behind"])
    times = f"{ready:6.2f} {choices[0]:6.2f} {usual:6.2f}   {work:.2f} {chosen:.2f}"
    found = f"{times} {overlaps:9} {behind:7} {len(wrong):4} {stops:6}"
    return found + (f"  {wrong}" if wrong else "") + ("  console errors!" if errors else "")


def _spent(browser: webdriver.Chrome) -> float:
    """Seconds of the processor that the page's own thread, new for each page, has taken."""
    metrics = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return next(float(m["value"]) for m in metrics if m["name"] == "TaskDuration")


def _count_stops(browser: webdriver.Chrome) -> int:
    """The stops of the Tab key to the first statement: the skip link, which is taken, and what
    comes then."""
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    for count in range(2, _MOST_STOPS):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        at = browser.switch_to.active_element
        if at.find_elements(By.XPATH, "ancestor::*[@id='cards']"):
            return count
    return _MOST_STOPS


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stores", nargs="*", metavar="NAME=STORE")
    parser.add_argument("--invented", type=int, default=0)
    parser.add_argument("--shots", type=Path, help="a folder for pictures of the pages")
    arguments = parser.parse_args()
    browser = start_browser()
    browser.set_script_timeout(120)
    print(
        "page              claims    kB of allowed  ready  first  usual  thread    "
        "overlaps  behind  axe  stops"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, page, claims, texts in draw_pages(arguments.stores, arguments.invented):
            size, allowed = len(page.encode()) / 1000, 600 + 1.2 * texts / 1000 + 0.4 * claims
            line = measure(browser, Path(folder), page)
            print(f"{name:16} {claims:7} {size:5.0f} of {allowed:5.0f} {line}", flush=True)
            if arguments.shots:
                arguments.shots.mkdir(parents=True, exist_ok=True)
                browser.save_screenshot(str(arguments.shots / f"{name}.png"))
    browser.quit()


if __name__ == "__main__":
    main()
