"""GEXF for Gephi: one edge a claim. Lists become text joined by "; "."""

from collections.abc import Iterator

import networkx as nx

from kg.export.flat_network import flatten_network
from kg.storage.store import Store

LOSSLESS = False


def write(store: Store) -> Iterator[str]:
    """Yield the network as GEXF 1.2."""
    network = flatten_network(store)
    for number, (_, _, key, data) in enumerate(network.edges(keys=True, data=True)):
        data["claim"], data["id"] = key, str(number)
    text = "\n".join(nx.generate_gexf(network)) + "\n"
    yield text.replace(f' lastmodifieddate="{_today(text)}"', "") if _today(text) else text


def _today(text: str) -> str:
    """The day that networkx stamps into the file; without it the same claims give the same
    bytes."""
    _, mark, tail = text.partition('lastmodifieddate="')
    return tail.partition('"')[0] if mark else ""
