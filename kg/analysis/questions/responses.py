"""What an answer says of each allegation of a complaint.

Each numbered paragraph of a complaint with what an answer says of it: admitted, denied, lacks
knowledge, in part, or nothing. An answer belongs to the complaint of its docket or its parties, or
to that which --answers named when it was added; it is aligned by the numbers that it names, else by
its own, where what it asserts under them is what the paragraph alleges. "Admits that ..." and
"denies the remaining ..." count as far as they say. What an answer repeats of a complaint that is
not there stands for it; requests for admission and interrogatories are a complaint to those who
respond to them, and what an answer brings under a heading of its own ("COUNTERCLAIM") is one to
those who answer that. A paragraph without a response stays without
one: what that means in law is not judged here. The claims of a row are the allegations of the
paragraph and what the answer makes of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import PLEADINGS, SOURCE
from kg.analysis.evidence import Evidence, read_evidence
from kg.model import Document, Span
from kg.model.citing import cite_place
from kg.network.responses import name_parties
from kg.pleadings.alignment import Aligned
from kg.pleadings.papers import INTERROGATORIES, REQUESTS

_COLUMNS = ("complaint", "paragraph", "allegation", "response", "by", "in the words", "where")
_PUT = {"": "alleged", REQUESTS: "asked to admit", INTERROGATORIES: "asked"}
_NO_ANSWER, _NO_RESPONSE = "no answer found in these documents", "no response found in the answer"


def ask(
    network: nx.MultiDiGraph,
    *,
    pleadings: Annotated[Sequence[Aligned], PLEADINGS] = (),
    complaint: Annotated[str | None, SOURCE, "Only this complaint."] = None,
    unanswered: Annotated[bool, "Only paragraphs without a response."] = False,
) -> Answer:
    """Return the paragraphs of each complaint in order, once for each answer to it."""
    held = _by_document(read_evidence(network))
    chosen = [row for row in pleadings if complaint in (None, row.complaint.id)]
    open_ones = [row for row in chosen if row.response is None]
    named = {parties: _name(network, parties) for parties in {row.parties for row in chosen}}
    rows = [
        (_cells(row, named[row.parties]), _evidence(row, held))
        for row in (open_ones if unanswered else chosen)
    ]
    note = (
        f"{len(open_ones)} of {len(chosen)} allegations have no response in these documents"
        if chosen
        else ""
    )
    return make_answer(
        network, "What does the answer say of each allegation?", _COLUMNS, rows, note
    )


def _name(network: nx.MultiDiGraph, parties: Sequence[str]) -> str:
    return ", ".join(name for name, _ in name_parties(network, parties))


def _cells(row: Aligned, parties: str) -> tuple[str, ...]:
    alleged = f"{_PUT[row.asked]}: “{row.allegation}”"
    place = (row.complaint.source, _cite(row.complaint, row.span.start, row.number), alleged)
    if row.answer is None:
        return *place, _NO_ANSWER, "", "", ""
    who = parties or "the answer"
    if row.response is None:
        return *place, _NO_RESPONSE, who, "", row.answer.source
    where = _cite(row.answer, row.response.span.start, row.response.label)
    return (
        *place,
        row.response.summary,
        who,
        f"“{' '.join(row.words.split())}”",
        f"{row.answer.source}{f', {where}' if where else ''}",
    )


def _cite(document: Document, start: int, number: int) -> str:
    return cite_place(document, start, str(number) if number else "")


def _by_document(claims: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    out: dict[str, list[Evidence]] = {}
    for claim in claims:
        out.setdefault(claim.document, []).append(claim)
    return out


def _evidence(row: Aligned, held: Mapping[str, list[Evidence]]) -> list[Evidence]:
    """The claims of the paragraph, then those of the answer's words; of a general denial only those
    of this paragraph."""
    alleged = _claims_in(held.get(row.complaint.id, ()), row.span)
    if row.answer is None or row.response is None:
        return alleged
    said = _claims_in(held.get(row.answer.id, ()), row.response.span)
    if row.response.general:
        ends = {(c.subject, c.predicate, c.object) for c in alleged}
        said = [c for c in said if (c.subject, c.predicate, c.object) in ends]
    return [*alleged, *said]


def _claims_in(claims: Iterable[Evidence], span: Span) -> list[Evidence]:
    return [c for c in claims if span.start <= c.start < span.end]
