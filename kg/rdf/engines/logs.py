"""The engine's logs read record by record: what is not yet in its tables, and its list of files.

The engine (RocksDB) ends the replay of a log at the first record whose sum is wrong and says
nothing, for so ends a log whose writer was killed. A damaged record in the middle hides all that
was written after it. Form: blocks of 32 KiB; a record has a masked CRC-32C, a length, a kind, and
its bytes, and crosses no block (RocksDB wiki, Write Ahead Log File Format)."""

import struct
from collections.abc import Iterator
from pathlib import Path

_BLOCK = 32_768
_HEADER = struct.Struct("<IHB")
_NUMBERED = range(5, 9)
"""Kinds of records that name their log, in four bytes more."""
_ALL = 0xFFFFFFFF


def _make_table() -> tuple[int, ...]:
    """The table of CRC-32C, byte by byte (Castagnoli's polynomial, reflected; RFC 3720, B.4)."""
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return tuple(table)


_TABLE = _make_table()


def find_damaged_logs(folder: Path) -> Iterator[str]:
    """Yield a line for each log in the engine's folder that holds a damaged record."""
    manifest = (folder / "CURRENT").read_text("utf-8").strip()
    for file in (*sorted(folder.glob("*.log")), folder / manifest):
        place = find_damage(file.read_bytes())
        if place is not None:
            yield (
                f"{file.name}: the record at byte {place} is damaged, "
                "and what was written after it is not seen"
            )


def find_damage(data: bytes) -> int | None:
    """Return where the first damaged record of a log begins; ``None`` where each is whole, up to
    one at the end that was never written whole."""
    place = 0
    while len(data) - place >= _HEADER.size:
        left = _BLOCK - place % _BLOCK
        if left < _HEADER.size:  # the rest of a block that holds no header
            place += left
            continue
        wanted, length, kind = _HEADER.unpack_from(data, place)
        size = _HEADER.size + length + 4 * (kind in _NUMBERED)
        if not any((wanted, length, kind)):  # room that was set aside
            return place if any(data[place:]) else None
        if place + size > len(data):
            return place if _is_damaged(data, place, wanted, length, left) else None
        if size > left or wanted not in _sums(data[place + 6 : place + size], last_only=True):
            return place
        place += size
    return None


def _is_damaged(data: bytes, place: int, wanted: int, length: int, left: int) -> bool:
    """Whether a record that reaches over the end is damaged, not cut off: it would cross its block,
    ends before the end by its length, or its sum is right for fewer bytes than its length says."""
    if _HEADER.size + length > left or place + _HEADER.size + length <= len(data):
        return True
    return wanted in _sums(data[place + 6 : place + left])


def _sums(data: bytes, last_only: bool = False) -> Iterator[int]:
    """Yield the masked CRC-32C of *data* up to each byte, or of all of it."""
    value = _ALL
    for byte in data:
        value = _TABLE[(value ^ byte) & 0xFF] ^ (value >> 8)
        if not last_only:
            yield _mask(value ^ _ALL)
    if last_only:
        yield _mask(value ^ _ALL)


def _mask(value: int) -> int:
    """As the engine stores a sum (rocksdb, util/crc32c.h)."""
    return (((value >> 15) | (value << 17)) + 0xA282EAD8) & _ALL
