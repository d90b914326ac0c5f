"""GraphML for Gephi, yEd and Cytoscape: one edge a claim. Lists become text joined by "; "."""

import re
from collections.abc import Iterator

import networkx as nx

from kg.export.flat_network import flatten_network
from kg.namespace import contract, digest
from kg.storage.store import Store

LOSSLESS = False
_NO_TOKEN = re.compile(r"[^\w.:-]", re.ASCII)


def write(store: Store) -> Iterator[str]:
    """Yield the network as GraphML. The keys are numbered: nodes and edges both have a label, and a
    key's id is its own.

    The schema wants an id to be a name token, which no address is: the ids are short forms, the
    addresses stand in ``iri`` of a node and ``claim`` of an edge."""
    network = flatten_network(store)
    flat = nx.MultiDiGraph()
    flat.add_nodes_from((_token(n), {**data, "iri": n}) for n, data in network.nodes(data=True))
    flat.add_edges_from(
        (_token(a), _token(b), _token(key), {**data, "claim": key})
        for a, b, key, data in network.edges(keys=True, data=True)
    )
    yield "\n".join(nx.generate_graphml(flat)) + "\n"


def _token(iri: str) -> str:
    """Return a name token (XML) that stands for this address alone."""
    short = contract(iri)
    token = _NO_TOKEN.sub("_", short)
    return token if token == short else f"{token}-{digest(iri)}"
