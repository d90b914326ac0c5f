"""Where words that a model gives stand in the text: exactly, in another case, or over other white
space; never nearly."""

import re
from collections.abc import Iterator

from kg.model import Span

MOST_WORDS = 120
"""A quotation of more words is no quotation of a sentence."""


def find_words(words: str, text: str, within: Span) -> Iterator[Span]:
    """Yield the places of *words* inside *within*, those in the same case first.

    A place begins and ends at the border of a word. Letters are never replaced, dropped or guessed:
    what differs in more than case and white space is not there."""
    parts = words.split()
    if not parts or len(parts) > MOST_WORDS:
        return
    pattern = r"\s+".join(map(re.escape, parts))
    pattern = rf"(?<!\w){pattern}" if _is_word(parts[0][0]) else pattern
    pattern = rf"{pattern}(?!\w)" if _is_word(parts[-1][-1]) else pattern
    seen = set[Span]()
    for flags in (0, re.IGNORECASE):
        for match in re.compile(pattern, flags).finditer(text, within.start, within.end):
            span = Span(*match.span())
            if span not in seen:
                seen.add(span)
                yield span


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
