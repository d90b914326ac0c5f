"""Time of hostile input against its size, for each reader and for what extracts claims: ``python -m
benchmarks.hostile``.

Each input is made in four sizes, each twice the one before. Growth 1.0 is linear time, 2.0 the
square; what is refused with an error of kg counts as read. Growth is the slope of log time over log
size (least squares), where the largest takes above 0.2 s."""

import argparse
import email.message
import io
import json
import math
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress

import openpyxl

from kg.errors import ReadError
from kg.language.parser import load_language
from kg.model import Document
from kg.namespace import document_iri
from kg.pipeline.documents import extract_document
from kg.reading.sources import read_each

STEPS = 4
WORST = 1.3
"""The most growth that passes: noise of a shared machine, and caches that a larger input does not
fit into."""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def repeat(pattern: str, size: int) -> str:
    """Return *size* characters that repeat *pattern*."""
    return (pattern * (size // len(pattern) + 1))[:size]


def pack(name: str, data: str) -> bytes:
    """A zip archive with one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def make_mail(body: str) -> bytes:
    """A mail with *body*."""
    message = email.message.EmailMessage()
    message["Subject"], message["From"] = "A case", "a@example.org"
    message.set_content(body)
    return bytes(message)


def make_docx(pattern: str) -> Callable[[int], bytes]:
    """A maker of text documents (OOXML) with so many paragraphs as fit."""
    return lambda size: pack(
        "word/document.xml",
        f"<w:document {_W}><w:body>{repeat_whole(pattern, size)}</w:body></w:document>",
    )


def repeat_whole(pattern: str, size: int) -> str:
    """Return *pattern* as often as fits into *size* characters."""
    return pattern * max(1, size // len(pattern))


def make_odt(pattern: str) -> Callable[[int], bytes]:
    """A maker of text documents (ODF)."""
    body = (
        "<office:document-content {}><office:body>"
        "<office:text>{}</office:text></office:body></office:document-content>"
    )
    return lambda size: pack("content.xml", body.format(_ODT, repeat_whole(pattern, size)))


def plain(pattern: str) -> Callable[[int], bytes]:
    """A maker of bytes that repeat *pattern*."""
    return lambda size: repeat(pattern, size).encode()


def page(pattern: str) -> Callable[[int], bytes]:
    """A maker of pages with *pattern* in their article."""
    return lambda size: (
        f"<html><body><article>{repeat_whole(pattern, size)}</article></body></html>".encode()
    )


_MHTML = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    "--x\nContent-Type: text/html\n\n<p>"
)
_MHTML_END = "\n--x--\n"
_HTML_MAIL = "Content-Type: text/html\n\n"
_PAGE = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nTessera paid Harlow."
_WARC = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {len(_PAGE)}\r\n\r\n{_PAGE}\r\n\r\n"


def wrap(head: str, pattern: str, tail: str) -> Callable[[int], bytes]:
    """A maker of bytes with *pattern* again and again between head and tail."""
    return lambda size: f"{head}{repeat_whole(pattern, size)}{tail}".encode()


def make_epub(pattern: str, chapters: int = 1) -> Callable[[int], bytes]:
    """A maker of books of so many chapters."""

    def make(size: int) -> bytes:
        out, names = io.BytesIO(), [f"c{k}.xhtml" for k in range(chapters or size // 100)]
        listed = "".join(f'<item id="i{k}" href="{n}"/>' for k, n in enumerate(names))
        spine = "".join(f'<itemref idref="i{k}"/>' for k in range(len(names)))
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(
                "META-INF/container.xml",
                '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
            )
            archive.writestr(
                "b.opf",
                f"<package><manifest>{listed}</manifest><spine>{spine}</spine></package>",
            )
            for name in names:
                body = repeat_whole(pattern, size // len(names))
                archive.writestr(name, f"<html><body>{body}</body></html>")
        return out.getvalue()

    return make


def make_epub_spine(size: int) -> bytes:
    """A book of many short chapters."""
    return make_epub("<p>Tessera paid Harlow.</p>", 0)(size)


def make_chunks(size: int) -> bytes:
    """A web archive of one page in chunks of a byte."""
    body = "1\r\nx\r\n" * (size // 6) + "0\r\n\r\n"
    page = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n{body}"
    )
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {len(page)}\r\n\r\n"
    return f"{head}{page}".encode()


def make_workbook(size: int) -> bytes:
    """A workbook of rows with a word each."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["text"])
    for _ in range(size // 8):
        sheet.append(["word"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


READERS: dict[str, tuple[str, int, Callable[[int], bytes]]] = {
    "txt: line ends": ("a.txt", 1_000_000, plain("\n")),
    "txt: short lines": ("a.txt", 400_000, plain("a b\n")),
    "txt: fields without end": ("a.txt", 400_000, plain("Title: x\n")),
    "txt: dotted contents": ("a.txt", 400_000, plain(". . . . 1\n")),
    "txt: quoted mail": ("a.txt", 400_000, plain("> > > x\n")),
    "md: brackets": ("a.md", 100_000, plain("![")),
    "md: emphasis": ("a.md", 30_000, plain("*a_ ")),
    "md: quotes": ("a.md", 100_000, plain("> ")),
    "md: lists": ("a.md", 50_000, plain("- a\n")),
    "md: ticks": ("a.md", 50_000, plain("`a``")),
    "md: angles": ("a.md", 50_000, plain("<a ")),
    "html: paragraphs": ("a.html", 100_000, page("<p>Quillmark paid Tessera, it said.</p>")),
    "html: tags left open": ("a.html", 40_000, page("<b><i>")),
    "html: cells": ("a.html", 40_000, page("<table><tr><td>x")),
    "html: attributes": (
        "a.html",
        400_000,
        lambda size: f"<p {repeat_whole('x=y ', size)}>word</p>".encode(),
    ),
    "html: angles": ("a.html", 400_000, page("<")),
    "html: comments": ("a.html", 400_000, page("<!--")),
    "html: cells that span": (
        "a.html",
        100_000,
        page("<table><tr><td rowspan=99999 colspan=99999>x</td></tr></table>"),
    ),
    "md: references in front matter": (
        "a.md",
        10_000,
        wrap("---\na: &a [x]\n", "b: [*a, *a, *a, *a]\n", "---\nword"),
    ),
    "md: dots in front matter": ("a.md", 10_000, wrap("+++\n", "a.", "a = 1\n+++\nword")),
    "docx: paragraphs": (
        "a.docx",
        400_000,
        make_docx("<w:p><w:r><w:t>Quillmark paid Tessera.</w:t></w:r></w:p>"),
    ),
    "odt: paragraphs": ("a.odt", 400_000, make_odt("<text:p>Quillmark paid Tessera.</text:p>")),
    "eml: quoted lines": ("a.eml", 400_000, lambda size: make_mail(repeat("> a\n", size))),
    "eml: quotation marks of a sender": ("a.eml", 20_000, wrap("From: ", '"\\"', "\n\nword\n")),
    "eml: tags left open": ("a.eml", 100_000, wrap(_HTML_MAIL, "<", "")),
    "eml: styles left open": ("a.eml", 100_000, wrap(_HTML_MAIL, "<style></", "")),
    "mbox: mails": (
        "a.mbox",
        100_000,
        plain("From a@example.org Mon Mar  1 10:00:00 2021\nSubject: x\n\nword\n\n"),
    ),
    "csv: rows": ("a.csv", 400_000, lambda size: b"text\n" + repeat("word\n", size).encode()),
    "csv: quotation marks": (
        "a.csv",
        400_000,
        lambda size: b"text\n" + repeat('""', size).encode(),
    ),
    "json: records": (
        "a.json",
        400_000,
        lambda size: json.dumps([{"text": "word"}] * (size // 16)).encode(),
    ),
    "json: brackets": ("a.json", 400_000, plain("[")),
    "rtf: paragraphs": ("a.rtf", 200_000, wrap("{\\rtf1 ", "Tessera paid.\\par ", "}")),
    "rtf: groups": ("a.rtf", 200_000, wrap("{\\rtf1 word ", "{\\b x}", "}")),
    "rtf: groups left open": ("a.rtf", 200_000, wrap("{\\rtf1 word ", "{", "")),
    "rtf: escapes": ("a.rtf", 200_000, wrap("{\\rtf1 word ", "\\'e9", "}")),
    "epub: paragraphs": ("a.epub", 400_000, make_epub("<p>Tessera paid Harlow.</p>")),
    "epub: chapters": ("a.epub", 20_000, make_epub_spine),
    "mhtml: paragraphs": ("a.mhtml", 100_000, wrap(_MHTML, "<p>Tessera paid.</p>\n", _MHTML_END)),
    "mhtml: parts": (
        "a.mhtml",
        50_000,
        wrap(_MHTML, "\n--x\nContent-Type: image/gif\n\nx", _MHTML_END),
    ),
    "warc: records": ("a.warc", 100_000, wrap("", _WARC, "")),
    "warc: chunks": ("a.warc", 100_000, make_chunks),
    "xml: paragraphs": (
        "a.xml",
        200_000,
        wrap("<akomaNtoso><judgment><p>", "<p>Tessera paid.</p>", "</p></judgment></akomaNtoso>"),
    ),
    "xml: elements left open": ("a.xml", 200_000, wrap("<akomaNtoso>", "<a>", "")),
    "xml: attributes": (
        "a.xml",
        200_000,
        lambda size: (
            f"<nitf {' '.join(f'a{k}=' + chr(34) * 2 for k in range(size // 8))}/>".encode()
        ),
    ),
    "xlsx: rows": ("a.xlsx", 20_000, make_workbook),
    "zip: members": ("a.zip", 400_000, lambda size: pack("a.txt", repeat("word ", size))),
}


def name_bodies(size: int) -> str:
    """A text of so many characters that names a body after the other, with initials of each."""
    sentence = "The {0} {1} Association (DA{2}) sued the {1} Association. "
    words = ("Barban", "Dorden", "Fenford", "Gilgan", "Holley", "Karman", "Lornick", "Monser")
    named = (
        sentence.format(words[k % 8], words[k // 8 % 8] + "abcdefgh"[k // 64 % 8], k)
        for k in range(size // len(sentence))
    )
    return "".join(named)


TEXTS: dict[str, tuple[int, str | Callable[[int], str]]] = {
    "bodies and their initials": (20_000, name_bodies),
    "brackets in one word": (5_000, "("),
    "brackets and quotation marks": (5_000, "((\"'"),
    "money signs": (5_000, "£"),
    "apostrophes": (5_000, "'s"),
    "one sentence without end": (10_000, "Quillmark said that Harlow paid Tessera and "),
    "names without end": (10_000, "Anna Ruiz, Ben Cole, "),
    "sentences": (10_000, "Quillmark paid Tessera. "),
    "statements": (10_000, "Anna Ruiz said that Quillmark paid Tessera. She denied it. "),
    "quotations left open": (10_000, "\u201cQuillmark paid Tessera, "),
    "lines of one word": (5_000, "Tessera\n\n"),
    "items": (10_000, "(a) paid Tessera;\n"),
    "dates": (10_000, "On 3 May 2021 Tessera paid Harlow. "),
    "capitals": (10_000, "QUILLMARK PAID TESSERA "),
}


def measure(run: Callable[[int], object], smallest: int) -> tuple[list[float], float]:
    """Return the seconds of each size, and the growth (0 where the largest takes less than 0.2 s:
    too short to tell)."""
    sizes, took = [smallest << k for k in range(STEPS)], []
    for size in sizes:
        began = time.process_time()
        run(size)
        took.append(time.process_time() - began)
    if took[-1] < 0.2:
        return took, 0.0
    points = [
        (math.log(size), math.log(max(seconds, 1e-4)))
        for size, seconds in zip(sizes, took, strict=True)
    ][-3:]
    middle, height = (sum(p[k] for p in points) / len(points) for k in (0, 1))
    slope = sum((x - middle) * (y - height) for x, y in points) / sum(
        (x - middle) ** 2 for x, _ in points
    )
    return took, slope


def read_input(source: str, make: Callable[[int], bytes]) -> Callable[[int], object]:
    """A run that reads what *make* gives; a refusal is an answer."""

    def run(size: int) -> None:
        with suppress(ReadError):
            read_each(make(size), source)

    return run


def extract_input(pattern: str | Callable[[int], str]) -> Callable[[int], object]:
    """A run that extracts the claims of a text that repeats *pattern*, or that it makes."""

    def run(size: int) -> None:
        text = repeat(pattern, size) if isinstance(pattern, str) else pattern(size)
        extract_document(Document(document_iri("a.txt", text), "a.txt", text))

    return run


def main() -> None:
    """Measure, print, and end with 1 where anything grows faster than its size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="inputs whose name holds this")
    wanted, failed = parser.parse_args().only, False
    runs = {
        name: (size, read_input(source, make)) for name, (source, size, make) in READERS.items()
    }
    runs |= {
        f"text: {name}": (size, extract_input(pattern)) for name, (size, pattern) in TEXTS.items()
    }
    load_language()
    extract_input("Quillmark paid Tessera. ")(1_000)
    for name, (size, run) in runs.items():
        if wanted in name:
            took, growth = measure(run, size)
            failed |= growth > WORST
            seconds = ", ".join(f"{s:.2f}" for s in took)
            print(
                f"{name:30} {size:>9,} characters and 2, 4, 8 times as many: "
                f"{seconds} s; growth {growth:.2f}",
                flush=True,
            )
    sys.exit(failed)


if __name__ == "__main__":
    main()
