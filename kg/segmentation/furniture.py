"""What the page adds to a text: stamps, page numbers, running heads, the numbers of pleading
lines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.segmentation.lines import Line

_STAMP = re.compile(
    r"Case[: ].{3,60}?(?:Doc(?:ument)?\.?|ECF|Dkt\.?)\b.{0,20}?\d.{0,60}|"
    r".{0,60}\bFiled:? ?\d{1,2}/\d{1,2}/\d{2,4}.{0,40}\bPage(?:ID)?\b.{0,40}|"
    r"[-–—\[( ]*+(?:(?:[Pp]age|PAGE)[-–—\[( ]*+)?\d{1,4}(?: (?:of|/) \d{1,4})?[-–—\]) ]*|[-–—] ?[ivxlc]{1,6} ?[-–—]|\(?[Cc]ontinued\)?"
)
_NUMBER = re.compile(r"(\d{1,2})(?:[ \t]{2,}|\t)(?=\S)|(\d{1,2})$")
_OFTEN = 3
"""A short line that stands on three pages is a running head or foot."""
_LONGEST_HEAD = 90
_NUMBERED = 0.6
"""Pleading paper numbers nearly every line; the share that a page of other text could reach by
chance is far lower."""


def mark_furniture(lines: Sequence[Line], paged: bool) -> list[Line]:
    """Return *lines*, those that the page adds with ``furniture`` set; *paged*: the text has breaks
    between pages."""
    counts = Counter(_form(line) for line in lines if line.text and len(line.text) <= _LONGEST_HEAD)
    out = []
    for k, line in enumerate(lines):
        alone = not (lines[k - 1].text if k else "") and not (
            lines[k + 1].text if k + 1 < len(lines) else ""
        )
        stamp = (
            line.text
            and _STAMP.fullmatch(line.text) is not None
            and (not line.text.strip("-–—[]() ").isdigit() or alone)
        )
        again = (
            paged
            and counts[_form(line)] >= _OFTEN
            and any(c.isdigit() for c in line.text)
            and not line.ended
        )
        out.append(replace(line, furniture=True) if stamp or again else line)
    return out


def is_stamp(words: str) -> bool:
    """Whether a line is a stamp of a docket or a page number."""
    return _STAMP.fullmatch(words) is not None


def _form(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def strip_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return *lines* without the numbers of pleading paper, where they are counted down the
    page."""
    marks = {
        k: found
        for k, line in enumerate(lines)
        if line.text and (found := _NUMBER.match(line.text))
    }
    filled = sum(bool(line.text) and not line.furniture for line in lines)
    numbers = [int(found[1] or found[2]) for found in marks.values()]
    steps = sum(b - a == 1 for a, b in pairwise(numbers))
    if len(numbers) < max(_OFTEN, _NUMBERED * filled) or steps < _NUMBERED * len(numbers):
        return list(lines)
    out = []
    for k, line in enumerate(lines):
        width = marks[k].end() if k in marks else 0
        out.append(
            replace(
                line, start=line.start + width, text=line.text[width:], indent=line.indent + width
            )
            if width
            else line
        )
    return out
