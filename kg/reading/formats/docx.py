"""DOCX (ECMA-376): paragraphs with their automatic numbers, headings, lists, cells, notes; tracked
deletions are left out."""

import re
from collections.abc import Iterator
from typing import Any

from kg.model import Document
from kg.reading.archives import Archive, open_archive
from kg.reading.decoding import make_document
from kg.reading.layout import Layout
from kg.reading.metadata import Described, describe
from kg.segmentation.blocks import introduce_blocks

SUFFIXES = ("docx", "docm", "dotx")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def read(data: bytes, source: str) -> Document:
    """Return the document; raises EmptySource or UnreadableSource. Macros and outside links are
    never followed."""
    archive = open_archive(data, source)
    body = archive.tree("word/document.xml")
    layout = Layout()
    numbers = _Numbers(archive.tree("word/numbering.xml"), archive.tree("word/styles.xml"))
    deleted = 0
    if body is not None:
        deleted = sum(1 for _ in body.iter(f"{_W}del"))
        for paragraph in body.iter(f"{_W}p"):
            if not any(True for _ in paragraph.iterancestors(f"{_W}txbxContent")):
                _add_paragraph(paragraph, layout, numbers)
    _add_notes(archive, layout)
    notes = (f"{deleted} tracked deletions were left out",) if deleted else ()
    blocks = introduce_blocks(layout.blocks, layout.text)
    return make_document(source, layout.text, *_describe(archive), blocks=blocks, notes=notes)


def _add_paragraph(paragraph: Any, layout: Layout, numbers: "_Numbers") -> None:
    words = _words(paragraph)
    style = numbers.style(paragraph)
    if any(True for _ in paragraph.iterancestors(f"{_W}tc")):
        layout.add(words, "cell")
        return
    label, level = numbers.label(paragraph) if words.strip() else ("", 0)
    if style.startswith(("heading", "title", "subtitle")):
        layout.add(words, "heading", level, label)
    elif style.startswith(("quote", "intense quote", "block text")):
        layout.add(words, "quotation", level)
    else:
        bullet = label == "•"
        layout.add(words, "item" if label else "paragraph", level, "" if bullet else label)


def _words(paragraph: Any) -> str:
    """The words of a paragraph as they stand when all changes are accepted."""
    out: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if (
            any(True for _ in node.iterancestors(f"{_W}del", f"{_W}moveFrom"))
            or node.getparent().tag == f"{_W}tabs"
            or _is_struck(node)
        ):
            continue
        name = node.tag.removeprefix(_W)
        out.append(node.text or "" if name == "t" else "-" if name == "noBreakHyphen" else " ")
    return "".join(out)


def _is_struck(node: Any) -> bool:
    run = node.getparent()
    mark = run.find(f"{_W}rPr/{_W}strike") if run is not None else None
    return mark is not None and mark.get(f"{_W}val", "1") not in {"0", "false"}


def _add_notes(archive: Archive, layout: Layout) -> None:
    for name, tag in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        tree = archive.tree(name)
        for note in tree.iter(f"{_W}{tag}") if tree is not None else ():
            if note.get(f"{_W}type") is None:
                layout.add(
                    " ".join(_words(p) for p in note.iter(f"{_W}p")),
                    "footnote",
                    label=note.get(f"{_W}id") or "",
                )


def _describe(archive: Archive) -> Iterator[Described]:
    core = archive.tree("docProps/core.xml")
    if core is not None:
        yield describe(
            {
                "title": core.findtext(f"{_DC}title") or "",
                "author": core.findtext(f"{_DC}creator") or "",
            },
            "DOCX fields",
        )
        yield describe(
            {"date": core.findtext(f"{_TERMS}created") or ""}, "DOCX fields, day of creation"
        )


class _Numbers:
    """Counts automatic paragraph numbers (``w:numPr``), which are part of how a paragraph is
    cited."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self.counts: dict[str, dict[int, int]] = {}
        self.names: dict[str, str] = {}
        self.styled: dict[str, Any] = {}
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        for style in styles.iter(f"{_W}style") if styles is not None else ():
            key = style.get(f"{_W}styleId") or ""
            name = style.find(f"{_W}name")
            self.names[key] = (name.get(f"{_W}val") or "").lower() if name is not None else ""
            self.styled[key] = style.find(f"{_W}pPr/{_W}numPr")
        if numbering is not None:
            self._read_levels(numbering)

    def _read_levels(self, numbering: Any) -> None:
        abstract = {a.get(f"{_W}abstractNumId"): a for a in numbering.iter(f"{_W}abstractNum")}
        for number in numbering.iter(f"{_W}num"):
            link = number.find(f"{_W}abstractNumId")
            base = abstract.get(link.get(f"{_W}val")) if link is not None else None
            levels = {}
            for level in base.iter(f"{_W}lvl") if base is not None else ():
                kind, text, start = (
                    _value(level.find(f"{_W}{name}")) for name in ("numFmt", "lvlText", "start")
                )
                levels[_read_level(level.get(f"{_W}ilvl"))] = (
                    kind,
                    text,
                    int(start) if start.isdigit() else 1,
                )
            self.levels[number.get(f"{_W}numId") or ""] = levels

    def style(self, paragraph: Any) -> str:
        """The name of a paragraph's style, in small letters."""
        return self.names.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")), "")

    def label(self, paragraph: Any) -> tuple[str, int]:
        """The number before a paragraph ("27.", "(a)", "•" for a bullet), and its level; "" where
        it has none."""
        key, level = self._place(paragraph)
        levels = self.levels.get(key, {})
        if level not in levels:
            return "", 0
        counts = self.counts.setdefault(key, {})
        kind, text, start = levels[level]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        if kind in {"bullet", "none", ""}:
            return "•" if kind == "bullet" else "", level

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            return _write_number(counts.get(at, 1), levels.get(at, (kind, "", 1))[0])

        return re.sub(r"%(\d)", shown, text), level

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list that a paragraph, or its style, is of, and its level in it; "" for none."""
        mark = paragraph.find(f"{_W}pPr/{_W}numPr")
        if mark is None:
            mark = self.styled.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")))
        if mark is None:
            return "", 0
        return _value(mark.find(f"{_W}numId")), _read_level(_value(mark.find(f"{_W}ilvl")))


def _value(node: Any) -> str:
    return (node.get(f"{_W}val") or "") if node is not None else ""


def _write_number(number: int, kind: str) -> str:
    """The number in the form of its list.

    >>> _write_number(3, "lowerLetter"), _write_number(14, "upperRoman")
    ('c', 'XIV')
    >>> _write_number(7, "decimal")
    '7'
    """
    word = str(number)
    if kind.endswith("Letter") and number > 0:
        word = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif kind.endswith("Roman"):
        word, rest = "", number
        for value, letters in _ROMAN:
            word, rest = word + letters * (rest // value), rest % value
    return word.upper() if kind.startswith("upper") else word


def _read_level(words: str | None) -> int:
    """The level of a list, the first where *words* are no number."""
    return int(words) if words and words.isdecimal() else 0
