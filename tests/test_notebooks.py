"""The notebooks run from the first cell to the last, and what they print is what they ship with
(``make notebooks``)."""

from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.redraw import NOTEBOOKS, run_notebook


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook(path: Path) -> None:
    shipped, fresh = nbformat.read(path, as_version=4), run_notebook(path)
    changed = [
        k
        for k, (old, new) in enumerate(zip(shipped.cells, fresh.cells, strict=True))
        if _outputs(old) != _outputs(new)
    ]
    assert not changed, (
        f"cells {changed} give something else than they ship with: "
        "run make notebooks and look at them"
    )


def _outputs(cell: nbformat.NotebookNode) -> list[Any]:
    return [o.get("text") or o.get("data") for o in cell.get("outputs", [])]
