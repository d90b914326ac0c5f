"""Zip archives: each file that kg reads is a document, named ``ARCHIVE!PATH``."""

from collections.abc import Sequence
from dataclasses import replace

from kg.errors import EmptySource, ReadError, UnknownFormat
from kg.model import Document
from kg.reading.archives import open_archive
from kg.reading.options import DEFAULT, ReadingOptions
from kg.reading.sources import read_each

SUFFIXES = ("zip",)
_NAMED = 12
"""So many files that were left out are named."""


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> list[Document]:
    """Return the documents of the archive, the first with a note of what was left out; raises
    EmptySource where there is none to read. Archives in it are not opened."""
    archive = open_archive(data, source)
    out: list[Document] = []
    failed = [f"{name}: outside the archive" for name in archive.escaping()]
    for name in archive.names():
        try:
            if name.lower().endswith(SUFFIXES):
                failed.append(f"{name}: an archive in an archive")
            else:
                out += read_each(archive.read(name), f"{source}!{name}", options)
        except UnknownFormat:
            continue
        except ReadError as error:
            failed.append(str(error).removeprefix(f"{source}!").removeprefix(f"{source}: "))
    if not out:
        raise EmptySource(
            f"{source}: {failed[0]}" if failed else f"{source}: nothing readable in it",
            "unpack it, and add what you need of it",
        )
    return [_note_missing(out[0], failed), *out[1:]] if failed else out


def _note_missing(document: Document, failed: Sequence[str]) -> Document:
    """The document with a line that names what was left out of its archive."""
    more = f" and {len(failed) - _NAMED} more" if len(failed) > _NAMED else ""
    note = f"{len(failed)} files of the archive were left out: {'; '.join(failed[:_NAMED])}{more}"
    return replace(document, notes=(*document.notes, note))
