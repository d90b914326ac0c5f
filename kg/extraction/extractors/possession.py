"""Possession of a named thing, or of a product or data: "its Titan API", "the company's
database"."""

from collections.abc import Iterator

from kg.language.mentions import mention_at
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.6
_OWNED = ("Product", "Data")


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X has Y" for possessors of named products, services and data."""
    for token in sentence.tokens:
        if token.pos not in {"NOUN", "PROPN"} or token.dep == "compound":
            continue
        owners = sentence.dependents(token.i, "poss")
        owned = mention_at(sentence, token.i, ontology) if owners else None
        if owned is None or not _is_ownable(owned, ontology):
            continue
        for k in owners:
            owner = mention_at(sentence, k, ontology)
            if owner is not None and owner.kind is not MentionKind.NOMINAL:
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


def _is_ownable(owned: Mention, ontology: Ontology) -> bool:
    """Whether a mention is a named product, service or kind of data."""
    return owned.kind is MentionKind.NAME and any(ontology.is_a(owned.type, c) for c in _OWNED)
