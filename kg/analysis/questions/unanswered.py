"""Accusations with no recorded response.

An accusation is what is alleged, or that somebody "was accused of" or "was charged with" something;
the accused is its subject. What a complaint says of names, places, posts and the course of the case
accuses nobody, nor does what plaintiffs ask, nor what was done to somebody. First come relations
that kg knows, then other verbs; named accused before described ones. A plea, verdict or settlement
of the accused is mentioned. A response is a denial or an admission of the same proposition by the
accused or in their name, or any denial of it; words of the accused on other matters are not one,
but are mentioned. "No response found in these documents" says only that: not that there was none,
and never that the accusation is undisputed."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import Evidence, read_evidence, status_of
from kg.analysis.origins import is_complainant
from kg.analysis.propositions import Proposition, group_claims, weight_of
from kg.analysis.relation_families import relations_in
from kg.ontology.loader import load_ontology

_COLUMNS = ("accused", "accusation", "put as", "response", "also")
_NONE = "no response found in these documents"


def ask(
    network: nx.MultiDiGraph,
    *,
    about: Annotated[str | None, ENTITY, "Only accusations against this entity."] = None,
    answered: Annotated[bool, "Show the accusations with a response, too."] = False,
) -> Answer:
    """Return the accusations without a response, the known relations first, then by accused."""
    claims = read_evidence(network)
    voices, outcomes = _claims_by_voice(claims), _outcomes(claims)
    rows, responded = [], 0
    for proposition, charges in _accusations(network, claims, about):
        accused = charges[0].subject
        replies = _responses(proposition, accused)
        responded += bool(replies)
        if replies and not answered:
            continue
        others = [c for c in proposition.claims if c not in (*charges, *replies)]
        fate = outcomes.get(accused, [])
        spoken = voices.get(accused, set()) - {c.claim for c in proposition.claims}
        cells = (
            charges[0].subject_label,
            charges[0].sentence,
            status_of(charges),
            _join_sentences(replies) or _NONE,
            "\n".join(_further(charges[0], others, fate, bool(spoken))),
        )
        evidence = [*charges, *replies, *others, *fate]
        rows.append((weight_of(proposition, network), (cells, evidence)))
    rows.sort(key=lambda row: (row[0], row[1][0]))
    return make_answer(
        network,
        "Which accusations have no recorded response?",
        _COLUMNS,
        [row for _, row in rows],
        _describe_responded(responded, answered),
    )


def _describe_responded(responded: int, shown: bool) -> str:
    hint = "" if shown or not responded else " (kg ask unanswered --answered shows them)"
    return f"{responded} accusations have a recorded response{hint}"


def _join_sentences(claims: Iterable[Evidence]) -> str:
    return "\n".join(dict.fromkeys(c.sentence for c in claims))


def _claims_by_voice(claims: Iterable[Evidence]) -> dict[str, set[str]]:
    """Claimant → the claims that are theirs."""
    voices: dict[str, set[str]] = {}
    for claim in claims:
        for iri in claim.who_ids:
            voices.setdefault(iri, set()).add(claim.claim)
    return voices


def _accusations(
    network: nx.MultiDiGraph, claims: list[Evidence], about: str | None
) -> Iterator[tuple[Proposition, list[Evidence]]]:
    """The propositions that accuse somebody (*about*, if given), with the claims that do."""
    accusing, neutral = relations_in("Accusation"), relations_in("Neutral")
    for proposition in group_claims(network, claims, within_matter=False):
        charges = [c for c in proposition.claims if _accuses(c, accusing, neutral)]
        if charges and about in (None, charges[0].subject):
            yield proposition, charges


def _further(
    charge: Evidence, others: list[Evidence], fate: list[Evidence], spoken: bool
) -> Iterator[str]:
    """What else is to be known: how others put it, that the accused speaks elsewhere, verdicts."""
    if others:
        yield status_of(others)
    if spoken:
        yield f"{charge.subject_label} is quoted on other matters"
    if fate:
        yield _join_sentences(fate)


def _outcomes(claims: list[Evidence]) -> dict[str, list[Evidence]]:
    """Accused → what is claimed of pleas, verdicts, sentences, fines and settlements."""
    relations, outcomes = load_ontology().relations, relations_in("Outcome")
    found: dict[str, list[Evidence]] = {}
    for claim in claims:
        if claim.predicate in outcomes and claim.asserts:
            concerned = {"subject": claim.subject, "object": claim.object}
            for node in {
                concerned[end] for end in relations[claim.predicate].outcome_for or ("subject",)
            }:
                found.setdefault(node, []).append(claim)
    return found


def _accuses(claim: Evidence, accusing: frozenset[str], neutral: frozenset[str]) -> bool:
    """Alleged of somebody else than the one who alleges it."""
    if claim.subject in claim.who_ids or is_complainant(claim.subject_label):
        return False
    if claim.predicate.startswith("rel:") and claim.label.startswith(
        ("was ", "were ", "is ", "are ")
    ):
        return False
    alleged = claim.modality == "alleged" and claim.predicate not in neutral
    return claim.asserts and (alleged or claim.predicate in accusing)


def _responses(proposition: Proposition, accused: str) -> list[Evidence]:
    own = [
        c
        for c in proposition.claims
        if accused in c.who_ids and c.modality in ("denied", "admitted")
    ]
    return [*own, *(c for c in proposition.denied if c not in own)]
