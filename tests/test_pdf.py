"""PDFs: paragraphs over pages, furniture gone, page and line of every quotation; locked, damaged
and pictured ones say so."""

import contextlib
import random
import re
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from fpdf import FPDF
from fpdf.enums import AccessPermission

from kg.cli.main import main
from kg.errors import EmptySource, ReadError, UnreadableSource, ViewError
from kg.graph import open_graph
from kg.language.parser import read_units
from kg.model import Modality, NoteKind, Span
from kg.model.wording import describe_source
from kg.pipeline.documents import extract_document
from kg.reading.archives import check_streams
from kg.reading.ocr import choose_scale
from kg.reading.options import ReadingOptions
from kg.reading.pages import PageLine, PageText, compose_pages
from kg.reading.sources import read_bytes, read_documents
from kg.storage.store import Store
from kg.view.source_pages import draw_quote
from tests.builders import make_document

CAPTION = (
    "UNITED STATES DISTRICT COURT",
    "DISTRICT OF NORTH WEIR",
    "ILSE TAMM, Plaintiff,",
    "v.",
    "BRACKWATER MILLS LLC, Defendant.",
    "Case No. 2:20-cv-00456",
    "COMPLAINT",
)
FIRST = (
    "12. In March the mill sold flour that the relief agency of "
    "the county had given to the poor of the valley, and Ilse Tamm, "
    "who owned the mill, knew of it.1 She told nobody what her clerk had put before the board."
)
SECOND = (
    "13. Brackwater Mills paid Bo Lund for two years, "
    "although he had never set foot in the mill and knew nothing of the price of"
)
THIRD = (
    "flour or of wheat. Ada Venn sued Brackwater Mills in the spring of the next year, "
    "and the court gave her leave to see the books."
)
NOTE = "1 Tamm says that she bought it."


def make_pdf(**password: str) -> bytes:
    """A complaint of two pages: stamp, caption, paragraphs, one over the page, a note, page
    numbers."""
    pdf = FPDF(format="letter")
    pdf.set_auto_page_break(False)
    if password:
        pdf.set_encryption(
            owner_password="owner",
            user_password=password["password"],
            permissions=AccessPermission.all(),
        )
    for number in (1, 2):
        pdf.add_page()
        pdf.set_font("Helvetica", size=9)
        pdf.set_y(8)
        pdf.cell(
            0,
            5,
            f"Case 2:20-cv-00456-XYZ   Document 7   Filed 02/03/20   Page {number} of 2",
            align="C",
        )
        pdf.set_font("Times", size=12)
        pdf.set_y(35)
        if number == 1:
            for line in CAPTION:
                pdf.cell(0, 7, line, align="C")
                pdf.ln(12)
        for text in (FIRST, SECOND) if number == 1 else (THIRD,):
            pdf.multi_cell(0, 7, text, align="J")
            pdf.ln(7)
        if number == 1:
            pdf.set_y(245)
            pdf.set_font("Times", size=9)
            pdf.cell(0, 5, NOTE)
        pdf.set_y(268)
        pdf.cell(0, 5, f"- {number} -", align="C")
    return bytes(pdf.output())


def test_paragraphs_go_over_lines_and_pages() -> None:
    document = read_bytes(make_pdf(), "a.pdf")
    units = [(u.role, u.label, u.words.text) for u in read_units(document)]
    assert ("item", "12.", FIRST[4:].replace("it.1", "it.")) in units
    assert ("item", "13.", f"{SECOND[4:]} {THIRD}") in units
    assert ("footnote", "1", NOTE[2:]) in units
    assert "Document 7" not in document.text and "- 1 -" not in document.text
    assert (document.date, document.kind, len(document.pages)) == ("2020-02-03", "CourtFiling", 2)
    assert dict(document.origins)["date"] == "stamp of the docket"


def test_every_quotation_has_its_page_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf())
    graph = open_graph()
    graph.add(tmp_path / "a.pdf")
    cited = {c.quote[:14]: c.citation for c in graph.claims()}
    assert cited["Brackwater Mil"] == "p. 1, l. 10; ¶ 13"
    assert cited["Ada Venn sued "] == "p. 2, l. 1; ¶ 13"
    for claim in graph.claims():
        assert graph.documents()[0].text[claim.start : claim.end] == claim.quote
    rows = graph.query(
        "SELECT DISTINCT ?page { ?span oa:hasSelector ?s . "
        "?s a oa:FragmentSelector ; rdf:value ?page ; "
        "dcterms:conformsTo <https://www.rfc-editor.org/rfc/rfc8118> }"
    )
    assert sorted(row[0] for row in rows) == ["page=1", "page=2"]
    assert graph.validate() == []


def test_an_encrypted_file_asks_for_its_password() -> None:
    data = make_pdf(password="flour")
    with pytest.raises(UnreadableSource, match="password needed"):
        read_bytes(data, "a.pdf")
    with pytest.raises(UnreadableSource, match="password is wrong"):
        read_bytes(data, "a.pdf", ReadingOptions(password="wheat"))
    assert (
        read_bytes(data, "a.pdf", ReadingOptions(password="flour")).text
        == read_bytes(make_pdf(), "a.pdf").text
    )


def make_pictures(pictures: int, texts: int) -> bytes:
    from PIL import Image

    pdf = FPDF()
    for _ in range(pictures):
        pdf.add_page()
        pdf.image(Image.new("L", (40, 40), 128), x=10, y=10, w=100)
    for _ in range(texts):
        pdf.add_page()
        pdf.set_font("Times", size=12)
        pdf.multi_cell(0, 7, "Brackwater Mills paid Bo Lund.")
    return bytes(pdf.output())


def word_row(paragraph: int, line: int, place: str, sure: float, text: str) -> str:
    """A row as tesseract writes it; *place* is left, top, width, height in pixels."""
    return "\t".join(
        ["5", "1", "1", str(paragraph), str(line), "1", *place.split(), f"{sure}", text]
    )


SEEN = [
    word_row(1, 1, "300 600 200 40", 96.5, "Ada"),
    word_row(1, 1, "520 600 900 52", 95.0, "Venn, angry, sued the"),
    word_row(1, 2, "300 660 300 40", 41.0, "rnill."),
    word_row(2, 1, "300 900 900 40", 96.0, "It paid nobody."),
    word_row(2, 2, "300 960 10 40", 95.0, " "),
]
"""Three lines in two paragraphs; the last row is a stain."""


def test_pictures_are_read_with_places_and_confidences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool, table = tmp_path / "tesseract", tmp_path / "seen.tsv"
    table.write_text("\n".join(["level\tpage_num", *SEEN]) + "\n")
    tool.write_text(
        '#!/bin/sh\nif [ "$1" = --version ]; then echo tesseract 9.9; exit; fi\n'
        f"cat > /dev/null\ncat {table}\n"
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    document = read_bytes(make_pictures(1, 1), "a.pdf", ReadingOptions(ocr=True))
    blocks = [document.text[b.span.start : b.span.end] for b in document.blocks]
    assert blocks[:2] == ["Ada Venn, angry, sued the\nrnill.", "It paid nobody."]
    assert [page.lines for page in document.pages] == [(1, 2, 3), (1,)]
    assert [document.text[w.start : w.end] for w in document.unsure] == ["rnill."]
    assert document.notes == (
        "1 of 2 pages are pictures, read by tesseract 9.9: 4 words, 82 % sure on average; "
        "1 are less than 70 % sure: “rnill.” (p. 1)",
    )


def test_a_page_of_400_inches_is_drawn_small() -> None:
    """It took 18 GB, and ended with a traceback."""
    letter, poster = choose_scale(612, 792), choose_scale(32_400, 32_400)
    assert letter == pytest.approx(300 / 72)
    assert (32_400 * poster) ** 2 <= 40_000_000 * 1.01
    assert choose_scale(200_000, 1) * 200_000 <= 32_000


def test_pictures_without_a_word_are_told_from_pictures_that_were_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "tesseract"
    tool.write_text("#!/bin/sh\ncat > /dev/null\necho level\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    for ocr, mend in ((True, "found no word"), (False, "give --ocr")):
        with pytest.raises(EmptySource) as failed:
            read_bytes(make_pictures(2, 0), "a.pdf", ReadingOptions(ocr=ocr))
        assert mend in failed.value.hint


def test_claims_of_words_that_were_not_surely_read_say_so() -> None:
    document = replace(
        make_document("scan.pdf", "Ada Venn sued Bo Lund. Ada Venn paid Bo Lund $400."),
        unsure=(Span(14, 16),),
    )
    claims = {c.predicate.label: c for c in extract_document(document).claims}
    doubted, sure = claims["sued"], claims["paid"]
    assert (doubted.modality, doubted.is_fact) == (Modality.REPORTED, False)
    assert [(n.kind, n.text) for n in doubted.source_notes] == [(NoteKind.UNSURE, "Bo")]
    assert describe_source(doubted) == "the document itself (scan not sure of “Bo”)"
    assert doubted.confidence < sure.confidence and sure.is_fact and not sure.source_notes
    with Store.open() as store:
        store.add(extract_document(document))
        assert store.document(document.id).unsure == document.unsure
        assert {c.source_notes for c in store.claims()} == {doubted.source_notes, ()}


def test_letters_without_width_are_read() -> None:
    """A font set backwards gave lines without width, and a division by zero."""
    lines = (PageLine("Ada Venn sued the mill.", 90, 90, 700, 12),)
    assert compose_pages([PageText("1", 792, lines)]).text == "Ada Venn sued the mill."


@pytest.mark.parametrize("said", ["D:20210305103000Z", "20210305103000", "2021-03-05T10:30"])
def test_days_of_creation_are_read_as_producers_write_them(said: str) -> None:
    data = re.sub(
        rb"(?<=CreationDate \()[^)]*",
        lambda old: said.encode().ljust(len(old[0])),
        make_pictures(0, 1),
    )
    document = read_bytes(data, "a.pdf")
    assert document.date == "2021-03-05"
    assert dict(document.origins)["date"] == "PDF fields, day of creation"


def test_pages_that_are_pictures_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = read_bytes(make_pictures(2, 1), "a.pdf")
    assert document.text == "Brackwater Mills paid Bo Lund."
    assert document.notes == ("2 of 3 pages are pictures and were left out: 1, 2",)
    with pytest.raises(EmptySource, match="pictures"):
        read_bytes(make_pictures(1, 0), "a.pdf")
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    with pytest.raises(UnreadableSource, match="not installed"):
        read_bytes(make_pictures(1, 0), "a.pdf", ReadingOptions(ocr=True))


def test_damaged_files_give_a_document_or_one_error() -> None:
    whole = make_pdf()
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(
            whole[: chance.randrange(1, len(whole))] if chance.random() < 0.4 else whole
        )
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(ReadError):
            assert read_bytes(bytes(data), "a.pdf").text.strip()


def test_pages_are_counted_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf())
    assert [p.label for p in read_documents(str(path))[0].pages] == ["1", "2"]


LEFT = (
    "The mill hid its books from the",
    "board of the county, and the alle-",
    "gation was made by its own clerk",
    "to Ada Venn in the spring. She paid",
)
RIGHT = ("the clerk for his copy of the", "books. Bo Lund knew of it.")


def test_sentences_go_over_hyphens_and_columns() -> None:
    """PDFium writes no line end behind a hyphen; a column has an edge of its own."""
    pdf = FPDF(format="letter")
    pdf.add_page()
    pdf.set_font("Times", size=11)
    for left, lines in ((20, LEFT), (110, RIGHT)):
        for k, line in enumerate(lines):
            pdf.text(left, 40 + 5 * k, line)
    (unit,) = read_units(read_bytes(bytes(pdf.output()), "a.pdf"))
    assert "and the allegation was made by its own clerk to Ada Venn" in unit.words.text
    assert "She paid the clerk for his copy of the books." in unit.words.text


def test_a_raised_number_opens_a_note() -> None:
    pdf = FPDF(format="letter")
    pdf.add_page()
    pdf.set_font("Times", size=12)
    for k in range(6):
        pdf.text(20, 40 + 6 * k, "The board of the mill met in the town and read the books.")
    pdf.text(20, 76, "It paid the clerk.")
    x = 20 + pdf.get_string_width("It paid the clerk.")
    pdf.set_font("Times", size=6)
    pdf.text(x, 74, "3")
    pdf.text(20, 248, "3")
    pdf.set_font("Times", size=9)
    pdf.text(21.2, 250, "Ada Venn says so in her letter.")
    units = read_units(read_bytes(bytes(pdf.output()), "a.pdf"))
    assert ("footnote", "3", "Ada Venn says so in her letter.") in [
        (u.role, u.label, u.words.text) for u in units
    ]


def test_a_running_head_goes_where_its_number_stands_apart() -> None:
    pdf = FPDF(format="letter")
    for number in (1, 2, 3):
        pdf.add_page()
        pdf.set_font("Times", size=11)
        pdf.text(20, 12, "Minutes of the Board")
        pdf.text(180 if number == 1 else 58, 12, str(number))
        pdf.text(20, 60, f"The clerk read letter {'abc'[number - 1]} to the board of the mill.")
    assert "Minutes" not in read_bytes(bytes(pdf.output()), "a.pdf").text


@pytest.mark.slow
def test_the_quotation_is_marked_on_its_page(tmp_path: Path) -> None:
    path, store = tmp_path / "complaint.pdf", str(tmp_path / "s")
    path.write_bytes(make_pdf())
    document = read_documents(str(path))[0]
    start = document.text.index("Brackwater Mills paid Bo Lund")
    end = document.text.index("or of wheat") + len("or of wheat")
    drawn = draw_quote(document, path.read_bytes(), Span(start, end))
    assert [(p.number, p.lines, p.marked) for p in drawn] == [(1, 2, 2), (2, 1, 1)]
    runner = CliRunner()
    assert runner.invoke(main, ["add", str(path), "--store", store]).exit_code == 0
    told = ["page", f"{path}:{start}-{end}", "-o", str(tmp_path / "out"), "--store", store]
    shown = runner.invoke(main, told)
    assert shown.output.splitlines() == [
        str(tmp_path / "out" / f"complaint-p{n}.png") for n in (1, 2)
    ]
    assert (tmp_path / "out" / "complaint-p1.png").read_bytes() == drawn[0].png
    path.write_bytes(make_pictures(0, 1))
    changed = runner.invoke(main, told)
    assert changed.exit_code == 3 and "not the one that is stored" in changed.output


@pytest.mark.slow
def test_marks_lie_on_the_words_and_nowhere_else() -> None:
    document = read_bytes(make_pdf(), "complaint.pdf")
    start = document.text.index("Ada Venn")
    (picture,) = draw_quote(document, make_pdf(), Span(start, start + len("Ada Venn")))
    width, height, pixels = read_png(picture.png)
    marked = [k for k in range(width * height) if pixels[3 * k : 3 * k + 3] == b"\xff\xec\x6e"]
    columns, rows = {k % width for k in marked}, {k // width for k in marked}
    assert 60 < max(columns) - min(columns) < 140  # eight letters of 12 points at 144 dots an inch
    assert 15 < max(rows) - min(rows) < 40


def test_a_text_without_pages_is_not_drawn() -> None:
    document = read_bytes(b"Ilse Tamm sued the mill.", "a.txt")
    with pytest.raises(ViewError, match="no pages"):
        draw_quote(document, b"", Span(0, 4))


def read_png(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and pixels of a PNG in true colour without filters."""
    width, height = struct.unpack(">II", data[16:24])
    length = struct.unpack(">I", data[33:37])[0]
    rows = zlib.decompress(data[41 : 41 + length])
    stride = 3 * width + 1
    return width, height, b"".join(rows[k * stride + 1 : (k + 1) * stride] for k in range(height))


def page_of(stream: bytes) -> bytes:
    """A page whose content is *stream*, deflated as often as its bytes are."""
    return b"%PDF-1.4\n4 0 obj<</Length 9/Filter/FlateDecode>>stream\n" + stream + b"\nendstream"


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_stream_that_swells_is_refused_before_it_is_unpacked(times: int) -> None:
    """A page of 2 kB took 2 GB of memory."""
    stream = bytes(40_000_000)
    for _ in range(times):
        stream = zlib.compress(stream)
    with pytest.raises(UnreadableSource, match="unpacks to more than"):
        check_streams(page_of(stream), "bomb.pdf")


@pytest.mark.parametrize("stream", [b"", b"BT ET", zlib.compress(bytes(1_000_000)), b"x\x9c\x00"])
def test_other_streams_are_read(stream: bytes) -> None:
    check_streams(page_of(stream), "page.pdf")
    check_streams(page_of(zlib.compress(stream)), "page.pdf")
    picture = page_of(zlib.compress(bytes(40_000_000))).replace(b"<</", b"<</Subtype/Image/")
    check_streams(picture, "scan.pdf")
