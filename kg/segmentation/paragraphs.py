"""Numbered paragraphs: the units by which pleadings are cited and answered.

A paragraph holds the blocks up to the next number. Numbers that fall back behind a heading begin a
new run (the counterclaims of an answer); others that fall back are a list inside the paragraph."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import SILENT_ZONES, Block, Span, Zone
from kg.model.citing import paragraph_number

_MARKER = re.compile(
    r"(?:ANSWER|RESPONSE|Answer|Response)(?:\s++(?:TO|to)\s++"
    r"(?:(?:PARAGRAPH|Paragraph|paragraph|NO\.?|No\.?|¶)\s*+)?\d{0,4})?\s*+:\s*"
)
"""What opens the response where a paper repeats what it responds to (local rules: "ANSWER:
Denied.")."""
_FURTHEST = 50
"""A number that leaps further than this is none of the sequence."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph: ``blocks`` are the numbers of its blocks, ``run`` counts the sequences
    of the document."""

    number: int
    run: int
    blocks: tuple[int, ...]
    span: Span


def number_paragraphs(
    blocks: Sequence[Block], placed: Sequence[Zone | None], text: str
) -> tuple[Paragraph, ...]:
    """Return the numbered paragraphs of a text, in order; *placed* is the zone of each block
    (kg.segmentation.zones.place_zones)."""
    style = _usual_style(blocks)
    found: list[tuple[int, int, list[int]]] = []
    headed = False
    for k, block in enumerate(blocks):
        number = _number(block, style)
        if _is_silent(placed[k]) or not number and _is_heading(block, text):
            headed = True
        elif number and _goes_on(number, found, headed):
            found.append((number, _run_of(number, found), [k]))
            headed = False
        elif found and not headed:
            found[-1][2].append(k)
    return tuple(
        Paragraph(n, run, tuple(own), Span(blocks[own[0]].start, blocks[own[-1]].span.end))
        for n, run, own in found
    )


def _is_silent(zone: Zone | None) -> bool:
    return zone is not None and zone.kind in SILENT_ZONES


def _run_of(number: int, found: Sequence[tuple[int, int, list[int]]]) -> int:
    """The run that a number belongs to: the next one, where it falls back."""
    return found[-1][1] + (number <= found[-1][0]) if found else 0


def has_marker(text: str) -> bool:
    """Return whether a text holds the mark of a response anywhere: what is cheap to ask first."""
    return _MARKER.search(text) is not None


def match_marker(text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """Return the mark ("ANSWER:") that opens a response at *start*."""
    return _MARKER.match(text, start, len(text) if end is None else end)


def opens_response(text: str, block: Block) -> int:
    """Return where the words of a response begin that a block opens, -1 where it opens none."""
    if _MARKER.fullmatch(block.label):
        return block.start
    marked = match_marker(text, block.start, block.span.end)
    return marked.end() if marked else -1


def after_marker(paragraph: Paragraph, blocks: Sequence[Block], text: str) -> Span:
    """Return where a paragraph responds: its blocks, or what follows the mark of a response in it,
    in one stretch."""
    for k in paragraph.blocks:
        start = opens_response(text, blocks[k])
        if start < 0 and (inside := _MARKER.search(text, blocks[k].start, blocks[k].span.end)):
            start = inside.end()
        if 0 <= start < paragraph.span.end:
            return Span(start, paragraph.span.end)
    return paragraph.span


def find_repeated(
    paragraphs: Sequence[Paragraph], blocks: Sequence[Block], text: str
) -> list[Span]:
    """Return where a paper repeats what it then responds to: in each paragraph, up to the mark of
    the response."""
    out = []
    for paragraph in paragraphs:
        marked = next((k for k in paragraph.blocks if opens_response(text, blocks[k]) >= 0), None)
        if marked is not None and marked > paragraph.blocks[0]:
            out.append(Span(blocks[paragraph.blocks[0]].start, blocks[marked - 1].span.end))
    return out


def _usual_style(blocks: Sequence[Block]) -> str:
    """How most numbers are written: "1.", "(1)", "¶ 1"."""
    styles = Counter(_style(b.label) for b in blocks if number_of(b))
    return styles.most_common(1)[0][0] if styles else ""


def _style(label: str) -> str:
    return re.sub(r"\d+", "1", label)


def number_of(block: Block) -> int:
    """Return the number of a block that opens a numbered paragraph, else 0."""
    return int(paragraph_number(block.label) or 0) if block.kind == "item" else 0


def _number(block: Block, style: str) -> int:
    """The number of a block that is written in the usual *style*, else 0."""
    return number_of(block) if _style(block.label) == style else 0


def _goes_on(number: int, found: Sequence[tuple[int, int, list[int]]], headed: bool) -> bool:
    """Whether a number follows the last one, or begins anew behind a heading."""
    last = found[-1][0] if found else 0
    return not found or last < number <= last + _FURTHEST or headed and number == 1


def _is_heading(block: Block, text: str) -> bool:
    """Whether a block is a headline: by its mark, or all in capitals."""
    words = text[block.start : block.span.end]
    return (
        block.kind == "heading" or block.kind == "paragraph" and words.isupper() and len(words) > 3
    )
