"""Typed relations from verbs, by the ontology's verb frames.

Active, passive, relative clauses, infinitives and coordination are all one clause by the time they
come here (kg.clauses), so a frame is written once.
"""

from collections.abc import Iterator

from kg.clauses import find_clauses
from kg.frames import Match, claims_from, match_frame
from kg.model import ClaimMention, Sentence
from kg.ontology import Ontology

CONFIDENCE = 0.85


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield the claims that verb frames find in *sentence*."""
    for clause in find_clauses(sentence):
        best: dict[str, Match] = {}
        for relation, frame in ontology.verb_index.get(clause.lemma, ()):
            match = match_frame(sentence, relation, frame, clause.roles)
            if match is not None:
                known = best.get(relation.id)
                if known is None or len(match.bound) > len(known.bound):
                    best[relation.id] = match
        for _, match in sorted(best.items()):
            yield from claims_from(sentence, ontology, match, clause.head, "verbs", CONFIDENCE)
