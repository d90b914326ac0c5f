"""Where an answer names paragraphs of the complaint: "paragraphs 3-7 and 9", "¶ 4", "Paragraph No.
5"."""

import re
from dataclasses import dataclass

from kg.pleadings.phrases import any_phrase

_LONGEST_RANGE = 1_000
_DIGITS = r"[\"“”'‘’(]?\d{1,4}[)\"”'’]?"
_NUMBERS = rf"{_DIGITS}(?:\s*(?:,\s*and|,|and|&|through|thru|to|[-–—])\s*{_DIGITS})*"
REFERENCE = re.compile(
    r"(?:\b(?:paragraphs?|paras?\.?)|(?<!¶)¶++)(?:\s+(?:no|number)s?\b\.?)?\s*"
    rf"(?P<list>{_NUMBERS})"
    r"(?P<of>\s+(?:of|in(?!\s+(?:its|their|full|part|whole)\b)|to(?!\s+the\s+extent\b))"
    r"\s+[^.;]{0,60})?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)[\"”'’)]?(?:\s*(?:through|thru|to|[-–—])\s*[\"“'‘(]?(\d+))?")


@dataclass(frozen=True, slots=True)
class Reference:
    """Where paragraphs of the complaint are named, and which."""

    start: int
    numbers: tuple[int, ...]


def find_references(words: str) -> list[Reference]:
    """Return where paragraphs of the complaint are named; those of other documents are left out."""
    return [
        Reference(m.start(), read_numbers(m["list"]))
        for m in REFERENCE.finditer(words)
        if _is_of_a_complaint(m["of"] or "")
    ]


def _is_of_a_complaint(words: str) -> bool:
    """Whether "of the Complaint" or nothing follows a paragraph's number, and not "of the
    lease"."""
    return (
        not words
        or any_phrase("PleadingKind").search(words) is not None
        and not any_phrase("AnsweringPleading").search(words)
    )


def read_numbers(words: str) -> tuple[int, ...]:
    """Return the numbers of a list with ranges.

    >>> read_numbers("1, 3 and 5 through 7")
    (1, 3, 5, 6, 7)
    """
    out: list[int] = []
    for found in _RANGE.finditer(words):
        first = int(found[1])
        last = int(found[2] or first)
        out += range(first, last + 1) if first <= last < first + _LONGEST_RANGE else [first]
    return tuple(dict.fromkeys(out))
