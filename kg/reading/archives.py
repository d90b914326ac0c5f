"""Zip archives, opened with bounds: how many members, how large, how far they swell; names that
leave the folder are refused."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.errors import UnreadableSource
from kg.reading.markup import parse_xml

_MAX_MEMBERS = 10_000
_MAX_SIZE = 256 * 1024 * 1024
_MAX_RATIO = 200
"""Text and markup shrink to a hundredth at best; what swells more is made to fill a disk."""


DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What the standard library raises for a damaged, locked or unknown member of an archive."""


@dataclass(frozen=True)
class Archive:
    """A zip file in memory."""

    source: str
    file: zipfile.ZipFile
    packed: int

    def names(self) -> Iterator[str]:
        """Yield the names of its files, without folders, hidden ones and those that leave the
        archive."""
        for name in sorted(self.file.namelist()):
            if not name.endswith("/") and not _leaves(name):
                parts = _clean(name).split("/")
                if not any(part.startswith((".", "__MACOSX")) for part in parts):
                    yield name

    def escaping(self) -> Iterator[str]:
        """Yield the names of files that would leave the folder that it is unpacked to."""
        return (name for name in sorted(self.file.namelist()) if _leaves(name))

    def read(self, name: str) -> bytes:
        """Return a file, empty where there is none; raises UnreadableSource where it is damaged,
        locked or swells too far."""
        try:
            info = self.file.getinfo(name)
        except KeyError:
            return b""
        if info.flag_bits & 1:
            raise UnreadableSource(f"{self.source}: {name} is encrypted", "unpack it first")
        try:
            with self.file.open(info) as member:
                data = member.read(min(info.file_size, _MAX_SIZE) + 1)
        except DAMAGE as error:
            raise UnreadableSource(
                f"{self.source}: {name} is damaged ({error})", "get the file anew"
            ) from None
        return data

    def tree(self, name: str) -> Any:
        """Return an XML file as a tree, ``None`` where there is none; nothing outside it is
        fetched."""
        data = self.read(name)
        return parse_xml(data, f"{self.source}: {name}") if data else None


def _clean(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/"))


def _leaves(name: str) -> bool:
    """Whether a name leads out of the archive, or to a drive."""
    clean = _clean(name)
    return clean.startswith(("/", "../")) or ":" in clean.split("/", 1)[0]


def open_archive(data: bytes, source: str) -> Archive:
    """Return the archive; raises UnreadableSource where *data* is none, or unpacks to more than 256
    MB or 200 times its size."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise UnreadableSource(
            f"{source}: damaged, or no file of its kind ({error})",
            "open it in its program and save it anew",
        ) from None
    members = file.infolist()
    size = sum(member.file_size for member in members)
    if (
        len(members) > _MAX_MEMBERS
        or size > _MAX_SIZE
        or size > 10_000_000
        and size > _MAX_RATIO * max(len(data), 1)
    ):
        raise UnreadableSource(
            f"{source}: unpacks to {size:,} bytes in {len(members):,} files",
            "unpack it, and add what you need of it",
        )
    return Archive(source, file, len(data))
