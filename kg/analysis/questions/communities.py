"""Which entities belong together: groups with more claims inside than across.

Louvain modularity (Blondel et al. 2008) over asserted claims, with a fixed seed and order, so that
the same claims give the same groups. Modularity cannot see groups that are small beside the whole
(Fortunato & Barthélemy 2007), and a group is one of the text's making: its members are mentioned
together."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.centrality import build_graph, find_communities
from kg.analysis.evidence import Evidence, read_evidence, status_of

_COLUMNS = ("community", "size", "members", "claims inside", "claims across", "put as")
_SHOWN = 12


def ask(
    network: nx.MultiDiGraph,
    *,
    least: Annotated[int, "Only communities of at least this size."] = 3,
) -> Answer:
    """Return the communities, the largest first; the evidence is the claims inside."""
    claims = [c for c in read_evidence(network) if c.asserts and not c.object.endswith("#value")]
    graph = build_graph(claims)
    parts = find_communities(graph)
    inside, across = _sort_claims(claims, parts)
    rows = []
    for number, part in enumerate(parts):
        if len(part) >= least:
            members = sorted(part, key=lambda n: (-graph.degree(n, weight="weight"), n))
            names = ", ".join(str(network.nodes[n]["label"]) for n in members[:_SHOWN]) + " …" * (
                len(members) > _SHOWN
            )
            found = inside[number]
            rows.append(
                (
                    (
                        str(number + 1),
                        str(len(part)),
                        names,
                        str(len(found)),
                        str(across[number]),
                        _summary(found),
                    ),
                    found,
                )
            )
    return make_answer(network, "Which entities belong together?", _COLUMNS, rows)


def _sort_claims(
    claims: Iterable[Evidence], parts: Iterable[Iterable[str]]
) -> tuple[dict[int, list[Evidence]], Counter[int]]:
    """The claims inside each community, and how many lead out of it."""
    place = {node: k for k, part in enumerate(parts) for node in part}
    inside: dict[int, list[Evidence]] = defaultdict(list)
    across: Counter[int] = Counter()
    for claim in claims:
        if claim.subject in place and claim.object in place:
            one, other = place[claim.subject], place[claim.object]
            if one == other:
                inside[one].append(claim)
            else:
                across.update((one, other))
    return inside, across


def _summary(claims: list[Evidence]) -> str:
    firm = sum(c.is_fact for c in claims)
    return status_of(claims) if len(claims) <= 3 else f"{firm} of {len(claims)} fact-like"
