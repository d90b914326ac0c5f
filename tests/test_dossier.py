"""The memo: each line says whose it is and how strongly; nothing is stated that no source
states."""

import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

import kg
from kg.errors import ExportError
from kg.graph import Graph
from kg.reading.sources import read_documents
from tests.builders import make_extraction
from tests.test_view import HOSTILE


@pytest.fixture
def graph() -> Graph:
    graph = kg.open()
    graph.store.add(make_extraction())
    return graph


def test_a_memo_says_who_says_what(graph: Graph, tmp_path: Path) -> None:
    memo = graph.dossier("Quillmark", tmp_path / "memo.md").read_text("utf-8")
    assert memo.startswith(
        "# Quillmark\n\n3 claims in 1 document: 1 denied, 1 reported, 1 stated as fact."
    )
    assert "### Quillmark – gaveAccessTo – Tessera (disputed)" in memo
    assert "### Orla Brandt – directorOf – Quillmark (stated as fact)" in memo
    assert memo.index("Quillmark denied: Quillmark") < memo.index("Orla Brandt said: Quillmark")
    assert "  > Quillmark denied that it gave Tessera access." in memo
    assert "news/report.txt, characters" in memo
    assert "## What is contradicted" in memo and "asserted and denied" in memo
    assert memo == graph.dossier("Quillmark", tmp_path / "again.md").read_text("utf-8")


def test_undisputed_and_chronology(graph: Graph, tmp_path: Path) -> None:
    memo = graph.dossier("Quillmark", tmp_path / "memo.md", undisputed=True).read_text("utf-8")
    assert "gaveAccessTo" not in memo and "directorOf" in memo
    assert "no denial is found here does not make" in memo
    memo = graph.dossier("Tessera", tmp_path / "memo.md", chronology=True).read_text("utf-8")
    assert "**2021**" in memo


def test_a_rejected_claim_is_in_no_memo(graph: Graph, tmp_path: Path) -> None:
    graph.review(next(c for c in graph.claims() if "director" in c.quote), "rejected")
    assert "directorOf" not in graph.dossier("Quillmark", tmp_path / "memo.md").read_text("utf-8")
    assert "directorOf" in graph.dossier(
        "Quillmark", tmp_path / "memo.md", reviewed="any"
    ).read_text("utf-8")


def test_hostile_words_stay_text(tmp_path: Path) -> None:
    graph = kg.open()
    graph.store.add(make_extraction("a.txt", make_extraction().document.text, title=HOSTILE))
    page = graph.dossier("Quillmark", tmp_path / "memo.html").read_text("utf-8")
    assert "<script" not in page and "<img" not in page


def test_another_suffix_is_an_error(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"cannot write a memo to memo\.pdf"):
        graph.dossier("Quillmark", tmp_path / "memo.pdf")


def test_a_word_document_says_the_same(graph: Graph, tmp_path: Path) -> None:
    path = graph.dossier("Quillmark", tmp_path / "memo.docx")
    text = read_documents(str(path))[0].text
    assert text.startswith("Quillmark\n3 claims in 1 document")
    assert "Quillmark denied: Quillmark gaveAccessTo Tessera" in text
    assert "Quillmark denied that it gave Tessera access." in text
    assert path.read_bytes() == graph.dossier("Quillmark", tmp_path / "again.docx").read_bytes()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
        body = archive.read("word/document.xml").decode("utf-8")
    assert 'w:val="Heading1"' in body and 'w:val="Quote"' in body and "<w:numPr>" in body


def test_a_story_is_a_memo(graph: Graph, tmp_path: Path) -> None:
    memo = graph.dossier("contradictions", tmp_path / "memo.md").read_text("utf-8")
    assert memo.startswith("# Disputed\n")
    assert "Quillmark denied: Quillmark gaveAccessTo Tessera" in memo
    graph.review(next(c for c in graph.claims() if "denied" in c.quote), "rejected")
    memo = graph.dossier("contradictions", tmp_path / "memo.md").read_text("utf-8")
    assert "none found in these documents" in memo


def test_a_page_prints(graph: Graph, tmp_path: Path) -> None:
    page = graph.dossier("Quillmark", tmp_path / "memo.html").read_text("utf-8")
    assert "@page" in page and "counter(page)" in page and 'lang="en"' in page


@pytest.mark.slow
def test_a_workbook_is_the_same_bytes_at_any_time(graph: Graph, tmp_path: Path) -> None:
    first = graph.export(tmp_path / "a.xlsx").read_bytes()
    time.sleep(1.1)
    assert first == graph.export(tmp_path / "b.xlsx").read_bytes()
