"""Words between commas that part a preposition from what it leads to."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_first
from kg.model import Sentence, Token

_LOOSE = frozenset({"ADV", "CCONJ", "ADP", "SCONJ"})
_LONGEST = 6
"""Words of a remark: "at least in some part" and "directly or indirectly" are shorter."""


def reach_over_remark(sentence: Sentence) -> Sentence:
    """Return "controlled by, directly or indirectly, [Boyd]" with Boyd as whom "by" leads to.

    A preposition right before a comma has its noun behind the next one.
    """
    return mend_first(sentence, _reach, "prep", "agent")


def _reach(sentence: Sentence, prep: Token) -> Changes:
    tokens = sentence.tokens
    if prep.i + 2 >= len(tokens):
        return {}
    if tokens[prep.i + 1].text != "," or sentence.dependents(prep.i, "pobj", "pcomp"):
        return {}
    end = _remark_end(tokens, prep.i + 2)
    noun = _noun_from(sentence, end + 1) if end is not None else None
    if noun is None or noun.i in sentence.ancestors(prep.i):
        return {}
    return {noun.i: replace(noun, dep="pobj", head=prep.i)}


def _remark_end(tokens: tuple[Token, ...], start: int) -> int | None:
    """The comma that ends a remark of adverbs, joints and prepositions."""
    for token in tokens[start : start + _LONGEST]:
        if token.text == ",":
            return token.i
        if token.pos not in _LOOSE:
            return None
    return None


def _noun_from(sentence: Sentence, start: int) -> Token | None:
    """The head of the noun phrase that begins at token *start*."""
    for token in sentence.tokens[start:]:
        if token.pos in {"NOUN", "PROPN"} and token.dep != "compound":
            return token
        if token.pos not in {"NOUN", "PROPN", "DET", "ADJ", "NUM"}:
            return None
    return None
