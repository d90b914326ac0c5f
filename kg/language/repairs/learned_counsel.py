"""Counsel as Indian judgments call them: "Mr. Karl Dahl, [learned] Senior Counsel"."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each
from kg.model import Sentence, Token
from kg.model.text import NOMINALS

_WORDS = 4
"""The words of an office behind it: "learned Additional Public Prosecutor"."""


def read_learned(sentence: Sentence) -> Sentence:
    """Return "Mr. Dahl, learned Senior Counsel for the bank, submitted" with what Dahl is, where
    the parser read that counsel learned something."""
    return mend_each(sentence, _read, "parataxis", "relcl", "acl", "ccomp", "advcl", "conj")


def _read(sentence: Sentence, learned: Token) -> Changes:
    office = _office_behind(sentence, learned.i)
    before = sentence.tokens[max(learned.i - 2, 0) : learned.i]
    if learned.text != "learned" or office is None or len(before) < 2:
        return {}
    if before[1].text != "," or before[0].pos != "PROPN":
        return {}
    return {
        learned.i: replace(learned, pos="ADJ", tag="JJ", dep="amod", head=office.i),
        office.i: replace(office, dep="appos", head=before[0].i),
    }


def _office_behind(sentence: Sentence, start: int) -> Token | None:
    """The last of the capitalised nouns right behind a word."""
    end = start
    while end + 1 < len(sentence.tokens) and end - start < _WORDS:
        token = sentence.tokens[end + 1]
        if token.pos not in NOMINALS or not token.text[0].isupper():
            break
        end += 1
    return sentence.tokens[end] if end > start else None
