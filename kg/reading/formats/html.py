"""Web pages: main text by trafilatura (Barbaresi 2021), its blocks by their marks; the description
by JSON-LD and meta tags."""

import json
import re
from collections.abc import Iterator
from typing import Any

from kg.errors import EmptySource, UnreadableSource
from kg.model import Document
from kg.reading.decoding import decode, make_document
from kg.reading.layout import Layout
from kg.reading.metadata import Described, describe
from kg.reading.options import DEFAULT, ReadingOptions
from kg.segmentation.blocks import introduce_blocks

SUFFIXES = ("html", "htm", "xhtml")
_MAX_DEPTH = 2_000
_MAX_TAGS = 100_000
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_STATED = re.compile(  # what says that a date is the page's, and not one of its text
    r"published_time|datePublished|<time\b|"
    r"(?:name|property|itemprop|class|id)\s*=\s*[\"'][^\"'>]*(?:date|publi|posted)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:cookie|consent|gdpr|cmp|onetrust|didomi|"
    r"privacy-(?:banner|notice|manager)|newsletter|paywall|subscribe)",
    re.I,
)
_BANNER = 4_000
"""A consent dialog is shorter; what is longer is the page that a wrapper of that name holds."""
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_META = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title"),
    "date": (
        "article:published_time",
        "datepublished",
        "citation_publication_date",
        "citation_date",
        "dc.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "date",
        "pubdate",
        "parsely-pub-date",
        "sailthru.date",
    ),
    "author": ("author", "citation_author", "dc.creator", "dcterms.creator"),
    "publisher": ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher"),
    "url": ("og:url", "citation_public_url"),
}
_KINDS = {"head": "heading", "item": "item", "quote": "quotation", "cell": "cell", "del": "struck"}
_NAMED_BY = ("property", "name", "itemprop")
_WHOLE = frozenset({"html", "body", "article", "main"})
_SAID = frozenset({"headline", "datePublished", "author", "publisher", "url"})
_ENDS = frozenset({"p", "head", "item", "quote", "cell", "list", "table", "row", "code"})


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> Document:
    """Return the document; raises EmptySource where the page has no main text, or
    UnreadableSource."""
    page = _decode_page(data, source, options.encoding)
    tree = _parse(page, source)
    stated = [
        place for place in (_read_json_ld(tree), _read_meta(tree)) if place.values or place.notes
    ]
    _drop_consent(tree)
    _drop_spans(tree)
    layout, guessed = _find_main_text(tree, bool(_STATED.search(page)))
    if not layout.parts:
        raise _empty(source)
    blocks = introduce_blocks(layout.blocks, layout.text)
    return make_document(source, layout.text, *stated, guessed, blocks=blocks)


def _parse(page: str, source: str) -> Any:
    """The page as a tree; raises UnreadableSource for what is too large or too deep, EmptySource
    for nothing."""
    from lxml import etree, html

    mend = "save the page's text instead"
    if page.count("<") > _MAX_TAGS:
        raise UnreadableSource(f"{source}: more than {_MAX_TAGS:,} tags", mend)
    if _depth(page) > _MAX_DEPTH:
        raise UnreadableSource(f"{source}: markup nested too deeply", mend)
    try:
        return html.document_fromstring(_PROLOGUE.sub("", page))
    except etree.ParserError:
        raise _empty(source) from None


def _find_main_text(tree: Any, dated: bool) -> tuple[Layout, Described]:
    """The blocks of the page's main text, and what trafilatura takes to be said of it; a date only
    where the page is *dated*."""
    import trafilatura

    found = trafilatura.bare_extraction(
        tree, include_comments=False, deduplicate=False, with_metadata=True
    )
    layout = Layout()
    if found is None:
        return layout, describe({}, "the page")
    if found.body is not None:
        _add_blocks(found.body, layout)
    said = {
        "title": found.title,
        "author": found.author,
        "publisher": found.sitename,
        "url": found.url,
        "date": found.date if dated else "",
    }
    return layout, describe({name: value or "" for name, value in said.items()}, "the page")


def _empty(source: str) -> EmptySource:
    return EmptySource(
        f"{source}: no text in the page",
        "save the article's text, or check that the page is complete",
    )


def _decode_page(data: bytes, source: str, encoding: str) -> str:
    """The page as text; without a declaration it is UTF-8 or, failing that, windows-1252, as
    browsers do (HTML Standard 13.2.3.2)."""
    declared = _CHARSET.search(data[:4096])
    if encoding or declared:
        return decode(data, source, encoding or (declared[1].decode() if declared else ""))
    try:
        return decode(data, source)
    except UnreadableSource:
        return decode(data, source, "windows-1252")


def _read_json_ld(tree: Any) -> Described:
    """What the page's JSON-LD says of its article."""
    for script in tree.iter("script"):
        if script.get("type", "").lower() == "application/ld+json":
            try:
                nodes = list(_nodes(json.loads(script.text or "", strict=False)))
            except (ValueError, RecursionError):
                continue
            for node in nodes:
                if "headline" in node or "datePublished" in node:
                    return describe({k: v for k, v in node.items() if k in _SAID}, "JSON-LD")
    return Described({}, "JSON-LD")


def _nodes(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        for member in value:
            yield from _nodes(member)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph", []))


def _read_meta(tree: Any) -> Described:
    """What Open Graph, Dublin Core and other meta tags say."""
    said: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = next((tag.get(key) for key in _NAMED_BY if tag.get(key)), "")
        said.setdefault(name.lower(), tag.get("content") or "")
    said.setdefault("og:url", _find_canonical(tree))
    found = {}
    for field, names in _META.items():
        found[field] = next(filter(None, map(said.get, names)), "")
    return describe({field: value for field, value in found.items() if value}, "meta tags")


def _find_canonical(tree: Any) -> str:
    """The address that the page gives as its own."""
    links = (link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical")
    return next(links, "")


def _drop_consent(tree: Any) -> None:
    """Take consent dialogs and invitations to subscribe out of the page."""
    for element in list(tree.iter()):
        if _is_consent(element):
            element.drop_tree()
    if tree.find(".//article") is None and tree.find(".//main") is None:
        for aside in list(tree.iter("aside")):
            if len(aside.text_content()) > _BANNER / 20:
                aside.tag = "div"


def _drop_spans(tree: Any) -> None:
    """Let each cell of a table be one: trafilatura makes as many as a cell says that it spans, and
    they hold no words."""
    for cell in tree.iter("td", "th"):
        for name in ("colspan", "rowspan"):
            cell.attrib.pop(name, None)


def _is_consent(element: Any) -> bool:
    """Whether an element is named as a dialog is, is as short, and holds no article."""
    if not isinstance(element.tag, str) or element.tag in _WHOLE or element.getparent() is None:
        return False
    marks = f"{element.get('class') or ''} {element.get('id') or ''} {element.tag}"
    if not _CONSENT.search(marks) or len(element.text_content()) >= _BANNER:
        return False
    return element.find(".//article") is None


def _add_blocks(element: Any, layout: Layout, kind: str = "paragraph", level: int = 0) -> None:
    """Add the blocks of trafilatura's tree: what stands between two of its block elements is
    one."""
    words: list[str] = []

    def flush() -> None:
        layout.add("".join(words), kind, level)
        words.clear()

    def walk(node: Any) -> None:
        words.append(node.text or "")
        for child in node:
            if child.tag in _ENDS:
                flush()
                own = _KINDS.get(child.tag, kind)
                _add_blocks(
                    child,
                    layout,
                    kind if own == "paragraph" else own,
                    level + (child.tag == "list"),
                )
            elif child.tag == "lb":
                words.append(" ")
            elif child.tag != "del":
                walk(child)
            words.append(child.tail or "")

    walk(element)
    flush()


def _depth(page: str) -> int:
    """An upper bound of how deep elements nest."""
    depth = deepest = 0
    for part in page.split("<")[1:]:
        if part.startswith("/"):
            depth = max(0, depth - 1)
        elif part[:1].isalpha() and not part.partition(">")[0].endswith("/"):
            if part[:2].lower() not in {"br", "hr", "im", "in", "me", "li", "p>", "p "}:
                depth += 1
                deepest = max(deepest, depth)
    return deepest
