"""Reader of wire copy: the first line is "SERVICE DATE SLUG", the rest is the text."""

from kg.model import Document
from kg.reading.decoding import make_document

SUFFIXES = ("wire",)


def read(data: bytes, source: str) -> Document:
    """Return the document; the service is its publisher, the slug its title."""
    head, _, body = data.decode("utf-8").partition("\n")
    service, date, title = (*head.split(maxsplit=2), "", "", "")[:3]
    return make_document(source, body.strip() + "\n", publisher=service, date=date, title=title)
