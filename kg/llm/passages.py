"""A document's text in passages that a model is asked about, one request each."""

from collections.abc import Iterator

from kg.model import Span

LONGEST = 3_000
"""Characters of a passage: some 750 tokens, which every model holds beside the instructions."""


def cut_passages(text: str) -> list[Span]:
    """Return the passages of *text* in order: whole lines, as many as fit; a longer line is cut
    behind a full stop, else at a space."""
    out: list[Span] = []
    start = end = 0
    for piece in _pieces(text):
        if piece.end - start > LONGEST and end > start:
            out.append(Span(start, end))
            start = end
        end = piece.end
    if end > start:
        out.append(Span(start, end))
    return [span for span in out if any(map(str.isalnum, text[span.start : span.end]))]


def _pieces(text: str) -> Iterator[Span]:
    """The lines of a text with their ends, none longer than a passage."""
    start = 0
    while start < len(text):
        line = text.find("\n", start)
        end = len(text) if line < 0 else line + 1
        if end - start > LONGEST:
            end = _cut(text, start, start + LONGEST)
        yield Span(start, end)
        start = end


def _cut(text: str, start: int, end: int) -> int:
    """Where a line that is too long is parted before *end*."""
    for mark in (". ", " "):
        place = text.rfind(mark, start + 1, end)
        if place > start:
            return place + len(mark)
    return end
