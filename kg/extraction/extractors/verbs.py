"""Typed relations from verbs, by the ontology's verb frames.

Active, passive, relative clauses, infinitives and coordination are all one clause by the time they
come here (kg.language.clauses), so a frame is written once.
"""

from collections.abc import Iterator

from kg.extraction.frame_matching import claims_from, match_frame
from kg.language.clauses import find_clauses
from kg.model import ClaimMention, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.85


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield the claims that verb frames find in *sentence*."""
    for clause in find_clauses(sentence):
        frames = ontology.verb_index.get(clause.lemma, ())
        matches = [m for r, f in frames if (m := match_frame(sentence, r, f, clause.roles)) is not None]
        light = frozenset(i for m in matches for i in m.light)
        best: dict[str, tuple[int, list[ClaimMention]]] = {}
        for match in matches:
            if match.get("O") in light:
                continue
            claims = list(claims_from(sentence, ontology, match, clause.head, "verbs", CONFIDENCE))
            rank = len(match.bound) + len(match.light)
            if claims and (match.relation.id not in best or rank > best[match.relation.id][0]):
                best[match.relation.id] = rank, claims
        for _, (_, claims) in sorted(best.items()):
            yield from claims
