"""Which lines of plain text go on in the next one: a paragraph that was wrapped is one block.

A line was broken by a wrapper if the first word of the next line would not have fitted behind it
(the greedy rule that every wrapper follows; Knuth & Plass 1981 call it first-fit). Where lines are
ragged, the sentence tells: it goes on with a small letter, or behind a word that cannot end it.
Addresses, verse and headings give neither sign and stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.segmentation.lines import Line

_LONGEST = 160
"""No wrapper sets longer lines: a text whose lines are longer has a line for each paragraph."""
_SHORTEST = 36
"""No wrapper sets shorter lines; a column of verse or an address may be as narrow."""
_NARROWEST = 20
"""Newspapers set columns of 25 to 35 letters."""
_LIKELY = 0.25
"""At least this share of the breaks inside wrapped prose goes on with a small letter (about 0.75 in
the development documents; addresses, verse, lists and headings have next to none)."""


@dataclass(frozen=True, slots=True)
class Width:
    """The column that lines were wrapped at, where they were: ``0`` where they were not."""

    column: int = 0

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether the first word of the *following* line had no place behind *line*."""
        first = following.text.split(None, 1)[0]
        return 0 < self.column < line.margin + 1 + len(first)


def measure_width(groups: Sequence[Sequence[Line]]) -> Width:
    """Return the width that the paragraphs (runs of lines without an empty one) of a text were
    wrapped at."""
    breaks = [pair for group in groups for pair in pairwise(group)]
    signs = sum(goes_on(line, following) for line, following in breaks)
    lines = [line for group in groups for line in group]
    if not signs or signs < _LIKELY * len(breaks) or _has_long_lines(lines):
        return Width()
    widest = _find_widest(lines)
    return Width(widest) if widest >= _shortest(lines) else Width()


def _find_widest(lines: Sequence[Line]) -> int:
    """The column at which the longest lines end, without the few that hang over."""
    margins = sorted(line.margin for line in lines if " " in line.text and not line.table)
    usual = margins[int(0.95 * (len(margins) - 1))] if margins else 0
    return max((margin for margin in margins if margin <= 1.15 * usual), default=0)


def _has_long_lines(lines: Sequence[Line]) -> bool:
    """Whether most of the words stand in lines that are longer than a wrapper's."""
    words = [line for line in lines if " " in line.text]
    long = sum(len(line.text) for line in words if line.margin > _LONGEST)
    return 2 * long > sum(len(line.text) for line in words)


def _shortest(lines: Sequence[Line]) -> int:
    """The least width that counts: less where a layout gives the lines their widths, since
    newspapers have narrow columns."""
    return _NARROWEST if any(line.width for line in lines) else _SHORTEST


def goes_on(line: Line, following: Line) -> bool:
    """Whether the sentence itself shows that it goes on in the *following* line."""
    if line.table or following.table or line.ended or line.text.isupper():
        return False
    return line.margin <= _LONGEST and (following.lower or line.open_word)


def is_running(group: Sequence[Line], width: Width) -> bool:
    """Whether a run of lines is wrapped prose: by its own breaks, or as a part of a text that
    is."""
    breaks = list(pairwise(group))
    signs = sum(goes_on(a, b) for a, b in breaks)
    if width.column:
        return signs > 0 or any(width.is_full(a, b) for a, b in breaks)
    return (
        signs > 0
        and signs >= 2 * _LIKELY * len(breaks)
        and max(len(x.text) for x in group) >= _shortest(group)
    )


def joins(line: Line, following: Line, width: Width, open_before: bool) -> bool:
    """Whether *following* belongs to the same paragraph as *line* (both in wrapped prose).

    *open_before*: the sentence of *line* began in an earlier line, so that it must end somewhere.
    """
    if line.table or following.table:
        return False
    full = width.is_full(line, following)
    if following.lower:
        return full or not line.listed and not line.text.isupper()
    if line.ended:
        return full and following.indent <= line.indent
    return full or line.open_word or open_before
