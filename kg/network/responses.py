"""What answers admit and deny → edges beside the allegations: derived from the documents that are
there, stored nowhere.

"27. Denied." says nothing by itself; beside paragraph 27 of the complaint it is a denial of what
that alleges, by who answers. An admission binds only who makes it (kg.model.stands_as_fact)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import networkx as nx

from kg.model import Claim, Modality, find_licence, stands_as_fact
from kg.model.citing import cite_place
from kg.namespace import DATA, digest, entity_iri
from kg.pleadings.alignment import Aligned, plain_name
from kg.pleadings.responses import Answered

EXTRACTOR = "responses"
_MEANS = {Answered.ADMITTED: Modality.ADMITTED, Answered.DENIED: Modality.DENIED}
_OWN_VOICE = frozenset({Modality.ALLEGED.value, Modality.STATED_AS_FACT.value})
type _Edge = tuple[str, str, str, dict[str, Any]]
_LESS = 0.9  # the response is read from one paper, the allegation from another


def add_responses(network: nx.MultiDiGraph, pleadings: Sequence[Aligned]) -> nx.MultiDiGraph:
    """Return *network* with an edge for each allegation that an answer admits or denies as a whole,
    by each who answers.

    What the complaint tells of others' words, negative allegations, and responses that go no
    further than their own words give none: there the answer's own claims are what it says."""
    answered = [
        row
        for row in pleadings
        if row.response is not None and row.response.whole and row.response.kinds[0] in _MEANS
    ]
    alleged = _edges_by_document(network, {row.complaint.id for row in answered})
    speakers_of = cache(lambda parties: name_parties(network, parties) or [("", "")])
    found = [
        edge
        for row in answered
        for edge in _respond(speakers_of, row, alleged.get(row.complaint.id, ()))
    ]
    if not found:
        return network
    out = nx.MultiDiGraph()
    out.add_nodes_from(network.nodes(data=True))
    edges = [*network.edges(keys=True, data=True), *found]
    out.add_edges_from(sorted(edges, key=lambda edge: edge[2]))
    return out


def describe_responses(
    claims: Iterable[Claim], pleadings: Sequence[Aligned]
) -> dict[str, tuple[str, ...]]:
    """Return, by the IRI of a claim, what answers say of the paragraph that it stands in:
    "paragraph 3 answered by Larkfield Motors: denied (answer.txt, ¶ 3)"."""
    answered = [row for row in pleadings if row.response is not None and row.answer is not None]
    out: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        said = [
            _describe_response(row)
            for row in answered
            if row.complaint.id == claim.document and row.span.start <= claim.start < row.span.end
        ]
        if said:
            out[claim.id] = tuple(dict.fromkeys(said))
    return out


def _describe_response(row: Aligned) -> str:
    answer, response = row.answer, row.response
    assert answer is not None and response is not None
    label = str(response.label) if response.label else ""
    place = ", ".join(filter(None, (answer.source, cite_place(answer, response.span.start, label))))
    who = f" by {', '.join(row.parties)}" if row.parties else ""
    return f"paragraph {row.number} answered{who}: {response.summary} ({place})"


def _edges_by_document(
    network: nx.MultiDiGraph, documents: Collection[str]
) -> dict[str, list[_Edge]]:
    out: dict[str, list[_Edge]] = {}
    if documents:
        for a, b, key, edge in network.edges(keys=True, data=True):
            if edge["document"] in documents:
                out.setdefault(edge["document"], []).append((a, b, key, edge))
    return out


def _respond(
    speakers_of: Callable[[tuple[str, ...]], list[tuple[str, str]]],
    row: Aligned,
    alleged: Iterable[_Edge],
) -> Iterator[_Edge]:
    """The edges by which a row's answer responds to what its paragraph alleges."""
    own = [
        e
        for e in alleged
        if row.span.start <= e[3]["start"] < row.span.end and _is_own_voice(e[3], row)
    ]
    speakers = speakers_of(row.parties) if own else []
    for a, b, key, edge in own:
        if edge["polarity"] == "positive":
            for speaker in speakers:
                yield a, b, *_answering_edge(a, key, edge, row, speaker)


def _is_own_voice(edge: dict[str, Any], row: Aligned) -> bool:
    """Whether the complaint itself alleges, by nobody or by who complains: who denies that somebody
    said so denies not what was said."""
    voices = {plain_name(name) for name in edge["attribution"]}
    return edge["modality"] in _OWN_VOICE and voices <= {plain_name(name) for name in row.claiming}


def name_parties(network: nx.MultiDiGraph, parties: Iterable[str]) -> list[tuple[str, str]]:
    """Return the names and nodes of *parties* as the network knows them, else as the caption names
    them."""
    out = []
    for party in parties:
        plain = plain_name(party)
        known = sorted(
            n
            for n, d in network.nodes(data=True)
            if d["named"] and plain in map(plain_name, (d["label"], *d["aliases"]))
        )
        iri = known[0] if len(known) == 1 else entity_iri(plain)
        out.append((network.nodes[iri]["label"] if iri in network else party, iri))
    return out


def _answering_edge(
    subject: str, key: str, edge: dict[str, Any], row: Aligned, speaker: tuple[str, str]
) -> tuple[str, dict[str, Any]]:
    """The edge by which somebody answers an edge, keyed by both."""
    answer, response = row.answer, row.response
    assert answer is not None and response is not None
    name, iri = speaker
    modality = _MEANS[response.kinds[0]].value
    ids = [iri] if iri else []
    start, end = response.span.start, response.span.end
    label = str(response.label) if response.label else ""
    said = {
        "modality": modality,
        "attribution": [name] if iri else [],
        "attribution_ids": ids,
        "is_fact": not edge["revision"]
        and stands_as_fact(modality, edge["polarity"], subject, ids),
        "licence": find_licence(modality, edge["polarity"], subject, ids).value,
        "undone_by": [],
        "quote": answer.text[start:end],
        "start": start,
        "end": end,
        "citation": cite_place(answer, start, label),
        "document": answer.id,
        "source": answer.source,
        "document_title": answer.title,
        "document_date": answer.date,
        "document_kind": answer.kind,
        "document_publisher": answer.publisher,
        "extractor": EXTRACTOR,
        "confidence": round(edge["confidence"] * _LESS, 2),
        "reason": f"{response.summary}: ¶ {row.number} of {row.complaint.source}",
    }
    return f"{DATA}claim/{digest(EXTRACTOR, key, answer.id, iri)}", edge | said
