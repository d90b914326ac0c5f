"""Datashare: documents of its index, as its API and Elasticsearch give them.

https://icij.gitbook.io/datashare/developers/backend/api (``_source`` with ``type`` "Document",
``content``, ``path``, ``metadata`` of Apache Tika); pages of hits are unwrapped before."""

from collections.abc import Mapping, Sequence

from kg.model import Document
from kg.reading.decoding import make_document
from kg.reading.metadata import describe

_FIELDS = {
    "title": ("tika_metadata_dc_title", "tika_metadata_title", "tika_metadata_resourcename"),
    "date": ("tika_metadata_dcterms_created", "tika_metadata_creation_date", "tika_metadata_date"),
    "author": ("tika_metadata_dc_creator", "tika_metadata_author", "tika_metadata_meta_author"),
    "publisher": ("tika_metadata_dc_publisher",),
}

type Row = Mapping[str, object]


def recognises(row: Row) -> bool:
    """Whether a record is a document of the index."""
    inner = _inner(row)
    return inner.get("type") == "Document" and isinstance(inner.get("content"), str)


def read_rows(rows: Sequence[Row], source: str) -> list[Document]:
    """Return a document for each record with a text, named ``SOURCE#PATH``; named entities of the
    index are no documents."""
    out = []
    for number, row in enumerate(rows, 1):
        inner = _inner(row)
        text = inner.get("content")
        if recognises(row) and isinstance(text, str) and any(map(str.isalnum, text)):
            place = f"{source}#{inner.get('path') or row.get('_id') or number}"
            out.append(make_document(place, text, describe(_known_of(inner), "Datashare")))
    return out


def _inner(row: Row) -> Row:
    """The record itself, where it stands in a hit of Elasticsearch."""
    source = row.get("_source")
    return source if isinstance(source, Mapping) else row


def _known_of(inner: Row) -> dict[str, object]:
    metadata = inner.get("metadata")
    places = [metadata, inner] if isinstance(metadata, Mapping) else [inner]
    known: dict[str, object] = {}
    for field, names in _FIELDS.items():
        found = (p[n] for p in places for n in (*names, field) if isinstance(p.get(n), str | list))
        value = next((v for v in found if v), None)
        if value is not None:
            known[field] = value
    return known
