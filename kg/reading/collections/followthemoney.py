"""FollowTheMoney documents as Aleph and OpenAleph export them: JSON lines of entities, the text in
``bodyText``, or page by page in Page entities.

https://followthemoney.tech/explorer/schemata/Document/, .../Pages/, .../Page/,
https://docs.aleph.occrp.org/developers/reference/alephclient/ (stream-entities)"""

from collections.abc import Iterator, Mapping, Sequence

from kg.model import Document, Page
from kg.reading.decoding import make_document
from kg.reading.metadata import describe

NO_TEXTS = frozenset({"Folder", "Page"})
"""Schemata of documents that are none by themselves: what holds others, and a part of one."""
_FIELDS = {
    "title": ("title", "subject", "name", "fileName"),
    "date": ("publishedAt", "date", "authoredAt", "modifiedAt", "createdAt"),
    "author": ("author", "from", "creator"),
    "publisher": ("publisher",),
    "url": ("sourceUrl", "publisherUrl"),
}
"""What kg knows of a document -> the properties that say it, the first that is there."""

type Row = Mapping[str, object]


def recognises(row: Row) -> bool:
    """Whether a record is a FollowTheMoney entity: a schema, and lists of values by property."""
    return isinstance(row.get("schema"), str) and isinstance(row.get("properties"), Mapping)


def read_rows(rows: Sequence[Row], source: str) -> list[Document]:
    """Return a document for each entity that has a text, named ``SOURCE#ID``; others are no
    documents. Pages come in the order of their index."""
    pages = _collect_pages(rows)
    out = []
    for row in rows:
        if row.get("schema") in NO_TEXTS:
            continue
        identifier = str(row.get("id", ""))
        parts = pages.get(identifier, [])
        text = "\n".join(first_values(row, "bodyText")) or "\n\n".join(words for _, words in parts)
        if any(map(str.isalnum, text)):
            described = describe(known_of(row), f"entity {identifier}")
            marks = tuple(_mark_pages(parts)) if not first_values(row, "bodyText") else ()
            out.append(make_document(f"{source}#{identifier}", text, described, pages=marks))
    return out


def known_of(row: Row) -> dict[str, object]:
    """Return what an entity says of its document, under names that kg knows."""
    known: dict[str, object] = {}
    for field, names in _FIELDS.items():
        found = next((v for name in names if (v := first_values(row, name))), [])
        if found:
            known[field] = found if field == "author" else found[0]
    if row.get("schema") in {"Email", "Message"}:
        known["kind"] = "mail"
    return known


def first_values(row: Row, name: str) -> list[str]:
    """Return the values of a property that are text."""
    properties = row.get("properties")
    values = properties.get(name, []) if isinstance(properties, Mapping) else []
    return [v for v in values if isinstance(v, str)] if isinstance(values, list) else []


def _collect_pages(rows: Sequence[Row]) -> dict[str, list[tuple[int, str]]]:
    """Document id -> the number and text of each of its pages."""
    out: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        if row.get("schema") == "Page":
            number = next((int(v) for v in first_values(row, "index") if v.isdecimal()), 0)
            words = "\n".join(first_values(row, "bodyText"))
            for document in first_values(row, "document"):
                out.setdefault(document, []).append((number, words))
    return {document: sorted(parts) for document, parts in out.items()}


def _mark_pages(parts: Sequence[tuple[int, str]]) -> Iterator[Page]:
    start = 0
    for number, words in parts:
        yield Page(str(number), start)
        start += len(words) + 2
