"""Progress in the terminal. It stands apart from what shows claims: adding needs no networks."""

import sys
from collections.abc import Iterable, Iterator


def track[T](items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """Yield *items* with a progress bar on stderr, where that is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track as rich_track

    yield from rich_track(items, what, total, console=Console(stderr=True), transient=True)
