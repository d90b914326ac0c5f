"""Repairs of parse errors that were seen on real text; each rule is a pure function.

A rule takes a sentence and returns the same sentence or a mended copy. They run in the order of
``RULES``.
"""

from collections.abc import Callable
from dataclasses import replace

from kg.model import Sentence, Token

Rule = Callable[[Sentence], Sentence]


RULES: tuple[Rule, ...] = ()


def repair_parse(sentence: Sentence) -> Sentence:
    """Apply all rules in order."""
    for rule in RULES:
        sentence = rule(sentence)
    return sentence


def with_tokens(sentence: Sentence, changed: dict[int, Token]) -> Sentence:
    """Return a copy of *sentence* in which the tokens at the keys of *changed* are replaced."""
    return replace(sentence, tokens=tuple(changed.get(t.i, t) for t in sentence.tokens))
