"""A store whose quads a SPARQL server keeps.

A document is one update request. Whether that is one transaction is the server's affair (Oxigraph:
yes); what says that a document is whole is written last, so that ``kg add`` writes a half one anew.
Several programs may write at a time and nothing locks them out: let one add at a time."""

import warnings
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Self

import pyoxigraph as ox

from kg.errors import RemovalWarning, StoreError
from kg.rdf import terms as t
from kg.resolution.plan import Plan
from kg.resolution.quads import known_to_quads
from kg.storage.disk.forgetting import forget_documents
from kg.storage.disk.union import named_quads
from kg.storage.remote.engine import DECIDED, PAGE, RemoteEngine
from kg.storage.remote.virtuoso import VirtuosoEngine
from kg.storage.store import Store


def connect_engine(address: str, page: int = PAGE) -> RemoteEngine:
    """Return the engine for the kind of server that answers at *address*, whose answers come in
    pages of so many rows; raise StoreError where none answers."""
    server = RemoteEngine(address, page)
    try:
        name = server.greet()
    except StoreError:
        server.close()
        raise
    if not name.startswith("Virtuoso"):
        return server
    server.close()
    return VirtuosoEngine(address, page)


class RemoteStore(Store):
    """A store on a server; open it with ``RemoteStore.connect``."""

    def __init__(self, server: RemoteEngine, read_only: bool = False) -> None:
        super().__init__(server, None, read_only)
        self._server = server

    @classmethod
    def connect(cls, address: str, read_only: bool = False) -> Self:
        """Return the store at an *address* (http:// or https://); raise StoreError where no SPARQL
        server answers there."""
        store = cls(connect_engine(address), read_only)
        if not read_only:
            store._settle()
        return store

    @property
    def place(self) -> str:
        """The address, without what proves who asks."""
        return self._server.place

    def close(self) -> None:
        """Let go of the connection; closing twice does nothing."""
        super().close()
        self._server.close()

    def holds(self, document: str) -> bool:
        """Whether the document with this IRI is stored whole."""
        return bool(self._mark(document))

    def _write(self, drops: Iterable[str], graphs: Mapping[str, Collection[ox.Quad]]) -> None:
        """Drop graphs and write others anew, in one request."""
        self.copies.clear()
        replaced = sorted({*drops, *(g for g in graphs if self._holds(g))})
        if replaced:
            self._memory.clear()
        self._server.replace_graphs(replaced, graphs)

    def _settle(self) -> None:
        """Write the documents anew that a decision was to change whose writer was cut off."""
        if left := self._server.list_unsettled():
            plan = Plan(self.engine, self.rules)
            there = {graph: plan.rewritten(graph) for graph in left if self._holds(graph)}
            rules = {t.KNOWN_GRAPH.value: list(known_to_quads(self.rules.known))}
            self._server.replace_graphs((), rules | plan.settle(there))

    def forget(self, documents: Iterable[str] = ()) -> None:
        """Take *documents* out of the graph, and all verdicts and decisions that hold words of
        theirs alone, as one change; raise DocumentNotFound.

        The files are the server's: what it has deleted may stay in them until its own tools write
        them anew (RemovalWarning says so)."""
        self._check_writable()
        dropped = sorted({iri for name in documents for iri in self._resolve_document(name)})
        changed = forget_documents(self.engine, self.rules, dropped)
        self._write(dropped, {graph: q for graph, q in changed.items() if graph not in dropped})
        self._rules = None
        warnings.warn(
            f"out of the graph; {self.place} keeps its own files, in which words may stay until "
            "its tools write them anew (Oxigraph, stopped: oxigraph optimize)",
            RemovalWarning,
            stacklevel=2,
        )

    def rebuild(self, fill: Callable[[ox.Store], None]) -> None:
        """Replace all graphs by those that *fill* writes into an empty engine: in one request; on
        an empty server in one a document, what people decided first.

        Raises StoreError where a server that holds documents does not carry a request out whole or
        not at all."""
        self._check_writable()
        there = {graph for graph in self._server.list_graphs() if self._holds(graph)}
        if self.sources() and not self._server.atomic:
            raise StoreError(
                f"{self.place} changes no store in one step",
                "do it in a store on disk, then load its export into an empty server",
            )
        wanted = _fill_graphs(fill)
        self.copies.clear()
        self._memory.clear()
        self._rules = None
        if self.sources():
            self._server.replace_graphs(sorted(there), wanted)
        else:
            for graph in sorted(wanted, key=lambda name: (name not in _DECIDED, name)):
                self._server.replace_graphs([graph] * (graph in there), {graph: wanted[graph]})


_DECIDED = {graph.value for graph in DECIDED}


def _fill_graphs(fill: Callable[[ox.Store], None]) -> dict[str, list[ox.Quad]]:
    """Return the graphs that *fill* writes, by name."""
    engine = ox.Store()
    fill(engine)
    found: dict[str, list[ox.Quad]] = {}
    for quad in named_quads(engine):
        assert isinstance(quad.graph_name, ox.NamedNode)
        found.setdefault(quad.graph_name.value, []).append(quad)
    return found
