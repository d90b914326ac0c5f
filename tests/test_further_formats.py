"""RTF, XLSX, EPUB, MHTML, WARC and XML: small files of our own making, and damaged ones."""

import gzip
import io
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import EmptySource, ReadError, UnreadableSource
from kg.language.parser import read_units
from kg.model import Document
from kg.reading.sources import read_bytes, read_each

DATA = Path(__file__).parent / "data"

pytestmark = pytest.mark.slow

PAGE = (
    "<html><head><title>Mill sued</title></head><body><article>"
    "<h1>Mill sued</h1><p>Northgate Systems sued the mill on Monday, and "
    "the mill said that it would answer the complaint before the end of the month.</p>"
    "<p>Dana Ortiz denied the charge in a letter "
    "to the board of the company, which met on Tuesday.</p></article></body></html>"
)


def rtf() -> bytes:
    return (
        rb"{\rtf1\ansi\ansicpg1252{\info{\title Answer of the mill}"
        rb"{\author Dana Ortiz}{\creatim\yr2023\mo5\dy16}}"
        rb"{\fonttbl{\f0 Arial;}}\f0 Northgate Systems paid "
        rb"Pavel Orlov \'80 400.\par Dana Ortiz denied it.\par }"
    )


class FakeOffice(ModuleType):
    """Stands for kreuzberg, which tests do not install."""

    KreuzbergError = type("KreuzbergError", (Exception,), {})
    OutputFormat = SimpleNamespace(PLAIN="plain")

    def ExtractionConfig(self, **given: object) -> object:
        return given

    def extract_bytes_sync(self, data: bytes, media: str, plain: dict[str, object]) -> object:
        assert plain["output_format"] == "plain" and plain["disable_ocr"]
        if b"locked" in data:
            raise self.KreuzbergError("encrypted")
        known = {"title": "Audit", "authors": ["Dana Ortiz"], "created_at": "2003-05-16T10:00:00Z"}
        words = f"{media}\n\nNorthgate Systems paid Pavel Orlov.\n EMBED Package  \n\x07Denied."
        return SimpleNamespace(content=words, metadata=known)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_old_office_files_are_read_by_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kreuzberg", FakeOffice("kreuzberg"))
    document = read_bytes(OLE, "a.doc")
    assert (document.title, document.authors, document.date) == (
        "Audit",
        ("Dana Ortiz",),
        "2003-05-16",
    )
    lines = [line for line in document.text.split("\n") if line]
    assert lines == ["application/msword", "Northgate Systems paid Pavel Orlov.", "Denied."]
    assert "powerpoint" in read_bytes(OLE, "a.PPT").text
    for data in (OLE + b"locked", b"PK\x03\x04", b"plain"):
        with pytest.raises(UnreadableSource):
            read_bytes(data, "a.doc")


def test_without_the_extra_an_old_office_file_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "kreuzberg", None)
    with pytest.raises(UnreadableSource, match="kreuzberg") as failed:
        read_bytes(OLE, "a.doc")
    assert "kg-claims[office]" in failed.value.hint


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Letters"
    sheet.append(["date", "author", "text"])
    sheet.append(["2023-05-16", "Dana Ortiz", "Northgate Systems sued the mill."])
    sheet.append([None, None, "The mill paid."])
    book.create_sheet("Sums").append(["year", "sum"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, words in files.items():
            archive.writestr(name, words)
    return out.getvalue()


def epub() -> bytes:
    container = (
        '<container xmlns="urn:x"><rootfiles>'
        '<rootfile full-path="O/p.opf"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The mill</dc:title>'
        "<dc:creator>Dana Ortiz</dc:creator><dc:date>2021-03-04</dc:date></metadata><manifest>"
        '<item id="b" href="two.xhtml"/><item id="a" href="one.xhtml"/>'
        '<item id="x" href="../../out.xhtml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="x"/></spine></package>'
    )
    chapter = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head>'
        "<title>x</title></head><body><h1>{}</h1><p>{}</p>"
        "<ul><li>An item</li></ul></body></html>"
    )
    return zipped(
        **{
            "META-INF/container.xml": container,
            "O/p.opf": package,
            "O/one.xhtml": chapter.format("One", "Northgate <i>paid</i> the mill."),
            "O/two.xhtml": chapter.format("Two", "The mill paid Orlov."),
        }
    )


def mhtml() -> bytes:
    return (
        "From: <Saved>\r\nSnapshot-Content-Location: https://example.org/mill\r\n"
        "Subject: Mill\r\nDate: Tue, 16 May 2023 10:00:00 -0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; '
        'boundary="XX"\r\n\r\n--XX\r\nContent-Type: text/html\r\n'
        "Content-Location: https://example.org/mill\r\n\r\n"
        f"{PAGE}\r\n--XX\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--XX--\r\n"
    ).encode()


def test_a_saved_page_of_an_impossible_day_is_read() -> None:
    page = mhtml().replace(b"16 May 2023", b"9" * 30 + b" May 2023")
    (document,) = read_each(page, "a.mhtml")
    assert document.url == "https://example.org/mill" and not document.date


def record(kind: str, body: bytes, **fields: str) -> bytes:
    head = {
        "WARC-Type": kind,
        **{k.replace("_", "-"): v for k, v in fields.items()},
        "Content-Length": str(len(body)),
    }
    return (
        b"WARC/1.0\r\n"
        + "".join(f"{k}: {v}\r\n" for k, v in head.items()).encode()
        + b"\r\n"
        + body
        + b"\r\n\r\n"
    )


def warc() -> bytes:
    page = PAGE.encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunked = head + f"{len(page):x}\r\n".encode() + page + b"\r\n0\r\n\r\n"
    where = {"WARC_Target_URI": "https://example.org/mill", "WARC_Date": "2023-05-16T10:00:00Z"}
    return (
        record("warcinfo", b"software: x")
        + record("response", chunked, **where)
        + record(
            "response", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + page, **where
        )
    )


AKN = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">\
<judgment><meta><identification><FRBRWork>
<FRBRdate date="2022-02-03" name="decision"/></FRBRWork></identification></meta>
<header><p><docTitle>Northgate v Larkfield</docTitle></p></header>
<judgmentBody><decision><paragraph><num>27.</num>\
<content><p>Larkfield paid Orlov.</p></content></paragraph>
<paragraph><num>28.</num><content><p>Ortiz <i>denied</i> it.</p></content></paragraph>\
</decision></judgmentBody></judgment></akomaNtoso>"""
USLM = """<bill xmlns="http://schemas.gpo.gov/xml/uslm"><meta/><main><section>\
<num>1.</num><heading>Offices</heading><content>Whoever pays a
bribe shall be fined. The agency paid the board.</content></section></main></bill>"""
NEWSML = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">\
<itemMeta><versionCreated>2023-05-16T10:00:00Z</versionCreated>
<provider>Harlow Wire</provider></itemMeta>\
<contentMeta><headline>Mill sued</headline><by>Dana Ortiz</by></contentMeta>
<contentSet><inlineXML><nitf><body><body.head><hedline><hl1>Mill sued</hl1></hedline></body.head>
<body.content><p>Northgate sued the mill.</p></body.content></body>
</nitf></inlineXML></contentSet></newsItem>"""
MADE: dict[str, Callable[[], bytes]] = {
    "rtf": rtf, "xlsx": xlsx, "epub": epub, "mhtml": mhtml, "warc": warc, "xml": AKN.encode,
}  # fmt: skip


@cache
def make(suffix: str) -> bytes:
    return MADE[suffix]()


def units(document: Document) -> list[tuple[str, str, str]]:
    return [(u.role, u.label, u.words.text) for u in read_units(document)]


def test_rtf() -> None:
    document = read_bytes(rtf(), "a.rtf")
    assert [words for _, _, words in units(document)] == [
        "Northgate Systems paid Pavel Orlov € 400.",
        "Dana Ortiz denied it.",
    ]
    assert (document.title, document.authors, document.date) == (
        "Answer of the mill",
        ("Dana Ortiz",),
        "2023-05-16",
    )


def test_rows_of_a_workbook() -> None:
    first, second = read_each(xlsx(), "a.xlsx")
    assert (first.source, first.text, first.date) == (
        "a.xlsx#Letters.1",
        "Northgate Systems sued the mill.",
        "2023-05-16",
    )
    assert (second.source, second.date) == ("a.xlsx#Letters.2", "")


def test_rows_of_an_old_workbook() -> None:
    first, second = read_each((DATA / "letters.xls").read_bytes(), "a.xls")
    assert (first.source, first.text, first.date, first.authors) == (
        "a.xls#Letters.1",
        "Tessera bribed the mayor of Harlow.",
        "2021-05-03",
        ("Ana Ruiz",),
    )
    assert (second.source, second.text) == (
        "a.xls#Letters.2",
        "Quillmark paid Orla Brandt – €40,000.",
    )
    assert [d.source for d in read_each(xlsx(), "a.xls")][:1] == ["a.xls#Letters.1"]


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: data[:3000],
        lambda data: data[:76] + b"\xff" * 400 + data[476:],
        lambda data: data.replace(b"Letters", b"\xff" * 7),
        lambda data: data[:30] + b"\x20\x00" + data[32:],  # sectors of 4 GB: a division by zero
        lambda data: b"<table><tr><td>a page with the suffix of a workbook",
        lambda data: b"\x09\x08" + bytes(400),
    ],
)
def test_a_damaged_old_workbook_is_refused_or_read(broken: Callable[[bytes], bytes]) -> None:
    with suppress(UnreadableSource, EmptySource):
        assert read_each(broken((DATA / "letters.xls").read_bytes()), "a.xls")


def test_a_workbook_whose_cells_point_nowhere_is_damaged() -> None:
    sheet = zipfile.ZipFile(io.BytesIO(xlsx()))
    parts = {name: sheet.read(name).decode() for name in sheet.namelist()}
    cell = '<c r="C4" t="s"><v>999</v></c>'
    body = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = body.replace(
        "</sheetData>", f'<row r="4">{cell}</row></sheetData>'
    )
    with pytest.raises(UnreadableSource, match="damaged"):
        read_each(zipped(**parts), "a.xlsx")


def test_cells_that_share_a_long_text_are_bounded() -> None:
    """Each cell refers to the words: a file of 40 KB held 98 million characters."""
    rows = "".join(f'<row r="{k}"><c r="A{k}" t="s"><v>0</v></c></row>' for k in range(2, 3_000))
    head = '<row r="1"><c r="A1" t="s"><v>1</v></c></row>'
    sheet = zipfile.ZipFile(io.BytesIO(xlsx()))
    parts = {name: sheet.read(name).decode() for name in sheet.namelist()}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    )
    parts["xl/sharedStrings.xml"] = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<si><t>{'mill ' * 6_500}</t></si><si><t>text</t></si></sst>"
    )
    parts["xl/worksheets/sheet1.xml"] = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{head}{rows}</sheetData></worksheet>"
    )
    with pytest.raises(UnreadableSource, match="characters"):
        read_each(zipped(**parts), "a.xlsx")


def test_book() -> None:
    document = read_bytes(epub(), "a.epub")
    assert units(document) == [
        ("heading", "", "One"),
        ("paragraph", "", "Northgate paid the mill."),
        ("item", "", "An item"),
        ("heading", "", "Two"),
        ("paragraph", "", "The mill paid Orlov."),
        ("item", "", "An item"),
    ]
    assert (document.title, document.authors, document.date) == (
        "The mill",
        ("Dana Ortiz",),
        "2021-03-04",
    )


def test_saved_page() -> None:
    document = read_bytes(mhtml(), "a.mhtml")
    assert "Northgate Systems sued the mill on Monday" in document.text
    assert (document.url, document.date) == ("https://example.org/mill", "2023-05-16")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_web_archive(pack: Callable[[bytes], bytes]) -> None:
    (document,) = read_each(pack(warc()), "a.warc.gz")
    assert "Dana Ortiz denied the charge" in document.text and document.source == "a.warc.gz#2.html"
    assert (document.url, document.date) == ("https://example.org/mill", "2023-05-16")


def test_judgment_in_xml() -> None:
    document = read_bytes(AKN.encode(), "a.xml")
    assert units(document)[-2:] == [
        ("item", "27.", "Larkfield paid Orlov."),
        ("item", "28.", "Ortiz denied it."),
    ]
    assert (document.title, document.date, document.kind) == (
        "Northgate v Larkfield",
        "2022-02-03",
        "CourtDecision",
    )


def test_law_claims_nothing() -> None:
    document = read_bytes(USLM.encode(), "a.xml")
    assert document.zones[0].kind == "statute" and all(
        u.zone is not None for u in read_units(document)
    )


def test_news_in_xml() -> None:
    document = read_bytes(NEWSML.encode(), "a.xml")
    assert units(document) == [
        ("heading", "", "Mill sued"),
        ("paragraph", "", "Northgate sued the mill."),
    ]
    assert (document.title, document.date, document.authors, document.publisher) == (
        "Mill sued", "2023-05-16", ("Dana Ortiz",), "Harlow Wire",
    )  # fmt: skip


def test_other_xml_is_no_document() -> None:
    with pytest.raises(UnreadableSource, match="unknown kind"):
        read_bytes(b"<project><target/></project>", "build.xml")


def test_no_entity_is_expanded_or_fetched() -> None:
    entities = "".join(f'<!ENTITY e{k + 1} "{f"&e{k};" * 10}">' for k in range(9))
    bomb = f"<!DOCTYPE x [{entities}]><nitf><body><p>&e9;</p></body></nitf>"
    outside = (
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        "<nitf><body><p>&e; end</p></body></nitf>"
    )
    for text in (bomb, outside):
        try:
            document = read_bytes(text.encode(), "a.xml")
        except ReadError:
            continue
        assert document.text.strip() == "end"


@pytest.mark.slow
def test_bombs_are_refused() -> None:
    with pytest.raises(UnreadableSource, match="unpacks"):
        read_each(gzip.compress(b"\0" * 300_000_000, 1), "a.warc.gz")
    with pytest.raises(UnreadableSource, match="nested"):
        read_bytes(b"{\\rtf1" + b"{" * 10_000 + b"x" + b"}" * 10_000 + b"}", "a.rtf")


def read_or_nothing(data: bytes, source: str) -> list[Document]:
    """What is read of damaged bytes; the errors of kg are the one other end that they may come
    to."""
    try:
        return read_each(data, source)
    except ReadError:
        return []


@pytest.mark.parametrize("suffix", sorted(MADE))
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_files_end_in_one_clear_line(suffix: str, data: st.DataObject) -> None:
    whole = bytearray(make(suffix))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for damaged in (bytes(whole), bytes(whole[:cut])):
        for document in read_or_nothing(damaged, f"a.{suffix}"):
            assert all(document.text[b.start : b.span.end] for b in document.blocks)


def test_what_is_left_out_of_an_archive_is_named() -> None:
    """One damaged file among others was left out in silence."""
    packed = zipped(**{
        "../../escapes.txt": "The mill paid Orlov.",
        "a.txt": "The mill paid Orlov.",
        "b.pdf": "no PDF",
        "c.zip": "PK",
        "d.xyz": "of no format that kg reads",
    })  # fmt: skip
    (document,) = read_each(packed, "x.zip")
    (note,) = document.notes
    assert note.startswith("3 files of the archive were left out: ../../escapes.txt: outside")
    assert "b.pdf: damaged" in note and "c.zip: an archive in an archive" in note
