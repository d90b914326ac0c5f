"""Opening the engine's files: the lock, what a crash left unfinished, and errors in our own
words."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreChanged, StoreDamaged, StoreError, StoreLocked, StoreNotFound
from kg.storage.disk.limits import check_limits
from kg.storage.disk.marker import NAME, Marker, engine_folder, is_whole, read_marker, write_marker
from kg.storage.disk.parts import settle_parts

_TRIES = 5


@contextmanager
def translate_errors(path: Path | None) -> Iterator[None]:
    """Turn an error of the engine into StoreLocked, StoreChanged, StoreDamaged or StoreError."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # the engine reports some damage as RuntimeError
        raise _explain(error, path) from error


def _explain(error: OSError | RuntimeError, path: Path | None) -> StoreError:
    text, place = str(error), path or "in memory"
    if "lock" in text.lower() and "corruption" not in text.lower():
        return StoreLocked(
            f"the store {place} is open elsewhere",
            "wait for the other program to close it; reading works meanwhile",
        )
    if isinstance(error, PermissionError) or "permission denied" in text.lower():
        return StoreError(f"no permission for the store {place}", "check who owns the folder")
    if "read-only file system" in text.lower():
        return StoreError(
            f"the store {place} is on a read-only file system",
            "reading works there; copy it to change it",
        )
    if "no space left" in text.lower():
        return StoreError(
            f"the disk of the store {place} is full", "free some space, then try again"
        )
    if isinstance(error, FileNotFoundError):
        return StoreChanged(
            f"the store {place} was changed while it was read: {text}",
            "try again; if it stays so, restore a copy",
        )
    return StoreDamaged(
        f"the store {place} cannot be read: {text}",
        "restore a copy, or build it again from the sources",
    )


def open_engine(path: Path | None, read_only: bool) -> ox.Store:
    """Open or create the engine in folder *path* (``None``: in memory)."""
    if path is None:
        return ox.Store()
    if not read_only:
        check_limits(path)
        _prepare_folder(path)
        return _open_writer(path)
    if not (path / NAME).is_file():
        raise StoreNotFound(
            f"there is no store at {path}", "add a document first, or check the path"
        )
    check_limits(path)
    return _open_reader(path)


def _open_writer(path: Path) -> ox.Store:
    """Open for writing; if another process put a new engine in place meanwhile, open that one."""
    for _ in range(_TRIES):
        folder = _find_engine(path)
        with translate_errors(path):
            engine = ox.Store(str(folder))
            if folder == _find_engine(path):
                settle_parts(path)
                if folder == _find_engine(path):
                    return engine
    raise StoreLocked(f"the store {path} is being rebuilt elsewhere", "try again in a moment")


def _open_reader(path: Path) -> ox.Store:
    """Open for reading; while another process writes this may fail for a moment, so try again."""
    for attempt in range(_TRIES):
        folder = _find_engine(path)
        if not is_whole(folder):
            raise _no_store_yet(path)
        try:
            return ox.Store.read_only(str(folder))
        except (OSError, RuntimeError) as error:
            if attempt == _TRIES - 1:
                raise (
                    _no_store_yet(path) if read_marker(path).new else _explain(error, path)
                ) from error
            _wait(attempt)
    raise AssertionError("unreachable")


def _no_store_yet(path: Path) -> StoreNotFound:
    """The engine was never there whole: nothing was added, or the first writer was killed before it
    could."""
    return StoreNotFound(f"there is no store at {path} yet", "add a document first")


def _find_engine(path: Path) -> Path:
    """Return the folder of the engine; a writer that changes its list of files may hide it for a
    moment."""
    for attempt in range(_TRIES - 1):
        try:
            return engine_folder(path)
        except StoreDamaged:
            _wait(attempt)
    return engine_folder(path)


def _wait(attempt: int) -> None:
    time.sleep(0.05 * 2**attempt)


def _prepare_folder(path: Path) -> None:
    """Create the folder with its marker, or check that what is there is a store of ours."""
    try:
        if path.is_file():
            raise StoreDamaged(f"{path} is a file, not a store", "give the path of a folder")
        if (path / NAME).is_file():
            return
        if path.is_dir() and any(not p.name.startswith(NAME) for p in path.iterdir()):
            raise StoreDamaged(
                f"{path} is a folder with other files and no store", "give the path of a new folder"
            )
        path.mkdir(parents=True, exist_ok=True)
        write_marker(path, Marker(new=True))
    except OSError as error:
        raise _explain_creation(error, path) from error


def _explain_creation(error: OSError, path: Path) -> StoreError:
    return StoreError(
        f"cannot create a store at {path}: {error.strerror or error}",
        "check the path and its permissions",
    )
