"""Web pages: main text, title, date and author, by trafilatura (Barbaresi 2021)."""

import re

from kg.errors import EmptySource, UnreadableSource
from kg.model import Document
from kg.reading.decoding import decode, make_document

SUFFIXES = ("html", "htm", "xhtml")
_MAX_DEPTH = 2_000
_MAX_TAGS = 100_000
_STATED = re.compile(  # what says that a date is the page's, and not one of its text
    r"published_time|datePublished|<time\b|(?:name|property|itemprop|class|id)\s*=\s*[\"'][^\"'>]*(?:date|publi|posted)", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def read(data: bytes, source: str) -> Document:
    """Return the document; raises EmptySource where the page has no main text, or UnreadableSource."""
    import trafilatura

    declared = _CHARSET.search(data[:4096])
    page = decode(data, source, declared[1].decode() if declared else "utf-8")
    if page.count("<") > _MAX_TAGS:
        raise UnreadableSource(f"{source}: more than {_MAX_TAGS:,} tags", "save the page's text instead")
    if _depth(page) > _MAX_DEPTH:
        raise UnreadableSource(f"{source}: markup nested too deeply", "save the page's text instead")
    found = trafilatura.bare_extraction(page, include_comments=False, deduplicate=False, with_metadata=True)
    text = found.text if found is not None else ""
    if not text:
        raise EmptySource(f"{source}: no text in the page", "save the article's text, or check that the page is complete")
    return make_document(
        source, text, title=found.title or "", date=(found.date or "") if _STATED.search(page) else "", authors=found.author or "",
        publisher=found.sitename or "", url=found.url or "",
    )  # fmt: skip


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
