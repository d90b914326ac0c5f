"""Members given as examples of their kind: "countries including Norway", "our partners, especially
the Harbour Fund".

Whoever is named behind "including" is one of those before it (the hyponymy patterns of Hearst
1992)."""

from collections.abc import Iterator

from kg.extraction.typed_claims import relate
from kg.language.mentions import coordinated, mention_at
from kg.language.repairs.examples import STRESSED
from kg.model import ClaimMention, Mention, MentionKind, Sentence, Token
from kg.ontology.loader import Ontology

CONFIDENCE = 0.75


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "Y is part of X" for places of an area, "Y is one of X" for the members of a kind of
    agents or places."""
    for token in sentence.tokens:
        for kind, member in _pairs(sentence, token):
            whole, named = (
                mention_at(sentence, kind, ontology),
                mention_at(sentence, member, ontology),
            )
            if (
                whole is None
                or named is None
                or named.kind is not MentionKind.NAME
                or whole.kind is not MentionKind.NOMINAL
            ):
                continue
            if _is_area(sentence, whole):
                yield from relate(
                    sentence, ontology, "kg:partOf", named, whole, token.i, "examples", CONFIDENCE
                )
            elif _are_agents(sentence, whole, ontology):
                yield ClaimMention(
                    sentence.index,
                    named,
                    "rel:be_one_of",
                    "is one of",
                    whole,
                    token.i,
                    "examples",
                    (),
                    CONFIDENCE,
                )


def _is_area(sentence: Sentence, whole: Mention) -> bool:
    return whole.type == "Place" and sentence.tokens[whole.head].tag == "NN"


def _are_agents(sentence: Sentence, whole: Mention, ontology: Ontology) -> bool:
    """Whether a phrase is of several people, bodies or countries."""
    several = sentence.tokens[whole.head].tag in {"NNS", "NNPS"}
    return several and (
        whole.type == "Place" or bool(whole.type) and ontology.is_a(whole.type, "Agent")
    )


def _pairs(sentence: Sentence, token: Token) -> Iterator[tuple[int, int]]:
    """The noun for the kind and each of its examples around "including", "such as",
    "especially"."""
    above = sentence.tokens[token.head]
    if _introduces(sentence, token):
        kind, first = token.head, sentence.dependents(token.i, "pobj")
    elif token.text.lower() in STRESSED and token.dep == "advmod" and above.dep == "appos":
        kind, first = above.head, (above.i,)
    else:
        return
    if kind < token.i:
        yield from ((kind, k) for example in first for k in coordinated(sentence, example))


def _introduces(sentence: Sentence, token: Token) -> bool:
    """Whether a token is "including" or the "as" of "such as"."""
    word, before = token.text.lower(), sentence.tokens[token.i - 1].text.lower()
    return token.dep == "prep" and (word == "including" or word == "as" and before == "such")
