"""DOCX, ODT, mail, tables and archives become documents with blocks; what would harm is refused."""

import io
import re
import zipfile
from email.message import EmailMessage

import pytest

from kg.errors import EmptySource, ReadError, UnreadableSource
from kg.language.parser import read_units
from kg.model import Document
from kg.pipeline.documents import extract_document
from kg.reading.options import ReadingOptions
from kg.reading.sources import read_bytes, read_each

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pack(**files: str | bytes) -> bytes:
    """A zip of files; "__" in a name is "/", a trailing name part its suffix."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def paragraph(words: str, more: str = "") -> str:
    return f"<w:p><w:pPr>{more}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def make_docx() -> bytes:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    lettered = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    changed = (
        "<w:p><w:r><w:t>The mill </w:t></w:r>"
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>twice </w:t></w:r></w:ins><w:r><w:t>paid Bo Lund.</w:t></w:r></w:p>"
    )
    body = (
        paragraph("Complaint", '<w:pStyle w:val="H1"/>')
        + paragraph("Ilse Tamm owns Brackwater Mills.", numbered)
        + paragraph("The mill and its owner:", numbered)
        + paragraph("hid the books; and", lettered)
        + paragraph("paid a driver.", lettered)
        + paragraph("Nobody else knew.", numbered)
        + changed
        + f"<w:tbl><w:tr><w:tc>{paragraph('Payer')}</w:tc></w:tr></w:tbl>"
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{k}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for k, (kind, text) in enumerate((("decimal", "%1."), ("lowerLetter", "(%2)")))
    )
    link = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    style = '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    note = f"<w:footnote w:id='2'>{paragraph('Tamm calls it a loan.')}</w:footnote>"
    return pack(
        word__document_dot_xml=f"<w:document {W}><w:body>{body}</w:body></w:document>",
        word__numbering_dot_xml=(
            f"<w:numbering {W}><w:abstractNum w:abstractNumId='0'>"
            f"{levels}</w:abstractNum>{link}</w:numbering>"
        ),
        word__styles_dot_xml=f"<w:styles {W}>{style}</w:styles>",
        word__footnotes_dot_xml=f"<w:footnotes {W}>{note}</w:footnotes>",
    )


def read_all(document: Document) -> list[tuple[str, str, str]]:
    return [(u.role, u.label, u.words.text) for u in read_units(document)]


def test_docx_keeps_numbers_changes_and_notes() -> None:
    document = read_bytes(make_docx(), "a.docx")
    assert read_all(document) == [
        ("heading", "", "Complaint"),
        ("item", "1.", "Ilse Tamm owns Brackwater Mills."),
        ("item", "2.", "The mill and its owner:"),
        ("item", "(a)", "The mill and its owner hid the books; and"),
        ("item", "(b)", "The mill and its owner paid a driver."),
        ("item", "3.", "Nobody else knew."),
        ("paragraph", "", "The mill twice paid Bo Lund."),
        ("cell", "", "Payer"),
        ("footnote", "2", "Tamm calls it a loan."),
    ]
    assert document.notes == ("1 tracked deletions were left out",)
    cited = {c.quote: c.citation for c in extract_document(document).claims}
    assert cited["Ilse Tamm owns Brackwater Mills."] == "¶ 1"


def test_a_list_level_that_is_no_number_is_the_first() -> None:
    marked = '<w:numPr><w:ilvl w:val="deep"/><w:numId w:val="1"/></w:numPr>'
    body = f"<w:document {W}><w:body>{paragraph('Ilse Tamm left.', marked)}</w:body></w:document>"
    document = read_bytes(pack(word__document_dot_xml=body), "a.docx")
    assert [words for *_, words in read_all(document)] == ["Ilse Tamm left."]


def test_odt_gives_headings_items_and_notes() -> None:
    spaces = (
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    )
    note = "<t:note><t:note-body><t:p>A loan.</t:p></t:note-body></t:note>"
    body = (
        f"<t:h>Mill</t:h><t:p>Ilse<t:s/>Tamm{note} left.</t:p>"
        "<t:list><t:list-item><t:p>One.</t:p></t:list-item></t:list>"
    )
    document = read_bytes(pack(content_dot_xml=f"<o:doc {spaces}>{body}</o:doc>"), "a.odt")
    assert [u[::2] for u in read_all(document)] == [
        ("heading", "Mill"),
        ("paragraph", "Ilse Tamm left."),
        ("item", "One."),
        ("footnote", "A loan."),
    ]


def make_mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Ada Venn <ada@example.org>", "bo@example.org"
    mail["Date"], mail["Subject"] = "Mon, 3 May 2021 09:12:00 +0200", "Flour"
    mail.set_content(
        "Ilse Tamm sold the flour.\n\nOn 2 May 2021, Bo Lund wrote:\n"
        "> Brackwater Mills paid Ilse Tamm.\n"
    )
    return mail


def test_a_mail_is_its_senders_word_and_its_attachments_documents() -> None:
    mail = make_mail()
    mail.add_attachment(
        b"Bo Lund sued Brackwater Mills.", maintype="text", subtype="plain", filename="a/b.txt"
    )
    mail.add_attachment(
        b"\x00\x01", maintype="application", subtype="octet-stream", filename="x.bin"
    )
    first, second = read_each(mail.as_bytes(), "m.eml")
    assert (first.title, first.date, first.authors, first.kind) == (
        "Flour",
        "2021-05-03",
        ("Ada Venn <ada@example.org>",),
        "Statement",
    )
    assert (second.source, second.text) == ("m.eml!a_b.txt", "Bo Lund sued Brackwater Mills.")
    assert len(first.notes) == 1 and "x.bin" in first.notes[0]
    said = {c.quote: [e.label for e in c.attribution] for c in extract_document(first).claims}
    assert said["Ilse Tamm sold the flour."] == ["Ada Venn"]
    assert said["Brackwater Mills paid Ilse Tamm."] == ["Bo Lund"]


def test_control_characters_of_a_mail_are_not_kept() -> None:
    """A header with a NUL, and a page that writes one as a reference, came into the text."""
    head = b"From: Ada\x00 Venn <ada@example.org>\nSubject: Flo\x01ur\n"
    page = b"Content-Type: text/html\n\n<p>The mill&#13;paid &#1;Orlov.</p>\n"
    text = read_bytes(head + page, "a.eml").text
    assert "Ada Venn" in text and "Subject: Flour" in text
    assert not re.search("[\x00-\x08\r]", text)


def test_a_mailbox_holds_several_mails() -> None:
    one = b"From ada@example.org Mon May  3 09:12:00 2021\n" + make_mail().as_bytes() + b"\n"
    assert [d.source for d in read_each(one * 2, "m.mbox")] == ["m.mbox#1", "m.mbox#2"]
    with pytest.raises(UnreadableSource):
        read_each(b"no mailbox", "m.mbox")
    cut = one + b"From ada@example.org Mon May  3 09:12:00 2021"
    assert [d.source for d in read_each(cut, "m.mbox")] == ["m.mbox#1"]  # it ended the whole run


def test_a_mail_of_an_impossible_day_is_read() -> None:
    """A day of thirty digits ended the whole run."""
    head = f"From: Ada Venn <ada@example.org>\nDate: {'9' * 30} May 2021 10:00:00 +0000\n\n"
    (mail,) = read_each(f"{head}The mill paid Orlov.".encode(), "m.eml")
    assert mail.text.endswith("The mill paid Orlov.\n") and not mail.date


def test_tables_and_records_give_a_document_a_row() -> None:
    table = b"id,story,date\n1,Ilse Tamm left.,2021-05-03\n2,,\n3,Bo Lund stayed.,\n"
    with pytest.raises(UnreadableSource, match="no column of text"):
        read_each(table, "a.csv")
    found = read_each(table, "a.csv", ReadingOptions(text_column="story"))
    assert [(d.source, d.text, d.date) for d in found] == [
        ("a.csv#1", "Ilse Tamm left.", "2021-05-03"),
        ("a.csv#3", "Bo Lund stayed.", ""),
    ]
    lines = b'{"text": "Ilse Tamm left.", "title": "Mill"}\n{"text": "Bo Lund stayed."}\n'
    assert [d.title for d in read_each(lines, "a.jsonl")] == ["Mill", ""]
    assert len(read_each(b'[{"body": "Ilse Tamm left."}]', "a.json")) == 1


def test_an_archive_is_read_with_bounds() -> None:
    found = read_each(
        pack(a_dot_txt="Ilse Tamm left.", b__c_dot_md="# Mill\n\nBo Lund stayed.", x_dot_bin="?"),
        "a.zip",
    )
    assert [d.source for d in found] == ["a.zip!a.txt", "a.zip!b/c.md"]
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", b"0" * 60_000_000)
        file.writestr("../out.txt", "Ilse Tamm left.")
    for name in ("a.zip", "a.docx", "a.odt"):
        with pytest.raises(UnreadableSource, match="unpacks to"):
            read_each(bomb.getvalue(), name)
    with pytest.raises(EmptySource):
        read_each(pack(**{"..__out_dot_txt": "Ilse Tamm left."}), "a.zip")


@pytest.mark.parametrize(
    "name", ["a.docx", "a.odt", "a.eml", "a.mbox", "a.csv", "a.json", "a.zip", "a.pdf"]
)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"\x00" * 100,
        b"%PDF-1.7",
        make_docx()[:300],
        b"From x 2021\n",
        b"[" * 5000,
    ],
)
def test_what_is_no_such_file_gives_one_error_or_a_document(name: str, data: bytes) -> None:
    try:
        documents = read_each(data, name)
    except ReadError:
        return
    assert all(d.text.strip() for d in documents)


def test_entities_and_outside_files_of_xml_are_not_followed() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    body = (
        f"{bomb}<w:document {W}><w:body><w:p><w:r><w:t>Ilse &b; Tamm"
        "</w:t></w:r></w:p></w:body></w:document>"
    )
    assert read_bytes(pack(word__document_dot_xml=body), "a.docx").text in {"Ilse Tamm", "Ilse"}
