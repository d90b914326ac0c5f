"""Footnotes of plain text: the notes, and their numbers where the text refers to them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Block, Span

_NOTE = re.compile(r"(\d{1,3})[ \t\u00a0]+(?=[A-Z\"“‘(])")


def mark_footnotes(blocks: Sequence[Block], text: str) -> list[Block]:
    """Return *blocks*, notes as such; the numbers of notes and of references to them are no words any more.

    A paragraph that begins with a bare number is a note if an earlier one has that number behind a word or a stop.
    """
    notes: dict[int, tuple[str, int]] = {}
    references: dict[int, list[Span]] = {}
    for position, block in enumerate(blocks):
        found = _NOTE.match(text, block.span.start, block.lines[0].end) if block.kind == "paragraph" else None
        if found is not None and (place := _find_reference(found[1], blocks[:position], text)) is not None:
            notes[position] = (found[1], found.end())
            references.setdefault(place[0], []).append(place[1])
    out = []
    for position, block in enumerate(blocks):
        if position in notes:
            number, start = notes[position]
            first = Span(start, block.lines[0].end)
            block = replace(block, kind="footnote", label=number, lines=(first, *block.lines[1:]))
        out.append(_without(block, references.get(position, ())))
    return out


def _find_reference(number: str, blocks: Sequence[Block], text: str) -> tuple[int, Span] | None:
    """The block and the place of the last reference to a note."""
    mark = re.compile(rf"(?:(?<=[^\W\d_]{{2}})|(?<=[^\W\d_][.,;:!?”\"’)])){number}(?=\s|$)")
    for position in range(len(blocks) - 1, -1, -1):
        span = blocks[position].span
        for found in mark.finditer(text, span.start, span.end):
            return position, Span(*found.span())
    return None


def _without(block: Block, gone: Sequence[Span]) -> Block:
    """The block without some places of its lines."""
    lines = list(block.lines)
    for place in gone:
        for k, line in enumerate(lines):
            if line.start < place.start and place.end <= line.end:
                parts = (Span(line.start, place.start), Span(place.end, line.end))
                lines[k : k + 1] = [p for p in parts if p.start < p.end]
                break
    return replace(block, lines=tuple(lines))
