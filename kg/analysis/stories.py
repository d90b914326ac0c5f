"""The stories of a network: the questions that need no argument, asked, ranked and capped."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import networkx as nx

from kg.analysis.answer import Answer
from kg.analysis.ask import load_question
from kg.analysis.evidence import read_evidence
from kg.analysis.propositions import group_claims
from kg.storage.judgements.reviews import find_standings, find_verdicts
from kg.storage.passages import read_spans, read_texts
from kg.storage.store import Store
from kg.view import Lesser, Material, Story

STORIES = {
    "contradictions": "Disputed",
    "conflicts": "Conflicts of interest",
    "money": "Money",
    "unanswered": "No answer found",
    "corroborated": "Several sources agree",
    "timeline": "What happened when",
}
"""Question → what its story is called, in the order in which they are offered."""

_SAID_ELSEWHERE = {"corroborated": ("by", "sources"), "timeline": ("source",)}
"""Question → columns that a page leaves out: the claims under each row say the same."""

_KNOWN = ("source", "document_title", "document_date", "document_kind")
"""What a network's edge knows of its document."""

_MOST = 40
"""Rows that a story keeps: more than somebody reads through on a page."""


def find_stories(
    network: nx.MultiDiGraph, names: Iterable[str] = STORIES, most: int = _MOST
) -> tuple[Story, ...]:
    """Return the stories of *network* that have rows, in order; each keeps the *most* weighty of
    its rows."""
    if not network.number_of_edges():
        return ()
    asked = [(name, load_question(name).ask(network)) for name in names]
    return tuple(_tell(name, answer, network, most) for name, answer in asked if len(answer))


def _tell(name: str, answer: Answer, network: nx.MultiDiGraph, most: int) -> Story:
    order = sorted(range(len(answer)), key=lambda row: _weight(answer, row, network))[:most]
    if name == "timeline":
        order = sorted(order)
    left = _SAID_ELSEWHERE.get(name, ())
    kept = [k for k, column in enumerate(answer.columns) if column not in left]
    return Story(
        name,
        STORIES.get(name, name),
        answer.asked,
        tuple(answer.columns[k] for k in kept),
        tuple(tuple(answer.rows[row][k] for k in kept) for row in order),
        tuple(tuple(e.claim for e in answer.evidence[row]) for row in order),
        len(answer),
        answer.note,
    )


def _weight(answer: Answer, row: int, network: nx.MultiDiGraph) -> tuple[int, int]:
    """How far down a row belongs: typed relations between named things first, then the question's
    own order."""
    evidence = answer.evidence[row]
    open_ = all(not e.predicate.startswith("kg:") for e in evidence)
    unnamed = min(
        (sum(not network.nodes[n]["named"] for n in (e.subject, e.object)) for e in evidence),
        default=2,
    )
    return 3 * open_ + unnamed, row


def state_propositions(network: nx.MultiDiGraph) -> dict[str, str]:
    """Return claim → a key that all claims of its proposition share (see
    kg.analysis.propositions.group_claims)."""
    groups = group_claims(network, read_evidence(network))
    return {claim.claim: "\\n".join(group.key) for group in groups for claim in group.claims}


def find_lesser(network: nx.MultiDiGraph, whole: nx.MultiDiGraph) -> Lesser:
    """Return what *whole* holds and *network*, a part of it, does not: the claims of less
    interest."""
    drawn = {claim for *_, claim in network.edges(keys=True)}
    left = [data for *_, claim, data in whole.edges(keys=True, data=True) if claim not in drawn]
    gone = (node for node in whole if node not in network)
    names = tuple(sorted(whole.nodes[node]["label"] for node in gone))
    return Lesser(len(left), _places(left), names, _papers_without(network, left))


def _places(claims: Iterable[Mapping[str, Any]]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Document (IRI) → where claims stand in it."""
    places: dict[str, set[tuple[int, int]]] = {}
    for data in claims:
        places.setdefault(data["document"], set()).add((data["start"], data["end"]))
    return {document: tuple(sorted(found)) for document, found in places.items()}


def _papers_without(
    network: nx.MultiDiGraph, left: Iterable[Mapping[str, Any]]
) -> dict[str, Mapping[str, str]]:
    """The documents of the claims *left* out that have no claim in *network*."""
    shown = {data["document"] for *_, data in network.edges(data=True)}
    papers = {data["document"]: {name: data[name] for name in _KNOWN} for data in left}
    return {iri: known for iri, known in papers.items() if iri not in shown}


def add_silent(lesser: Lesser, store: Store, whole: nx.MultiDiGraph) -> Lesser:
    """Return *lesser* with the documents of *store* too that claim nothing in *whole*."""
    told = {data["document"] for *_, data in whole.edges(data=True)}
    silent = (store.document(iri) for iri in store.sources() if iri not in told)
    known = {
        d.id: dict(zip(_KNOWN, (d.source, d.title, d.date, d.kind), strict=True)) for d in silent
    }
    return replace(lesser, documents={**lesser.documents, **known})


def collect_material(
    store: Store,
    checked: Store,
    network: nx.MultiDiGraph,
    whole: nx.MultiDiGraph,
    home: str = "",
    all_documents: bool = True,
) -> Material:
    """Return what the page of *network* holds beside its claims: texts, places, stories, verdicts,
    and what of the *whole* network it leaves out; with *all_documents* also the texts of which
    nothing is claimed.

    *checked* is *store* as people have checked it (kg.storage.judgements.reviews)."""
    lesser = find_lesser(network, whole)
    if all_documents:
        lesser = add_silent(lesser, checked, whole)
    documents = {data["document"] for *_, data in network.edges(data=True)}
    verdicts = {
        claim: verdict.to_record() | {"verdict": verdict.outcome.value}
        for claim, verdict in find_verdicts(store).items()
    }
    return Material(
        read_texts(store, documents | lesser.documents.keys()),
        read_spans(checked, {claim for *_, claim in network.edges(keys=True)}),
        state_propositions(network),
        find_stories(network),
        verdicts,
        standing={iri: f"This document was {said}" for iri, said in find_standings(store).items()},
        home=home,
        lesser=lesser,
    )
