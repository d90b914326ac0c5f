"""XML of courts and news: Akoma Ntoso (OASIS LegalDocML 1.0), USLM, NewsML-G2 and NITF (IPTC), told
apart by their root."""

from collections.abc import Iterator
from typing import Any

from kg.errors import EmptySource, UnreadableSource
from kg.model import Document, Span, Zone
from kg.reading.decoding import make_document
from kg.reading.layout import Layout
from kg.reading.markup import (
    XHTML_KINDS,
    XHTML_SKIPPED,
    MarkupReader,
    find_text,
    local_name,
    parse_xml,
)
from kg.reading.metadata import Described, describe
from kg.segmentation.blocks import introduce_blocks

SUFFIXES = ("xml",)
_LEGAL = {
    **XHTML_KINDS,
    **dict.fromkeys(
        (
            "content",
            "intro",
            "wrap",
            "wrapup",
            "chapeau",
            "continuation",
            "paragraph",
            "subparagraph",
            "section",
            "level",
            "block",
            "blocklist",
            "judgmentbody",
            "introduction",
            "background",
            "motivation",
            "decision",
            "conclusions",
            "header",
            "preface",
            "preamble",
            "body",
            "clause",
            "subsection",
            "main",
        ),
        "",
    ),
    **dict.fromkeys(("heading", "subheading", "crossheading", "doctitle", "doctype"), "heading"),
    "embeddedstructure": "quotation",
    "quotedstructure": "quotation",
    "authorialnote": "footnote",
    "footnote": "footnote",
}
_LAW = frozenset(
    {"act", "bill", "lawdoc", "uscdoc", "plaw", "statutesatlarge", "documentcollection"}
)
"""What states law for everybody claims nothing of anybody."""
_NEWS = {
    **XHTML_KINDS,
    **dict.fromkeys(("block", "body.content", "body.head"), ""),
    **dict.fromkeys(("hl1", "hl2"), "heading"),
    "bq": "quotation",
    "byline": "caption",
}
_LEGAL_META = frozenset({"meta", "toc", "tocitem", "sourcecredit"})
_NEWS_META = frozenset(
    {
        "head",
        "docdata",
        "media-reference",
        "media-producer",
        "rightsinfo",
        "itemmeta",
        "contentmeta",
    }
)


def read(data: bytes, source: str) -> list[Document]:
    """Return the documents of the file; raises UnreadableSource for XML of another kind,
    EmptySource where no words are in it."""
    root = parse_xml(data, source)
    name = local_name(root)
    if name in {"akomantoso", *_LAW}:
        return [_read_legal(root, source)]
    if name in {"newsitem", "newsmessage", "packageitem", "nitf"}:
        items = [node for node in root.iter() if local_name(node) == "newsitem"] or [root]
        found = [
            _read_news(item, source if len(items) == 1 else f"{source}#{k}")
            for k, item in enumerate(items, 1)
        ]
        return found
    raise UnreadableSource(
        f"{source}: XML of an unknown kind <{name}>",
        "kg reads Akoma Ntoso, USLM, NewsML-G2, NITF; else save its text",
    )


def _read_legal(root: Any, source: str) -> Document:
    layout = Layout()
    reader = MarkupReader(layout, _LEGAL, _LEGAL_META, frozenset({"num"}))
    reader.add(root)
    reader.flush("paragraph", 0)
    names = {local_name(node) for node in [root, *root]}
    zones = (Zone("statute", Span(0, len(layout.text))),) if names & _LAW and layout.parts else ()
    kind = {"kind": "CourtDecision"} if "judgment" in names else {}
    title = describe({"title": find_text(root, "doctitle", "title", "shorttitle"), **kind}, "XML")
    return make_document(
        source,
        layout.text,
        title,
        _frbr(root),
        blocks=introduce_blocks(layout.blocks, layout.text),
        zones=zones,
    )


def _frbr(root: Any) -> Described:
    """The day that the work's own record gives (FRBR, in ``meta``)."""
    days = (node.get("date") or "" for node in root.iter() if local_name(node) == "frbrdate")
    return describe({"date": next(filter(None, days), "")}, "XML")


def _read_news(item: Any, source: str) -> Document:
    layout = Layout()
    reader = MarkupReader(layout, _NEWS, _NEWS_META | XHTML_SKIPPED)
    for content in _contents(item):
        reader.add(content)
        reader.flush("paragraph", 0)
    if not layout.parts:
        raise EmptySource(f"{source}: no words in it", "it may only refer to its text; get that")
    days = (
        node.get("date.issue") or node.get("norm") or ""
        for node in item.iter()
        if local_name(node) in {"date.issue", "pubdata"}
    )
    described = describe(
        {
            "title": find_text(item, "headline", "hl1", "title"),
            "date": find_text(item, "contentcreated", "versioncreated") or next(days, ""),
            "author": find_text(item, "by", "byline", "creator"),
            "publisher": find_text(item, "provider", "distributor"),
        },
        "XML",
    )
    return make_document(
        source, layout.text, described, blocks=introduce_blocks(layout.blocks, layout.text)
    )


def _contents(item: Any) -> Iterator[Any]:
    """The parts of a news item that hold its words: inline XML, or the body of NITF."""
    inline = [node for node in item.iter() if local_name(node) == "inlinexml"]
    yield from inline or [node for node in item.iter() if local_name(node) == "body"]
