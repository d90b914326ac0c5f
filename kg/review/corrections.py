"""What verdicts make of a document's claims: rejected ones leave, corrected ones say what a person
set, and who.

What a person sets is never a fact by itself: a corrected claim stands at most as a report, and says
who set it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace

from kg.errors import ReviewError
from kg.model import Claim, Document, Entity, Extraction, Licence, Modality, Predicate, Span, Value
from kg.model.licence import plain_words
from kg.namespace import entity_iri
from kg.ontology.loader import load_ontology
from kg.review.standings import Standing, weaken_claim
from kg.review.verdicts import (
    THE_DOCUMENT,
    Correction,
    Outcome,
    Reviewed,
    Verdict,
    corrected_modality,
    keeps,
)
from kg.values.near_names import suggest

_NAMES = {
    "subject": "subject",
    "predicate": "relation",
    "object": "object",
    "modality": "strength",
    "claimant": "claimant",
    "quote": "words",
}


def revise_extraction(
    extraction: Extraction,
    verdicts: Mapping[str, Verdict],
    reviewed: Reviewed,
    standing: Standing | None = None,
    raised: bool = False,
) -> Extraction:
    """Return a document's claims as people have checked them (*verdicts* by claim IRI): those that
    *reviewed* keeps, corrected, as its *standing* leaves them; with *raised*, as strongly as
    somebody raised them.

    An entity that only a correction names is added, as one described in this document: it joins no
    other."""
    found = _entities_by_name(extraction)
    kept = [c for c in extraction.claims if keeps(verdicts.get(c.id), reviewed)]
    checked = (
        revise_claim(c, verdicts.get(c.id), extraction.document, found, raised) for c in kept
    )
    claims = tuple(weaken_claim(claim, standing) for claim in checked)
    held = {c.id for c in claims}
    said = tuple(
        replace(s, claims=tuple(filter(held.__contains__, s.claims))) for s in extraction.statements
    )
    entities = _with_new_entities(extraction, claims)
    document = replace(extraction.document, standing=str(standing) if standing else "")
    return replace(extraction, document=document, entities=entities, claims=claims, statements=said)


def _entities_by_name(extraction: Extraction) -> dict[str, Entity]:
    """The document's entities by their names; a label counts before another entity's alias."""
    by_alias = {alias: e for e in extraction.entities for alias in e.aliases}
    return by_alias | {e.label: e for e in extraction.entities}


def _with_new_entities(extraction: Extraction, claims: Iterable[Claim]) -> tuple[Entity, ...]:
    """The document's entities and those that only corrections name, by IRI."""
    named = {e.id: e for claim in claims if claim.revision for e in _ends(claim)}
    every = named | {e.id: e for e in extraction.entities}
    return tuple(every[iri] for iri in sorted(every))


def revise_claim(
    claim: Claim,
    verdict: Verdict | None,
    document: Document,
    entities: Mapping[str, Entity],
    raised: bool = False,
) -> Claim:
    """Return *claim* as its verdict leaves it; *entities* are the document's, by name. With
    *raised*, a strength that was raised counts (see corrected_modality)."""
    revision = describe_revision(verdict)
    if verdict is None or not revision:
        return claim
    if verdict.outcome is Outcome.REJECTED:
        return replace(claim, ground=Licence.WITHHELD, revision=revision)
    correction = verdict.correction
    stronger = replace(_set_strength(claim, correction, raised), revision=revision)
    revised = _revise_words(stronger, correction, document)
    revised = _revise_ends(revised, correction, document, entities)
    if correction.predicate:
        relation = load_ontology().relations.get(correction.predicate)
        label = correction.predicate.partition(":")[2] if relation is None else relation.label
        revised = replace(revised, predicate=Predicate(correction.predicate, label))
    if correction.claimant:
        chain = (
            ()
            if correction.claimant == THE_DOCUMENT
            else (_thing(correction.claimant, document, entities),)
        )
        revised = replace(revised, attribution=chain)
    return revised


def _set_strength(claim: Claim, correction: Correction, raised: bool) -> Claim:
    """The claim as strongly as its correction leaves it; what a person raised carries no licence
    of the words."""
    modality = Modality(corrected_modality(claim.modality, correction, raised))
    by_hand = raised and bool(correction.modality) and claim.ground != Licence.UNDONE
    return replace(claim, modality=modality, ground="" if by_hand else claim.ground)


def describe_revision(verdict: Verdict | None) -> str:
    """Return what a verdict sets in a claim, and who set it; "" where it changes nothing.

    >>> said = Correction(claimant="Ito")
    >>> outcome = Outcome.CORRECTED
    >>> describe_revision(Verdict("", 0, 1, "", "", "", outcome, by="R.", correction=said))
    'claimant set by R.'
    """
    if verdict is None or verdict.outcome not in (Outcome.REJECTED, Outcome.CORRECTED):
        return ""
    who = f"by {verdict.by or 'a reviewer'}"
    if verdict.outcome is Outcome.REJECTED:
        return f"rejected {who}"
    parts = [_NAMES[f.name] for f in fields(Correction) if getattr(verdict.correction, f.name)]
    modality = plain_words(verdict.correction.modality)
    return (
        f"{', '.join(f'strength ({modality})' if part == 'strength' else part for part in parts)} "
        f"set {who}"
    )


def check_correction(correction: Correction, text: str) -> None:
    """Raise ReviewError where a correction names a relation that there is not, or words that *text*
    does not hold."""
    words = [correction.subject, correction.object, correction.quote]
    words += [] if correction.claimant == THE_DOCUMENT else [correction.claimant]
    for wanted in filter(None, words):
        if wanted not in text:
            raise ReviewError(
                f"{wanted!r} is not in the document",
                "a correction points to words of the same document",
            )
    known = load_ontology().relations
    if correction.predicate and correction.predicate not in known:
        mend = suggest(correction.predicate, known, "write a relation's CURIE: kg:sued")
        raise ReviewError(f"no relation {correction.predicate!r}", mend)


def _revise_words(claim: Claim, correction: Correction, document: Document) -> Claim:
    """The claim with the words that carry it, where they stand nearest to those that were read."""
    if not correction.quote:
        return claim
    start = min(
        _occurrences(correction.quote, document.text),
        key=lambda place: (abs(place - claim.start), place),
    )
    return replace(
        claim, quote=correction.quote, start=start, end=start + len(correction.quote), citation=""
    )


def _revise_ends(
    claim: Claim, correction: Correction, document: Document, entities: Mapping[str, Entity]
) -> Claim:
    """The claim with the subject and the object that were set, and where they stand."""
    if correction.subject:
        subject = _thing(correction.subject, document, entities)
        claim = replace(
            claim, subject=subject, subject_span=_place_in(claim, correction.subject, document)
        )
    if correction.object:
        is_value = isinstance(claim.object, Value) and correction.object not in entities
        object_ = (
            Value(correction.object) if is_value else _thing(correction.object, document, entities)
        )
        claim = replace(
            claim, object=object_, object_span=_place_in(claim, correction.object, document)
        )
    return claim


def _place_in(claim: Claim, words: str, document: Document) -> Span:
    """Where *words* stand in the quote, else nearest to it."""
    start = min(
        _occurrences(words, document.text),
        key=lambda p: (not claim.start <= p < claim.end, abs(p - claim.start), p),
    )
    return Span(start, start + len(words))


def _occurrences(words: str, text: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _thing(words: str, document: Document, entities: Mapping[str, Entity]) -> Entity:
    """The entity that the document calls by these words, else one that stands for them in this
    document alone."""
    return entities.get(words) or Entity(entity_iri(words, document.id), words, named=False)


def _ends(claim: Claim) -> Iterable[Entity]:
    return (e for e in (claim.subject, claim.object, *claim.attribution) if isinstance(e, Entity))
