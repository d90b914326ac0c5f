"""Plain text; ``Title: …``, ``Date: …`` lines at the top are its description."""

from kg.model import Document
from kg.reading.decoding import decode, make_document, split_header

SUFFIXES = ("txt", "text")


def read(data: bytes, source: str) -> Document:
    """Return the document; raises EmptySource or UnreadableSource."""
    fields, text = split_header(decode(data, source))
    return make_document(source, text, **fields)
