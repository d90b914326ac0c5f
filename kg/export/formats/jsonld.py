"""JSON-LD 1.1, expanded, one named graph a document. Lossless."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.storage.store import Store

LOSSLESS = True


def write(store: Store) -> Iterator[str]:
    """Yield the dataset as JSON-LD, sorted."""
    yield (ox.serialize(store.sorted_quads(), format=ox.RdfFormat.JSON_LD) or b"").decode(
        "utf-8"
    ) + "\n"
