"""Where words stand, as people cite it: page, line, paragraph."""

import re
from bisect import bisect_right

from kg.model.documents import Document, Page


def find_page(document: Document, place: int) -> tuple[int, Page] | None:
    """Return the page that holds a place of the text, with its number in the file (from 1);
    ``None`` without pages."""
    number = bisect_right(document.pages, place, key=lambda page: page.start)
    return (number, document.pages[number - 1]) if number else None


def cite_place(document: Document, place: int, label: str = "") -> str:
    """Return "p. 3, l. 14; ¶ 27", as far as it is known: *label* is the number of the paragraph.

    Lines are counted on the page, running heads left out; pleading paper counts its own.
    """
    found = find_page(document, place)
    parts = []
    if found is not None:
        page = found[1]
        row = document.text.count("\n", page.start, place)
        line = f", l. {page.lines[row]}" if row < len(page.lines) else ""
        parts.append(f"p. {page.label}{line}")
    if number := paragraph_number(label):
        parts.append(f"¶ {number}")
    return "; ".join(parts)


_NUMBER = re.compile(r"(?:^|(?<=[\s¶#(\[]))(\d+)(?:\s*[-–—]\s*(\d+))?[\s.:)\]]*$")


def paragraph_number(label: str) -> str:
    """Return the number of a paragraph's label, or the first and last of several; "" where it is
    none.

    >>> paragraph_number("¶ 27."), paragraph_number("(3)"), paragraph_number("(b)")
    ('27', '3', '')
    >>> paragraph_number("7-9."), paragraph_number("PARAGRAPH NO. 3:"), paragraph_number("1.2.")
    ('7–9', '3', '')
    """
    number = _NUMBER.search(label)
    return "–".join(filter(None, number.groups())) if number else ""
