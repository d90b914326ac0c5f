"""The parts of a store's folder: a new engine in the place of an old one, and what a crash leaves
between the two.

The engine keeps words of removed documents in its files, so forgetting means writing all else anew,
and so is a bulk load done. The new files are complete and synced before the marker names them,
which is one atomic step; what a crash leaves behind is settled by the next writer."""

import shutil
import uuid
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.storage.disk.marker import (
    COMPLETE,
    Marker,
    is_whole,
    part_folder,
    read_marker,
    sync_folder,
    write_marker,
)
from kg.storage.disk.union import add_union

_OWN = (
    "*.sst",
    "*.log",
    "LOG",
    "LOG.old.*",
    "OPTIONS-*",
    "MANIFEST-*",
    "CURRENT",
    "IDENTITY",
    "LOCK",
    "*.dbtmp",
)
"""The engine's files, where they stand in the store's folder itself."""


def settle_parts(path: Path) -> None:
    """Finish what a crash left: delete an incomplete draft and what was replaced.

    A complete draft is put in place, and nothing else done: open it, then call this again. Deletes
    nothing that the marker does not name as a draft or as replaced. Only who holds the engine open
    for writing may call this; it can be called again. Raises OSError."""
    marker = read_marker(path)
    if marker.draft is not None:
        folder = part_folder(path, marker.draft)
        if is_whole(folder) and (folder / COMPLETE).is_file():
            write_marker(path, Marker(marker.draft, replaces=marker.engine))
            return
        _delete_part(path, marker.draft)
    if marker.replaces is not None:
        _delete_part(path, marker.replaces)
        sync_folder(path)
    settled = Marker(marker.engine, format=marker.format)
    if marker != settled:
        write_marker(path, settled)


def _delete_part(path: Path, part: str) -> None:
    if part:
        shutil.rmtree(path / part, ignore_errors=not (path / part).exists())
        return
    for pattern in _OWN:
        for file in path.glob(pattern):
            file.unlink()


def rebuild_engine(path: Path, fill: Callable[[ox.Store], None]) -> ox.Store:
    """Make an engine, let *fill* write to it, and put it in the place of the one of the store
    *path*.

    The caller holds the old engine open until this returns, so no other process can write
    meanwhile, and then calls ``settle_parts``. If *fill* raises, the store stays as it was. Raises
    OSError, or RuntimeError of the engine."""
    part, before = f"engine-{uuid.uuid4().hex[:8]}", read_marker(path)
    with ExitStack() as undo:
        undo.callback(_take_back, path, part, before)
        write_marker(path, replace(before, draft=part))
        engine = ox.Store(str(path / part))
        fill(engine)
        add_union(engine)
        engine.flush()
        (path / part / COMPLETE).touch()
        sync_folder(path / part)
        write_marker(path, Marker(part, replaces=before.engine))
        undo.pop_all()
    return engine


def _take_back(path: Path, part: str, before: Marker) -> None:
    """Delete a draft; where even that fails, the marker still names it, and the next writer does
    it."""
    shutil.rmtree(path / part, ignore_errors=True)
    if not (path / part).exists():
        with suppress(OSError):
            write_marker(path, before)
