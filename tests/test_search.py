"""Passages are found in what is stored, with page, marked words and claims; what is removed is not
found."""

import json
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner

from kg.analysis.text_search import read_query
from kg.cli.main import main
from kg.errors import QuestionError
from kg.graph import Graph, open_graph
from kg.model import Document
from kg.namespace import document_iri

FIRST = (
    "Ilse Tamm, the owner of the mill, bribed the\nclerk of the county.\n\n"
    "Brackwater Mills paid Bo Lund, and the clerk saw it."
)
SECOND = "The clerk left. Nobody was bribed.\n\n7. Bo Lund sued the county."


@pytest.fixture
def graph() -> Graph:
    found = open_graph()
    found.add(
        *(Document(document_iri(n, t), n, t) for n, t in (("a.txt", FIRST), ("b.txt", SECOND)))
    )
    return found


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("clerk", {("a.txt", 0), ("a.txt", 67), ("b.txt", 0)}),
        ("brib* clerk", {("a.txt", 0), ("b.txt", 0)}),
        ('"the clerk" -bribed', {("a.txt", 67)}),
        ('"THE CLERK OF"', {("a.txt", 0)}),
        ("sued county", {("b.txt", 39)}),
        ("cler", set()),
    ],
)
def test_words_stand_in_one_paragraph(
    graph: Graph, words: str, places: set[tuple[str, int]]
) -> None:
    found = graph.search(words)
    assert {(p.source, p.start) for p in found} == places
    texts = {d.source: d.text for d in graph.documents()}
    for passage in found:
        assert passage.text == texts[passage.source][passage.start : passage.end]
        assert all(passage.text[m.start : m.end].strip() for m in passage.matches)
        assert all(passage.start <= c.start < passage.end for c in passage.claims)


def test_paragraph_numbers_are_cited_and_claims_come_with_their_passage(graph: Graph) -> None:
    passage = graph.search("sued")[0]
    assert passage.citation == "¶ 7" and {c.quote for c in passage.claims} == {
        "Bo Lund sued the county."
    }


def test_what_is_removed_is_not_found(graph: Graph) -> None:
    graph.remove("a.txt")
    assert {p.source for p in graph.search("clerk")} == {"b.txt"}


def test_nothing_to_look_for_is_an_error(graph: Graph) -> None:
    for words in ("", "-clerk", '""', "***"):
        with pytest.raises(QuestionError):
            graph.search(words)


def test_the_command_shows_place_and_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST)
    store = str(tmp_path / "s")
    CliRunner().invoke(main, ["add", str(tmp_path / "a.txt"), "--store", store])
    run = CliRunner().invoke(main, ["search", "bribed", "--store", store])
    assert (
        run.exit_code == 0
        and "mill, bribed the clerk of the county." in run.output
        and "a.txt:0-65" in run.output
    )
    record = json.loads(
        CliRunner().invoke(main, ["search", "paid", "--json", "--store", store]).output
    )
    assert (
        record["text"].startswith("Brackwater Mills")
        and record["matches"] == [[17, 21]]
        and record["claims"]
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("pago", "La empresa pagó"),
        ("burgermeister", "Der Bürgermeister"),
        ("bürgermeister", "Der Bürgermeister"),
        ("贿赂", "市长收受了公司的贿赂。"),
        ("allegations", "The alle-\ngations stand"),
        ("zoe", "Zoe\u0301 paid"),
    ],
)
def test_accents_hyphens_and_scripts_without_spaces_hide_nothing(words: str, found: str) -> None:
    query = read_query(words)
    assert query.fits(found) and not query.fits("The allegation stands in Burgos")


@pytest.mark.alone
def test_a_star_alone_is_any_word_and_no_gap() -> None:
    """``"a * * * b"`` took the fourth power of a run of blanks: 400 of them 13 seconds."""
    (form,) = read_query('"the * * * county"').wanted
    assert form.search("the clerk of the county") and form.search("the tall  old clerk county")
    assert not form.search("the clerk county")
    began = process_time()
    assert not form.search(f"the{' ' * 2_000}mill")
    assert process_time() - began < 5
    assert len(read_query("mill " * 5_000).wanted) == 1
