"""Lines of laid-out pages → one text, its blocks and its pages.

A page gives lines with their places; what recurs at its head or foot, stamps and the numbers of
pleading paper go; gaps wider than the page's own pitch part paragraphs; notes at the foot are read
apart, so that a sentence goes on from page to page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from kg.model import Block, Page
from kg.segmentation.blocks import build_blocks, introduce_blocks
from kg.segmentation.footnotes import mark_footnotes
from kg.segmentation.furniture import is_stamp
from kg.segmentation.lines import Line

_EDGE = 0.12
"""Running heads and feet stand in the outer eighth of a page's height."""
_OFTEN = 0.4
"""A line is one if its words (numbers aside) stand on this share of the pages, and on two at
least."""
_GAP = 1.35
"""A gap above this many line pitches parts paragraphs: typesetters set at least half a line between
them."""
_NOTE = 0.9
"""Notes are set in type of at most nine tenths of the body's."""
_NUMBER = re.compile(r"\d{1,2}")
_NOTE_MARK = re.compile(r"\d{1,3}[ .]|[*†‡]")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page: its words, and its place in points from the left and the foot; ``size`` is
    the height of its type."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class PageText:
    """A page: its label, its height, its lines in reading order, and the numbers that pleading
    paper gives them."""

    label: str
    height: float
    lines: tuple[PageLine, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of all pages with its blocks, its pages, and how many lines were furniture."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    furniture: int


def compose_pages(pages: Sequence[PageText]) -> Composed:
    """Return the text of *pages*, a line for each line that is kept."""
    kept = _drop_furniture([_read_numbers(page) for page in pages])
    furniture = sum(len(p.lines) for p in pages) - sum(len(p.lines) for p in kept)
    parts: list[str] = []
    bodies: list[Line] = []
    notes: list[Line] = []
    found: list[Page] = []
    length = 0
    unit = _measure_letter(kept)
    for page in kept:
        found.append(Page(page.label, length, page.numbers or tuple(range(1, len(page.lines) + 1))))
        first_note, gaps = _find_notes(page), _find_gaps(page)
        body: list[Line] = []
        for k, line in enumerate(_place_lines(page, unit)):
            own = Line(length, length + len(line.text), line.text, line.indent)
            own = replace(own, width=line.width)
            gap = k in gaps
            target = notes if k >= first_note else body
            target += [*([Line(length, length, "")] if gap or k == first_note else []), own]
            parts.append(line.text)
            length += len(line.text) + 1
        _join_pages(bodies, body)
    text = "\n".join(parts)
    under = build_blocks(text, notes)
    starts = {b.start for b in under}
    blocks = mark_footnotes(
        sorted((*build_blocks(text, bodies), *under), key=lambda b: b.start), text
    )
    marked = [
        replace(b, kind="footnote") if b.kind == "paragraph" and b.start in starts else b
        for b in blocks
    ]
    return Composed(text, introduce_blocks(marked, text), tuple(found), furniture)


def _join_pages(bodies: list[Line], body: list[Line]) -> None:
    """Go on with the next page: a sentence that is open at the end of one is the same at the top of
    the other."""
    first = next((k for k, line in enumerate(body) if line.text), None)
    if first is None:
        return
    last = next((line for line in reversed(bodies) if line.text), None)
    if last is not None and not last.ended and (body[first].lower or not last.text.isupper()):
        body[first] = replace(body[first], bridges=True)
    elif last is not None:
        bodies.append(Line(body[first].start, body[first].start, ""))
    bodies += body[first:]


def _measure_letter(pages: Sequence[PageText]) -> float:
    """The mean width of a letter in the document's long lines, in points."""
    wide = [
        (x.right - x.left) / len(x.text) for page in pages for x in page.lines if len(x.text) > 40
    ]
    return median(wide) if wide else 6.0


def _place_lines(page: PageText, unit: float) -> Iterator[Line]:
    """The lines with indent and width in letters that are *unit* points wide."""
    left = min((x.left for x in page.lines), default=0.0)
    for x in page.lines:
        indent = round((x.left - left) / unit)
        yield Line(0, 0, x.text, indent, width=round((x.right - x.left) / unit))


def _find_gaps(page: PageText) -> frozenset[int]:
    """The lines that stand further below the one before than the page's pitch, or begin a new
    column."""
    steps = [a.base - b.base for a, b in pairwise(page.lines)]
    usual = [s for s in steps if 0 < s < 60]
    pitch = median(usual) if usual else 0.0
    close = min((s for s in usual if s > 0.6 * pitch), default=pitch)
    wide = _GAP * min(pitch, 1.6 * close)
    return frozenset(k for k, step in enumerate(steps, 1) if step < -2 * pitch or step > wide)


def _find_notes(page: PageText) -> int:
    """The first line of the notes at the foot of a page; beyond the last where there are none."""
    sizes = [x.size for x in page.lines]
    body = median(sizes) if sizes else 0.0
    first = len(page.lines)
    while first and page.lines[first - 1].size <= _NOTE * body:
        first -= 1
    while first < len(page.lines) and not _NOTE_MARK.match(page.lines[first].text):
        first += 1
    return first


def _read_numbers(page: PageText) -> PageText:
    """The page without the numbers of pleading paper (at the left of the text, counted down), which
    number its lines."""
    alone = [x for x in page.lines if _NUMBER.fullmatch(x.text)]
    others = [x for x in page.lines if not _NUMBER.fullmatch(x.text)]
    left = min((x.left for x in others), default=0.0)
    marks = [x for x in alone if x.right <= left + 2 or x.left < left]
    steps = [int(b.text) - int(a.text) for a, b in pairwise(sorted(marks, key=lambda x: -x.base))]
    if len(marks) < 10 or sum(step == 1 for step in steps) < 0.8 * len(steps):
        return page
    lines = tuple(x for x in page.lines if x not in marks)
    numbers = tuple(int(min(marks, key=lambda m: abs(m.base - x.base)).text) for x in lines)
    return replace(page, lines=lines, numbers=numbers)


def _drop_furniture(pages: Sequence[PageText]) -> list[PageText]:
    """The pages without stamps, page numbers, running heads and feet."""
    often = Counter(
        form for page in pages for form in {_form(x) for x in page.lines if _at_edge(page, x)}
    )
    least = max(2.0, _OFTEN * len(pages))
    out = []
    for page in pages:
        keep = [
            k
            for k, x in enumerate(page.lines)
            if not (
                _at_edge(page, x)
                and (is_stamp(x.text) or often[_form(x)] >= least)
                or x.text.startswith("Case ")
                and is_stamp(x.text)
            )
        ]
        numbers = tuple(page.numbers[k] for k in keep) if page.numbers else ()
        out.append(replace(page, lines=tuple(page.lines[k] for k in keep), numbers=numbers))
    return out


def _at_edge(page: PageText, line: PageLine) -> bool:
    return not _EDGE * page.height < line.base < (1 - _EDGE) * page.height


def _form(line: PageLine) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "0", line.text)
