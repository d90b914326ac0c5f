"""A folder of static pages (.site.zip): a page for each named entity and each document, linked.

Unpack it anywhere and open Index.html; the pages load nothing and run no script. Lost: what is not
named as a node, spans of subject and object, merges, the texts."""

from collections.abc import Iterator
from urllib.parse import quote

from kg.export.memos.memo import render_html
from kg.export.memos.word import pack
from kg.export.notes import FIRST, plain, read_notes, write_notes
from kg.storage.store import Store

LOSSLESS = False


def write(store: Store) -> Iterator[bytes]:
    """Yield the archive; the same claims give the same bytes."""
    home = _link(FIRST, "All documents and names")
    pages = {
        f"{name}.html": render_html(text if name == FIRST else f"{home}\n\n{text}", name)
        for name, text in write_notes(read_notes(store), _link)
    }
    yield pack(pages)


def _link(name: str, words: str) -> str:
    return f"[{plain(words)}]({quote(name)}.html)"
