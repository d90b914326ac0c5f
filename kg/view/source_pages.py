"""The page of a PDF on which a quotation stands, as a picture with the quotation marked.

The stored text is that of the page without running heads and the like; each of its lines is found
again among the characters of the page, whose boxes PDFium knows."""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import ViewError
from kg.model import Document, Span
from kg.model.citing import find_page
from kg.reading.formats.pdf import open_pdf, translate_characters

_SCALE = 2.0
"""Pixels for a point: 144 dots an inch can be read and printed."""
_LONGEST = 2_400
"""No picture is longer or wider, whatever size a page says that it has."""
_MARK = (255, 236, 110)
"""The colour of the marking pen; words stay black in it."""
_TRUE_COLOUR = 2
"""The colour type of PNG for red, green and blue (ISO/IEC 15948, 11.2.2)."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as PNG: its label, its number in the file, how many lines of the quotation stand on it
    and how many of them are marked."""

    label: str
    number: int
    png: bytes
    lines: int
    marked: int


def draw_quote(
    document: Document, data: bytes, span: Span, password: str = ""
) -> list[PagePicture]:
    """Return a picture of each page that a quotation of *document* stands on; *data* is the PDF.

    Raises ViewError for a document without pages, UnreadableSource for a damaged or locked PDF."""
    if find_page(document, span.start) is None:
        raise ViewError(
            f"{document.source}: has no pages to draw", "pages are those of PDF; see kg claims"
        )
    parts = _quoted_parts(document, span)
    pdf = open_pdf(data, document.source, password)
    try:
        return [_draw_page(pdf, document, n, parts) for n in _find_numbers(document, span)]
    finally:
        pdf.close()


def _find_numbers(document: Document, span: Span) -> range:
    """The numbers (from 0) of the pages from the one where *span* begins to where it ends."""
    places = (find_page(document, place) for place in (span.start, max(span.end - 1, span.start)))
    first, last = (found[0] - 1 if found else 0 for found in places)
    return range(first, last + 1)


def _quoted_parts(document: Document, span: Span) -> tuple[Span, ...]:
    """The parts of *span* that are read as one: what a page puts between them (a note at its foot)
    is no part of the quotation."""
    for block in document.blocks:
        if block.start <= span.start and span.end <= block.span.end:
            cut = (Span(max(x.start, span.start), min(x.end, span.end)) for x in block.lines)
            return tuple(part for part in cut if part.start < part.end)
    return (span,)


def _draw_page(pdf: Any, document: Document, number: int, parts: Sequence[Span]) -> PagePicture:
    page = pdf[number]
    width, height = page.get_size()
    scale = min(_SCALE, _LONGEST / max(width, height, 1))
    pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()[..., :3].copy()
    textpage = page.get_textpage()
    lines = _find_lines(document, number, parts, textpage.get_text_range())
    boxes = [_place_box(page, pixels.shape, _join_boxes(textpage, line)) for line in lines if line]
    for left, top, right, bottom in boxes:
        part = pixels[top:bottom, left:right]
        for colour, most in enumerate(_MARK):
            part[..., colour] = part[..., colour].astype("uint16") * most // 255
    textpage.close()
    page.close()
    label = document.pages[number].label
    return PagePicture(label, number + 1, write_png(pixels), len(lines), len(boxes))


def _find_lines(
    document: Document, number: int, parts: Sequence[Span], raw: str
) -> list[Sequence[int]]:
    """For each line of the quotation's *parts* on a page the numbers of its characters among the
    *raw* ones of the page; none where it is not found."""
    letters = [
        (char, k)
        for k, raw_char in enumerate(raw)
        for char in translate_characters(raw_char)
        if not char.isspace()
    ]
    whole, places = "".join(char for char, _ in letters), [k for _, k in letters]
    out: list[Sequence[int]] = []
    at = 0
    for line in _page_lines(document, number):
        key = _squeeze(document.text[line.start : line.end])
        found = whole.find(key, at)
        at = found + len(key) if found >= 0 else at
        for low, high in _cut(line, parts):
            first = found + len(_squeeze(document.text[line.start : low]))
            wanted = len(_squeeze(document.text[low:high]))
            out.append(places[first : first + wanted] if found >= 0 else ())
    return out


def _cut(line: Span, parts: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Where *parts* lie on a line."""
    for part in parts:
        low, high = max(line.start, part.start), min(line.end, part.end)
        if low < high:
            yield low, high


def _page_lines(document: Document, number: int) -> Iterator[Span]:
    """The lines of the stored text that stand on a page (numbered from 0)."""
    pages = document.pages
    start = pages[number].start
    end = pages[number + 1].start if number + 1 < len(pages) else len(document.text)
    for line in document.text[start:end].split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _squeeze(words: str) -> str:
    """The words without white space."""
    return "".join(words.split())


def _join_boxes(textpage: Any, characters: Sequence[int]) -> tuple[float, float, float, float]:
    """The box about *characters* in points: left, foot, right, head."""
    boxes = [textpage.get_charbox(k, loose=True) for k in characters]
    lefts, feet, rights, heads = zip(*boxes, strict=True)
    return min(lefts), min(feet), max(rights), max(heads)


def _place_box(
    page: Any, shape: tuple[int, ...], box: tuple[float, float, float, float]
) -> tuple[int, int, int, int]:
    """The box in pixels of a picture of this *shape*, however the page is turned: left, top, right,
    bottom."""
    import ctypes

    import pypdfium2.raw as pdfium

    corners = []
    for across, up in ((box[0], box[1]), (box[2], box[3])):
        x, y = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, shape[1], shape[0], 0, across, up, x, y)
        corners.append((min(max(x.value, 0), shape[1]), min(max(y.value, 0), shape[0])))
    (left, right), (top, bottom) = (sorted(side) for side in zip(*corners, strict=True))
    return left, top, right, bottom


def write_png(pixels: Any) -> bytes:
    """Return rows of red, green and blue (height, width, 3) as a PNG file (ISO/IEC 15948)."""
    height, width = pixels.shape[:2]
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    head = struct.pack(">IIBBBBB", width, height, 8, _TRUE_COLOUR, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
