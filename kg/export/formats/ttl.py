"""Turtle: the union of all documents. Which document a triple stands in is lost; claims still name
theirs; verdicts stay at home."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.namespace import PREFIXES
from kg.rdf import terms as t
from kg.storage.store import Store

LOSSLESS = False


def write(store: Store) -> Iterator[str]:
    """Yield the union graph as Turtle, sorted."""
    triples = {
        str(q.triple): q.triple for q in store.sorted_quads() if q.graph_name != t.VERDICTS_GRAPH
    }
    ordered = (triples[key] for key in sorted(triples))
    yield (ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode(
        "utf-8"
    )
