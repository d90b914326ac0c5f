"""A network as people have checked it: rejected claims leave, weakened ones are weaker, nothing becomes stronger."""

from collections.abc import Mapping
from typing import Any

import networkx as nx

from kg.model import Modality
from kg.review.verdicts import Reviewed, Verdict, corrected_modality, keeps


def apply_verdicts(graph: nx.MultiDiGraph, verdicts: Mapping[str, Verdict], reviewed: Reviewed = "not-rejected") -> nx.MultiDiGraph:
    """Return *graph* with the claims that *reviewed* keeps; each checked edge carries its ``verdict`` (kg.review.Outcome).

    A corrected claim takes its weaker modality, and never stands as fact: what it says is what was extracted. Nodes without a claim go.
    """
    if not verdicts and reviewed != "confirmed":
        return graph
    out = nx.MultiDiGraph()
    kept = [(a, b, key, _checked(d, verdicts.get(key))) for a, b, key, d in graph.edges(keys=True, data=True)
            if keeps(verdicts.get(key), reviewed)]  # fmt: skip
    used = {end for a, b, *_ in kept for end in (a, b)}
    out.add_nodes_from((n, d) for n, d in graph.nodes(data=True) if n in used)
    out.add_edges_from(kept)
    return out


def _checked(edge: dict[str, Any], verdict: Verdict | None) -> dict[str, Any]:
    if verdict is None:
        return edge
    checked = edge | {"verdict": verdict.outcome.value}
    if verdict.outcome == "rejected":
        return checked | {"is_fact": False}
    modality = corrected_modality(edge["modality"], verdict.correction)
    checked |= {"modality": modality}
    checked["is_fact"] = edge["is_fact"] and Modality(modality).fact_like
    return checked
