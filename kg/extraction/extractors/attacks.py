"""Whom an attack met that stands as subject: "Northgate's [raid] killed two guards", "a [police]
strike hit the camp".

The verb says what came of the attack, its subject whose attack it was: that it was an attack on its
object is all that is claimed of the attacker."""

from collections.abc import Iterator
from itertools import product

from kg.extraction.typed_claims import OWNERS, body_before, objects_of, relate
from kg.language.clauses import find_clauses
from kg.language.mentions import coordinated, mention_at
from kg.model import ClaimMention, Mention, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.75
RELATION = "kg:attacked"
_NAMED = frozenset({RELATION, "kg:raided"})
"""The relations whose nouns name an attack."""


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X attacked Y" for clauses of harm whose subject is X's attack."""
    for clause in find_clauses(sentence):
        if clause.lemma not in ontology.words["HarmVerb"]:
            continue
        attackers = [
            m for s in clause.roles.get("nsubj", ()) for m in _attackers(sentence, s, ontology)
        ]
        struck = [mention_at(sentence, k, ontology) for k in objects_of(sentence, clause)]
        for attacker, other in product(attackers, struck):
            yield from relate(
                sentence, ontology, RELATION, attacker, other, clause.head, "attacks", CONFIDENCE
            )


def _attackers(sentence: Sentence, noun: int, ontology: Ontology) -> Iterator[Mention]:
    """Whose attack noun *noun* is: its possessor, or the name or the kind of body before it."""
    deeds = {
        relation.id for relation, _ in ontology.noun_index.get(sentence.tokens[noun].lemma, ())
    }
    owners = [k for k in sentence.dependents(noun, *OWNERS) if k < noun] if deeds & _NAMED else []
    for k in (c for owner in owners for c in coordinated(sentence, owner)):
        mention = _owner(sentence, k, ontology)
        if mention is not None:
            yield mention


def _owner(sentence: Sentence, i: int, ontology: Ontology) -> Mention | None:
    token = sentence.tokens[i]
    if token.dep == "poss" or token.entity in {"ORG", "GPE", "NORP"}:
        return mention_at(sentence, i, ontology)
    return body_before(sentence, i, ontology)
