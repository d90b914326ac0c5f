"""What a name's own form says it is part of: "the Tax Bureau's [Lund Office]", "[Title II] of the
Fisheries Act"."""

from collections.abc import Iterator

from kg.extraction.typed_claims import name_at, reached_from, relate
from kg.model import ClaimMention, Mention, Sentence, Token
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

CONFIDENCE = 0.8


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is part of Y" for a body's office that it owns by name, and for a part of a law."""
    for token in sentence.tokens:
        part = name_at(sentence, token.i, ontology) if token.pos == "PROPN" else None
        if part is None:
            continue
        for whole in _wholes(sentence, token, part, ontology):
            yield from relate(
                sentence, ontology, "kg:partOf", part, whole, token.i, "parts", CONFIDENCE, True
            )


def _wholes(
    sentence: Sentence, token: Token, part: Mention, ontology: Ontology
) -> Iterator[Mention]:
    """The names of what *part* belongs to."""
    body = ontology.class_by_ending(part.text) or ""
    if ontology.is_a(body, "Organization"):
        yield from _owners(sentence, token, ontology)
    elif part.text.split()[0].lower() in words_of("NumberedPart"):
        laws = (name_at(sentence, k, ontology) for k in reached_from(sentence, token.i, "of"))
        yield from (law for law in laws if law is not None and law.type == "Law")


def _owners(sentence: Sentence, token: Token, ontology: Ontology) -> Iterator[Mention]:
    """The bodies that own what *token* names."""
    for k in sentence.dependents(token.i, "poss"):
        owner = name_at(sentence, k, ontology)
        if owner is not None and _is_one_body(sentence, owner, ontology):
            yield owner


def _is_one_body(sentence: Sentence, owner: Mention, ontology: Ontology) -> bool:
    """Whether an owner is the name of one body: of "the Fraud Section of the Tax Bureau's Office"
    nobody can tell which one owns."""
    first, _, rest = owner.text.partition(" of ")
    two = ontology.class_by_ending(first) and ontology.class_by_ending(rest)
    named = any(a <= owner.start and owner.end <= b for a, b, k in sentence.entities if k == "ORG")
    return named and ontology.is_a(owner.type, "Organization") and not two
