"""Files that come or change while kg looks on: folders and patterns, by size and time of change."""

import os
import time
from collections.abc import Iterator, Sequence

from kg.errors import SourceNotFound
from kg.reading.sources import find_sources

_SECONDS = 2.0
"""How often kg looks: a person who drops a file does not notice; a folder of 10,000 files is listed
in a tenth of it."""
type _Face = tuple[int, int]


def watch_sources(
    arguments: Sequence[str], known: Sequence[str], seconds: float = _SECONDS
) -> Iterator[list[str]]:
    """Yield the files of *arguments* that are new or changed since the last look, for ever.

    A file is yielded when two looks in a row find it the same, so that none is read while it is
    written. *known* are those that were read already."""
    read = {path: _face(path) for path in known}
    last = dict(read)
    while True:
        time.sleep(seconds)
        now = {path: _face(path) for path in _find(arguments)}
        changed = [p for p, face in now.items() if face != read.get(p) and face == last.get(p)]
        last = now
        if changed:
            read |= {path: now[path] for path in changed}
            yield changed


def _find(arguments: Sequence[str]) -> Iterator[str]:
    """The files that are there now; a folder may be empty for a while."""
    for argument in arguments:
        try:
            yield from find_sources([argument])
        except SourceNotFound:
            continue


def _face(path: str) -> _Face:
    """Size and time of change; zeros for what is gone or no file."""
    try:
        facts = os.stat(path)
    except OSError:
        return 0, 0
    return facts.st_size, facts.st_mtime_ns
