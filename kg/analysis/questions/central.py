"""Who is central, and which claims make the difference.

Counts only claims that somebody asserts: a denial ties nobody. Degree is the number of claims;
PageRank (Brin & Page
1998) and betweenness (Freeman 1977; Brandes 2001) run over undirected ties weighted by claims. Each
rank is given again without what is only alleged, and on what is stated as fact, admitted or found
alone: who falls there is central by accusation. Being central is not a sign of guilt, but often one
of what the documents are about."""

from typing import Annotated, Literal

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.centrality import (
    build_graph,
    claims_by_node,
    measure_betweenness,
    measure_pagerank,
    rank_nodes,
)
from kg.analysis.evidence import Evidence, read_evidence, strongest_first

_COLUMNS = (
    "rank",
    "entity",
    "type",
    "claims",
    "pagerank",
    "betweenness",
    "rank without alleged",
    "rank on fact-like claims",
    "difference",
)


def ask(
    network: nx.MultiDiGraph,
    *,
    by: Annotated[Literal["pagerank", "betweenness", "degree"], "What to rank by."] = "pagerank",
    top: Annotated[int, "How many entities to show."] = 10,
) -> Answer:
    """Return the *top* entities by a measure, with their ranks when weaker claims are left out."""
    claims = [c for c in read_evidence(network) if c.asserts]
    at = claims_by_node(claims)
    ranks = rank_nodes(_measure(claims, by))
    calm = rank_nodes(_measure([c for c in claims if c.modality != "alleged"], by))
    firm = rank_nodes(_measure([c for c in claims if c.is_fact], by))
    graph = build_graph(claims)
    pagerank, betweenness = measure_pagerank(graph), measure_betweenness(graph)
    things = (n for n in ranks if network.nodes[n]["type"] != "Value")
    rows = []
    for node in sorted(things, key=lambda n: (ranks[n], n))[:top]:
        own = sorted(strongest_first(at[node]), key=lambda c: c.is_fact)
        cells = (
            str(ranks[node]),
            str(network.nodes[node]["label"]),
            str(network.nodes[node]["type"]),
            str(len(own)),
            f"{pagerank.get(node, 0):.4f}",
            f"{betweenness.get(node, 0):.4f}",
            _rank(calm, node),
            _rank(firm, node),
            _count_weak(own),
        )
        rows.append((cells, own))
    return make_answer(network, f"Who is central, by {by}?", _COLUMNS, rows)


def _count_weak(claims: list[Evidence]) -> str:
    weak = sum(not c.is_fact for c in claims)
    return f"{weak} of {len(claims)} claims are not fact-like"


def _measure(claims: list[Evidence], by: str) -> dict[str, float]:
    graph = build_graph(claims)
    if by == "degree":
        return {node: float(value) for node, value in graph.degree(weight="weight")}
    return measure_pagerank(graph) if by == "pagerank" else measure_betweenness(graph)


def _rank(ranks: dict[str, int], node: str) -> str:
    return str(ranks[node]) if node in ranks else "gone"
