"""The network of a store as people have checked it."""

from collections.abc import Collection

import networkx as nx

from kg.network.from_store import read_network
from kg.network.responses import add_responses
from kg.pleadings.alignment import align_pleadings
from kg.review.verdicts import Reviewed
from kg.storage.filings import read_filings
from kg.storage.judgements.reviews import find_verdicts, select_reviewed
from kg.storage.store import Store


def read_reviewed_network(
    store: Store,
    reviewed: Reviewed = "not-rejected",
    about: Collection[str] | None = None,
    hops: int = 1,
) -> nx.MultiDiGraph:
    """Return the network of the claims that *reviewed* keeps, as corrected, with what answers
    admit and deny of them (kg.network.responses: derived, stored nowhere); of those around *about*
    at least, where entities are given (see read_network).

    Each checked edge carries its ``verdict`` (kg.review.Outcome).
    """
    pleadings = align_pleadings(read_filings(store))
    around = None if pleadings else about  # who answers is looked up among all parties
    graph = read_network(select_reviewed(store, reviewed), around, hops)
    verdicts = find_verdicts(store)
    for *_, key, edge in graph.edges(keys=True, data=True):
        if key in verdicts:
            edge["verdict"] = verdicts[key].outcome.value
    return add_responses(graph, pleadings)
