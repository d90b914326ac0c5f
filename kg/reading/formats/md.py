"""Markdown: headings, paragraphs, list items, quotations and cells of tables, one block a line;
struck-out words go."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.errors import UnreadableSource
from kg.model import Document
from kg.reading.decoding import decode, make_document
from kg.reading.layout import Layout
from kg.reading.metadata import describe, split_front_matter
from kg.reading.options import DEFAULT, ReadingOptions
from kg.segmentation.blocks import introduce_blocks

SUFFIXES = ("md", "markdown")
_MAX_BRACKETS = 10_000
"""The time to find links in a paragraph grows with the square of its brackets, so with its marks of
emphasis."""
_KINDS = {
    "heading_open": "heading",
    "list_item_open": "item",
    "blockquote_open": "quotation",
    "th_open": "cell",
    "td_open": "cell",
}
_NOTE = re.compile(r"^\[\^[\w-]+\]:[ \t]*", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^[\w-]+\]")
_TASK = re.compile(r"\[[ xX]\]\s+")
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_EMPHASIS = re.compile(r"[*_~]+")


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> Document:
    """Return the document; front matter (YAML between ``---``, TOML between ``+++``) is its
    description.

    Raises EmptySource or UnreadableSource.
    """
    described, text = split_front_matter(decode(data, source, options.encoding or "utf-8"))
    if any(len(_EMPHASIS.findall(part)) > _MAX_BRACKETS for part in text.split("\n\n")):
        raise UnreadableSource(
            f"{source}: a paragraph of more than {_MAX_BRACKETS:,} marks",
            "save it as plain text, with the suffix .txt",
        )
    if text.count("[") > _MAX_BRACKETS:
        raise UnreadableSource(
            f"{source}: more than {_MAX_BRACKETS:,} brackets",
            "save it as plain text, with the suffix .txt",
        )
    layout = Layout()
    tokens = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .parse(_REFERENCE.sub("", _NOTE.sub("\n", text)))
    )
    title = _add_blocks(tokens, layout)
    places = [described] if described is not None else []
    heading = describe({"title": title}, "first heading")
    return make_document(
        source, layout.text, *places, heading, blocks=introduce_blocks(layout.blocks, layout.text)
    )


def _add_blocks(tokens: Sequence[Token], layout: Layout) -> str:
    """Add the blocks of *tokens*; return the words of the first, where it is a heading."""
    inside: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            inside.append(token.type)
        elif token.nesting == -1:
            inside.pop()
        elif token.type == "inline":
            _add_block(token, inside, layout)
    first = layout.blocks[0] if layout.blocks else None
    if first is None or first.kind != "heading":
        return ""
    return layout.text[first.span.start : first.span.end]


def _add_block(token: Token, inside: Sequence[str], layout: Layout) -> None:
    """Add the words of a line that stands *inside* these elements."""
    kind = next((_KINDS[t] for t in reversed(inside) if t in _KINDS), "paragraph")
    words = _words(token.children or ())
    if kind == "item":
        words = _TASK.sub("", words, count=1)
    layout.add(words, kind, sum(element in _LISTS for element in inside))


def _words(children: Sequence[Token]) -> str:
    """The words of a line; images and struck-out words are none."""
    out: list[str] = []
    struck = 0
    for child in children:
        if child.type in {"s_open", "s_close"}:
            struck += child.nesting
        elif struck:
            continue
        elif child.type in {"text", "code_inline"}:
            out.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            out.append(" ")
    return "".join(out)
