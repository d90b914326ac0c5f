"""Records as the templates show them: claims with the words around them, pairs of names, documents,
entities. Every text is cleaned here, once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kg.analysis.profiles.entity_profile import EntityPage, start_of
from kg.model import Claim, Document, Entity
from kg.model.licence import explain_licence, plain_words
from kg.model.safe_text import display_text
from kg.model.wording import describe_source, document_name, name_end
from kg.namespace import contract
from kg.ontology.loader import load_ontology
from kg.pleadings.alignment import Aligned
from kg.resolution.candidates import Proposal
from kg.resolution.decisions import Decision
from kg.resolution.namesakes import split_iri
from kg.review.corrections import describe_revision
from kg.review.verdicts import Correction, Outcome, Verdict

_AROUND = 160
"""Code points of the document that stand before and behind a quote."""
_QUOTES = 3
"""Quotations that each side of a pair shows."""


def claim_card(
    claim: Claim, verdict: Verdict | None, document: Document, disputed: bool = False
) -> dict[str, Any]:
    """Return what a card says of a claim: how it is put first, then what, its words in theirs,
    where they stand, and what was decided."""
    text = document.text
    return {
        "id": claim.id,
        "key": claim.id.rpartition("/")[2],
        "subject": display_text(claim.subject.label),
        "subject_id": contract(claim.subject.id),
        "label": display_text(claim.predicate.label),
        "modality": claim.modality.value,
        "object": display_text(name_end(claim.object)),
        "object_id": contract(claim.object.id) if isinstance(claim.object, Entity) else "",
        "negative": claim.polarity == "negative" and claim.modality != "denied",
        "who": display_text(describe_source(claim)),
        "quote": display_text(claim.quote),
        "before": display_text(_words_before(text, claim.start)),
        "after": display_text(_words_behind(text, claim.end)),
        "verdict": verdict,
        "corrected": describe_correction(verdict.correction) if verdict else "",
        "source": display_text(document_name(document.title, document.source)),
        "document": contract(document.id),
        "place": claim.citation or f"characters {claim.start}–{claim.end}",
        "when": claim.time.start if claim.time and claim.time.start else "",
        "confidence": claim.confidence,
        "reason": display_text(claim.reason),
        "licence": explain_licence(claim.licence),
        "undone": len(claim.undone_by),
        "revision": display_text(_other_revision(claim, verdict)),
        "proposed": "disputed" if disputed else "",
    }


def _other_revision(claim: Claim, verdict: Verdict | None) -> str:
    """What was set in a claim, but that it was rejected: the card shows that beside its buttons."""
    if verdict is None or verdict.outcome is not Outcome.REJECTED:
        return claim.revision
    return claim.revision.removeprefix(describe_revision(verdict)).removeprefix("; ")


def _words_before(text: str, place: int) -> str:
    """The whole words before a place, "…" where more stand there."""
    start = max(0, place - _AROUND)
    words = text[start:place]
    return f"… {words.partition(' ')[2]}" if start else words


def _words_behind(text: str, place: int) -> str:
    """The whole words behind a place, "…" where more stand there.

    >>> _words_behind("It came. Nobody saw it.", 8)
    ' Nobody saw it.'
    """
    end = place + _AROUND
    words = text[place:end]
    return f"{words.rpartition(' ')[0]} …" if end < len(text) else words


def describe_correction(correction: Correction) -> str:
    """Return what was set, in words; a strength that was raised says that it counts for nothing.

    >>> describe_correction(Correction(subject="Ito", modality="alleged"))
    'subject “Ito”, strength “alleged”'
    """
    words = {
        "subject": correction.subject,
        "relation": correction.predicate,
        "object": correction.object,
        "strength": plain_words(correction.modality),
        "claimant": correction.claimant,
        "words": correction.quote,
    }
    return ", ".join(f"{name} “{display_text(text)}”" for name, text in words.items() if text)


def relation_choices() -> list[tuple[str, str]]:
    """Return the relations that a correction may name: CURIE and label, by label."""
    relations = load_ontology().relations
    return sorted(((curie, r.label) for curie, r in relations.items()), key=lambda pair: pair[::-1])


def pair_card(
    proposal: Proposal,
    claims: Sequence[Sequence[Claim]],
    titles: Mapping[str, str],
    said: str = "",
) -> dict[str, Any]:
    """Return what a card says of two names that may be one: the evidence of both sides, and what
    was decided just now."""
    sides = [
        _side(entity, held, titles)
        for entity, held in zip((proposal.left, proposal.right), claims, strict=True)
    ]
    return {
        "sides": sides,
        "score": f"{proposal.score:.2f}",
        "reason": display_text(proposal.reason),
        "key": "-".join(side["id"].partition(":")[2] for side in sides),
        "said": said or (proposal.judgement.value if proposal.judgement else ""),
    }


def _side(entity: Entity, claims: Sequence[Claim], titles: Mapping[str, str]) -> dict[str, Any]:
    quotes = {" ".join(c.quote.split()): c for c in reversed(claims)}
    shown = sorted(quotes.items(), key=lambda item: (item[1].document, item[1].start))[:_QUOTES]
    return {
        "id": contract(entity.id),
        "name": display_text(entity.label),
        "type": entity.type,
        "aliases": display_text(", ".join(entity.aliases)),
        "claims": len(claims),
        "quotes": [(display_text(q), display_text(titles[c.document])) for q, c in shown],
    }


def entity_card(
    page: EntityPage, titles: Mapping[str, str], name: Callable[[str], str]
) -> dict[str, Any]:
    """Return what an entity's page says beside its claims; *name* says what an IRI is called."""
    merges = [d for d in page.decisions if not _is_split(d)]
    return {
        "id": contract(page.entity.id),
        "name": display_text(page.entity.label),
        "type": page.entity.type,
        "names": [(display_text(name), count) for name, count in page.names],
        "identifiers": [tuple(map(display_text, pair)) for pair in page.identifiers],
        "neighbours": [(display_text(name), count) for name, count in page.neighbours[:12]],
        "named": _name_places(page, titles),
        "timeline": [_moment(claim, titles[claim.document]) for claim in page.timeline],
        "decisions": [_merge(d, name) for d in merges],
        "splits": [_split(d, titles) for d in page.decisions if d not in merges],
    }


def _name_places(page: EntityPage, titles: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """The documents that speak of an entity: IRI, title, how often they name it."""
    places = dict.fromkeys((claim.document for claim in page.claims), 0)
    for document, _ in page.places:
        places[document] = places.get(document, 0) + 1
    return [(contract(d), display_text(titles[d]), count) for d, count in places.items()]


def _moment(claim: Claim, title: str) -> tuple[str, str, str]:
    """When, how it is put in the document of this *title*, and what: never the last without the
    second."""
    how = f"{plain_words(claim.modality)}, by {describe_source(claim)}, in “{title}”"
    words = f"{claim.subject.label} {claim.predicate.label} {name_end(claim.object)}"
    return start_of(claim), display_text(how), display_text(words)


def _is_split(decision: Decision) -> bool:
    """Whether it says that a document means another thing by a name."""
    return contract(decision.pair[0]).startswith("doc:")


def _split(decision: Decision, titles: Mapping[str, str]) -> dict[str, str]:
    document, entity = decision.pair
    return {
        "document": contract(document),
        "entity": contract(entity),
        "own": contract(split_iri(entity, document)),
        "title": display_text(titles.get(document, contract(document))),
        "by": display_text(decision.by),
    }


def _merge(decision: Decision, name: Callable[[str], str]) -> dict[str, str]:
    ends = (decision.left, decision.right)
    names = [name(end) for end in ends]
    if names[0] == names[1]:
        names = [f"{called} ({contract(end)})" for called, end in zip(names, ends, strict=True)]
    return {
        "left": contract(decision.left),
        "right": contract(decision.right),
        "names": display_text(" and ".join(names)),
        "judgement": decision.judgement.value,
        "by": display_text(decision.by),
    }


def pleading_rows(aligned: Iterable[Aligned]) -> list[dict[str, Any]]:
    """Return each allegation with what the answer says of it, in order."""
    rows = []
    for row in aligned:
        general = row.response is not None and row.response.general
        silent = "nothing is said of it" if row.answer else "no answer is there"
        rows.append(
            {
                "number": row.number,
                "allegation": display_text(row.allegation),
                "response": row.response.summary if row.response else silent,
                "words": "" if general else display_text(row.words),
                "label": row.response.label if row.response else 0,
                "answered": row.response is not None,
            }
        )
    return rows
