"""Quotations of a text: where direct speech stands, over sentences and paragraphs."""

import re
from collections.abc import Container, Sequence

from kg.model import Sentence, Span

_OPEN, _CLOSE = "“«„", "”»"
_MARK = re.compile("[\"“”«»„]|''|``")
_MIN_WORDS = 3


def find_quotes(text: str, sentences: Sequence[Sentence]) -> list[Span]:
    """Return the quoted stretches of *text*, in order, marks included.

    A quotation that is left open at the end of a paragraph goes on into the next one if that begins
    with an opening mark, as newspapers do; else it ends with its paragraph. Fewer than three words
    in marks are a name or a word held at a distance, no speech.
    """
    blocks = _blocks(sentences)
    out: list[Span] = []
    start: int | None = None
    for low, high in blocks:
        if start is not None and text[low] not in _OPEN + '"':
            start = None
        for match in _MARK.finditer(text, low, high):
            mark, at = match.group(), match.start()
            if start is not None and at == low:
                continue
            opens = mark[0] in _OPEN or mark == "``" or mark[0] not in _CLOSE and _opens(text, match, start is not None)
            if opens:
                start = at if start is None or mark[0] not in _OPEN else start
            elif start is not None:
                out.append(Span(start, match.end()))
                start = None
        if start is not None:
            out.append(Span(start, high))
            start = high
    starts = {s.span.start for s in sentences}
    return [q for q in out if len(text[q.start : q.end].split()) >= _MIN_WORDS or _spoken(text, q, starts)]


def _spoken(text: str, quote: Span, starts: Container[int]) -> bool:
    """Whether a word or two in marks are speech: they open a sentence and end in a comma or a stop ("Nobody," he said)."""
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
