"""The parts of a store's folder: finishing or taking back what a crash left between two engines."""

import shutil
from pathlib import Path

from kg.storage.marker import COMPLETE, Marker, is_whole, part_folder, read_marker, sync_folder, write_marker

_OWN = ("*.sst", "*.log", "LOG", "LOG.old.*", "OPTIONS-*", "MANIFEST-*", "CURRENT", "IDENTITY", "LOCK", "*.dbtmp")
"""The engine's files, where they stand in the store's folder itself."""


def settle_parts(path: Path) -> None:
    """Finish what a crash left: delete an incomplete draft and what was replaced.

    A complete draft is put in place, and nothing else done: open it, then call this again. Deletes nothing that the
    marker does not name as a draft or as replaced. Only who holds the engine open for writing may call this; it can be
    called again. Raises OSError.
    """
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
    if marker != Marker(marker.engine):
        write_marker(path, Marker(marker.engine))


def _delete_part(path: Path, part: str) -> None:
    if part:
        shutil.rmtree(path / part, ignore_errors=not (path / part).exists())
        return
    for pattern in _OWN:
        for file in path.glob(pattern):
            file.unlink()
