"""Which claims stand around some entities, found through the engine's indexes: what the network of
a part reads, however large the store is."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from kg.rdf import terms as t
from kg.rdf.engines.protocol import Engine, list_values, select_rows

MOST = 20_000
"""Claims up to which a part is read by itself: above, one pass over the store is as fast."""

type Place = tuple[str, str]
"""A claim: its document, its IRI."""


@dataclass(frozen=True)
class Part:
    """Some claims of a store, and the entities at their ends, as they were seen and as resolved."""

    claims: frozenset[Place]
    things: frozenset[str]

    def choose(self, query: str) -> str:
        """Return a SELECT of GRAPH ?g over what it asks for of the part alone: claims (?c), else
        entities (?e), else documents."""
        if " ?c " in query:
            return _within(query, "?c", (claim for _, claim in self.claims))
        if " ?e " in query:
            return _within(query, "?e", self.things)
        chosen = _values("?g", (document for document, _ in self.claims))
        return query.replace("GRAPH ?g", f"{chosen} GRAPH ?g", 1)


def find_part(engine: Engine, about: Collection[str], hops: int) -> Part | None:
    """Return the claims between all entities up to *hops* steps around those of *about* (IRIs as
    resolved); ``None`` where they are so many that the store is read as a whole.

    Which claims are admitted is not asked: the part that fits lies in this one."""
    near = set(about)
    for _ in range(hops):
        found = set(islice(_touching(engine, near), MOST + 1))
        if len(found) > MOST:
            return None
        near |= found
    claims: set[Place] = set()
    for document, claim, object_ in _starting(engine, near):
        if object_ in near or not object_:
            claims.add((document, claim))
        if len(claims) > MOST:
            return None
    beside = _beside(engine, [claim for _, claim in claims])
    return Part(frozenset(claims), frozenset(_as_seen(engine, near | beside)))


def _touching(engine: Engine, near: Iterable[str]) -> Iterator[str]:
    """Yield the other end of each claim at one of whose ends an entity stands."""
    for start, end in ((t.SUBJECT, t.OBJECT), (t.OBJECT, t.SUBJECT)):
        query = f"SELECT ?o {{ GRAPH ?g {{ ?c {start} ?e ; {end} ?o }} }}"
        for (other,) in select_rows(engine, _within(query, "?e", near)):
            if isinstance(other, ox.NamedNode):
                yield other.value


def _starting(engine: Engine, near: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield document, claim and object ("" for a value) of each claim about one of *near*."""
    query = f"SELECT ?g ?c ?o {{ GRAPH ?g {{ ?c {t.SUBJECT} ?e ; {t.OBJECT} ?o }} }}"
    for graph, claim, end in select_rows(engine, _within(query, "?e", near)):
        yield graph.value, claim.value, end.value if isinstance(end, ox.NamedNode) else ""


def _beside(engine: Engine, claims: Iterable[str]) -> set[str]:
    """The entities that stand in claims beside their ends: who claims it, and its qualifiers."""
    claims = list(claims)
    ways = (t.QUALIFIED, t.AGENT), (t.QUALIFIER, t.RDF_VALUE)
    queries = (f"SELECT ?o {{ GRAPH ?g {{ ?c {a} ?part . ?part {b} ?o }} }}" for a, b in ways)
    rows = (row for q in queries for row in select_rows(engine, _within(q, "?c", claims)))
    return {row[0].value for row in rows if isinstance(row[0], ox.NamedNode)}


def _as_seen(engine: Engine, things: set[str]) -> set[str]:
    """The entities with all IRIs under which documents have them."""
    query = f"SELECT ?e {{ GRAPH ?g {{ ?e {t.RESOLVES} ?o }} }}"
    return things | {row[0].value for row in select_rows(engine, _within(query, "?o", things))}


def _within(query: str, variable: str, iris: Iterable[str]) -> str:
    return query.replace("GRAPH ?g {", f"GRAPH ?g {{ {_values(variable, iris)}", 1)


def _values(variable: str, iris: Iterable[str]) -> str:
    return list_values(variable, map(ox.NamedNode, sorted(set(iris))))
