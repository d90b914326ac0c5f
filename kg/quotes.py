"""Quotations of a text: where direct speech stands, over sentences and paragraphs."""

import re
from collections.abc import Sequence

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
        first = text[low]
        if start is not None and first not in _OPEN + '"':
            start = None
        for match in _MARK.finditer(text, low, high):
            mark, at = match.group(), match.start()
            if start is not None and at == low:
                continue
            opens = mark[0] in _OPEN or mark == "``" or (mark[0] not in _CLOSE and start is None)
            if opens and start is None:
                start = at
            elif not opens and start is not None:
                out.append(Span(start, match.end()))
                start = None
        if start is not None:
            out.append(Span(start, high))
            start = high
    return [q for q in out if len(text[q.start : q.end].split()) >= _MIN_WORDS]


def _blocks(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Start and end of each unit of the text that holds sentences."""
    found: dict[int, tuple[int, int]] = {}
    for s in sentences:
        low, _ = found.get(s.unit, (s.span.start, 0))
        found[s.unit] = (low, s.span.end)
    return [found[u] for u in sorted(found)]
