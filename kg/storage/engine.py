"""Opening the engine's files: the version marker, the lock, and errors in our own words."""

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreDamaged, StoreError, StoreLocked, StoreNotFound, StoreTooNew

FORMAT = 2
"""Version of the store's layout; a store with a greater number is refused.

1: the engine's files stand in the store's folder itself. 2: in the part of it that the marker names.
"""
MARKER = "kg-store.json"
_PART = re.compile(r"engine-[0-9a-f]{8}")
_TRIES = 5


@contextmanager
def translate_errors(path: Path | None) -> Iterator[None]:
    """Turn an error of the engine into StoreLocked, StoreDamaged or StoreError."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # the engine reports some damage as RuntimeError
        raise _explain(error, path) from error


def _explain(error: OSError | RuntimeError, path: Path | None) -> StoreError:
    text, place = str(error), path or "in memory"
    if "lock" in text.lower() and "corruption" not in text.lower():
        return StoreLocked(f"the store {place} is open elsewhere", "wait for the other program to close it; reading works meanwhile")
    if isinstance(error, PermissionError) or "permission denied" in text.lower():
        return StoreError(f"no permission for the store {place}", "check who owns the folder")
    if "no space left" in text.lower():
        return StoreError(f"the disk of the store {place} is full", "free some space, then try again")
    return StoreDamaged(f"the store {place} cannot be read: {text}", "restore a copy, or build it again from the sources")


def open_engine(path: Path | None, read_only: bool) -> ox.Store:
    """Open or create the engine in folder *path* (``None``: in memory)."""
    if path is None:
        return ox.Store()
    if not read_only:
        _prepare_folder(path)
        return _open_writer(path)
    if not (path / MARKER).is_file():
        raise StoreNotFound(f"there is no store at {path}", "add a document first, or check the path")
    return _open_reader(path)


def _open_writer(path: Path) -> ox.Store:
    """Open for writing; if another process put a new engine in place meanwhile, open that one."""
    for _ in range(_TRIES):
        folder = engine_folder(path)
        with translate_errors(path):
            engine = ox.Store(str(folder))
        if folder == engine_folder(path):
            return engine
    raise StoreLocked(f"the store {path} is being rebuilt elsewhere", "try again in a moment")


def _open_reader(path: Path) -> ox.Store:
    """Open for reading; while another process writes this may fail for a moment, so try again."""
    for attempt in range(_TRIES):
        try:
            return ox.Store.read_only(str(engine_folder(path)))
        except (OSError, RuntimeError) as error:
            if attempt == _TRIES - 1:
                raise _explain(error, path) from error
            time.sleep(0.05 * 2**attempt)
    raise AssertionError("unreachable")


def _prepare_folder(path: Path) -> None:
    """Create the folder with its marker, or check that what is there is a store of ours."""
    try:
        if path.is_file():
            raise StoreDamaged(f"{path} is a file, not a store", "give the path of a folder")
        if (path / MARKER).is_file():
            return
        if path.is_dir() and any(not p.name.startswith(MARKER) for p in path.iterdir()):
            raise StoreDamaged(f"{path} is a folder with other files and no store", "give the path of a new folder")
        path.mkdir(parents=True, exist_ok=True)
        write_marker(path)
    except OSError as error:
        raise _explain_creation(error, path) from error


def _explain_creation(error: OSError, path: Path) -> StoreError:
    return StoreError(f"cannot create a store at {path}: {error.strerror or error}", "check the path and its permissions")


def write_marker(path: Path, part: str = "") -> None:
    """Put the marker in place, whole or not at all, also if the power fails; *part* is where the engine's files stand."""
    draft = path / f"{MARKER}.{os.getpid()}"
    with draft.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"format": 2, "engine": part} if part else {"format": 1}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path / MARKER)
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


def engine_folder(path: Path) -> Path:
    """Return where the engine's files of the store *path* stand; raise StoreDamaged or StoreTooNew."""
    try:
        record = json.loads((path / MARKER).read_text(encoding="utf-8"))
        version, part = record["format"], record.get("engine", "")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreDamaged(f"{path / MARKER} cannot be read", "restore a copy, or build the store again") from error
    if not isinstance(version, int):
        raise StoreDamaged(f"{path / MARKER}: format {version!r} is no number", "restore a copy of the store")
    if version > FORMAT:
        raise StoreTooNew(f"the store {path} has format {version}; this kg reads up to {FORMAT}", "upgrade kg")
    if part and not _PART.fullmatch(str(part)):
        raise StoreDamaged(f"{path / MARKER}: no engine can stand in {part!r}", "restore a copy of the store")
    return path / part if part else path
