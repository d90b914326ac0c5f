"""A new engine in the place of a store's old one: for forgetting, and for loading many documents at once.

The engine below keeps words of removed documents in its files, so forgetting means writing all else anew.
The new files are complete and synced before the marker names them, which is one atomic step; what a crash
leaves behind is settled by the next writer (see kg.storage.parts).
"""

import shutil
import uuid
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.storage.engine import translate_errors
from kg.storage.marker import COMPLETE, Marker, read_marker, sync_folder, write_marker


def rebuild_engine(path: Path, fill: Callable[[ox.Store], None]) -> ox.Store:
    """Make an engine, let *fill* write to it, and put it in the place of the one of the store *path*.

    The caller holds the old engine open until this returns, so no other process can write meanwhile, and then calls
    ``settle_parts``. If *fill* raises, the store stays as it was.
    """
    part, before = f"engine-{uuid.uuid4().hex[:8]}", read_marker(path)
    with ExitStack() as undo, translate_errors(path):
        undo.callback(_take_back, path, part, before)
        write_marker(path, replace(before, draft=part))
        engine = ox.Store(str(path / part))
        fill(engine)
        engine.flush()
        (path / part / COMPLETE).touch()
        sync_folder(path / part)
        write_marker(path, Marker(part, replaces=before.engine))
        undo.pop_all()
    return engine


def _take_back(path: Path, part: str, before: Marker) -> None:
    """Delete a draft; where even that fails, the marker still names it, and the next writer does it."""
    shutil.rmtree(path / part, ignore_errors=True)
    if not (path / part).exists():
        with suppress(OSError):
            write_marker(path, before)
