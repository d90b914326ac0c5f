"""A drawn network as it is handed on: a file, or a frame in a notebook."""

from dataclasses import dataclass, field
from pathlib import Path

from kg.export.write import write_file
from kg.view import notebook_html


@dataclass(frozen=True)
class View:
    """A drawn graph: ``html`` is the page; in a notebook it shows itself in a frame, or *summary*
    where it is not trusted."""

    html: str = field(repr=False)
    summary: str = ""

    def save(self, path: str | Path) -> Path:
        """Write the page as UTF-8, whole or not at all, and return its path; raise ExportError."""
        return write_file(Path(path), [self.html])

    def _repr_html_(self) -> str:
        return notebook_html(self.html, self.summary)
