"""A store as rdflib's Dataset, for reading: queries and iteration see what SPARQL 1.1 defines."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result

from kg.errors import QuerySyntaxError, StoreError
from kg.sparql.guard import check_query
from kg.sparql.process import parse_apart
from kg.storage.disk.union import copy_engine
from kg.storage.store import Store


def open_dataset(store: Store) -> Dataset:
    """Return a Dataset whose default graph is the union of all documents, each triple once, and
    whose graphs are the documents, and what people decided and when documents came beside them.

    Pass queries as strings, without other keywords: then Oxigraph answers them, not rdflib. It is
    for reading only: what it would write raises StoreError. A query that might reach out raises
    QueryRefused: ask ``Graph.query``. What a server holds is copied into memory first."""
    engine = store.engine
    held = engine if isinstance(engine, ox.Store) else copy_engine(engine)
    return Dataset(store=_ReadOnly(store=held))


class _ReadOnly(OxigraphStore):
    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Any],
        queryGraph: str,
        **more: object,
    ) -> Result:
        """Return the answer of the engine, after kg's check of the query."""
        checked = check_query(str(query))
        if checked.apart or checked.clause is not None:
            raise StoreError(
                "a query with FROM, or the letters SERVICE, is not answered here",
                "ask it with Graph.query",
            )
        if checked.deep:
            with suppress(QuerySyntaxError):  # it may use prefixes that only the dataset knows
                parse_apart(checked, None)
        return super().query(query, initNs, initBindings, queryGraph, **more)

    def triples(self, triple_pattern: Any, context: Graph | None = None) -> Iterator[Any]:
        """Yield triples of one graph; without one, those of the documents, not again those of their
        union."""
        found = super().triples(triple_pattern, context)
        if context is not None:
            yield from found
            return
        for triple, graphs in found:
            named = [
                g for g in graphs if g is not None and g.identifier != DATASET_DEFAULT_GRAPH_ID
            ]
            if named:
                yield triple, iter(named)

    def __len__(self, context: Graph | None = None) -> int:
        """Return how many triples a graph has; without one, the union."""
        return super().__len__(
            Graph(identifier=DATASET_DEFAULT_GRAPH_ID) if context is None else context
        )

    def add_graph(self, graph: Graph) -> None:
        """Do nothing: rdflib names a graph here before it reads it."""

    def _refuse(self, *given: object, **named: object) -> None:
        raise StoreError(
            "the dataset is for reading", "change the store with Graph.add and Graph.remove"
        )

    add = addN = remove = update = remove_graph = _refuse
