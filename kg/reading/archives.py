"""Zip archives, opened with bounds: how many members, how large, how far they swell; names that leave the folder are refused."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.errors import UnreadableSource

_MAX_MEMBERS = 10_000
_MAX_SIZE = 256 * 1024 * 1024
_MAX_RATIO = 200
"""Text and markup shrink to a hundredth at best; what swells more is made to fill a disk."""


@dataclass(frozen=True)
class Archive:
    """A zip file in memory."""

    source: str
    file: zipfile.ZipFile
    packed: int

    def names(self) -> Iterator[str]:
        """Yield the names of its files, without folders, hidden ones and those that leave the archive."""
        for name in sorted(self.file.namelist()):
            clean = posixpath.normpath(name.replace("\\", "/"))
            if not name.endswith("/") and not clean.startswith(("/", "../")) and ":" not in clean.split("/", 1)[0]:
                if not any(part.startswith((".", "__MACOSX")) for part in clean.split("/")):
                    yield name

    def read(self, name: str) -> bytes:
        """Return a file, empty where there is none; raises UnreadableSource where it is damaged, locked or swells too far."""
        try:
            info = self.file.getinfo(name)
        except KeyError:
            return b""
        if info.flag_bits & 1:
            raise UnreadableSource(f"{self.source}: {name} is encrypted", "unpack it first")
        try:
            with self.file.open(info) as member:
                data = member.read(min(info.file_size, _MAX_SIZE) + 1)
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise UnreadableSource(f"{self.source}: {name} is damaged ({error})", "get the file anew") from None
        return data

    def tree(self, name: str) -> Any:
        """Return an XML file as a tree, ``None`` where there is none; nothing outside it is fetched."""
        from lxml import etree

        data = self.read(name)
        if not data:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableSource(f"{self.source}: {name} is damaged ({error.msg})", "open it in its program and save it anew") from None


def open_archive(data: bytes, source: str) -> Archive:
    """Return the archive; raises UnreadableSource where *data* is none, or unpacks to more than 256 MB or 200 times its size."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableSource(f"{source}: damaged, or no file of its kind ({error})", "open it in its program and save it anew") from None
    members = file.infolist()
    size = sum(member.file_size for member in members)
    if len(members) > _MAX_MEMBERS or size > _MAX_SIZE or size > 10_000_000 and size > _MAX_RATIO * max(len(data), 1):
        raise UnreadableSource(f"{source}: unpacks to {size:,} bytes in {len(members):,} files", "unpack it, and add what you need of it")
    return Archive(source, file, len(data))
