"""Words of pleadings as the ontology lists them → what finds them in a text."""

import re
from collections.abc import Iterable
from functools import cache

from kg.ontology.lexicon import words_of


def phrase_pattern(words: frozenset[str]) -> re.Pattern[str]:
    """Return what finds *words* and phrases in any white space, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(w).replace(r'\ ', r'\s+') for w in ordered)})\b", re.IGNORECASE
    )


def class_of(words: str, names: Iterable[str], otherwise: str | None = None) -> str:
    """Return the first word class of *names* that holds *words*, whatever their white space and
    capitals; *otherwise* where none does and that is given."""
    plain = " ".join(words.lower().split())
    found = (name for name in names if plain in words_of(name))
    return next(found) if otherwise is None else next(found, otherwise)


@cache
def any_phrase(name: str) -> re.Pattern[str]:
    """Return what finds the words of a class of the ontology."""
    return phrase_pattern(words_of(name))
