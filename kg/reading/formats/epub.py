"""EPUB (ISO/IEC TS 30135): the chapters of its spine in order, headings, paragraphs, items,
quotations and cells; Dublin Core."""

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from kg.errors import UnreadableSource
from kg.model import Document
from kg.reading.archives import Archive, open_archive
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
from kg.reading.metadata import describe
from kg.segmentation.blocks import introduce_blocks

SUFFIXES = ("epub",)


def read(data: bytes, source: str) -> Document:
    """Return the book as one document; raises EmptySource or UnreadableSource (also for locked
    books)."""
    archive = open_archive(data, source)
    if archive.read("META-INF/encryption.xml") and not any(
        name.endswith((".xhtml", ".html")) for name in archive.names()
    ):
        raise UnreadableSource(f"{source}: locked (DRM)", "export it without lock")
    place = _package_path(archive)
    package = archive.tree(place) if place else None
    if package is None:
        raise UnreadableSource(f"{source}: no EPUB (no package document)", "check its suffix")
    layout = Layout()
    for chapter in _spine(package, posixpath.dirname(place)):
        _add_chapter(archive, chapter, layout)
    names = {"title": "title", "author": "creator", "date": "date", "publisher": "publisher"}
    described = describe(
        {key: find_text(package, name) for key, name in names.items()}, "EPUB fields"
    )
    return make_document(
        source, layout.text, described, blocks=introduce_blocks(layout.blocks, layout.text)
    )


def _package_path(archive: Archive) -> str:
    """Where the package document is, "" where the container does not say."""
    container = archive.tree("META-INF/container.xml")
    roots = (
        [] if container is None else [n for n in container.iter() if local_name(n) == "rootfile"]
    )
    return str(roots[0].get("full-path") or "") if roots else ""


def _spine(package: Any, folder: str) -> Iterator[str]:
    """The paths of the chapters in reading order; what leaves the archive is not there to be
    read."""
    nodes = list(package.iter())
    items = {n.get("id"): n.get("href") or "" for n in nodes if local_name(n) == "item"}
    for reference in (n for n in nodes if local_name(n) == "itemref" and n.get("linear") != "no"):
        if href := items.get(reference.get("idref")):
            yield posixpath.normpath(posixpath.join(folder, unquote(href)))


def _add_chapter(archive: Archive, name: str, layout: Layout) -> None:
    data = archive.read(name)
    if data:
        reader = MarkupReader(layout, XHTML_KINDS, XHTML_SKIPPED)
        reader.add(parse_xml(data, f"{archive.source}: {name}"))
        reader.flush("paragraph", 0)
