"""Run the notebooks and take the pictures of docs/ anew: ``python -m tests.redraw [notebooks]
[pictures] [states]``.

Both are functions of the code alone: hash seed, BLAS and processor make no difference, and no time
of day is kept."""

import base64
import sys
import tempfile
from pathlib import Path

import nbclient
import nbformat
from selenium import webdriver

import kg
from kg.graph import Graph
from kg.serving.web.application import make_application
from tests.browser import METRICS, open_page, resize, start_browser
from tests.servers import run_application

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
_TITLE = "Meta and Netflix: who claims what"
_PICTURES = {
    "explorer-light": (1366, 768, False),
    "explorer-dark": (1366, 768, True),
    "explorer-phone": (390, 844, False),
}
_FOCUS = "KG.pickNode(KG.data.nodes.findIndex((n) => n.name.startsWith('Larkfield')), true)"
_STATES = {
    "opened": ("", ()),
    "name": (_FOCUS, ()),
    "passage": (
        "KG.pickPassage(KG.data.claims.filter((c) => c.family === 'denied').slice(0, 1))",
        (),
    ),
    "who-says-what": ("KG.pickTab('matrix')", ()),
    "timeline": ("KG.pickTab('timeline')", ()),
    "sources": ("KG.pickTab('sources')", ()),
    "story": ("KG.pickStory(KG.data.stories[0].question)", ()),
    "row-of-a-story": ("KG.pickStory(KG.data.stories[0].question); KG.pickRow(0)", ()),
    "list": ("KG.change((s) => { s.listed = true; })", ()),
    "filters": ("document.getElementById('filter').open = true; KG.showFilters()", ()),
    "dark": (_FOCUS, ("dark",)),
    "phone": ("", ("phone",)),
    "twice-as-large": ("scrollTo(0, 9999)", ("large",)),
}
"""Name → what a reader does, and the window: the states of the page on the fictional case."""
_PAGES = ("review", "names", "documents", "settings", "answers")


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


def draw_states() -> None:
    """Write docs/states/*.png: each state of the page and of the application, on the fictional
    case."""
    (ROOT / "docs" / "states").mkdir(exist_ok=True)
    browser = start_browser()
    with kg.open() as graph, tempfile.TemporaryDirectory() as folder:
        graph.add(ROOT / "data" / "fictional-case")
        page = graph.view(title="Ortiz and others against Larkfield Motors").html
        for name, (script, window) in _STATES.items():
            _choose_window(browser, window)
            open_page(browser, Path(folder), page)
            browser.execute_script(script)
            _keep(browser, f"page-{name}")
        _choose_window(browser, ())
        _draw_application(browser, graph)
    browser.quit()


def _choose_window(browser: webdriver.Chrome, window: tuple[str, ...]) -> None:
    scheme = {"name": "prefers-color-scheme", "value": "dark" if "dark" in window else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    width, height = (390, 780) if "phone" in window else (1200, 700)
    resize(browser, *((width // 2, height // 2) if "large" in window else (width, height)))


def _draw_application(browser: webdriver.Chrome, graph: Graph) -> None:
    """The pages of kg room: the queue before and after a verdict, an entity, a document, others."""
    application, token = make_application(graph, "Ortiz and others against Larkfield Motors")
    with run_application(application) as port:
        home = f"http://127.0.0.1:{port}"
        browser.get(f"{home}/?token={token}")
        for name in _PAGES:
            browser.get(f"{home}/{name}")
            _keep(browser, f"room-{name}")
        claim = next(c for c in graph.claims("Victor Harlan") if c.modality == "alleged")
        graph.review(claim, "rejected", note="another Harlan", by="R. Ito")
        for name, path in (
            ("checked", "review?state=checked"),
            ("entity", f"entity/{claim.subject.id}"),
            ("document", f"document/{claim.document}"),
        ):
            browser.get(f"{home}/{path}")
            _keep(browser, f"room-{name}")


def _keep(browser: webdriver.Chrome, name: str) -> None:
    """Write what the window shows, two frames later, when all of it is painted."""
    browser.execute_async_script(
        "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0], 80)))"
    )
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    (ROOT / "docs" / "states" / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))
    print(f"wrote docs/states/{name}.png")


def main(wanted: list[str]) -> None:
    """Redraw what is wanted; all without a word."""
    if not wanted or "notebooks" in wanted:
        draw_notebooks()
    if not wanted or "pictures" in wanted:
        draw_pictures()
    if not wanted or "states" in wanted:
        draw_states()


if __name__ == "__main__":
    main(sys.argv[1:])
