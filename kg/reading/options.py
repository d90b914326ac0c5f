"""What the user says about how sources are to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ReadingOptions:
    """Fields that the user gives, for all sources and (``manifest``: by path) for one; how to open
    and decode.

    ``given`` and the manifest's values have the names of kg.reading.metadata.OPTIONS.
    ``text_column`` names the column of a table or the key of a record that holds the text; ``ocr``
    reads pages that are pictures; ``fetch`` lets sources be web addresses."""

    given: Mapping[str, str] = field(default_factory=dict)
    manifest: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    password: str = ""
    text_column: str = ""
    ocr: bool = False
    fetch: bool = False

    @property
    def encoding(self) -> str:
        """The encoding that the user gives, or ""."""
        return self.given.get("encoding", "")


DEFAULT = ReadingOptions()
