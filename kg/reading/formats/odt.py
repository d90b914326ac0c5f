"""OpenDocument text (ISO/IEC 26300): headings, paragraphs, items, cells, notes."""

from collections.abc import Sequence
from typing import Any

from kg.errors import UnreadableSource
from kg.model import Document
from kg.reading.archives import Archive, open_archive
from kg.reading.decoding import make_document
from kg.reading.layout import Layout
from kg.reading.metadata import Described, describe
from kg.segmentation.blocks import introduce_blocks

SUFFIXES = ("odt", "ott")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FIELDS = {"title": f"{_DC}title", "author": f"{_META}initial-creator"}
_APART = frozenset({f"{_TEXT}note", f"{_TEXT}tracked-changes"})
_SPACES = frozenset({f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"})


def read(data: bytes, source: str) -> Document:
    """Return the document; raises EmptySource or UnreadableSource."""
    archive = open_archive(data, source)
    content = archive.tree("content.xml")
    layout = Layout()
    nodes = list(content.iter(f"{_TEXT}p", f"{_TEXT}h")) if content is not None else []
    places = [(node, [above.tag for above in node.iterancestors()]) for node in nodes]
    for node, above in places:
        if not _APART.intersection(above):
            layout.add(_words(node), _kind_of(node, above), above.count(f"{_TEXT}list"))
    for node, above in places:
        if f"{_TEXT}note" in above and f"{_TEXT}tracked-changes" not in above:
            layout.add(_words(node), "footnote")
    said, notes = _describe(archive)
    blocks = introduce_blocks(layout.blocks, layout.text)
    return make_document(source, layout.text, *said, blocks=blocks, notes=notes)


def _kind_of(node: Any, above: Sequence[str]) -> str:
    """The kind of block that a paragraph is, by the elements *above* it."""
    if f"{_TABLE}table-cell" in above:
        return "cell"
    if f"{_TEXT}list-item" in above:
        return "item"
    return "heading" if node.tag == f"{_TEXT}h" else "paragraph"


def _describe(archive: Archive) -> tuple[list[Described], tuple[str, ...]]:
    """What the file's own fields say; a note where these are damaged, since the text is not."""
    try:
        meta = archive.tree("meta.xml")
    except UnreadableSource as error:
        return [], (f"its fields were left out: {error}",)
    if meta is None:
        return [], ()
    said = {key: meta.findtext(f".//{name}") or "" for key, name in _FIELDS.items()}
    made = {"date": meta.findtext(f".//{_META}creation-date") or ""}
    return [describe(said, "ODT fields"), describe(made, "ODT fields, day of creation")], ()


def _words(node: Any) -> str:
    """The words of a paragraph, without those of its notes."""
    out = [node.text or ""]
    for child in node:
        out.append(" " if child.tag in _SPACES else "" if child.tag in _APART else _words(child))
        out.append(child.tail or "")
    return "".join(out)
