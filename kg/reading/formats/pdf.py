"""PDF by PDFium (pypdfium2): lines with their places, paragraphs by the page's own pitch, pages and
line numbers kept."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.errors import EmptySource, UnreadableSource
from kg.model import Document
from kg.reading.archives import check_streams
from kg.reading.decoding import MAX_TEXT, make_document
from kg.reading.metadata import Described, describe
from kg.reading.ocr import SeenLine, describe_reading, read_picture
from kg.reading.options import DEFAULT, ReadingOptions
from kg.reading.pages import PageLine, PageText, compose_pages

SUFFIXES = ("pdf",)
_MAX_PAGES = 5_000
_HYPHENS = str.maketrans(
    {
        "\x02": "-",
        "\ufffe": "-",
        "\u00ad": "-",
        "\x00": None,
        "\ufffd": None,
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb00": "ff",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
    }
)
"""PDFium writes U+0002 or U+FFFE for a hyphen at a line end; ligatures of old fonts are their
letters."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
"""PDFium writes no line end behind its hyphen."""
_RAISED = re.compile(r"(\d{1,3})(?=[A-Z“\"‘(])")
_SMALL = 0.8
"""The number of a note is set in type of at most so much of the note's."""
_FILED = re.compile(r"\bFiled:? ?(\d{1,2}/\d{1,2}/\d{2,4})\b")
_PLACEHOLDER = re.compile(
    r".*\.(?:docx?|pdf|wpd|rtf|tex|indd|qxd)|untitled.*|microsoft word.*|document\d*|"
    r"\(?(?:anonymous|unspecified)\)?",
    re.IGNORECASE,
)
_CREATED = re.compile(r"(?:D:)?\s*(\d{4})[-:/]?(\d\d)[-:/]?(\d\d)")
"""ISO 32000-1, 7.9.4, which begins with "D:"; producers leave that out, or write an ISO date."""
_PICTURE = 12
"""A page with fewer letters is a picture, at most with a stamp on it."""


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> Document:
    """Return the document with its pages.

    Raises UnreadableSource for damaged and encrypted files, EmptySource where all pages are
    pictures that were not read."""
    check_streams(data, source)
    pdf = open_pdf(data, source, options.password)
    try:
        if len(pdf) > _MAX_PAGES:
            raise UnreadableSource(
                f"{source}: more than {_MAX_PAGES:,} pages", "split it into its documents"
            )
        found = _read_pages(pdf, source, options.ocr)
        described = _describe(pdf, found.read)
    finally:
        pdf.close()
    pages = found.read
    if len(found.damaged) == len(pages):
        raise UnreadableSource(
            f"{source}: damaged, no page can be read", "open it in a viewer and save it anew"
        )
    if len(found.pictures) == len(pages):
        raise EmptySource(
            f"{source}: no text in its {len(pages)} pages, which are pictures",
            "tesseract found no word on them: scan them anew"
            if options.ocr
            else "give --ocr, with tesseract installed",
        )
    composed = compose_pages(pages)
    document = make_document(
        source,
        composed.text,
        *described,
        blocks=composed.blocks,
        pages=composed.pages,
        notes=found.describe(),
    )
    return replace(document, unsure=composed.unsure)


def open_pdf(data: bytes, source: str, password: str) -> Any:
    """Return the PDF, opened by PDFium; raises UnreadableSource where it is damaged or locked."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data, password=password or None)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            why = "the password is wrong" if password else "password needed"
            raise UnreadableSource(f"{source}: encrypted, {why}", "give --password WORD") from None
        raise UnreadableSource(
            f"{source}: damaged, or no PDF ({error})", "open it in a viewer and save it anew"
        ) from None


@dataclass
class _Pages:
    """The pages that were read, the labels of those that are pictures without text and of those
    that cannot be read, and what was seen on pictures."""

    read: list[PageText] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    seen: dict[str, list[SeenLine]] = field(default_factory=dict)

    def describe(self) -> tuple[str, ...]:
        """What to note: pages that were left out, and how sure the words of pictures are."""
        missing = (("are pictures", self.pictures), ("are damaged", self.damaged))
        out = [
            f"{len(m)} of {len(self.read)} pages {why} and were left out: {', '.join(m[:12])}"
            for why, m in missing
            if m
        ]
        if self.seen:
            pages = f"{len(self.seen)} of {len(self.read)} pages are pictures"
            out.append(f"{pages}, read by {describe_reading(self.seen)}")
        return tuple(out)


def _read_pages(pdf: Any, source: str, ocr: bool) -> _Pages:
    found = _Pages()
    length = 0
    for number in range(len(pdf)):
        label = pdf.get_page_label(number) or str(number + 1)
        lines = _read_page(pdf, number, label, ocr, found)
        length += sum(len(x.text) + 1 for x in lines)
        if length > MAX_TEXT:
            raise UnreadableSource(
                f"{source}: more than {MAX_TEXT:,} characters of text",
                "split it into its documents",
            )
    return found


def _read_page(pdf: Any, number: int, label: str, ocr: bool, found: _Pages) -> Sequence[PageLine]:
    """The lines of a page; what became of it is written down in *found*."""
    import pypdfium2

    try:
        page = pdf[number]
        height = page.get_height()
        lines = tuple(_read_lines(page))
    except pypdfium2.PdfiumError:
        found.damaged.append(label)
        found.read.append(PageText(label, 0, ()))
        return ()
    if _is_picture(page, lines):
        lines = tuple(_read_picture(page, label, found)) if ocr else ()
        found.pictures += [] if lines else [label]
    page.close()
    found.read.append(PageText(label, height, lines))
    return lines


def _is_picture(page: Any, lines: Sequence[PageLine]) -> bool:
    letters = sum(len(x.text) for x in lines)
    return letters < _PICTURE and any(o.type == 3 for o in page.get_objects(max_depth=2))


def _read_picture(page: Any, label: str, found: _Pages) -> Iterator[PageLine]:
    """The lines that are seen on a picture; *found* keeps how sure they are."""
    seen = read_picture(page)
    if seen:
        found.seen[label] = seen
    for line in seen:
        words = tuple(replace(w, text=translate_characters(w.text)) for w in line.words)
        read = replace(line, words=words)
        unsure = tuple(read.unsure)
        yield PageLine(read.text, read.left, read.right, read.base, read.size, unsure)


def _read_lines(page: Any) -> Iterator[PageLine]:
    """The lines of a page in PDFium's order; pieces on one line that PDFium parts are joined."""
    textpage = page.get_textpage()
    last: PageLine | None = None
    for match in _LINE.finditer(textpage.get_text_range()):
        line = _place_line(textpage, match)
        if line is None:
            continue
        if last is not None and _is_one_line(last, line):
            last = _join_pieces(last, line)
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last
    textpage.close()


def _place_line(textpage: Any, match: re.Match[str]) -> PageLine | None:
    """The words of a line and where their first and last characters stand; ``None`` for no
    words."""
    raw = match.group()
    words = translate_characters(raw).strip()
    if not words:
        return None
    first = match.start() + len(raw) - len(raw.lstrip())
    left, base, _, top = textpage.get_charbox(first, loose=True)
    size = top - base
    if raised := _RAISED.match(words):
        _, low, _, high = textpage.get_charbox(first + raised.end(), loose=True)
        if size < _SMALL * (high - low):
            words = f"{raised[1]} {words[raised.end() :]}"
            base, size = low, high - low
    _, _, right, _ = textpage.get_charbox(match.start() + len(raw.rstrip()) - 1, loose=True)
    return PageLine(words, left, max(right, left), base, size)


def translate_characters(raw: str) -> str:
    """Return what is stored for *raw* characters of PDFium: its hyphens are hyphens, ligatures
    their letters, control characters nothing."""
    if raw.isascii() and raw.isprintable():
        return raw
    return _CONTROL.sub("", raw.translate(_HYPHENS))


def _is_one_line(last: PageLine, line: PageLine) -> bool:
    """Whether PDFium parted one line: the pieces stand side by side, and the first is no number
    of pleading paper."""
    if not 0 <= line.left - last.right < 3 * line.size:
        return False
    if last.text.isdigit():
        return _is_raised(last, line)
    return abs(last.base - line.base) < 0.3 * max(line.size, 1) or _is_raised(line, last)


def _is_raised(mark: PageLine, line: PageLine) -> bool:
    """Whether *mark* is the number of a note, raised beside the words of a line."""
    small = mark.text.isdigit() and mark.size < _SMALL * line.size
    return small and 0 <= mark.base - line.base < line.size


def _join_pieces(last: PageLine, line: PageLine) -> PageLine:
    """One line of two pieces; a number that is raised behind a word stays at the word."""
    gap = "" if line.text.isdigit() and _is_raised(line, last) else " "
    base, size = max((last, line), key=lambda piece: piece.size).base, max(last.size, line.size)
    return PageLine(f"{last.text}{gap}{line.text}", last.left, line.right, base, size)


def _describe(pdf: Any, pages: list[PageText]) -> list[Described]:
    """What the stamp of a court's docket and the file's own fields say."""
    info = pdf.get_metadata_dict()
    stamp = next(
        (m[1] for page in pages[:1] for x in page.lines if (m := _FILED.search(x.text))), ""
    )
    month, day, year = stamp.split("/") if stamp else ("", "", "")
    filed = f"{'20' if len(year) == 2 else ''}{year}-{int(month):02}-{int(day):02}" if stamp else ""
    title, author = info.get("Title", ""), info.get("Author", "")
    created = _CREATED.match(info.get("CreationDate", ""))
    return [
        describe({"date": filed}, "stamp of the docket"),
        describe(
            {
                "title": "" if _PLACEHOLDER.fullmatch(title) else title,
                "author": "" if _PLACEHOLDER.fullmatch(author) else author,
            },
            "PDF fields",
        ),
        describe(
            {"date": "-".join(created.groups()) if created else ""}, "PDF fields, day of creation"
        ),
    ]
