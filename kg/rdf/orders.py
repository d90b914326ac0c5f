"""A dataset read in every order that its engine keeps (nine, with the words of each term): so every
block of the files is read.

The engine (RocksDB) checks the sum of a block when it reads it, so a flipped bit is seen only where
somebody reads. Each order must also hold the same quads, since a query takes the one that suits it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

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
        "subjects": (every, _by_subject(engine)),
        "predicates": (every, _by_predicate(engine)),
        "objects": (every, _by_object(engine)),
        "predicates of graphs": (named, _by_graph(engine, 1)),
        "objects of graphs": (named, _by_graph(engine, 2)),
    }
    for name, (wanted, quads) in orders.items():
        found = total(quads)
        if found != wanted:
            yield f"the order by {name} holds {found.count} quads, not the same {wanted.count} as that by graphs"


def _by_subject(engine: ox.Store) -> Iterator[ox.Quad]:
    terms = {quad.subject for quad in engine.quads_for_pattern(None, None, None, None)}
    return chain.from_iterable(engine.quads_for_pattern(term, None, None, None) for term in terms)


def _by_predicate(engine: ox.Store) -> Iterator[ox.Quad]:
    terms = {quad.predicate for quad in engine.quads_for_pattern(None, None, None, None)}
    return chain.from_iterable(engine.quads_for_pattern(None, term, None, None) for term in terms)


def _by_object(engine: ox.Store) -> Iterator[ox.Quad]:
    terms = {quad.object for quad in engine.quads_for_pattern(None, None, None, None)}
    return chain.from_iterable(engine.quads_for_pattern(None, None, term, None) for term in terms)


def _by_graph(engine: ox.Store, place: int) -> Iterator[ox.Quad]:
    """The quads of each named graph, asked for by each of its predicates (*place* 1) or objects
    (2)."""
    for graph in engine.named_graphs():
        terms = {tuple(quad)[place] for quad in engine.quads_for_pattern(None, None, None, graph)}
        for term in terms:
            predicate, target = (term, None) if place == 1 else (None, term)
            yield from engine.quads_for_pattern(None, predicate, target, graph)
