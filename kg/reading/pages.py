"""Lines of laid-out pages → one text, its blocks and its pages.

A page gives lines with their places; what recurs at its head or foot, stamps and the numbers of
pleading paper go; gaps wider than the page's own pitch part paragraphs; notes at the foot are read
apart, so that a sentence goes on from page to page."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from kg.model import Block, Page, Span
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
_COUNTER = re.compile(r"\d+|\b[ivxlc]+\b")
_LETTER = 6.0
"""The mean width of a letter in 12-point Times, in points; for pages of letters without width."""
_WORDS = 15
"""Shorter lines tell little of the width of a letter."""
_LEAST_NUMBERS = 10
"""Pleading paper numbers 25 to 32 lines; a last page may hold fewer."""
_COUNTED = 0.8
"""The share of them that is one more than the number above."""
_UP = 2.0
"""A line that stands so many times its size above the one before begins a new column."""
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
    unsure: tuple[Span, ...] = ()
    """Where in ``text`` words stand that were not surely read."""


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
    """The text of all pages with its blocks, its pages, how many lines were furniture, and where
    words stand that were not surely read."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    furniture: int
    unsure: tuple[Span, ...] = ()


def compose_pages(pages: Sequence[PageText]) -> Composed:
    """Return the text of *pages*, a line for each line that is kept."""
    kept = _drop_furniture([_read_numbers(page) for page in pages])
    furniture = sum(len(p.lines) for p in pages) - sum(len(p.lines) for p in kept)
    composition = _Composition(_measure_letter(kept))
    for page in kept:
        composition.add(page)
    text = "\n".join(composition.parts)
    blocks, places = composition.find_blocks(text), tuple(composition.pages)
    return Composed(text, blocks, places, furniture, tuple(composition.unsure))


@dataclass
class _Composition:
    """The text of the pages so far: what is written, the lines of body and of notes; *unit* is the
    width of a letter."""

    unit: float
    parts: list[str] = field(default_factory=list)
    bodies: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    unsure: list[Span] = field(default_factory=list)
    length: int = 0

    def add(self, page: PageText) -> None:
        """Go on with the next page."""
        numbers = page.numbers or tuple(range(1, len(page.lines) + 1))
        self.pages.append(Page(page.label, self.length, numbers))
        first_note, gaps = _find_notes(page), _find_gaps(page)
        body: list[Line] = []
        for k, (placed, left) in enumerate(zip(page.lines, _find_lefts(page), strict=True)):
            target = self.notes if k >= first_note else body
            if k in gaps or k == first_note:
                target.append(Line(self.length, self.length, ""))
            target.append(self._place(placed, left))
            self.parts.append(placed.text)
            self.unsure += [Span(self.length + w.start, self.length + w.end) for w in placed.unsure]
            self.length += len(placed.text) + 1
        self._join(body)

    def _place(self, line: PageLine, left: float) -> Line:
        """The line with indent and width in letters."""
        indent = round((line.left - left) / self.unit)
        width = round((line.right - line.left) / self.unit)
        return Line(self.length, self.length + len(line.text), line.text, indent, width=width)

    def _join(self, body: list[Line]) -> None:
        """Take over the body of a page: a sentence that is open at the end of one is the same at
        the top of the other."""
        first = next((k for k, line in enumerate(body) if line.text), None)
        if first is None:
            return
        last = next((line for line in reversed(self.bodies) if line.text), None)
        if last is not None and _goes_on(last, body[first]):
            body[first] = replace(body[first], bridges=True)
        elif last is not None:
            self.bodies.append(Line(body[first].start, body[first].start, ""))
        self.bodies += body[first:]

    def find_blocks(self, text: str) -> tuple[Block, ...]:
        """The blocks of body and notes, in order."""
        under = build_blocks(text, self.notes)
        starts = {b.start for b in under}
        found = sorted((*build_blocks(text, self.bodies), *under), key=lambda b: b.start)
        marked = [
            replace(b, kind="footnote") if b.kind == "paragraph" and b.start in starts else b
            for b in mark_footnotes(found, text)
        ]
        return introduce_blocks(marked, text)


def _goes_on(last: Line, first: Line) -> bool:
    """Whether the first line of a page goes on with the sentence of the *last* one before it."""
    return not last.ended and (first.lower or not last.text.isupper())


def _measure_letter(pages: Sequence[PageText]) -> float:
    """The mean width of a letter in the document's long lines (in narrow columns, in all), in
    points."""
    lines = [x for page in pages for x in page.lines if len(x.text) > _WORDS]
    long = [x for x in lines if len(x.text) > 40] or lines
    width = median((x.right - x.left) / len(x.text) for x in long) if long else 0
    return width or _LETTER


def _find_lefts(page: PageText) -> list[float]:
    """For each line the left edge of its column; a column begins where lines go up the page."""
    lefts: list[float] = []
    column: list[float] = []
    above: PageLine | None = None
    for line in page.lines:
        if above is not None and line.base > above.base + _UP * above.size:
            lefts += [min(column)] * len(column)
            column = []
        column.append(line.left)
        above = line
    return lefts + [min(column, default=0.0)] * len(column)


def _find_gaps(page: PageText) -> frozenset[int]:
    """The lines that stand further below the one before than the page's pitch, or begin a new
    column that no sentence runs into."""
    steps = [above.base - line.base for above, line in pairwise(page.lines)]
    pitch, wide = _measure_pitch(steps)
    below = {k for k, step in enumerate(steps, 1) if step > wide}
    beside = {k for k, step in enumerate(steps, 1) if step < -2 * pitch and _parts(page, k)}
    return frozenset(below | beside)


def _measure_pitch(steps: Sequence[float]) -> tuple[float, float]:
    """The usual step from line to line, and the least that parts paragraphs, in points."""
    usual = [step for step in steps if 0 < step < 60]
    pitch = median(usual) if usual else 0.0
    close = min((step for step in usual if step > 0.6 * pitch), default=pitch)
    return pitch, _GAP * min(pitch, 1.6 * close)


def _parts(page: PageText, k: int) -> bool:
    """Whether the line *k* at the top of a column begins a paragraph."""
    above, line = (Line(0, len(x.text), x.text) for x in page.lines[k - 1 : k + 1])
    return not _goes_on(above, line)


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
    marks = _find_numbers(page)
    if not _are_counted(marks):
        return page
    lines = tuple(x for x in page.lines if x not in marks)
    numbers = tuple(int(min(marks, key=lambda m: abs(m.base - x.base)).text) for x in lines)
    return replace(page, lines=lines, numbers=numbers)


def _find_numbers(page: PageText) -> Sequence[PageLine]:
    """The numbers that stand alone at the left of the text."""
    alone = [x for x in page.lines if _NUMBER.fullmatch(x.text)]
    if len(alone) < _LEAST_NUMBERS:
        return ()
    left = min((x.left for x in page.lines if not _NUMBER.fullmatch(x.text)), default=0.0)
    return [x for x in alone if x.right <= left + 2 or x.left < left]


def _are_counted(marks: Sequence[PageLine]) -> bool:
    """Whether the numbers of *marks* count down the page."""
    down = sorted(marks, key=lambda mark: -mark.base)
    steps = [int(b.text) - int(a.text) for a, b in pairwise(down)]
    return len(marks) >= _LEAST_NUMBERS and sum(s == 1 for s in steps) >= _COUNTED * len(steps)


def _drop_furniture(pages: Sequence[PageText]) -> list[PageText]:
    """The pages without stamps, page numbers, running heads and feet."""
    often = Counter(
        form for page in pages for form in {_form(x) for x in page.lines if _at_edge(page, x)}
    )
    least = max(2.0, _OFTEN * len(pages))
    running = {form for form, count in often.items() if count >= least}
    return [_keep_lines(page, running) for page in pages]


def _keep_lines(page: PageText, running: Collection[str]) -> PageText:
    """The page without stamps, and without the lines at its edges that are *running*."""
    keep = [k for k, x in enumerate(page.lines) if not _is_furniture(page, x, running)]
    numbers = tuple(page.numbers[k] for k in keep) if page.numbers else ()
    return replace(page, lines=tuple(page.lines[k] for k in keep), numbers=numbers)


def _is_furniture(page: PageText, line: PageLine, running: Collection[str]) -> bool:
    if _at_edge(page, line):
        return _form(line) in running or is_stamp(line.text)
    return line.text.startswith("Case ") and is_stamp(line.text)


def _at_edge(page: PageText, line: PageLine) -> bool:
    return not _EDGE * page.height < line.base < (1 - _EDGE) * page.height


def _form(line: PageLine) -> str:
    """The words of a line without numbers, which change from page to page."""
    return " ".join(_COUNTER.sub(" ", line.text).split()) or "0"
