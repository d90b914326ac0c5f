"""Quotations of a text: where direct speech stands, over sentences and paragraphs."""

import re
from collections.abc import Container, Sequence

from kg.model import Sentence, Span

OPENING_MARKS = frozenset({'"', "“", "‘", "``", "«", "„", "''", "'"})
"""The tokens that may open a quotation."""
_OPEN, _CLOSE = "“«„", "”»"
_MARK = re.compile("[\"“”«»„]|''|``")
_SINGLE = re.compile(
    r"(?<![\w'’])(?:‘(?=\S)(?:[^‘“”\"\n]{2,400}?(?<=[,.?!…])|(?:[^‘’\n]|(?<=\w)’(?=\w))+?)’(?!\w)|"
    r"'(?=\w)(?:[^'\"\n]|(?<=\w)'(?=\w))+?(?<=[\w.,?!])'(?![\w']))"
)
"""A pair of single marks, as British papers and headlines set them; an apostrophe stands inside or
at the end of a word."""
_MIN_WORDS = 3


def find_quotes(text: str, sentences: Sequence[Sentence]) -> list[Span]:
    """Return the quoted stretches of *text*, in order, marks included.

    A quotation that is left open at the end of a paragraph goes on into the next one if that begins
    with an opening mark, as newspapers do; else it ends with its paragraph. Fewer than three words
    in marks are a name or a word held at a distance, no speech.
    """
    blocks = _blocks(sentences)
    doubled: list[Span] = []
    start: int | None = None
    for low, high in blocks:
        if start is not None and text[low] not in _OPEN + '"':
            start = None
        found, start = _quotes_of_block(text, low, high, start)
        doubled += found
    starts = {s.span.start for s in sentences}
    quotes = _with_single(text, blocks, doubled)
    return [
        q
        for q in quotes
        if len(text[q.start : q.end].split()) >= _MIN_WORDS or _spoken(text, q, starts)
    ]


def _quotes_of_block(
    text: str, low: int, high: int, start: int | None
) -> tuple[list[Span], int | None]:
    """The quotations in double marks of one block, and where one is left open at its end; *start*
    is one open before."""
    found: list[Span] = []
    for match in _MARK.finditer(text, low, high):
        if start is not None and match.start() == low:
            continue
        if _opens_quote(text, match, start):
            start = match.start() if start is None or match.group()[0] not in _OPEN else start
        elif start is not None:
            found.append(Span(start, match.end()))
            start = None
    if start is not None:
        found.append(Span(start, high))
        start = high
    return found, start


def _opens_quote(text: str, match: re.Match[str], start: int | None) -> bool:
    """Whether a mark opens a quotation; after a low one (German) the high one “ closes."""
    mark = match.group()
    low_mark = start is not None and text[start] == "„"
    if mark == "``" or mark[0] in _OPEN and not (low_mark and mark == "“"):
        return True
    return mark not in _OPEN + _CLOSE and _opens(text, match, start is not None)


def _with_single(text: str, blocks: Sequence[tuple[int, int]], doubled: list[Span]) -> list[Span]:
    """The quotations in double marks and, where none of these stands, those in single ones; in
    order."""
    single = [
        Span(m.start(), m.end()) for low, high in blocks for m in _SINGLE.finditer(text, low, high)
    ]
    if not single:
        return doubled
    free = [q for q in single if not any(d.start < q.end and q.start < d.end for d in doubled)]
    return sorted([*doubled, *free], key=lambda q: q.start)


def _spoken(text: str, quote: Span, starts: Container[int]) -> bool:
    """Whether a word or two in marks are speech: they open a sentence and end in a comma or a stop
    ("Nobody," he said)."""
    return quote.start in starts and text[quote.end - 2] in ",?!" and quote.end - quote.start > 2


def _opens(text: str, match: re.Match[str], inside: bool) -> bool:
    """Whether a straight mark opens: by the white space around it, else by turns."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    left, right = not before or before.isspace() or before in "([—–-", not after or after.isspace()
    return not inside if left == right else left


def _blocks(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Start and end of each unit of the text that holds sentences."""
    found: dict[int, tuple[int, int]] = {}
    for s in sentences:
        low, _ = found.get(s.unit, (s.span.start, 0))
        found[s.unit] = (low, s.span.end)
    return [found[u] for u in sorted(found)]
