"""Who is a party to the document's legal case: whom it says to be charged, convicted, sentenced,
sued.

A release ends with "the case was investigated by the bureau"; who was charged stands in other
sentences. Without a claim that joins the two there is no way from those who prosecute to those whom
they prosecute."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from kg.model import Claim, Entity, Modality, Polarity, Predicate, Span, Value
from kg.namespace import DATA, digest
from kg.ontology.lexicon import any_of, words_of
from kg.ontology.loader import Ontology

PARTY = "kg:partyTo"
_PARTIES = frozenset({"Agent", "Person", "Organization", "Company", "Agency", "Group"})
_HELD = frozenset(
    {
        Modality.STATED_AS_FACT,
        Modality.ADMITTED,
        Modality.FOUND,
        Modality.REPORTED,
        Modality.ALLEGED,
    }
)
_CRIMINAL = frozenset(
    {
        "kg:convictedOf",
        "kg:pleadedGuiltyTo",
        "kg:pleadedNoContestTo",
        "kg:pleadedNotGuiltyTo",
        "kg:prosecuted",
        "kg:sentencedTo",
    }
)
_NEAR = 40
"""Characters between the word for another matter and its noun."""
_LESS = 0.8  # the party is read from one sentence, the case from another


def find_parties(claims: Iterable[Claim], matter: Entity | None, ontology: Ontology) -> list[Claim]:
    """Return a claim for each party that *claims* name to the document's one case, as strongly as
    they put it."""
    found: dict[str, Claim] = {}
    if matter is not None:
        for claim in _of_such_case(claims, matter):
            for party, span in _parties(claim, ontology):
                if party.id != matter.id and (
                    party.id not in found or claim.is_fact and not found[party.id].is_fact
                ):
                    found[party.id] = _party_claim(claim, party, span, matter, ontology)
    return sorted(found.values(), key=lambda c: (c.start, c.end, c.id))


def _of_such_case(claims: Iterable[Claim], matter: Entity) -> Iterator[Claim]:
    """The claims that may speak of the *matter*: nobody pleads guilty or is sentenced in a "civil
    suit"."""
    civil = not words_of("CivilCaseNoun").isdisjoint(matter.label.lower().split())
    return (c for c in claims if not (civil and _is_criminal(c)))


def _is_criminal(claim: Claim) -> bool:
    """Whether a claim tells a step of a criminal case: also "was indicted on two counts"."""
    indicted = claim.predicate.id == "kg:chargedWith" and "indict" in claim.quote
    return indicted or claim.predicate.id in _CRIMINAL


def _parties(claim: Claim, ontology: Ontology) -> Iterator[tuple[Entity, Span]]:
    relation = ontology.relations.get(claim.predicate.id)
    held = claim.polarity is Polarity.POSITIVE and claim.modality in _HELD
    if relation is None or not held or _elsewhere().search(claim.quote):
        return
    ends = {
        "subject": (claim.subject, claim.subject_span),
        "object": (claim.object, claim.object_span),
    }
    for name in relation.makes_party:
        party, span = ends[name]
        if not isinstance(party, Value) and party.named and party.type in _PARTIES:
            yield party, span


@cache
def _elsewhere() -> re.Pattern[str]:
    """What finds words for another matter, which makes nobody a party here: "a separate trial"."""
    other = any_of(words_of("ElsewhereAdjective") | words_of("ElsewhereAdverb"))
    matter = any_of(words_of("CaseNoun") | words_of("ElsewhereNoun"))
    return re.compile(rf"\b(?:{other})\b[^.]{{0,{_NEAR}}}\b(?:{matter})", re.IGNORECASE)


def _party_claim(
    claim: Claim, party: Entity, span: Span, matter: Entity, ontology: Ontology
) -> Claim:
    identity = digest(claim.document, PARTY, party.id, matter.id, claim.id)
    return replace(
        claim,
        id=f"{DATA}claim/{identity}",
        subject=party,
        predicate=Predicate(PARTY, ontology.relations[PARTY].label),
        object=matter,
        qualifiers=(),
        time=None,
        extractor="matter",
        confidence=round(claim.confidence * _LESS, 2),
        reason=f"{ontology.relations[claim.predicate.id].label}; the document speaks of one case",
        subject_span=span,
        object_span=Span(0, 0),
        ground="",
    )
