"""Run the notebooks and take the pictures of docs/ anew: ``python -m tests.redraw [notebooks]
[pictures]``.

Both are functions of the code alone: hash seed, BLAS and processor make no difference, and no time
of day is kept."""

import base64
import sys
import tempfile
from pathlib import Path

import nbclient
import nbformat

import kg
from tests.browser import METRICS, open_page, start_browser

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
_TITLE = "Meta and Netflix: who claims what"
_PICTURES = {
    "explorer-light": (1366, 768, False),
    "explorer-dark": (1366, 768, True),
    "explorer-phone": (390, 844, False),
}


def run_notebook(path: Path) -> nbformat.NotebookNode:
    """Return the notebook with what its cells give now."""
    fresh = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(
        fresh,
        timeout=300,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    # The minor version of the Python that ran it says nothing that a reader needs, and differs from
    # machine to machine.
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    fresh.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": {"name": "python"}})
    return fresh


def draw_notebooks() -> None:
    """Write each notebook with its outputs of now."""
    for path in NOTEBOOKS:
        nbformat.write(run_notebook(path), path)
        print(f"wrote {path.relative_to(ROOT)}")


def draw_pictures() -> None:
    """Write docs/explorer-*.png: the packaged summary in light, dark and on a phone."""
    with kg.open() as graph:
        graph.add(ROOT / "data" / "meta-netflix")
        page = graph.view(title=_TITLE).html
    browser = start_browser()
    with tempfile.TemporaryDirectory() as folder:
        for name, (width, height, dark) in _PICTURES.items():
            scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
            size = {**METRICS, "deviceScaleFactor": 2, "width": width, "height": height}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            open_page(browser, Path(folder), page)
            shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
            (ROOT / "docs" / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))
            print(f"wrote docs/{name}.png")
    browser.quit()


def main(wanted: list[str]) -> None:
    """Redraw what is wanted; both without a word."""
    if not wanted or "notebooks" in wanted:
        draw_notebooks()
    if not wanted or "pictures" in wanted:
        draw_pictures()


if __name__ == "__main__":
    main(sys.argv[1:])
