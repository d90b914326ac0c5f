"""Which claims stand around some entities, found through the engine's indexes: what the network of
a part reads, however large the store is."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.rdf import terms as t
from kg.rdf.engines.protocol import Engine, bind_values, select_rows

MOST, SHARE = 20_000, 4
"""Claims up to which a part is read by itself, and of how many in the store one of a part may be:
above both, one pass over the store is as fast."""
_COUNT = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?c {t.TYPE} {t.CLAIM} }} }}"

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
            return bind_values(query, "?c", (claim for _, claim in self.claims))
        if " ?e " in query:
            return bind_values(query, "?e", self.things)
        return bind_values(query, "?g", (document for document, _ in self.claims))


def find_part(engine: Engine, about: Collection[str], hops: int) -> Part | None:
    """Return the claims between all entities up to *hops* steps around those of *about* (IRIs as
    resolved); ``None`` where they are so many that the store is read as a whole.

    Which claims are admitted is not asked: the part that fits lies in this one."""
    near, inner = set(about), set[str]()
    for _ in range(hops):
        inner = set(near)
        found = _gather(engine, _touching(engine, near))
        if found is None:
            return None
        near |= found
    claims = _gather(engine, _between(engine, near, inner))
    if claims is None:
        return None
    return Part(frozenset(claims), frozenset(_as_seen(engine, near)))


def count_claims(engine: Engine) -> int:
    """Return how many claims a store holds."""
    return sum(int(row[0].value) for row in select_rows(engine, _COUNT))


def _gather[T](engine: Engine, found: Iterable[T]) -> set[T] | None:
    """Return all that is *found*, each once; ``None`` where that is too much for a part."""
    out, most = set[T](), MOST
    for one in found:
        out.add(one)
        if len(out) > most:
            allowed = count_claims(engine) // SHARE
            if len(out) > allowed:
                return None
            most = allowed
    return out


def _touching(engine: Engine, near: Iterable[str]) -> Iterator[str]:
    """Yield the other end of each claim at one of whose ends an entity stands."""
    for start, end in ((t.SUBJECT, t.OBJECT), (t.OBJECT, t.SUBJECT)):
        query = f"SELECT ?o {{ GRAPH ?g {{ ?c {start} ?e ; {end} ?o }} }}"
        for (other,) in select_rows(engine, bind_values(query, "?e", near)):
            if isinstance(other, ox.NamedNode):
                yield other.value


def _between(engine: Engine, near: Collection[str], inner: Collection[str]) -> Iterator[Place]:
    """Yield each claim between two of *near*, or of one of the *inner* ones about a value.

    The engine holds what begins and what ends at *near* against each other: to look up the other
    end of each claim of a frequent name takes it many times as long."""
    sides = (
        bind_values(f"{{ SELECT ?g ?c {{ GRAPH ?g {{ ?c {term} ?e }} }} }}", "?e", near)
        for term in (t.SUBJECT, t.OBJECT)
    )
    ends = f"?c {t.SUBJECT} ?e ; {t.OBJECT} ?o FILTER(isLiteral(?o))"
    values = bind_values(f"SELECT ?g ?c {{ GRAPH ?g {{ {ends} }} }}", "?e", inner)
    for asked in (f"SELECT ?g ?c {{ {' '.join(sides)} }}", values):
        for graph, claim in select_rows(engine, asked):
            yield graph.value, claim.value


def _as_seen(engine: Engine, things: set[str]) -> set[str]:
    """The entities with all IRIs under which documents have them."""
    query = f"SELECT ?e {{ GRAPH ?g {{ ?e {t.RESOLVES} ?o }} }}"
    return things | {row[0].value for row in select_rows(engine, bind_values(query, "?o", things))}
