"""How long a label is and where it breaks: in Arial's widths, which Helvetica and Liberation Sans
share.

The page asks for these fonts and stretches the picture should the browser take a wider one.
"""

import math
import textwrap
import unicodedata
from functools import cache

FONT, LINE = 14.0, 14.0
"""Pixels: size of a node's label, and height that a line of it takes."""
_MARGIN = (18.0, 12.0)
_WIDTHS = {
    "'ijl": 0.222,
    "|": 0.26,
    " !,./:;I[]\\ft": 0.278,
    "`()-r{}": 0.334,
    '"': 0.355,
    "*": 0.389,
    "^": 0.469,
    "Jckvxsyz": 0.5,
    "#$0123456789?_Labdeghnopqu": 0.556,
    "+<=>~": 0.584,
    "FTZ": 0.611,
    "&ABEKPSVXY": 0.667,
    "CDHNRUw": 0.722,
    "GOQ": 0.778,
    "Mm": 0.833,
    "%": 0.889,
    "W": 0.944,
    "@": 1.015,
    "‘’": 0.222,
    "“”": 0.333,
    "–": 0.556,
    "…—": 1.0,
}


@cache
def _width(character: str) -> float:
    for characters, width in _WIDTHS.items():
        if character in characters:
            return width
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.7


def measure_text(text: str, font: float = FONT) -> float:
    """Width of one line in pixels."""
    return font * sum(map(_width, text))


def wrap_label(text: str, width: int, lines: int) -> str:
    """Return *text* on at most *lines* even lines of about *width* characters; what doesn't fit is
    cut with "…"."""
    text = " ".join(text.split())
    if not text:
        return "?"
    for count in range(max(1, math.ceil(len(text) / width)), lines + 1):
        for limit in range(max(1, math.ceil(len(text) / count)), width + 1):
            broken = textwrap.wrap(text, limit, break_long_words=False)
            if len(broken) <= count and max(map(len, broken)) <= width:
                return "\n".join(broken)
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…"))


def box_size(label: str) -> tuple[float, float]:
    """Width and height in pixels of a node's box around its (wrapped) label."""
    lines = label.split("\n")
    return max(map(measure_text, lines)) + _MARGIN[0], len(lines) * LINE + _MARGIN[1]


def text_size(label: str, font: float) -> tuple[float, float]:
    """Width and height in pixels of (wrapped) words on a line."""
    lines = label.split("\n")
    return max(measure_text(line, font) for line in lines) + 4, len(lines) * font * 1.15 + 2
