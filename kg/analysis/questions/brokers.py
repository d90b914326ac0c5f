"""Who holds parts of the network together that would otherwise be apart.

A broker is an articulation point of the network of asserted claims (Hopcroft & Tarjan 1973):
without it, what hangs together falls apart. Ordered by the size of what it holds, then by
betweenness. "Also on fact-like claims" says whether it is one in the network of what is stated as
fact, admitted or found. Values and things mentioned once are not counted as parts, unless nothing
else hangs on the broker."""

from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.centrality import build_graph, claims_by_node, measure_betweenness
from kg.analysis.evidence import read_evidence

_COLUMNS = ("broker", "type", "parts", "holds", "betweenness", "also on fact-like claims")


def ask(
    network: nx.MultiDiGraph, *, top: Annotated[int, "How many brokers to show."] = 10
) -> Answer:
    """Return the brokers, the weightiest first; the evidence is their claims."""
    claims = [c for c in read_evidence(network) if c.asserts]
    graph = build_graph(claims)
    firm = set(nx.articulation_points(build_graph([c for c in claims if c.is_fact])))
    between = measure_betweenness(graph)
    at = claims_by_node(claims)
    found = sorted(nx.articulation_points(graph), key=lambda n: (-between[n], n))[: max(top, 0) * 5]
    rows = []
    for node in found:
        parts = _parts(graph, node)
        second = len(parts[1]) if len(parts) > 1 else 0
        cells = (
            str(network.nodes[node]["label"]),
            str(network.nodes[node]["type"]),
            str(len(parts)),
            _describe_parts(network, parts),
            f"{between[node]:.4f}",
            "yes" if node in firm else "no",
        )
        rows.append(((-second, -between[node], node), (cells, at[node])))
    rows.sort(key=lambda pair: pair[0])
    return make_answer(
        network, "Who holds apart parts together?", _COLUMNS, [row for _, row in rows[:top]]
    )


def _parts(graph: nx.Graph, node: str) -> list[list[str]]:
    """The parts into which what hangs together with *node* falls without it, the largest first."""
    rest = graph.subgraph(nx.node_connected_component(graph, node) - {node})
    return sorted(
        (sorted(part) for part in nx.connected_components(rest)),
        key=lambda part: (-len(part), part),
    )


def _describe_parts(network: nx.MultiDiGraph, parts: list[list[str]]) -> str:
    more = f"\n{len(parts) - 6} more" if len(parts) > 6 else ""
    return "\n".join(_describe(network, part) for part in parts[:6]) + more


def _describe(network: nx.MultiDiGraph, part: list[str]) -> str:
    names = [
        str(network.nodes[n]["label"])
        for n in sorted(part, key=lambda n: (-network.degree(n), n))[:4]
    ]
    return f"{len(part)}: {', '.join(names)}{', …' if len(part) > 4 else ''}"
