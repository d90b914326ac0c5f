"""GEXF for Gephi: one edge a claim. Lists become text joined by "; "."""

import re
from collections.abc import Iterator

import networkx as nx

from kg.export.flat_network import flatten_network
from kg.storage.store import Store

LOSSLESS = False
_DAY = re.compile(r' lastmodifieddate="[^"]*"')
"""networkx stamps the day into the file; without it the same claims give the same bytes."""


def write(store: Store) -> Iterator[str]:
    """Yield the network as GEXF 1.2.

    What networkx writes is brought to the schema (http://www.gexf.net/1.2draft/gexf.xsd): an edge's
    key stands in ``claim``, and the graph, for which the schema has no name, has none."""
    network = flatten_network(store)
    flat = nx.MultiDiGraph()
    flat.add_nodes_from(network.nodes(data=True))
    for number, (source, target, key, data) in enumerate(network.edges(keys=True, data=True)):
        flat.add_edge(source, target, None, **data, claim=key, id=str(number))
    text = "\n".join(nx.generate_gexf(flat)) + "\n"
    head, mark, rest = text.partition("<nodes>")
    yield _DAY.sub("", head).replace(' name=""', "", 1) + mark + rest
