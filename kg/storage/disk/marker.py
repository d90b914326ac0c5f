"""The marker of a store: which format it has and where its engine's files stand. Written whole or
not at all.

A store is a folder. Which of its parts is the engine that counts says only the marker; what else a
part is (a draft that is being written, or what was replaced) it says too, so that nothing is
deleted that it does not name as such."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreDamaged, StoreTooNew

FORMAT = 5
"""Version of the store's layout; a store with a greater number is refused.

1: the engine's files stand in the store's folder itself. 2: in the part of it that the marker
names. 3: the marker also names a draft and what was replaced. 4: the union of all documents is the
engine's default graph. 5: the spellings of all names are a graph (kg.storage.disk.spellings). """
UNION = 4
"""The first format with a union."""
NAME = "kg-store.json"
COMPLETE = "kg-complete"
"""The file in a draft that says that all of it is written."""
_PART = re.compile(r"engine-[0-9a-f]{8}")


@dataclass(frozen=True)
class Marker:
    """What a store's marker says; a part is named ``engine-…``, or ``""`` for the folder itself,
    ``None`` for no part.

    *engine*: the part that counts. *new*: it may not be there yet. *draft*: the part that is being
    written. *replaces*: the part that was replaced, and is to be deleted.
    """

    engine: str = ""
    new: bool = False
    draft: str | None = None
    replaces: str | None = None
    format: int = FORMAT


def read_marker(path: Path) -> Marker:
    """Return the marker of the store *path*; raise StoreDamaged or StoreTooNew."""
    try:
        record = json.loads((path / NAME).read_text(encoding="utf-8"))
        version, engine = record["format"], record.get("engine", "")
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise StoreDamaged(
            f"{path / NAME} cannot be read", "restore a copy, or build the store again"
        ) from error
    parts = (engine, record.get("draft"), record.get("replaces"))
    wrong = [part for part in parts if part and not _PART.fullmatch(str(part))]
    format_ = _check_format(path, version)
    if wrong or _is_foreign(record) or engine is None or engine in parts[1:]:
        raise StoreDamaged(
            f"{path / NAME}: no engine can stand in {(wrong or [engine])[0]!r}",
            "restore a copy of the store",
        )
    return Marker(engine, record.get("new") is True, parts[1], parts[2], format_)


def _is_foreign(record: dict[str, object]) -> bool:
    """Whether kg writes no such marker: a draft has a folder of its own, and what is new replaces
    nothing."""
    return record.get("draft") == "" or "new" in record and "replaces" in record


def _check_format(path: Path, version: object) -> int:
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise StoreDamaged(
            f"{path / NAME}: format {version!r} is no number of a format",
            "restore a copy of the store",
        )
    if version > FORMAT:
        raise StoreTooNew(
            f"the store {path} has format {version}; this kg reads up to {FORMAT}", "upgrade kg"
        )
    return version


def write_marker(path: Path, marker: Marker) -> None:
    """Put the marker in place, also if the power fails; raise OSError."""
    record: dict[str, object] = {"format": marker.format, "engine": marker.engine}
    record |= {"new": True} if marker.new else {}
    record |= {
        name: part
        for name, part in (("draft", marker.draft), ("replaces", marker.replaces))
        if part is not None
    }
    draft = path / f"{NAME}.{os.getpid()}"
    with draft.open("w", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path / NAME)
    sync_folder(path)
    sync_folder(path.absolute().parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder survive a loss of power, where the system can (POSIX)."""
    if os.name == "posix":
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def part_folder(path: Path, part: str) -> Path:
    """Return where a part of the store *path* stands."""
    return path / part if part else path


def is_whole(folder: Path) -> bool:
    """Return whether an engine's files stand in *folder*: its list of files, and what that list
    points to (RocksDB)."""
    try:
        manifest = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return False
    return manifest.startswith("MANIFEST-") and (folder / manifest).is_file()


def unnamed_parts(path: Path, marker: Marker) -> list[str]:
    """Return the engines in the folder that the marker does not name: nothing is known of them."""
    named: set[str | None] = {marker.engine, marker.draft, marker.replaces}
    parts = {"", *(folder.name for folder in path.glob("engine-*"))} - named
    return sorted(part for part in parts if is_whole(part_folder(path, part)))


def engine_folder(path: Path) -> Path:
    """Return where the engine's files of the store *path* stand.

    Raises StoreTooNew, and StoreDamaged for a marker that cannot be read or whose engine is not
    there whole: then the marker is not this store's last one."""
    marker = read_marker(path)
    folder = part_folder(path, marker.engine)
    if is_whole(folder) or marker.new and not unnamed_parts(path, marker):
        return folder
    others = unnamed_parts(path, marker)
    if not others:
        raise StoreDamaged(
            f"the store {path} cannot be read: {folder} holds no whole engine",
            "restore a copy, or put its files back",
        )
    raise StoreDamaged(
        f"{path / NAME} names an engine that is not there "
        f"({marker.engine or 'the folder itself'}); there is {', '.join(others)}",
        "the marker is an older one: put its last version back, "
        "or restore the whole folder; nothing was changed",
    )
