"""Typed relations from verbs, by the ontology's verb frames.

Active, passive, relative clauses, infinitives and coordination are all one clause by the time they
come here (kg.language.clauses), so a frame is written once.
"""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.frame_matching import Match, claims_from, match_frame
from kg.language.clauses import Clause, find_clauses
from kg.language.commitments import commitment_of
from kg.model import ClaimMention, MentionKind, Sentence
from kg.ontology.frames import Frame
from kg.ontology.loader import Ontology, Relation

CONFIDENCE = 0.85


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield the claims that verb frames find in *sentence*.

    Of "agreed to pay" the promise is claimed, not the payment; who agreed to be paid pays
    nothing."""
    for clause in find_clauses(sentence):
        bound = None if clause.passive else commitment_of(sentence, clause)
        frames = ontology.verb_index.get(bound.trigger, ()) if bound is not None else ()
        if bound is not None and frames:
            clause = replace(clause, head=bound.governor)
        else:
            frames = ontology.verb_index.get(clause.lemma, ())
        yield from _find_best_claims(sentence, ontology, clause, frames)


def _find_best_claims(
    sentence: Sentence,
    ontology: Ontology,
    clause: Clause,
    frames: tuple[tuple[Relation, Frame], ...],
) -> Iterator[ClaimMention]:
    """Yield for each relation the claims of the frame that binds most; sums and things that are
    reached stay apart."""
    best: dict[tuple[str, bool], tuple[int, list[ClaimMention]]] = {}
    for match in _find_matches(sentence, clause, frames):
        claims = list(claims_from(sentence, ontology, match, clause.head, "verbs", CONFIDENCE))
        if not claims:
            continue
        rank = len(match.bound) + len(match.light)
        key = match.relation.id, claims[0].object.kind is MentionKind.VALUE
        if key not in best or rank > best[key][0]:
            best[key] = rank, claims
    for _, (_, claims) in sorted(best.items()):
        yield from claims


def _find_matches(
    sentence: Sentence, clause: Clause, frames: tuple[tuple[Relation, Frame], ...]
) -> list[Match]:
    """The frames that match *clause*, without those whose object only supports another's verb."""
    tried = (match_frame(sentence, relation, frame, clause.roles) for relation, frame in frames)
    matches = [match for match in tried if match is not None]
    light = frozenset(i for match in matches for i in match.light)
    return [match for match in matches if match.get("O") not in light]
