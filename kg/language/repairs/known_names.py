"""Repair of well-known names that hold "and", which a parser reads as two names; a pure function.

Like ``kg.language.repairs.noun_phrases``, which holds the rules for noun phrases.
"""

from dataclasses import replace
from functools import cache

from kg.language.repairs.tree import mend
from kg.model import Sentence
from kg.ontology.loader import load_ontology


@cache
def _joined_names() -> tuple[str, ...]:
    """The names of well-known bodies that hold "and", the longest first."""
    names = (name for name in load_ontology().bodies if " and " in name)
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def join_known_name(sentence: Sentence) -> Sentence:
    """Return "[the Islamic State of Iraq and the Levant] fell" with a well-known name as one,
    whatever "and" joins in it."""
    name = next((name for name in _joined_names() if name in sentence.text), None)
    if name is None:
        return sentence
    start, end = _span_of(sentence, name)
    entities = (
        *(e for e in sentence.entities if e[1] <= start or e[0] >= end),
        (start, end, "ORG"),
    )
    changed = {
        k: replace(sentence.tokens[k], head=_head_inside(sentence, k, start), entity="ORG")
        for k in range(start, end)
    }
    mended = mend(sentence, changed)
    return sentence if mended is sentence else replace(mended, entities=tuple(sorted(entities)))


def _span_of(sentence: Sentence, name: str) -> tuple[int, int]:
    """The tokens of the first *name* in the sentence."""
    first = sentence.text.index(name)
    inside = [i for i, place in enumerate(sentence.places) if first <= place < first + len(name)]
    return inside[0], inside[-1] + 1


def _head_inside(sentence: Sentence, k: int, start: int) -> int:
    """Where token *k* of the name hangs: a noun behind "and" on the one before it, not on the head
    of the whole name."""
    token = sentence.tokens[k]
    if token.dep not in {"conj", "cc"} or token.head < start:
        return token.head
    before = [t for t in sentence.tokens[start:k] if t.dep == "pobj"]
    return before[-1].i if before else token.head
