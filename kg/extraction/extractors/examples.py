"""Members given as examples of their kind: "countries including Norway", "our partners, especially the Harbour Fund".

Whoever is named behind "including" is one of those before it (the hyponymy patterns of Hearst 1992).
"""

from collections.abc import Iterator

from kg.extraction.typed_claims import relate
from kg.language.mentions import coordinated, mention_at
from kg.model import ClaimMention, Mention, MentionKind, Sentence, Token
from kg.ontology.loader import Ontology

CONFIDENCE = 0.75
_STRESSED = frozenset({"notably", "especially", "particularly"})


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "Y is part of X" for places and bodies of a kind, "Y is a member of X" for people of a group."""
    for token in sentence.tokens:
        for kind, member in _pairs(sentence, token):
            whole, named = mention_at(sentence, kind, ontology), mention_at(sentence, member, ontology)
            if whole is None or named is None or named.kind is not MentionKind.NAME or whole.kind is not MentionKind.NOMINAL:
                continue
            relation = _relation(whole, named, ontology)
            if relation:
                yield from relate(sentence, ontology, relation, named, whole, token.i, "examples", CONFIDENCE)


def _pairs(sentence: Sentence, token: Token) -> Iterator[tuple[int, int]]:
    """The noun for the kind and each of its examples around "including", "such as", "especially"."""
    above = sentence.tokens[token.head]
    if _introduces(sentence, token):
        kind, first = token.head, sentence.dependents(token.i, "pobj")
    elif token.text.lower() in _STRESSED and token.dep == "advmod" and above.dep == "appos":
        kind, first = above.head, (above.i,)
    else:
        return
    if kind < token.i:
        yield from ((kind, k) for example in first for k in coordinated(sentence, example))


def _introduces(sentence: Sentence, token: Token) -> bool:
    """Whether a token is "including" or the "as" of "such as"."""
    word, before = token.text.lower(), sentence.tokens[token.i - 1].text.lower()
    return token.dep == "prep" and (word == "including" or word == "as" and before == "such")


def _relation(whole: Mention, named: Mention, ontology: Ontology) -> str:
    """The relation of an example to its kind: a place lies in an area, a person belongs to a group."""
    if whole.type == "Place":
        return "kg:partOf" if named.type in {"Place", ""} else ""
    if not ontology.is_a(whole.type, "Agent"):
        return ""
    if named.type == "Person":
        return "kg:memberOf" if whole.type in {"Group", "Person"} else ""
    return "kg:partOf" if ontology.is_a(named.type, "Agent") or named.type == "Place" else ""
