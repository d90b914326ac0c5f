"""Opening the engine's files: the version marker, the lock, and errors in our own words."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreDamaged, StoreError, StoreLocked, StoreNotFound, StoreTooNew

FORMAT = 1
"""Version of the store's layout; a store with a greater number is refused."""
MARKER = "kg-store.json"
_TRIES = 5


@contextmanager
def translate_errors(path: Path | None) -> Iterator[None]:
    """Turn an error of the engine into StoreLocked, StoreDamaged or StoreError."""
    try:
        yield
    except OSError as error:
        raise _explain(error, path) from error


def _explain(error: OSError, path: Path | None) -> StoreError:
    text, place = str(error), path or "in memory"
    if "lock" in text.lower() and "corruption" not in text.lower():
        return StoreLocked(f"the store {place} is open elsewhere", "close the other program, or open it read_only")
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
        with translate_errors(path):
            return ox.Store(str(path))
    if not (path / MARKER).is_file():
        raise StoreNotFound(f"there is no store at {path}", "add a document first, or check the path")
    _check_marker(path)
    return _open_reader(path)


def _open_reader(path: Path) -> ox.Store:
    """Open for reading; while another process writes this may fail for a moment, so try again."""
    for attempt in range(_TRIES):
        try:
            return ox.Store.read_only(str(path))
        except OSError as error:
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
            _check_marker(path)
            return
        if path.is_dir() and any(path.iterdir()):
            raise StoreDamaged(f"{path} is a folder with other files and no store", "give the path of a new folder")
        path.mkdir(parents=True, exist_ok=True)
        draft = path / f"{MARKER}.{os.getpid()}"
        draft.write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
        draft.replace(path / MARKER)
    except OSError as error:
        raise StoreError(f"cannot create a store at {path}: {error}", "check the path and its permissions") from error


def _check_marker(path: Path) -> None:
    try:
        version = json.loads((path / MARKER).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(f"{path / MARKER} cannot be read", "restore a copy, or build the store again") from error
    if not isinstance(version, int):
        raise StoreDamaged(f"{path / MARKER}: format {version!r} is no number", "restore a copy of the store")
    if version > FORMAT:
        raise StoreTooNew(f"the store {path} has format {version}; this kg reads up to {FORMAT}", "upgrade kg")
