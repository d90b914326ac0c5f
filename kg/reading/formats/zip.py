"""Zip archives: each file that kg reads is a document, named ``ARCHIVE!PATH``."""

from kg.errors import EmptySource, ReadError, UnknownFormat
from kg.model import Document
from kg.reading.archives import open_archive
from kg.reading.options import DEFAULT, ReadingOptions
from kg.reading.sources import read_each

SUFFIXES = ("zip",)


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> list[Document]:
    """Return the documents of the archive; raises EmptySource where there is none to read. Archives
    in it are not opened."""
    archive = open_archive(data, source)
    out: list[Document] = []
    failed: list[str] = []
    for name in archive.names():
        try:
            if not name.lower().endswith(SUFFIXES):
                out += read_each(archive.read(name), f"{source}!{name}", options)
        except UnknownFormat:
            continue
        except ReadError as error:
            failed.append(str(error))
    if not out:
        raise EmptySource(
            failed[0] if failed else f"{source}: nothing readable in it",
            "unpack it, and add what you need of it",
        )
    return out
