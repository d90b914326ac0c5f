"""The memo: each line says whose it is and how strongly; nothing is stated that no source
states."""

from pathlib import Path

import pytest

import kg
from kg.errors import ExportError
from kg.graph import Graph
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
        "# Quillmark\n\n3 claims in 1 documents: 1 denied, 1 reported, 1 stated as fact."
    )
    assert "### Quillmark – gaveAccessTo – Tessera (disputed)" in memo
    assert memo.index("Quillmark denied: Quillmark") < memo.index("Orla Brandt said: Quillmark")
    assert "  > Quillmark denied that it gave Tessera access." in memo
    assert "news/report.txt, characters" in memo
    assert "## What is contradicted" in memo and "asserted and denied" in memo
    assert memo == graph.dossier("Quillmark", tmp_path / "again.md").read_text("utf-8")


def test_undisputed_and_chronology(graph: Graph, tmp_path: Path) -> None:
    memo = graph.dossier("Quillmark", tmp_path / "memo.md", undisputed=True).read_text("utf-8")
    assert "gaveAccessTo" not in memo and "directorOf" in memo
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
