"""A dataset read in every order that its engine keeps (nine, with the words of each term): so every
block of the files is read.

The engine (RocksDB) checks the sum of a block when it reads it, so a flipped bit is seen only where
somebody reads. Each order must also hold the same quads, since a query takes the one that suits it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import Any

import pyoxigraph as ox

_DEFAULT = ox.DefaultGraph()


@dataclass(frozen=True)
class Total:
    """How many quads were read, and the sum of their digests, which their order does not change."""

    count: int
    digest: int


def total(quads: Iterable[ox.Quad]) -> Total:
    """Read *quads* to their end."""
    count = found = 0
    for quad in quads:
        count += 1
        found ^= int.from_bytes(
            blake2b(str(quad).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        )
    return Total(count, found)


def compare_orders(engine: ox.Store) -> Iterator[str]:
    """Yield a line for each order of the quads that differs from the first; raise what the engine
    raises for a damaged block.

    A pattern with one known place is answered from the order that begins there (oxigraph,
    storage/rocksdb.rs), so asking for each subject, each predicate and each object reads those
    orders whole. Holds the terms of the store in memory."""
    every = total(engine.quads_for_pattern(None, None, None, None))
    named = total(
        quad
        for quad in engine.quads_for_pattern(None, None, None, None)
        if quad.graph_name != _DEFAULT
    )
    orders = {
        "subjects": (every, _by_place(engine, 0)),
        "predicates": (every, _by_place(engine, 1)),
        "objects": (every, _by_place(engine, 2)),
        "predicates of graphs": (named, _by_graph(engine, 1)),
        "objects of graphs": (named, _by_graph(engine, 2)),
    }
    for name, (wanted, quads) in orders.items():
        found = total(quads)
        if found != wanted:
            yield (
                f"the order by {name} holds {found.count} quads, "
                f"not the same {wanted.count} as that by graphs"
            )


def _by_place(
    engine: ox.Store, place: int, graph: ox.NamedNode | ox.BlankNode | None = None
) -> Iterator[ox.Quad]:
    """The quads, of all graphs or of one, asked for by each of their subjects (*place* 0),
    predicates (1) or objects (2)."""
    terms = {tuple(quad)[place] for quad in engine.quads_for_pattern(None, None, None, graph)}
    for term in terms:
        pattern: list[Any] = [None, None, None, graph]
        pattern[place] = term
        yield from engine.quads_for_pattern(*pattern)


def _by_graph(engine: ox.Store, place: int) -> Iterator[ox.Quad]:
    graphs = engine.named_graphs()
    return chain.from_iterable(_by_place(engine, place, graph) for graph in graphs)
