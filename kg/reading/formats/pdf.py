"""PDF by PDFium (pypdfium2): lines with their places, paragraphs by the page's own pitch, pages and
line numbers kept."""

import re
from collections.abc import Iterator
from typing import Any

from kg.errors import EmptySource, UnreadableSource
from kg.model import Document
from kg.reading.decoding import MAX_TEXT, make_document
from kg.reading.metadata import Described, describe
from kg.reading.ocr import read_picture
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
_LINE = re.compile(r"[^\r\n]+")
_FILED = re.compile(r"\bFiled:? ?(\d{1,2}/\d{1,2}/\d{2,4})\b")
_JUNK_TITLE = re.compile(
    r".*\.(?:docx?|pdf|wpd|rtf|tex|indd|qxd)|untitled.*|microsoft word.*|document\d*", re.IGNORECASE
)
_PICTURE = 12
"""A page with fewer letters is a picture, at most with a stamp on it."""


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> Document:
    """Return the document with its pages.

    Raises UnreadableSource for damaged and encrypted files, EmptySource where all pages are
    pictures that were not read."""
    pdf = _open(data, source, options.password)
    try:
        if len(pdf) > _MAX_PAGES:
            raise UnreadableSource(
                f"{source}: more than {_MAX_PAGES:,} pages", "split it into its documents"
            )
        pages, pictures, damaged = _read_pages(pdf, source, options.ocr)
        described = _describe(pdf, pages)
    finally:
        pdf.close()
    missing = (("are pictures", pictures), ("are damaged", damaged))
    notes = tuple(
        f"{len(m)} of {len(pages)} pages {why} and were left out: {', '.join(m[:12])}"
        for why, m in missing
        if m
    )
    if len(damaged) == len(pages):
        raise UnreadableSource(
            f"{source}: damaged, no page can be read", "open it in a viewer and save it anew"
        )
    if len(pictures) == len(pages):
        raise EmptySource(
            f"{source}: no text in its {len(pages)} pages, which are pictures",
            "give --ocr, with tesseract installed",
        )
    composed = compose_pages(pages)
    return make_document(
        source, composed.text, *described, blocks=composed.blocks, pages=composed.pages, notes=notes
    )


def _open(data: bytes, source: str, password: str) -> Any:
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


def _read_pages(pdf: Any, source: str, ocr: bool) -> tuple[list[PageText], list[str], list[str]]:
    """All pages, and the labels of those that are pictures without text and of those that cannot be
    read."""
    import pypdfium2

    pages: list[PageText] = []
    pictures: list[str] = []
    damaged: list[str] = []
    length = 0
    for number in range(len(pdf)):
        label = pdf.get_page_label(number) or str(number + 1)
        try:
            page = pdf[number]
            height = page.get_height()
            lines = tuple(_read_lines(page))
        except pypdfium2.PdfiumError:
            damaged.append(label)
            pages.append(PageText(label, 0, ()))
            continue
        if sum(len(x.text) for x in lines) < _PICTURE and any(
            o.type == 3 for o in page.get_objects(max_depth=2)
        ):
            lines = (
                tuple(
                    PageLine(t, 0, 6 * len(t), height / 2 - 12 * k, 10)
                    for k, t in enumerate(read_picture(page))
                )
                if ocr
                else ()
            )
            pictures += [] if lines else [label]
        page.close()
        pages.append(PageText(label, height, lines))
        length += sum(len(x.text) + 1 for x in lines)
        if length > MAX_TEXT:
            raise UnreadableSource(
                f"{source}: more than {MAX_TEXT:,} characters of text",
                "split it into its documents",
            )
    return pages, pictures, damaged


def _read_lines(page: Any) -> Iterator[PageLine]:
    """The lines of a page in PDFium's order; pieces on one line that PDFium parts are joined."""
    textpage = page.get_textpage()
    raw = textpage.get_text_range()
    last: PageLine | None = None
    for match in _LINE.finditer(raw):
        words = _CONTROL.sub("", match.group().translate(_HYPHENS)).rstrip()
        lead = len(match.group()) - len(match.group().lstrip())
        if not words.strip():
            continue
        first, end = match.start() + lead, match.start() + len(match.group().rstrip()) - 1
        left, base, _, top = textpage.get_charbox(first, loose=True)
        _, _, right, _ = textpage.get_charbox(end, loose=True)
        line = PageLine(words.strip(), left, max(right, left), base, top - base)
        joined = (
            last is not None
            and abs(last.base - base) < 0.3 * max(line.size, 1)
            and 0 <= left - last.right < 3 * line.size
        )
        if last is not None and joined and not last.text.isdigit():
            last = PageLine(
                f"{last.text} {line.text}",
                last.left,
                line.right,
                last.base,
                max(last.size, line.size),
            )
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last
    textpage.close()


def _describe(pdf: Any, pages: list[PageText]) -> list[Described]:
    """What the stamp of a court's docket and the file's own fields say."""
    info = pdf.get_metadata_dict()
    stamp = next(
        (m[1] for page in pages[:1] for x in page.lines if (m := _FILED.search(x.text))), ""
    )
    month, day, year = stamp.split("/") if stamp else ("", "", "")
    filed = f"{'20' if len(year) == 2 else ''}{year}-{int(month):02}-{int(day):02}" if stamp else ""
    title = info.get("Title", "")
    created = re.match(r"D:(\d{4})(\d\d)(\d\d)", info.get("CreationDate", ""))
    return [
        describe({"date": filed}, "stamp of the docket"),
        describe(
            {
                "title": "" if _JUNK_TITLE.fullmatch(title) else title,
                "author": info.get("Author", ""),
            },
            "PDF fields",
        ),
        describe(
            {"date": "-".join(created.groups()) if created else ""}, "PDF fields, day of creation"
        ),
    ]
