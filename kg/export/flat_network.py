"""The network with attributes that XML graph formats can hold: text and numbers only."""

from typing import Any

import networkx as nx

from kg.export.property_graph import join_identifiers
from kg.model.safe_text import xml_text
from kg.network.build import build_network
from kg.storage.store import Store

_NAMES = {"start": "quote_start", "end": "quote_end"}


def flatten_network(store: Store) -> nx.MultiDiGraph:
    """Return the store's network; lists are joined by "; ", nothing is ``None``, no character that
    XML forbids.

    The place of a quote is called ``quote_start`` and ``quote_end``: programs take ``start`` and
    ``end`` of an edge for the time in which it exists (GEXF's spells)."""
    graph = build_network(store.extractions())
    flat = nx.MultiDiGraph()
    flat.add_nodes_from(
        (n, {k: _plain(v) for k, v in d.items()}) for n, d in graph.nodes(data=True)
    )
    for entity in store.entities():
        if entity.id not in flat:
            continue
        flat.nodes[entity.id]["type"] = entity.type
        if numbers := store.rules.identifiers(entity):
            flat.nodes[entity.id]["identifiers"] = join_identifiers(numbers)
    flat.add_edges_from(
        (a, b, k, {_NAMES.get(x, x): _plain(v) for x, v in d.items()})
        for a, b, k, d in graph.edges(keys=True, data=True)
    )
    return flat


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(" ".join(map(str, v)) if isinstance(v, list) else str(v) for v in value)
    if isinstance(value, str):
        return xml_text(value)
    return "" if value is None else value
