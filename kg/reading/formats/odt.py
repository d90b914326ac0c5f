"""OpenDocument text (ISO/IEC 26300): headings, paragraphs, items, cells, notes."""

from typing import Any

from kg.model import Document
from kg.reading.archives import open_archive
from kg.reading.decoding import make_document
from kg.reading.layout import Layout
from kg.reading.metadata import describe
from kg.segmentation.blocks import introduce_blocks

SUFFIXES = ("odt", "ott")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_APART = frozenset({f"{_TEXT}note", f"{_TEXT}tracked-changes"})
_SPACES = frozenset({f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"})


def read(data: bytes, source: str) -> Document:
    """Return the document; raises EmptySource or UnreadableSource."""
    archive = open_archive(data, source)
    content, meta = archive.tree("content.xml"), archive.tree("meta.xml")
    layout = Layout()
    notes: list[Any] = []
    for node in content.iter(f"{_TEXT}p", f"{_TEXT}h") if content is not None else ():
        above = [a.tag for a in node.iterancestors()]
        if f"{_TEXT}tracked-changes" in above:
            continue
        if f"{_TEXT}note" in above:
            notes.append(node)
            continue
        kind = "heading" if node.tag == f"{_TEXT}h" else "paragraph"
        kind = (
            "cell"
            if f"{_TABLE}table-cell" in above
            else "item"
            if f"{_TEXT}list-item" in above
            else kind
        )
        layout.add(_words(node), kind, above.count(f"{_TEXT}list"))
    for node in notes:
        layout.add(_words(node), "footnote")
    names = {
        "title": f"{_DC}title",
        "author": f"{_META}initial-creator",
        "date": f"{_META}creation-date",
    }
    said = (
        {key: meta.findtext(f".//{name}") or "" for key, name in names.items()}
        if meta is not None
        else {}
    )
    made = {"date": said.pop("date", "")}
    places = (describe(said, "ODT fields"), describe(made, "ODT fields, day of creation"))
    return make_document(
        source, layout.text, *places, blocks=introduce_blocks(layout.blocks, layout.text)
    )


def _words(node: Any) -> str:
    """The words of a paragraph, without those of its notes."""
    out = [node.text or ""]
    for child in node:
        out.append(" " if child.tag in _SPACES else "" if child.tag in _APART else _words(child))
        out.append(child.tail or "")
    return "".join(out)
