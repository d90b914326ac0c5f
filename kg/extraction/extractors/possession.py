"""Possession of a named thing, or of a product or data: "its Titan API", "the company's
database"."""

from collections.abc import Iterator

from kg.language.mentions import mention_at
from kg.model import ClaimMention, MentionKind, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.6
_OWNED = ("Product", "Data")


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X has Y" for possessors of named products, services and data."""
    for token in sentence.tokens:
        if token.pos not in {"NOUN", "PROPN"} or token.dep == "compound":
            continue
        for k in sentence.dependents(token.i, "poss"):
            owner, owned = (
                mention_at(sentence, k, ontology),
                mention_at(sentence, token.i, ontology),
            )
            if owner is None or owned is None or owner.kind is MentionKind.NOMINAL:
                continue
            ownable = any(ontology.is_a(owned.type, c) for c in _OWNED)
            if owned.kind is MentionKind.NAME and ownable:
                yield ClaimMention(
                    sentence.index,
                    owner,
                    "kg:provides",
                    "provides",
                    owned,
                    token.i,
                    "possession",
                    (),
                    CONFIDENCE,
                )
