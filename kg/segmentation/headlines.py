"""The headline of a plain text: a first line without a full stop, over a report that has them.

News agencies and releases print it in sentence case, so that nothing but its place and its end tell
it. What it says, the report says with its source: "Rebels seize town" is what residents said."""

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Block

_LONGEST = 25
"""A headline has at most so many words; the longest of a year's wire headlines are near 20."""
_REPORT = 8
"""A paragraph of so many words with a full stop is the report's text."""
_LOOKED_AT = 2_000
_ENDS = (".", "!", ":", ";", ",", "”", '"', "’", ")", "]")


def mark_headline(blocks: Sequence[Block], text: str) -> tuple[Block, ...]:
    """Return *blocks*, the first of them a heading if it is the headline of what follows, and so
    the line under it."""
    out = list(blocks)
    words = [_words(block, text) for block in out[:3]]
    if (
        len(out) < 2
        or not _is_line(out[0], words[0])
        or not any(_is_report(_words(b, text)) for b in out[1:4])
    ):
        return tuple(out)
    out[0] = replace(out[0], kind="heading")
    if len(out) > 2 and _is_line(out[1], words[1]) and _is_report(words[2]):
        out[1] = replace(out[1], kind="heading")
    return tuple(out)


def _words(block: Block, text: str) -> list[str]:
    return text[block.span.start : min(block.span.end, block.span.start + _LOOKED_AT)].split()


def _is_line(block: Block, words: Sequence[str]) -> bool:
    return (
        block.kind == "paragraph" and 2 < len(words) <= _LONGEST and not words[-1].endswith(_ENDS)
    )


def _is_report(words: Sequence[str]) -> bool:
    return len(words) >= _REPORT and words[-1].endswith((".", "”", '"'))
