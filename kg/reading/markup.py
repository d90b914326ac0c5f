"""Trees of markup (XHTML, XML of courts and news) → blocks: which element is a block of which kind
is the format's to say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from kg.errors import UnreadableSource
from kg.reading.layout import Layout

XHTML_KINDS = {
    **dict.fromkeys(
        ("p", "div", "section", "article", "ul", "ol", "table", "tr", "dl", "pre", "br", "figure"),
        "",
    ),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    "blockquote": "quotation",
    "td": "cell",
    "th": "cell",
    "figcaption": "caption",
    "aside": "footnote",
}
XHTML_SKIPPED = frozenset({"head", "script", "style", "nav", "del", "s", "svg", "math"})
"""The block elements of XHTML, and those that are no text of the document."""


def parse_xml(data: bytes, source: str) -> Any:
    """Return the root of an XML file; nothing outside it is fetched, no entity of its own is
    expanded. Raises UnreadableSource."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSource(
            f"{source}: damaged XML ({error.msg})", "get the file anew"
        ) from None


def local_name(node: Any) -> str:
    """Return the name of an element without its namespace, in small letters; "" for comments."""
    return str(etree.QName(node).localname).lower() if isinstance(node.tag, str) else ""


def find_text(root: Any, *names: str) -> str:
    """Return the words of the first element that has one of these local names and holds any, in the
    order of *names*."""
    for name in names:
        for node in root.iter():
            if local_name(node) == name and (words := " ".join("".join(node.itertext()).split())):
                return words
    return ""


@dataclass
class MarkupReader:
    """Adds the blocks of a tree to ``layout``.

    ``kinds`` maps the local names of block elements to kinds of blocks ("" keeps that of the
    element around), ``skipped`` are elements that are no text, ``numbers`` those that hold the
    label of the next block."""

    layout: Layout
    kinds: Mapping[str, str]
    skipped: Collection[str] = frozenset()
    numbers: Collection[str] = frozenset()
    label: str = ""
    words: list[str] = field(default_factory=list)

    def add(self, node: Any, kind: str = "paragraph", level: int = 0) -> None:
        """Add the blocks of *node*, in order."""
        self.words.append(node.text or "")
        for child in node:
            self._add_child(child, kind, level)
            self.words.append(child.tail or "")

    def _add_child(self, child: Any, kind: str, level: int) -> None:
        name = local_name(child)
        if not name or name in self.skipped:
            return
        if name in self.numbers:
            self.flush(kind, level)
            self.label = " ".join("".join(child.itertext()).split())
        elif name in self.kinds:
            self.flush(kind, level)
            self.add(child, self.kinds[name] or kind, level + 1)
            self.flush(self.kinds[name] or kind, level + 1)
        else:
            self.add(child, kind, level)

    def flush(self, kind: str, level: int) -> None:
        """Close the block that is open."""
        words = "".join(self.words)
        self.words.clear()
        if words.strip():
            numbered = "item" if self.label and kind == "paragraph" else kind
            self.layout.add(words, numbered, level, self.label)
            self.label = ""
