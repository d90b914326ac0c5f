"""Footnotes of plain text: the notes, and their numbers where the text refers to them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Block, Span

_REFERENCE = re.compile(r"\d\d{0,2}(?!\S)")
_BEHIND = re.compile(r"[^\W\d_](?:[^\W\d_]|[.,;:!?”\"’)])")
"""What a number of a note stands behind: a word, or its stop."""
_GLUED = re.compile(r"\d(?<=[a-z]{4}[.!?]\d)\d?(?=\s+[A-Z])")
"""A number that nothing parts from the stop before it, with a new sentence behind: a reference,
wherever its note is. Patterns that open with a digit are searched for at digits alone."""
_NOTE = re.compile(r"(\d{1,3})[ \t\u00a0]+(?=[A-Z\"“‘(])")


def mark_footnotes(blocks: Sequence[Block], text: str) -> list[Block]:
    """Return *blocks*, notes as such; the numbers of notes and of references to them are no words
    any more.

    A paragraph that begins with a bare number is a note if an earlier one has that number behind a
    word or a stop."""
    notes: dict[int, tuple[str, int]] = {}
    references: dict[int, list[Span]] = {}
    candidates = _find_references(blocks, text)
    for position, block in enumerate(blocks):
        found = (
            _NOTE.match(text, block.start, block.lines[0].end)
            if block.kind == "paragraph"
            else None
        )
        if (
            found is not None
            and (place := _last_before(candidates.get(found[1], ()), position)) is not None
        ):
            notes[position] = (found[1], found.end())
            references.setdefault(place[0], []).append(place[1])
    for position, mark in _find_glued(blocks, text):
        if mark not in references.get(position, ()):
            references.setdefault(position, []).append(mark)
    out = []
    for position, block in enumerate(blocks):
        if position in notes:
            number, start = notes[position]
            first = Span(start, block.lines[0].end)
            block = replace(block, kind="footnote", label=number, lines=(first, *block.lines[1:]))
        out.append(_without(block, references.get(position, ())))
    return out


def _find_glued(blocks: Sequence[Block], text: str) -> Iterator[tuple[int, Span]]:
    """Yield the block and place of each number glued to the end of a sentence."""
    for position, block in enumerate(blocks):
        for mark in _GLUED.finditer(text, block.start, block.lines[-1].end):
            yield position, Span(*mark.span())


def _find_references(blocks: Sequence[Block], text: str) -> dict[str, list[tuple[int, Span]]]:
    """For each number: the blocks and places where the text may refer to a note of that number."""
    found: dict[str, list[tuple[int, Span]]] = {}
    for position, block in enumerate(blocks):
        for mark in _REFERENCE.finditer(text, block.start, block.lines[-1].end):
            if _BEHIND.match(text, max(mark.start() - 2, 0), mark.start()):
                found.setdefault(mark.group(), []).append((position, Span(*mark.span())))
    return found


def _last_before(places: Sequence[tuple[int, Span]], position: int) -> tuple[int, Span] | None:
    """The first reference in the last block before *position* that has one."""
    k = bisect_left(places, position, key=lambda place: place[0])
    return places[bisect_left(places, places[k - 1][0], key=lambda place: place[0])] if k else None


def _without(block: Block, gone: Sequence[Span]) -> Block:
    """The block without some places of its lines."""
    if not gone:
        return block
    lines = list(block.lines)
    for place in gone:
        for k, line in enumerate(lines):
            if line.start < place.start and place.end <= line.end:
                parts = (Span(line.start, place.start), Span(place.end, line.end))
                lines[k : k + 1] = [p for p in parts if p.start < p.end]
                break
    return replace(block, lines=tuple(lines))
