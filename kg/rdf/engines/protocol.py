"""What kg asks of a quad store, embedded (pyoxigraph.Store has these methods) or on a server
(kg.storage.remote): no more than this, so that any SPARQL 1.1 server can do it.

All own queries name their graphs (``GRAPH ?g``): what the default graph of a server holds differs
from one to the next."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol, runtime_checkable

import pyoxigraph as ox

type Subject = ox.NamedNode | ox.BlankNode | ox.Triple | None
type Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
type GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None
type Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Engine(Protocol):
    """A quad store: match, query, change, make safe."""

    def quads_for_pattern(
        self,
        subject: Subject,
        predicate: ox.NamedNode | None,
        object: Object,
        graph_name: GraphName = None,
        /,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that match; ``None`` matches anything, but on a server no graph without a
        name."""

    def query(self, query: str, /, *, prefixes: dict[str, str] | None = None) -> Found:
        """Return what a SELECT, ASK, CONSTRUCT or DESCRIBE finds, as the engine answers it."""

    def contains_named_graph(self, graph_name: ox.NamedNode, /) -> bool:
        """Return whether anything stands in the graph."""

    def update(self, update: str, /) -> None:
        """Carry out a SPARQL update."""

    def extend(self, quads: Iterable[ox.Quad], /) -> None:
        """Add quads, all or none."""

    def remove(self, quad: ox.Quad, /) -> None:
        """Remove a quad, which need not be there."""

    def flush(self) -> None:
        """Make what was written survive a loss of power."""

    def optimize(self) -> None:
        """Rearrange what is stored for faster queries."""


@runtime_checkable
class Server(Engine, Protocol):
    """An engine on a server, which may cut its answers and takes its time."""

    keeps_union: bool
    """Whether its default graph is the union that kg wrote, which queries may ask."""

    def select(self, query: str, /) -> Iterator[ox.QuerySolution]:
        """Yield all rows of a SELECT that names its graphs ``GRAPH ?g``, page by page."""

    def answer(self, query: str, timeout: float | None, /) -> tuple[Found, bool]:
        """Return what a query finds within *timeout* seconds, and whether the server cut it."""


def list_values(variable: str, nodes: Iterable[ox.NamedNode]) -> str:
    """Return the VALUES that bind a *variable* to each of *nodes*.

    >>> list_values("?g", [ox.NamedNode("urn:a")])
    'VALUES ?g { <urn:a> }'
    """
    return f"VALUES {variable} {{ {' '.join(map(str, nodes))} }}"


def bind_values(query: str, variable: str, iris: Iterable[str]) -> str:
    """Return a SELECT of GRAPH ?g whose *variable* is one of *iris*.

    They stand inside of the graph: beside it, the engine may read all graphs first.

    >>> bind_values("SELECT ?s { GRAPH ?g { ?s a ?o } }", "?s", ["urn:b", "urn:a"])
    'SELECT ?s { GRAPH ?g { VALUES ?s { <urn:a> <urn:b> } ?s a ?o } }'
    """
    values = list_values(variable, map(ox.NamedNode, sorted(set(iris))))
    return query.replace("GRAPH ?g {", f"GRAPH ?g {{ {values}", 1)


def select_rows(engine: Engine, query: str) -> Iterator[Any]:
    """Yield the rows of one of kg's own SELECTs, which name their graphs."""
    if isinstance(engine, Server):
        yield from engine.select(query)
        return
    found = engine.query(query)
    assert isinstance(found, ox.QuerySolutions)
    yield from found
