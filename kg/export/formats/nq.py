"""N-Quads, sorted: the same claims give the same bytes. Lossless."""

from collections.abc import Iterator

from kg.storage.store import Store

LOSSLESS = True


def write(store: Store) -> Iterator[str]:
    """Yield the lines of the store."""
    return store.nquads()
