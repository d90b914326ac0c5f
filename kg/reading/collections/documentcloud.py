"""DocumentCloud: the text of a document as its API gives it (``ID/SLUG.txt.json``), and its records
where they hold the text.

https://www.documentcloud.org/help/api/ ("Static assets": ``{"updated", "pages": [{"page",
"contents", "ocr"}]}``; "Documents": ``id, title, source, author, publish_at, canonical_url``)"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.model import Document, Page
from kg.reading.decoding import make_document
from kg.reading.metadata import describe

type Row = Mapping[str, object]


def recognises(row: Row) -> bool:
    """Whether a record has the pages of a text."""
    pages = row.get("pages")
    first = pages[0] if isinstance(pages, list) and pages else None
    return isinstance(first, Mapping) and {"page", "contents"} <= first.keys()


def read_rows(rows: Sequence[Row], source: str) -> list[Document]:
    """Return a document for each record, with its pages; several are named ``SOURCE#ID``."""
    out = []
    for number, row in enumerate(rows, 1):
        if recognises(row):
            place = f"{source}#{row.get('id', number)}" if len(rows) > 1 else source
            contents = list(_read_pages(row))
            text = "\n\n".join(words for _, words in contents)
            described = describe(_known_of(row), "DocumentCloud")
            marks = tuple(_mark_pages(contents))
            out.append(make_document(place, text, described, pages=marks))
    return out


def _read_pages(row: Row) -> Iterator[tuple[str, str]]:
    """The label and words of each page; the API counts them from 0, people from 1."""
    pages: Any = row["pages"]
    for page in pages:
        if isinstance(page, Mapping) and isinstance(page.get("contents"), str):
            number = page.get("page")
            yield (
                str(number + 1) if isinstance(number, int) else "",
                page["contents"].replace("\r\n", "\n").strip("\n"),
            )


def _mark_pages(contents: Sequence[tuple[str, str]]) -> Iterator[Page]:
    start = 0
    for label, words in contents:
        yield Page(label, start)
        start += len(words) + 2


def _known_of(row: Row) -> dict[str, object]:
    known: dict[str, object] = {"title": row.get("title")}
    known["date"] = row.get("publish_at") or row.get("created_at")
    known["author"] = row.get("author")
    known["publisher"] = row.get("source")
    known["url"] = row.get("published_url") or row.get("canonical_url")
    return {field: value for field, value in known.items() if isinstance(value, str) and value}
