"""Claims → a networkx MultiDiGraph: one node a thing, one edge a claim, keyed by the claim.

Two claims between the same ends are two edges: corroboration and contradiction stay visible.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.model import Claim, Document, Entity, Extraction, Value
from kg.model.wording import name_end
from kg.network.interest import edge_interest
from kg.storage.entities import merge_entities


def build_network(extractions: Iterable[Extraction]) -> nx.MultiDiGraph:
    """Return the network of all claims of *extractions*.

    Nodes are entity IRIs with ``label``, ``type``, ``aliases`` (list) and ``named``; an amount or a
    date is a node of its own, ``<claim>#value`` of type "Value". Edges are keyed by claim IRI, with
    the claim's fields as attributes; ``is_fact`` says whether it stands as fact
    (kg.model.stands_as_fact). Nodes and edges are in order of their IRIs."""
    records: dict[str, list[Entity]] = {}
    values: dict[str, str] = {}
    edges: list[tuple[str, str, str, dict[str, Any]]] = []
    for extraction in extractions:
        for entity in extraction.entities:
            records.setdefault(entity.id, []).append(entity)
        for claim in extraction.claims:
            target = name_target(claim)
            if isinstance(claim.object, Value):
                values[target] = claim.object.value
            edges.append((claim.subject.id, target, claim.id, _edge(claim, extraction.document)))
    graph = nx.MultiDiGraph()
    for iri in sorted({end for edge in edges for end in edge[:2]}):
        graph.add_node(iri, **(_node(records[iri]) if iri in records else _value_node(values[iri])))
    for source, target, key, attributes in sorted(edges, key=lambda e: e[2]):
        graph.add_edge(source, target, key=key, **attributes)
    return graph


def name_target(claim: Claim) -> str:
    """Return the node at which a claim's edge ends: its object, or one of its own for a value."""
    return claim.object.id if isinstance(claim.object, Entity) else f"{claim.id}#value"


def _node(found: list[Entity]) -> dict[str, Any]:
    entity = merge_entities(found)
    return {
        "label": entity.label,
        "type": entity.type,
        "aliases": list(entity.aliases),
        "named": entity.named,
    }


def _value_node(text: str) -> dict[str, Any]:
    return {"label": text, "type": "Value", "aliases": [], "named": False}


def _edge(claim: Claim, document: Document) -> dict[str, Any]:
    time = claim.time
    return {
        "predicate": claim.predicate.id,
        "label": claim.predicate.label,
        "modality": claim.modality.value,
        "polarity": claim.polarity.value,
        "is_fact": claim.is_fact,
        "licence": claim.licence.value,
        "revision": claim.revision,
        "undone_by": list(claim.undone_by),
        "attribution": [e.label for e in claim.attribution],
        "attribution_ids": [e.id for e in claim.attribution],
        "time_start": time.start if time else None,
        "time_end": time.end if time else None,
        "time_text": time.text if time else "",
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "citation": claim.citation,
        "document": document.id,
        "source": document.source,
        "document_title": document.title,
        "document_date": document.date,
        "document_kind": document.kind,
        "document_publisher": document.publisher,
        "confidence": claim.confidence,
        "extractor": claim.extractor,
        "reason": claim.reason,
        "qualifiers": [[q.predicate, name_end(q.value)] for q in claim.qualifiers],
    }


def filter_network(
    graph: nx.MultiDiGraph,
    about: Collection[str] | None = None,
    hops: int = 1,
    modalities: Collection[str] | None = None,
    predicates: Collection[str] | None = None,
    sources: Collection[str] | None = None,
    minimum: float = 0.0,
    facts: bool = False,
    interest: float = 0.0,
) -> nx.MultiDiGraph:
    """Return the part of *graph* that fits: claims of these modalities, predicates, sources and at
    least this confidence, up to *hops* steps around the nodes *about*; with *facts* only what
    stands as fact; of at least this *interest* (see kg.network.interest). Nodes without a claim
    go."""
    wanted: Mapping[str, Collection[str] | None] = {
        "modality": modalities,
        "predicate": predicates,
        "source": sources,
    }
    least = _Least(minimum, facts, interest, wanted)
    kept = [
        (a, b, k)
        for a, b, k, d in graph.edges(keys=True, data=True)
        if least.admits(graph, a, b, d)
    ]
    part = graph.edge_subgraph(kept)
    if about is not None:
        part = _around(part, about, hops)
    out = nx.MultiDiGraph()
    edges = sorted(part.edges(keys=True, data=True), key=lambda e: e[2])
    out.add_nodes_from(
        (n, part.nodes[n]) for n in sorted({n for a, b, *_ in edges for n in (a, b)})
    )
    out.add_edges_from(edges)
    return out


@dataclass(frozen=True)
class _Least:
    """What a claim must be to be kept."""

    confidence: float
    facts: bool
    interest: float
    wanted: Mapping[str, Collection[str] | None]

    def admits(
        self, graph: nx.MultiDiGraph, source: str, target: str, edge: Mapping[str, Any]
    ) -> bool:
        """Whether an edge is kept."""
        if edge["confidence"] < self.confidence or self.facts and not edge["is_fact"]:
            return False
        if any(
            values is not None and edge[name] not in values for name, values in self.wanted.items()
        ):
            return False
        return not self.interest or edge_interest(graph, source, target, edge) >= self.interest


def _around(part: nx.MultiDiGraph, about: Collection[str], hops: int) -> nx.MultiDiGraph:
    """The part of a network up to *hops* steps around the nodes *about*."""
    near = {n for n in about if n in part}
    for _ in range(hops):
        near |= {m for n in sorted(near) for m in (*part.successors(n), *part.predecessors(n))}
    return part.subgraph(near)
