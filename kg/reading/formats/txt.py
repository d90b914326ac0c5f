"""Plain text; ``Title: …``, ``Date: …`` lines at the top are its description."""

from kg.model import Document
from kg.reading.decoding import decode, make_document
from kg.reading.metadata import describe, split_header
from kg.reading.options import DEFAULT, ReadingOptions

SUFFIXES = ("txt", "text")


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> Document:
    """Return the document; raises EmptySource or UnreadableSource."""
    fields, text = split_header(decode(data, source, options.encoding or "utf-8"))
    return make_document(source, text, describe(fields, "header lines"))
