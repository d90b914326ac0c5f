"""GraphML for Gephi, yEd and Cytoscape: one edge a claim. Lists become text joined by "; "."""

from collections.abc import Iterator

import networkx as nx

from kg.export.flat_network import flatten_network
from kg.storage.store import Store

LOSSLESS = False


def write(store: Store) -> Iterator[str]:
    """Yield the network as GraphML. The keys are numbered: nodes and edges both have a label, and a
    key's id is its own."""
    yield "\n".join(nx.generate_graphml(flatten_network(store))) + "\n"
