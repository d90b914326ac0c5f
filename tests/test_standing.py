"""What became of a document: its claims stay, say so everywhere, and are facts by it no more."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli.main import main
from kg.errors import QuestionError, ReviewError
from kg.graph import Graph
from kg.model import Claim, Occurrence, Span
from kg.review.standings import Standing, Status, quads_to_standings, standings_to_quads
from kg.storage.judgements.reviews import read_standings, read_verdicts_of
from tests.builders import TEXT, make_extraction

REPORT = "news/report.txt"


def open_small(path: Path | None = None, *sources: str) -> Graph:
    graph = kg.open(path)
    for source in sources or (REPORT,):
        graph.store.add(make_extraction(source))
    return graph


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def find(graph: Graph, words: str) -> Claim:
    return next(c for c in graph.claims(reviewed="any") if words in c.quote)


def facts(graph: Graph) -> int:
    return sum(d["is_fact"] for *_, d in graph.network().edges(data=True))


@pytest.mark.slow
def test_every_claim_says_what_became_of_its_document(tmp_path: Path) -> None:
    graph = open_small()
    before = graph.export(tmp_path / "before.nq").read_bytes()
    assert facts(graph) > 0
    standing = graph.set_standing(REPORT, "retracted", note="its source recanted", by="R.")
    said = "its document was retracted (its source recanted), set by R."
    assert {c.revision for c in graph.claims()} == {said}
    assert facts(graph) == 0
    assert graph.query("ASK { ?s kg:directorOf ?o }").boolean is False
    assert all(said in e.sentence for row in graph.ask("central").evidence for e in row)
    assert said in graph.view().html
    for name in ("out.csv", "out.jsonl", "out.trig", "out.graphml"):
        reviewed = "not-rejected" if name.endswith("trig") else None
        assert "set by R." in graph.export(tmp_path / name, reviewed=reviewed).read_text("utf-8")
    memo = graph.dossier("Quillmark", tmp_path / "memo.md").read_text("utf-8")
    assert "its document was retracted" in memo
    assert graph.documents()[0].standing == str(standing)
    graph.clear_standing(REPORT)
    assert graph.export(tmp_path / "after.nq").read_bytes() == before
    with pytest.raises(ReviewError, match="no standing"):
        graph.clear_standing(REPORT)


def test_documents_that_stand_no_more_can_be_left_out() -> None:
    graph = open_small(None, "a.txt")
    graph.store.add(make_extraction("b.txt", f"{TEXT} Later."))
    graph.set_standing("a.txt", "corrected", "the notice of 4 May", by="R.")
    assert len(graph.select(standing="not-retracted").documents()) == 2
    kept = graph.select(standing="in-force")
    assert kept.left_out == {"a.txt": "corrected by the notice of 4 May, set by R."}
    assert {d.source for d in kept.documents()} == {"b.txt"}
    assert not any(c.revision for c in kept.claims())
    with pytest.raises(ReviewError, match="no choice"):
        graph.select(standing="gone")


def test_a_question_to_a_selection_that_leaves_nothing_says_so() -> None:
    graph = open_small(None, "a.txt")
    with pytest.raises(QuestionError, match="in the documents that were selected") as raised:
        graph.select(said_by="1990").ask("conflicts")
    assert "--said-by" in raised.value.hint
    graph.store.add(make_extraction("b.txt", f"{TEXT} Later."))
    graph.set_standing("a.txt", "retracted")
    note = graph.select(standing="in-force").ask("conflicts").note
    assert "1 document was left out by the selection" in note


def test_what_is_left_out_leaves_the_graph_of_the_others(tmp_path: Path) -> None:
    graph, other = open_small(None, "a.txt"), kg.open()
    for each in (graph, other):
        each.store.add(make_extraction("b.txt", f"{TEXT} Later.", date="2024-05-01"))
    kept = graph.select(said_by="2024-05")
    assert kept.left_out == {"a.txt": "not dated"}
    assert (
        kept.export(tmp_path / "a.nq").read_bytes() == other.export(tmp_path / "b.nq").read_bytes()
    )
    assert graph.select(said_by="2024-04-30").left_out["b.txt"] == "dated 2024-05-01"
    with pytest.raises(QuestionError, match="no date"):
        graph.select(said_by="soon")


def test_the_store_as_of_a_day_holds_what_had_come_and_what_was_decided() -> None:
    graph = open_small(None, "a.txt")
    claim = graph.claims()[0]
    graph.review(claim, "rejected")
    today = graph.store.arrivals()[claim.document][:10]
    assert graph.select(as_of="2019-12-31").left_out == {"a.txt": f"added {today}"}
    assert len(graph.select(as_of=today).documents()) == 1
    assert len(graph.select(as_of=today).claims()) == len(graph.claims())
    graph.store.remove("a.txt")
    assert graph.store.arrivals() == {}


def test_a_standing_survives_and_travels(tmp_path: Path) -> None:
    graph = open_small()
    standing = graph.set_standing(REPORT, "superseded", "the second report", by="R.")
    assert quads_to_standings(standings_to_quads([standing])) == {standing.document: standing}
    graph.review(graph.claims()[0], "confirmed", by="R.")
    graph.remove(REPORT)
    graph.store.add(make_extraction("moved.txt"))
    assert graph.documents()[0].standing.startswith("superseded by the second report")
    assert len(read_verdicts_of(graph.store)) == 1
    other = kg.open()
    other.load(graph.export(tmp_path / "all.nq"))
    assert read_standings(other.store) == {standing.document: standing}
    assert other.validate() == []
    graph.forget("moved.txt")
    assert read_standings(graph.store) == {} == dict(graph.store.arrivals())


def test_the_command_line_sets_lists_and_leaves_out(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    with open_small(tmp_path / "store"):
        pass
    made = run("review", "standing", REPORT, "withdrawn", "--by", "R.", "--store", store)
    assert made.exit_code == 0 and "withdrawn, set by R." in made.stderr
    assert "standing: withdrawn, set by R." in run("documents", "--store", store).stdout
    assert "[its document was withdrawn, set by R.]" in run("claims", "--store", store).stdout
    left = run("claims", "--standing", "in-force", "--store", store)
    assert "left out: news/report.txt: withdrawn" in left.stderr and not left.stdout
    lines = tmp_path / "verdicts.jsonl"
    assert run("review", "export", str(lines), "--store", store).exit_code == 0
    other = str(tmp_path / "other")
    with open_small(tmp_path / "other"):
        pass
    assert run("review", "import", str(lines), "--store", other).exit_code == 0
    assert "withdrawn" in run("documents", "--json", "--store", other).stdout
    run("review", "standing", REPORT, "in-force", "--store", other)
    assert "withdrawn" not in run("documents", "--store", other).stdout


def test_words_of_a_standing() -> None:
    assert str(Standing("", Status.RETRACTED, by="R.")) == "retracted, set by R."
    with pytest.raises(ReviewError, match="no standing 'retracte'"):
        open_small().set_standing(REPORT, "retracte")


def test_an_answer_that_says_no_says_why(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    with open_small(tmp_path / "store") as graph:
        graph.review(find(graph, "director"), "rejected")
        lines = graph.why_nothing("Quillmark", modality=["alleged"])
        assert lines[0] == "3 claims name it, and none fits all options"
        assert lines[1] == "3 claims without --modality: denied 1, reported 1, stated as fact 1"
        assert "rejected" in graph.why_nothing("Orla Brandt", predicate="kg:directorOf")[0]
        graph.store.add(
            make_extraction("b.txt", notes=("1 of 3 pages are pictures and were left out: 2",))
        )
    asked = run("claims", "--about", "Quillmark", "--modality", "found", "--store", store)
    assert asked.exit_code == 0 and "without --modality" in asked.stderr
    assert "not read: b.txt: 1 of 3 pages are pictures" in asked.stderr
    assert run("claims", "--about", "Quilmark", "--store", store).exit_code == 3


def test_a_name_without_a_claim_says_where_it_stands() -> None:
    graph, made = kg.open(), make_extraction()
    named = Occurrence(made.entities[0], Span(0, 11))
    graph.store.add(replace(made, claims=(), occurrences=(named,)))
    (line,) = graph.why_nothing(named.entity.label)
    assert line.startswith(
        "it is known, and nothing was claimed of it: named in news/report.txt ×1"
    )
