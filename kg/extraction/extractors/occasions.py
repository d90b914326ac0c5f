"""Dealings named by the occasion of a deed: "raised it in a call with Ruiz", "agreed during a
meeting with Meyer".

Whose call it is the noun does not say; it is the subject's, as the deed happens in it. A bare noun
("in connection with") is part of a preposition and names no occasion; what accuses somebody, or
names no partner, is read only where the verb says that the subjects took part ("the three engaged
in a conspiracy")."""

from collections.abc import Iterator

from kg.extraction.frame_matching import Roles, claims_from, match_frame
from kg.extraction.typed_claims import doers_of, reached_from
from kg.language.clauses import find_clauses
from kg.model import ClaimMention, Sentence, Token
from kg.ontology.loader import Ontology

CONFIDENCE = 0.7
_WHEN = frozenset({"in", "during", "at", "after", "before", "following"})


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield the symmetric relations whose noun names the occasion of an active clause."""
    clauses = {c.head: c for c in find_clauses(sentence)}
    for token in sentence.tokens:
        clause = (
            clauses.get(sentence.tokens[token.head].head) if _is_occasion(sentence, token) else None
        )
        if clause is not None and not clause.passive:
            roles = {
                "poss": tuple(doers_of(sentence, clause)),
                "prep_with": tuple(reached_from(sentence, token.i, "with")),
            }
            took_part = clause.lemma in ontology.words["CarryingOutVerb"]
            yield from _claims(sentence, ontology, token, roles, took_part)


def _is_occasion(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun says when something was done, and not whose it is."""
    timed = noun.dep == "pobj" and sentence.tokens[noun.head].text.lower() in _WHEN
    bare = noun.tag == "NN" and not sentence.dependents(noun.i, "det", "amod", "nummod")
    return timed and not bare and not sentence.dependents(noun.i, "poss", "compound")


def _claims(
    sentence: Sentence, ontology: Ontology, noun: Token, roles: Roles, took_part: bool
) -> Iterator[ClaimMention]:
    for relation, frame in ontology.noun_index.get(noun.lemma, ()):
        said = took_part or bool(roles["prep_with"]) and "Accusation" not in relation.families
        match = (
            match_frame(sentence, relation, frame, roles) if relation.symmetric and said else None
        )
        if match is not None:
            yield from claims_from(sentence, ontology, match, noun.i, "occasions", CONFIDENCE)
