"""Measures of the network between entities, the same on every run and without scipy."""

import random
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec

import networkx as nx
import numpy as np

from kg.analysis.evidence import Evidence

_EXACT = 1500
_SAMPLE, _FEWEST, _WORK = 300, 10, 3_000_000


def build_graph(claims: Iterable[Evidence]) -> nx.Graph:
    """Return a simple graph: an edge where some claim joins two things, its ``weight`` the number
    of claims."""
    counts: dict[tuple[str, str], int] = {}
    for claim in claims:
        if claim.subject != claim.object:
            pair = (min(claim.subject, claim.object), max(claim.subject, claim.object))
            counts[pair] = counts.get(pair, 0) + 1
    graph = nx.Graph()
    graph.add_nodes_from(sorted({node for pair in counts for node in pair}))
    graph.add_weighted_edges_from((a, b, counts[a, b]) for a, b in sorted(counts))
    return graph


def claims_by_node(claims: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """Return node → the claims of which it is an end, in their order."""
    at: dict[str, list[Evidence]] = {}
    for claim in claims:
        for node in {claim.subject, claim.object}:
            at.setdefault(node, []).append(claim)
    return at


def measure_pagerank(
    graph: nx.Graph, damping: float = 0.85, rounds: int = 200, within: float = 1e-10
) -> dict[str, float]:
    """Return the PageRank of each node over weighted, undirected edges (Brin & Page 1998), by power
    iteration."""
    nodes = list(graph)
    if not nodes:
        return {}
    place = {node: k for k, node in enumerate(nodes)}
    edges = [(place[a], place[b]) for a, b in graph.edges()]
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    source, target = np.concatenate(ends), np.concatenate(ends[::-1])
    weight = np.array([w for *_, w in graph.edges(data="weight")] * 2, dtype=np.float64)
    total = np.bincount(source, weight, len(nodes))
    share = weight / total[source] if len(weight) else weight
    rank = np.full(len(nodes), 1 / len(nodes))
    for _ in range(rounds):
        dangling = rank[total == 0].sum() / len(nodes)
        new = (1 - damping) / len(nodes) + damping * (
            np.bincount(target, rank[source] * share, len(nodes)) + dangling
        )
        done = np.abs(new - rank).sum() < within
        rank = new
        if done:
            break
    return {node: float(rank[k]) for node, k in place.items()}


def measure_betweenness(graph: nx.Graph) -> dict[str, float]:
    """Return the betweenness of each node (Brandes 2001).

    Above 1,500 nodes from a fixed sample of sources (Brandes & Pich 2007): 300, fewer above 10,000
    edges, at least 10. With igraph (the extra "fast") the same numbers come many times sooner;
    without, networkx computes them."""
    wanted = max(_FEWEST, min(_SAMPLE, _WORK // max(graph.number_of_edges(), 1)))
    sample = wanted if len(graph) > _EXACT else None
    if len(graph) > 2 and find_spec("igraph") is not None:
        return _betweenness_by_igraph(graph, sample)
    found: dict[str, float] = nx.betweenness_centrality(graph, k=sample, seed=0)
    return found


def _betweenness_by_igraph(graph: nx.Graph, sample: int | None) -> dict[str, float]:
    """What networkx gives, from the same sources: it counts pairs twice, and a source as end of one
    pair fewer."""
    igraph = import_module("igraph")
    nodes = list(graph)
    place = {node: k for k, node in enumerate(nodes)}
    fast = igraph.Graph(len(nodes), [(place[a], place[b]) for a, b in graph.edges()])
    sources = set(
        range(len(nodes))
        if sample is None
        else (place[n] for n in random.Random(0).sample(nodes, sample))
    )
    counted = fast.betweenness(directed=False, sources=None if sample is None else sorted(sources))
    ends = len(nodes) - 2
    return {
        node: 2 * counted[k] / ((len(sources) - (k in sources)) * ends)
        for k, node in enumerate(nodes)
    }


def find_communities(graph: nx.Graph) -> list[list[str]]:
    """Return the communities (Louvain: Blondel et al. 2008; seeded), the largest first, members
    sorted.

    The nodes go in as numbers in sorted order: sets of text would make the result depend on the
    process."""
    nodes = sorted(graph)
    place = {node: k for k, node in enumerate(nodes)}
    numbers = nx.Graph()
    numbers.add_nodes_from(range(len(nodes)))
    edges = sorted(
        (min(place[a], place[b]), max(place[a], place[b]), d["weight"])
        for a, b, d in graph.edges(data=True)
    )
    numbers.add_weighted_edges_from(edges)
    found = nx.community.louvain_communities(numbers, seed=0)
    return sorted(
        ([nodes[k] for k in sorted(part)] for part in found), key=lambda part: (-len(part), part)
    )


def rank_nodes(score: Mapping[str, float]) -> dict[str, int]:
    """Return node → rank from 1; equal scores (to nine digits) share a rank."""
    values = sorted({round(v, 9) for v in score.values()}, reverse=True)
    count: dict[float, int] = {}
    for v in score.values():
        count[round(v, 9)] = count.get(round(v, 9), 0) + 1
    first, place = {}, 1
    for value in values:
        first[value] = place
        place += count[value]
    return {node: first[round(v, 9)] for node, v in score.items()}
