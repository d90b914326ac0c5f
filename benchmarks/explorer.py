"""The explorer in Chromium on invented networks: ``python -m benchmarks.explorer [--sizes 10 30 46
60 300 1000 2000]``.

Printed: CPU seconds to compute the page, seconds on the clock from the address to a page that can
be used, seconds from a click to its claims in the panel (two frames after), the smallest node label
in pixels at 1366 × 768, boxes that overlap, lines behind foreign boxes, and the page's size beside
its allowance."""

import argparse
import tempfile
import time
from pathlib import Path

from selenium import webdriver

from kg.view import draw_network
from tests.browser import complaints, invent_network, measure_picture, open_page, start_browser

_CLICK = """
const done = arguments[arguments.length - 1], start = performance.now(), \
last = KG.data.nodes.length - 1;
KG.pickNode(last, true);
requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
"""


def measure(browser: webdriver.Chrome, folder: Path, count: int, seed: int) -> str:
    """One line of figures for a network of *count* entities."""
    network = invent_network(count, seed)
    start = time.process_time()
    page = draw_network(network)
    layout, drawn = time.process_time() - start, time.perf_counter()
    open_page(browser, folder, page, seconds=120)
    ready = time.perf_counter()
    picture = measure_picture(browser) if count <= 300 else None
    click = float(browser.execute_async_script(_CLICK)) / 1000
    size, allowed = len(page.encode()) / 1000, 600 + 1.5 * network.number_of_edges()
    out = (
        f"{count:5} {network.number_of_edges():6} {layout:8.2f} "
        f"{ready - drawn:7.2f} {click:6.2f} {size:7.0f} of {allowed:5.0f}"
    )
    if picture is not None:
        out += f" {picture['label']:6.1f} {len(picture['overlaps']):9} {len(picture['behind']):7}"
    return out + ("  console errors!" if complaints(browser) else "")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, 30, 46, 60, 300, 1000, 2000])
    parser.add_argument("--seeds", type=int, default=1)
    arguments = parser.parse_args()
    browser = start_browser()
    print("nodes claims  layout s ready s click s  kB           label px  overlaps  behind")
    with tempfile.TemporaryDirectory() as folder:
        for count in arguments.sizes:
            for seed in range(1, arguments.seeds + 1):
                print(measure(browser, Path(folder), count, seed), flush=True)
    browser.quit()


if __name__ == "__main__":
    main()
