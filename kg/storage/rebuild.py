"""A new engine in the place of a store's old one: for forgetting, and for loading many documents at once.

The engine below keeps words of removed documents in its files, so forgetting means writing all else anew.
The new files are complete and synced before the marker names them, which is one atomic step; what a crash
leaves behind is deleted by the next writer.
"""

import shutil
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox

from kg.storage.engine import engine_folder, sync_folder, translate_errors, write_marker

_OWN = ("*.sst", "*.log", "LOG", "LOG.old.*", "OPTIONS-*", "MANIFEST-*", "CURRENT", "IDENTITY", "LOCK", "*.dbtmp")


def rebuild_engine(path: Path, fill: Callable[[ox.Store], None]) -> ox.Store:
    """Make an engine, let *fill* write to it, and put it in the place of the one of the store *path*.

    The caller holds the old engine open until this returns, so no other process can write meanwhile.
    If *fill* raises, the store stays as it was.
    """
    part = f"engine-{uuid.uuid4().hex[:8]}"
    with ExitStack() as undo, translate_errors(path):
        undo.callback(shutil.rmtree, path / part, ignore_errors=True)
        engine = ox.Store(str(path / part))
        fill(engine)
        engine.flush()
        sync_folder(path / part)
        write_marker(path, part)
        undo.pop_all()
    return engine


def sweep_folder(path: Path) -> None:
    """Delete the files of engines that the store *path* uses no longer; only its writer may call this."""
    current = engine_folder(path)
    with translate_errors(path):
        for part in path.glob("engine-*"):
            if part != current:
                shutil.rmtree(part)
        if current != path:
            for pattern in _OWN:
                for file in path.glob(pattern):
                    file.unlink()
        sync_folder(path)
