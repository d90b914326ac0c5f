"""TriG: one named graph a document, readable. Lossless."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.namespace import PREFIXES
from kg.storage.store import Store

LOSSLESS = True


def write(store: Store) -> Iterator[str]:
    """Yield the documents as TriG, sorted."""
    yield (
        ox.serialize(store.sorted_quads(), format=ox.RdfFormat.TRIG, prefixes=PREFIXES) or b""
    ).decode("utf-8")
