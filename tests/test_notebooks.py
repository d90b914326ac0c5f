"""The notebooks run from the first cell to the last, and what they print is what they ship with."""

from pathlib import Path

import nbclient
import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ipynb")), ids=lambda p: p.stem)
def test_notebook(path: Path) -> None:
    shipped = nbformat.read(path, as_version=4)
    fresh = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(fresh, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}).execute()
    for old, new in zip(shipped.cells, fresh.cells, strict=True):
        if old.cell_type == "code":
            assert _texts(old) == _texts(new)


def _texts(cell: nbformat.NotebookNode) -> list[str]:
    return [o.get("text") or o.get("data", {}).get("text/html", "") for o in cell.outputs]
