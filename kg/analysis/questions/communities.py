"""Which entities belong together: groups with more claims inside than across.

Louvain modularity (Blondel et al. 2008) over asserted claims, with a fixed seed and order, so that the same claims give
the same groups. Modularity cannot see groups that are small beside the whole (Fortunato & Barthélemy 2007), and a group
is one of the text's making: its members are mentioned together.
"""

from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.centrality import build_graph, find_communities
from kg.analysis.evidence import Evidence, read_evidence, status_of

_COLUMNS = ("community", "size", "members", "claims inside", "claims across", "put as")


def ask(network: nx.MultiDiGraph, *, least: Annotated[int, "Only communities of at least this size."] = 3) -> Answer:
    """Return the communities, the largest first; the evidence is the claims inside."""
    claims = [c for c in read_evidence(network) if c.asserts and not c.object.endswith("#value")]
    graph = build_graph(claims)
    parts = find_communities(graph)
    place = {node: k for k, part in enumerate(parts) for node in part}
    inside: dict[int, list[Evidence]] = {}
    across: dict[int, int] = {}
    for claim in claims:
        one, other = place.get(claim.subject), place.get(claim.object)
        if one is None or other is None:
            continue
        if one == other:
            inside.setdefault(one, []).append(claim)
        else:
            across[one], across[other] = across.get(one, 0) + 1, across.get(other, 0) + 1
    rows = []
    for number, part in enumerate(parts):
        if len(part) < least:
            continue
        members = sorted(part, key=lambda n: (-graph.degree(n, weight="weight"), n))
        names = ", ".join(str(network.nodes[n]["label"]) for n in members[:12]) + (" …" if len(members) > 12 else "")
        found = inside.get(number, [])
        cells = (str(number + 1), str(len(part)), names, str(len(found)), str(across.get(number, 0)), _summary(found))
        rows.append((cells, found))
    return make_answer(network, "Which entities belong together?", _COLUMNS, rows)


def _summary(claims: list[Evidence]) -> str:
    firm = sum(c.is_fact for c in claims)
    return status_of(claims) if len(claims) <= 3 else f"{firm} of {len(claims)} fact-like"
