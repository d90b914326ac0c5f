"""Typed relations from verbs, by the ontology's verb frames.

Active, passive, relative clauses, infinitives and coordination are all one clause by the time they
come here (kg.language.clauses), so a frame is written once.
"""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.frame_matching import claims_from, match_frame
from kg.language.clauses import Clause, find_clauses
from kg.language.commitments import commitment_of
from kg.model import ClaimMention, MentionKind, Sentence
from kg.ontology.frames import Frame
from kg.ontology.loader import Ontology, Relation

CONFIDENCE = 0.85


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield the claims that verb frames find in *sentence*."""
    for clause in find_clauses(sentence):
        bound = (
            None if clause.passive else commitment_of(sentence, clause)
        )  # who agreed to be paid pays nothing
        frames = ontology.verb_index.get(bound.trigger, ()) if bound is not None else ()
        if (
            bound is not None and frames
        ):  # "agreed to pay": the promise is what is claimed, not the payment
            yield from _best_claims(
                sentence, ontology, replace(clause, head=bound.governor), frames
            )
        else:
            yield from _best_claims(
                sentence, ontology, clause, ontology.verb_index.get(clause.lemma, ())
            )


def _best_claims(
    sentence: Sentence,
    ontology: Ontology,
    clause: Clause,
    frames: tuple[tuple[Relation, Frame], ...],
) -> Iterator[ClaimMention]:
    """Yield for each relation the claims of the frame that binds most; sums and things that are
    reached stay apart."""
    matches = [m for r, f in frames if (m := match_frame(sentence, r, f, clause.roles)) is not None]
    light = frozenset(i for m in matches for i in m.light)
    best: dict[tuple[str, bool], tuple[int, list[ClaimMention]]] = {}
    for match in matches:
        if match.get("O") in light:
            continue
        claims = list(claims_from(sentence, ontology, match, clause.head, "verbs", CONFIDENCE))
        rank = len(match.bound) + len(match.light)
        key = match.relation.id, bool(claims) and claims[0].object.kind is MentionKind.VALUE
        if claims and (key not in best or rank > best[key][0]):
            best[key] = rank, claims
    for _, (_, claims) in sorted(best.items()):
        yield from claims
