"""What is packed, opened with bounds: how many members, how large, how far they swell; names that
leave the folder are refused. Zip archives, and the streams of PDFs."""

import io
import posixpath
import re
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

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HELD = re.compile(rb"/(?:Image|EmbeddedFile)\b")
"""Streams that PDFium does not unpack to read the text."""
_DICTIONARY = 400
"""A stream's description stands in so many bytes before it."""
_MAX_STREAM = 32 * 1024 * 1024
"""A page of text unpacks to some 10 kB, a drawn map to some MB; PDFium needs up to 50 bytes for
one."""
_PIECE = 64 * 1024
_MAX_DEFLATED = 1_032
"""How far deflate shrinks at best (zlib, technical details)."""
_MOST_PACKED = 4
"""How often a stream may be packed in itself (a filter may be given twice, PDF 32000-1, 7.4.1)."""

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


def check_streams(data: bytes, source: str) -> None:
    """Raise UnreadableSource where a stream of a PDF is packed to fill the memory: PDFium unpacks
    a page as a whole, whatever it holds."""
    end = 0
    for found in _STREAM.finditer(data):
        if found.start() < end:
            continue
        start = found.end()
        end = data.find(b"endstream", start)
        end = end if end >= 0 else len(data)
        held = _HELD.search(data, max(found.start() - _DICTIONARY, 0), found.start())
        limit = _MAX_SIZE if held else _MAX_STREAM
        if _swells(memoryview(data)[start:end], limit):
            raise UnreadableSource(
                f"{source}: a stream in it unpacks to more than {limit:,} bytes",
                "print it to a new PDF, and add that",
            )


def _swells(packed: memoryview, limit: int) -> bool:
    """Whether a deflated stream, itself deflated again or not, unpacks to more than *limit*
    bytes."""
    for times in range(1, _MOST_PACKED + 1):
        if not _is_deflated(next(_unpack(packed, times - 1), b"")):
            return False
        could = len(packed) * _MAX_DEFLATED**times
        if could > limit and _exceeds(_unpack(packed, times), limit):
            return True
    return True


def _exceeds(pieces: Iterator[bytes], limit: int) -> bool:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            return True
    return False


def _is_deflated(start: bytes) -> bool:
    """Whether some bytes open with a header of zlib (RFC 1950, 2.2)."""
    return len(start) > 1 and start[0] & 15 == 8 and int.from_bytes(start[:2]) % 31 == 0


def _unpack(packed: memoryview, times: int) -> Iterator[bytes]:
    """The pieces that a stream is, unpacked so many times."""
    pieces: Iterator[bytes] = (bytes(packed[k : k + _PIECE]) for k in range(0, len(packed), _PIECE))
    for _ in range(times):
        pieces = _inflate(pieces)
    return pieces


def _inflate(packed: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces that deflated ones unpack to, up to where they are damaged."""
    unpack = zlib.decompressobj()
    for rest in packed:
        while rest and not unpack.eof:
            try:
                piece = unpack.decompress(rest, _PIECE)
            except zlib.error:
                return
            rest = unpack.unconsumed_tail
            if piece:
                yield piece
