"""Pictures of pages → their lines with places and confidences, by tesseract, where it is
installed."""

import math
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from statistics import median
from typing import Any

from kg.errors import UnreadableSource
from kg.model import Span

_SCALE = 300 / 72
"""Tesseract reads best at 300 dots an inch; a page has 72 points."""
_MOST_PIXELS, _LONGEST_SIDE = 40_000_000, 32_000
"""What a page is drawn with at most: an A2 sheet, and what tesseract takes. A file of 2 KB may name
a page of 400 inches, which took 18 GB."""
_SECONDS = 120
_COLUMNS = 12
"""Level, page, block, paragraph, line, word, left, top, width, height, confidence, text (manual
of tesseract, TSV)."""
_WORD = "5"
_UNSURE = 70.0
"""Of 3,812 words of six poor scans (100 to 120 dots an inch, blurred, noisy), more than half were
wrong below it; above 90, 3 %."""
_NAMED = 12
_DESCENDS = frozenset("gjpqyQ,;()[]{}|_$/")


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word that was read on a picture: its place in pixels from the left and the top, and how
    sure tesseract is of it, in per cent."""

    text: str
    left: int
    right: int
    top: int
    foot: int
    sure: float


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of words on a picture: its place in points from the left and the foot of the page, and
    the height of its type."""

    words: tuple[SeenWord, ...]
    left: float
    right: float
    base: float
    size: float

    @property
    def text(self) -> str:
        """Its words with a space between."""
        return " ".join(word.text for word in self.words)

    @property
    def unsure(self) -> Iterator[Span]:
        """Where in its text words stand of which tesseract is not sure."""
        start = 0
        for word in self.words:
            if word.sure < _UNSURE:
                yield Span(start, start + len(word.text))
            start += len(word.text) + 1


def read_picture(page: Any) -> list[SeenLine]:
    """Return the lines that tesseract reads on a page of PDFium; raises UnreadableSource where it
    is not installed or fails.

    One thread and no locale, so that the same page gives the same lines.
    """
    import pypdfium2

    scale = choose_scale(*page.get_size())
    try:
        bitmap = page.render(scale=scale, grayscale=True)
    except pypdfium2.PdfiumError as error:
        raise UnreadableSource(
            f"a page cannot be drawn ({error})", "leave out --ocr, or try the page alone"
        ) from None
    head = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
    rows = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
    said = _run(["-", "-", "-l", "eng", "tsv"], head + rows.tobytes())
    return list(_read_table(said, bitmap.height, scale))


def choose_scale(width: float, height: float) -> float:
    """Return how many pixels a point of a page of this size (points) is drawn with."""
    area, side = max(width * height, 1.0), max(width, height, 1.0)
    return min(_SCALE, math.sqrt(_MOST_PIXELS / area), _LONGEST_SIDE / side)


def _run(arguments: Sequence[str], data: bytes = b"") -> str:
    """What tesseract writes."""
    program = shutil.which("tesseract")
    if program is None:
        raise UnreadableSource("tesseract is not installed", "install it, or leave out --ocr")
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            [program, *arguments],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            env=environment,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableSource(
            f"tesseract failed ({type(error).__name__})", "leave out --ocr, or try the page alone"
        ) from None
    return done.stdout.decode("utf-8", "replace")


def _read_table(said: str, height: int, scale: float) -> Iterator[SeenLine]:
    """The lines of a table of words on a picture *height* pixels high."""
    rows = [row.split("\t", _COLUMNS - 1) for row in said.splitlines()]
    words = [row for row in rows if len(row) == _COLUMNS and row[0] == _WORD and row[-1].strip()]
    for _, paragraph in groupby(words, key=lambda row: row[1:4]):
        lines = [
            tuple(map(_read_word, line)) for _, line in groupby(paragraph, key=lambda row: row[4])
        ]
        size = median(map(_measure_height, lines))
        yield from (_place_line(line, size, height, scale) for line in lines)


def _measure_height(line: Sequence[SeenWord]) -> int:
    return max(word.foot for word in line) - min(word.top for word in line)


def _place_line(line: tuple[SeenWord, ...], size: float, height: int, scale: float) -> SeenLine:
    """The line of some words; *size* is the usual height of the lines of its paragraph."""
    left, right = min(word.left for word in line), max(word.right for word in line)
    base = height - _find_base(line)
    return SeenLine(line, left / scale, right / scale, base / scale, size / scale)


def _read_word(row: Sequence[str]) -> SeenWord:
    left, top, width, height = map(int, row[6:10])
    return SeenWord(row[11].strip(), left, left + width, top, top + height, float(row[10]))


def _find_base(line: Sequence[SeenWord]) -> float:
    """The foot of the words without a letter that goes below the line; of all, where each has
    one."""
    even = [word.foot for word in line if not _DESCENDS.intersection(word.text)]
    return median(even or [word.foot for word in line])


def describe_reading(pages: Mapping[str, Sequence[SeenLine]]) -> str:
    """Return which of the *pages* (by label) were read by what, how sure it is, and the words of
    which it is least sure."""
    words = [(w, label) for label, lines in pages.items() for line in lines for w in line.words]
    unsure = sorted((x for x in words if x[0].sure < _UNSURE), key=lambda x: x[0].sure)
    mean = sum(word.sure for word, _ in words) / len(words)
    named = ", ".join(f"“{word.text}” (p. {label})" for word, label in unsure[:_NAMED])
    told = f"; {len(unsure)} are less than {_UNSURE:.0f} % sure: {named}" if unsure else ""
    return f"{_name_program()}: {len(words):,} words, {mean:.0f} % sure on average{told}"


@cache
def _name_program() -> str:
    """Name and version: another version reads other words."""
    return (_run(["--version"]).splitlines() or ["tesseract"])[0]
