"""Sources become documents or one clear error, whatever they hold."""

import contextlib
import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import EmptySource, ReadError, SourceNotFound, UnknownFormat, UnreadableSource
from kg.model import Extraction
from kg.namespace import document_iri
from kg.reading import decoding as decode
from kg.reading.decoding import make_document, normalise_source
from kg.reading.metadata import split_header
from kg.reading.sources import find_sources, read_bytes, read_source, reader_suffixes
from kg.storage.store import Store

STORY = "Quillmark paid Tessera 4 million euros."


def write(folder: Path, name: str, content: str | bytes = STORY) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def test_text_is_kept_as_it_is() -> None:
    document = read_bytes(
        b"\xef\xbb\xbfOne.\r\n\r\nTwo \xe2\x80\x9cthree\xe2\x80\x9d.\r", "./a/b.txt"
    )
    assert document.text == "One.\n\nTwo “three”.\n"
    assert document.source == "a/b.txt"
    assert document.id == document_iri(document.source, document.text)
    assert document.kind == "Article"


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf16_is_read_by_its_mark(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert read_bytes(mark + "Überprüfung.".encode(encoding), "a.txt").text == "Überprüfung."


def test_text_header_is_metadata() -> None:
    header = (
        "Title: Two sue Quillmark\nDate: 2021-03-05\nAuthor: Ada Venn; Bo Lund\n"
        "Source: The Reed Post\nKind: PressRelease"
    )
    document = read_bytes(f"{header}\n\nBody here.".encode(), "a.txt")
    assert (document.title, document.date, document.publisher) == (
        "Two sue Quillmark",
        "2021-03-05",
        "The Reed Post",
    )
    assert (document.authors, document.kind, document.text) == (
        ("Ada Venn", "Bo Lund"),
        "PressRelease",
        "Body here.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Note: this is prose.\n\nMore.",
        "Date: 2021\nBut the rest is prose.\n\nMore.",
        "Title: never closed",
        "A.\n\nTitle: x\n\n",
    ],
)
def test_prose_is_no_header(text: str) -> None:
    assert split_header(text) == ({}, text)


def test_markdown_gives_blocks_without_markup() -> None:
    raw = (
        "---\ntitle: A case\ndate: 2020-01-02\nauthor: Ada Venn\n---\n\n"
        "# A case\n\nQuillmark *paid* [Tessera](https://example.org)\n"
        "in `March`.\n\n- one **point**\n- two\n\n> quoted words\n\n"
        "<div>raw</div>\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    document = read_bytes(raw.encode(), "a.md")
    assert document.text.split("\n")[:5] == [
        "A case",
        "Quillmark paid Tessera in March.",
        "one point",
        "two",
        "quoted words",
    ]
    assert (document.title, document.date, document.authors) == (
        "A case",
        "2020-01-02",
        ("Ada Venn",),
    )


def test_markdown_heading_is_the_title() -> None:
    assert read_bytes(b"# Quillmark sued\n\nText.", "a.markdown").title == "Quillmark sued"
    assert read_bytes(b"Text.\n\n# Quillmark sued\n", "a.md").title == ""


PAGE = """<!doctype html><html><head><title>Tessera sued over records | The Reed Post</title>
<meta name="author" content="Ada Venn"><meta property="article:published_time" content="2021-03-05">
<meta property="og:site_name" content="The Reed Post"><script>alert("never")</script></head>
<body><nav>Home About</nav><article><h1>Tessera sued over records</h1>
<p>Quillmark sued Tessera on Friday over the records \
that the company had kept since 2015 in its archive.</p>
<p>The complaint alleges that Tessera &amp; partners \
sold copies of those records to three buyers abroad.</p>
</article></body></html>"""


def test_html_gives_main_text_and_metadata() -> None:
    document = read_bytes(PAGE.encode(), "page.htm")
    assert "sued Tessera on Friday" in document.text
    assert "Tessera & partners" in document.text
    assert "never" not in document.text and "Home About" not in document.text
    assert "Tessera sued over records" in document.title
    assert (document.date, document.authors, document.publisher) == (
        "2021-03-05",
        ("Ada Venn",),
        "The Reed Post",
    )


def test_a_page_without_a_date_gets_none() -> None:
    page = PAGE.replace("article:published_time", "x").replace(
        "</body>", "<footer>Copyright 2019. Since 1 May 2001.</footer></body>"
    )
    assert read_bytes(page.encode(), "a.html").date == ""
    marked = page.replace("<h1>", "<p class='post-date'>May 4, 2021</p><h1>")
    assert read_bytes(marked.encode(), "a.html").date == "2021-05-04"


def test_html_without_text_is_empty() -> None:
    for page in ("<html><body></body></html>", "<p></p>", "<script>x()</script>"):
        with pytest.raises(EmptySource):
            read_bytes(page.encode(), "a.html")


def test_html_that_is_hostile_ends() -> None:
    deep = "<div>" * 50_000 + "x"
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><html><body><p>&b;</p></body></html>'
    )
    with pytest.raises(ReadError):
        read_bytes(deep.encode(), "a.html")
    with contextlib.suppress(ReadError):
        assert len(read_bytes(bomb.encode(), "a.html").text) < 1_000


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            (
                "DISTRICT COURT\nADA VENN, Plaintiff,\nv.\n"
                "QUILLMARK, Defendant.\nCase No. 21-42\nCOMPLAINT\n1. A."
            ),
            "CourtFiling",
        ),
        (
            "SUPERIOR COURT OF NORLAND\n\nAna Ruiz, Plaintiff, v. Quillmark, Inc.\n\n"
            "COMPLAINT FOR DAMAGES\n\n1. Quillmark stole the funds.",
            "CourtFiling",
        ),
        ("FOR IMMEDIATE RELEASE\nQuillmark opens an office.", "PressRelease"),
        ("The plaintiff told the court about the case. A complaint was filed.", "Article"),
        ("COMPLAINT letters pile up at Quillmark, and nobody answers.", "Article"),
    ],
)
def test_kind_is_guessed_with_care(text: str, kind: str) -> None:
    assert make_document("a.txt", text).kind == kind


@pytest.mark.parametrize(
    ("data", "name", "error", "words"),
    [
        (b"", "a.txt", EmptySource, "no text"),
        (b" \n\t\n", "a.txt", EmptySource, "no text"),
        (b"", "a.md", EmptySource, "no text"),
        (b"\x00\x01\x02abc", "a.txt", UnreadableSource, "binary"),
        (b"caf\xe9 noir", "a.txt", UnreadableSource, "byte 3"),
        (b"\xff\xfea", "a.txt", UnreadableSource, "byte 0"),
        (b"words", "a.wpd", UnknownFormat, ".wpd"),
    ],
)
def test_bad_content_says_what_and_where(
    data: bytes, name: str, error: type[ReadError], words: str
) -> None:
    with pytest.raises(error) as caught:
        read_bytes(data, name)
    assert name in str(caught.value) and words in str(caught.value)
    assert caught.value.hint


def test_sources_that_are_too_large_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "MAX_BYTES", 10)
    monkeypatch.setattr("kg.reading.sources.MAX_BYTES", 10)
    name = write(tmp_path, "big.txt")
    with pytest.raises(UnreadableSource, match="more than 10"):
        read_source(name)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(STORY.encode())))
    with pytest.raises(UnreadableSource, match="more than 10"):
        read_source("-")


@pytest.mark.slow
def test_a_line_as_long_as_a_book_is_no_prose() -> None:
    assert len(read_bytes(b"word " * 200_000, "a.txt").text) == 1_000_000
    with pytest.raises(UnreadableSource, match="a line of"):
        read_bytes(b"word " * 2_000_000, "a.txt")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for name in ("absent.txt", "absent/*.txt"):
        with pytest.raises(SourceNotFound, match="no such"):
            find_sources([str(tmp_path / name)])
    with pytest.raises(SourceNotFound, match="no such file"):
        read_source(str(tmp_path / "absent.txt"))
    with pytest.raises(SourceNotFound, match="a folder"):
        read_source(str(tmp_path))
    write(tmp_path, "photo.jpg")
    with pytest.raises(SourceNotFound, match="nothing readable") as caught:
        find_sources([str(tmp_path)])
    assert ".txt" in caught.value.hint


def test_folders_patterns_and_files_are_sorted_and_single(tmp_path: Path) -> None:
    names = [
        write(tmp_path, n)
        for n in ("b.txt", "a.md", "sub/c.html", ".hidden.txt", ".git/d.txt", "photo.jpg")
    ]
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = find_sources([str(tmp_path), str(tmp_path / "*.txt"), names[0]])
    assert found == sorted([names[1], names[0], names[2]])
    assert find_sources([names[5]]) == [names[5]]


def test_names_that_look_like_patterns(tmp_path: Path) -> None:
    name = write(tmp_path, "a[1].txt")
    assert find_sources([name]) == [name]
    assert find_sources([str(tmp_path)]) == [name]


def test_a_pattern_does_not_reach_what_cannot_be_read(tmp_path: Path) -> None:
    name = write(tmp_path, "a.txt")
    write(tmp_path, "photo.jpg")
    assert find_sources([str(tmp_path / "*")]) == [name]


def test_dangling_links_are_no_sources(tmp_path: Path) -> None:
    name = write(tmp_path, "a.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert find_sources([str(tmp_path)]) == [name]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_in_folders_do_not_hang(tmp_path: Path) -> None:
    name = write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert find_sources([str(tmp_path)]) == [name]


@pytest.mark.parametrize("name", ["a\0b.txt", "x" * 5000, "[", "", "~"])
def test_odd_names_are_not_found(name: str) -> None:
    with pytest.raises(SourceNotFound):
        find_sources([name])
    with pytest.raises(ReadError):
        read_source(name)


def test_a_page_declares_its_encoding() -> None:
    page = PAGE.replace("<head>", "<head><meta charset='ISO-8859-1'>").replace(
        "three buyers", "café owners"
    )
    assert "café owners" in read_bytes(page.encode("latin-1"), "a.html").text
    with pytest.raises(UnreadableSource, match="no such encoding"):
        read_bytes(b"<meta charset=klingon><p>text", "a.html")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(STORY.encode())))
    document = read_source("-")
    assert (document.source, document.text) == ("-", STORY)
    assert find_sources(["-"]) == ["-"]


def test_the_document_keeps_no_accident_of_the_path() -> None:
    assert normalise_source("./a//b.txt") == "a/b.txt"
    assert read_bytes(b"x", "./a.txt").id == read_bytes(b"x", "a.txt").id
    assert read_bytes(b"x", "a.txt").id != read_bytes(b"y", "a.txt").id


def test_readers_keep_their_contract() -> None:
    assert {"txt", "text", "md", "markdown", "html", "htm"} <= set(reader_suffixes())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "-", "a"]))
def test_any_bytes_give_a_document_or_a_read_error(data: bytes, name: str) -> None:
    with contextlib.suppress(ReadError):
        assert read_bytes(data, name).text.strip()


PIECES = "<p> </p> <a href='x &amp; &#0; <!-- ]]> # --- title: | ``` word \u2028".split(" ")
MARKUP = st.sampled_from([*PIECES, " ", "\n", "\n\n"])


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(MARKUP | st.text(max_size=5), max_size=30).map("".join),
    st.sampled_from(["a.txt", "a.md", "a.html"]),
)
def test_any_text_is_read_the_same_twice(text: str, name: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        first = read_bytes(data, name)
    except ReadError:
        return
    assert first == read_bytes(data, name)


def test_standard_input_takes_no_other_document_s_place(monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open() as store:
        for words in (
            "Quillmark sued Tessera.",
            "Tessera paid Larkfield.",
            "Tessera paid Larkfield.",
        ):
            monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(words.encode())))
            store.add(Extraction(read_source("-"), (), ()))
        assert sorted(d.text for d in store.documents()) == [
            "Quillmark sued Tessera.",
            "Tessera paid Larkfield.",
        ]
