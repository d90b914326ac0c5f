"""What the page adds to a text: stamps, page numbers, running heads, the numbers of pleading
lines."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.segmentation.lines import Line

_STAMP = re.compile(
    r"Case[: ].{3,60}?(?:Doc(?:ument)?\.?|ECF|Dkt\.?)\b.{0,20}?\d.{0,60}|"
    r".{0,60}\bFiled:? ?\d{1,2}/\d{1,2}/\d{2,4}.{0,40}\bPage(?:ID)?\b.{0,40}|"
    r"[-–—\[( ]*+(?:(?:[Pp]age|PAGE)[-–—\[( ]*+)?\d{1,4}(?: (?:of|/) \d{1,4})?[-–—\]) ]*|"
    r"[-–—] ?[ivxlc]{1,6} ?[-–—]|\(?[Cc]ontinued\)?"
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
    running = {form for form, count in counts.items() if paged and count >= _OFTEN}
    return [
        replace(line, furniture=True) if _is_stamp(lines, k) or _runs(line, running) else line
        for k, line in enumerate(lines)
    ]


def _is_stamp(lines: Sequence[Line], k: int) -> bool:
    """Whether a line is a stamp, or a page number that stands alone."""
    words = lines[k].text
    if not words or not is_stamp(words):
        return False
    return not words.strip("-–—[]() ").isdigit() or not any(
        line.text for line in (*lines[max(k - 1, 0) : k], *lines[k + 1 : k + 2])
    )


def _runs(line: Line, running: Collection[str]) -> bool:
    """Whether a line with a number in it is one of the *running* heads and feet."""
    return _form(line) in running and any(c.isdigit() for c in line.text) and not line.ended


def is_stamp(words: str) -> bool:
    """Whether a line is a stamp of a docket or a page number."""
    return _STAMP.fullmatch(words) is not None


def _form(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def strip_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return *lines* without the numbers of pleading paper, where they are counted down the
    page."""
    found = [_NUMBER.match(line.text) for line in lines]
    filled = sum(bool(line.text) and not line.furniture for line in lines)
    if not _are_counted([int(mark[1] or mark[2]) for mark in found if mark], filled):
        return list(lines)
    pairs = zip(lines, found, strict=True)
    return [_cut(line, mark.end()) if mark else line for line, mark in pairs]


def _are_counted(numbers: Sequence[int], filled: int) -> bool:
    """Whether *numbers* stand before nearly all of the lines that are *filled*, and count them."""
    steps = sum(below - above == 1 for above, below in pairwise(numbers))
    return len(numbers) >= max(_OFTEN, _NUMBERED * filled) and steps >= _NUMBERED * len(numbers)


def _cut(line: Line, width: int) -> Line:
    """The line without its first characters; what is left keeps its column."""
    start, indent = line.start + width, line.indent + width
    return replace(line, start=start, text=line.text[width:], indent=indent)
