"""Markdown → a Word document (.docx), written by hand: headings, paragraphs, lists and quotations
are all that a memo has.

Office Open XML (ECMA-376 part 1, WordprocessingML; part 2, packages). The parts bear no date, so
the same memo gives the same bytes."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.model.safe_text import xml_text

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = f"""{_HEAD}<Types xmlns="{_P}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/numbering.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
<Override PartName="/word/footer.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>
<Override PartName="/docProps/core.xml" \
ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
_ROOT = f"""{_HEAD}<Relationships xmlns="{_P}/relationships">
<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_P}/relationships/metadata/core-properties" \
Target="docProps/core.xml"/>
</Relationships>"""
_PARTS = f"""{_HEAD}<Relationships xmlns="{_P}/relationships">
<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_R}/numbering" Target="numbering.xml"/>
<Relationship Id="rId3" Type="{_R}/footer" Target="footer.xml"/>
</Relationships>"""
_BULLETS = f"""{_HEAD}<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">\
<w:multiLevelType w:val="hybridMultilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>\
<w:lvlText w:val="•"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="425" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
_FOOTER = f"""{_HEAD}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>
<w:r><w:fldChar w:fldCharType="begin"/></w:r>\
<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"""
_SECTION = (
    f'<w:sectPr><w:footerReference xmlns:r="{_R}" w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" '
    'w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
"""A4 with margins of 2.5 cm, in twentieths of a point."""
_HEADINGS = ((1, 34, 0), (2, 27, 320), (3, 23, 220))
"""Level, size in half points, space before in twentieths of a point."""


def write_word(markdown: str, title: str) -> bytes:
    """Return the memo as a Word document: real headings, lists and quotations, page numbers."""
    blocks = "".join(map(_paragraph, _read_blocks(markdown)))
    body = f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{blocks}{_SECTION}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "docProps/core.xml": _properties(title),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": _PARTS,
        "word/styles.xml": _styles(),
        "word/numbering.xml": _BULLETS,
        "word/footer.xml": _FOOTER,
    }
    return pack(parts)


def pack(parts: dict[str, str]) -> bytes:
    """Return a ZIP archive of texts by name; its entries bear no date, so that the same texts give
    the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@dataclass
class _Block:
    """A paragraph: its style, the depth of its list, whether it begins an item, its runs (text,
    bold, italic)."""

    style: str = ""
    depth: int = 0
    begins: bool = False
    runs: list[tuple[str, bool, bool]] = field(default_factory=list)


def _read_blocks(markdown: str) -> Iterator[_Block]:
    """Yield the paragraphs of the memo in order."""
    depth, quoted, fresh, style = 0, 0, False, ""
    for token in MarkdownIt("commonmark", {"html": False}).parse(markdown):
        depth += token.nesting * (
            token.type.endswith("list_open") or token.type.endswith("list_close")
        )
        quoted += token.nesting * token.type.startswith("blockquote")
        if token.type == "list_item_open":
            fresh = True
        elif token.type == "heading_open":
            style = f"Heading{min(int(token.tag[1:]), len(_HEADINGS))}"
        elif token.type == "inline":
            here = style or ("Quote" if quoted else "")
            yield _Block(here, depth, fresh, list(_read_runs(token.children or ())))
            fresh, style = False, ""


def _read_runs(tokens: Iterable[Token]) -> Iterator[tuple[str, bool, bool]]:
    bold = italic = 0
    for token in tokens:
        bold += token.nesting * token.type.startswith("strong")
        italic += token.nesting * token.type.startswith("em")
        if token.type in ("softbreak", "hardbreak"):
            yield " ", bool(bold), bool(italic)
        elif token.content:
            yield token.content, bool(bold), bool(italic)


def _paragraph(block: _Block) -> str:
    """A paragraph with its style; what stands in a list is set in by its depth."""
    how = f'<w:pStyle w:val="{block.style}"/>' if block.style else ""
    if block.begins:
        how += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    elif block.depth:
        how += f'<w:ind w:left="{425 * block.depth + (283 if block.style == "Quote" else 0)}"/>'
    return f"<w:p><w:pPr>{how}</w:pPr>{''.join(_run(*run) for run in block.runs)}</w:p>"


def _run(text: str, bold: bool, italic: bool) -> str:
    marks = "<w:b/>" * bold + "<w:i/>" * italic
    return (
        f"<w:r>{f'<w:rPr>{marks}</w:rPr>' if marks else ''}"
        f'<w:t xml:space="preserve">{escape(xml_text(text))}</w:t></w:r>'
    )


def _properties(title: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_P}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(xml_text(title))}</dc:title></cp:coreProperties>"
    )


def _styles() -> str:
    """The styles by the names under which Word knows them, so that its outline and its readers
    aloud do."""
    headings = "".join(
        _style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:pPr><w:keepNext/><w:spacing w:before="{before}" w:after="80"/>'
            f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
            f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>',
        )
        for level, size, before in _HEADINGS
    )
    quote = _style(
        "Quote",
        "Quote",
        "<w:pPr><w:keepLines/><w:pBdr>"
        '<w:left w:val="single" w:sz="12" w:space="8" w:color="999999"/></w:pBdr>'
        '<w:ind w:left="425"/></w:pPr>',
    )
    normal = _style(
        "Normal",
        "Normal",
        '<w:pPr><w:spacing w:after="100" w:line="276" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Times New Roman"/>'
        '<w:sz w:val="21"/><w:lang w:val="en"/></w:rPr>',
        ' w:default="1"',
    )
    return f'{_HEAD}<w:styles xmlns:w="{_W}">{normal}{headings}{quote}</w:styles>'


def _style(key: str, name: str, how: str, more: str = "") -> str:
    based = "" if key == "Normal" else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"{more}>'
        f"<w:name w:val={quoteattr(name)}/>{based}"
        f"<w:qFormat/>{how}</w:style>"
    )
