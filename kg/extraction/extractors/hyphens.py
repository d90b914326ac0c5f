"""Clauses in one word: "rebel-[held] territory", "the Oslo-[based] firm", "a Northgate-[owned]
ship".

The participle is read as a passive clause: what the name before the hyphen does to the noun behind
it."""

from collections.abc import Iterator

from kg.extraction.frame_matching import fits, match_frame
from kg.language.mentions import mention_at
from kg.language.phrases import name_of
from kg.model import ClaimMention, MentionKind, Sentence, Token
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology, Relation

CONFIDENCE = 0.75


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield the typed claim of each hyphenated participle with a name before it."""
    for token in sentence.tokens:
        if token.tag == "VBN" and token.dep == "amod" and sentence.tokens[token.i - 1].text == "-":
            yield from _claim(sentence, ontology, token)


def _claim(sentence: Sentence, ontology: Ontology, token: Token) -> Iterator[ClaimMention]:
    name, thing = name_of(sentence, token.i - 2), mention_at(sentence, token.head, ontology)
    if name is None or thing is None or thing.kind is MentionKind.VALUE:
        return
    relation = _relation(sentence, ontology, token.i)
    left, right = (thing, name) if token.lemma in words_of("PlacingVerb") else (name, thing)
    if (
        relation is not None
        and fits(ontology, left, relation.domain) > 0
        and fits(ontology, right, relation.range) > 0
    ):
        aside = "Accusation" not in relation.families
        yield ClaimMention(
            sentence.index,
            left,
            relation.id,
            relation.label,
            right,
            token.i,
            "hyphens",
            (),
            CONFIDENCE,
            aside,
        )


def _relation(sentence: Sentence, ontology: Ontology, i: int) -> Relation | None:
    """The relation whose frame the participle's passive clause fills."""
    token = sentence.tokens[i]
    roles = {
        "dobj": (token.head,),
        "prep_in" if token.lemma in words_of("PlacingVerb") else "nsubj": (i - 2,),
    }
    for relation, frame in ontology.verb_index.get(token.lemma, ()):
        if match_frame(sentence, relation, frame, roles) is not None:
            return relation
    return None
