"""Markdown: the text of headings, paragraphs, list items and quotations, one block a line."""

from markdown_it import MarkdownIt

from kg.errors import UnreadableSource
from kg.model import Document
from kg.reading.decoding import decode, make_document, split_header

SUFFIXES = ("md", "markdown")
_MAX_BRACKETS = 10_000  # the time to find links in a paragraph grows with the square of its brackets


def read(data: bytes, source: str) -> Document:
    """Return the document; front matter between ``---`` lines is its description.

    Raises EmptySource or UnreadableSource.
    """
    text = decode(data, source)
    fields: dict[str, str] = {}
    if text.startswith("---\n") and "\n---\n" in text[4:]:
        front, _, text = text[4:].partition("\n---\n")
        fields, _ = split_header(front.replace('"', "") + "\n\n")
    if text.count("[") > _MAX_BRACKETS:
        raise UnreadableSource(f"{source}: more than {_MAX_BRACKETS:,} brackets", "save it as plain text, with the suffix .txt")
    blocks: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "inline":
            words = "".join(_words(child.type, child.content) for child in token.children or ())
            blocks.append(" ".join(words.split()))
            if not fields.get("title") and token.level == 1 and len(blocks) == 1 and text.lstrip().startswith("#"):
                fields["title"] = blocks[0]
    return make_document(source, "\n".join(b for b in blocks if b), **fields)


def _words(kind: str, content: str) -> str:
    if kind in {"text", "code_inline"}:
        return content
    return " " if kind in {"softbreak", "hardbreak"} else ""
