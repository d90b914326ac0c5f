"""Verdicts: data beside the claims that survive moving, and never make a claim stronger."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.cli.main import main
from kg.errors import ReviewError
from kg.graph import Graph
from kg.model import Claim, Modality
from kg.review import Correction, Outcome, Verdict
from kg.review.quads import quads_to_verdicts, verdicts_to_quads
from kg.review.verdicts import DISPUTES, correct_claim, read_verdicts, weaker_modality, write_verdicts
from kg.storage.reviews import import_verdicts, read_verdicts_of
from tests.builders import make_extraction

WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)


def open_small(*sources: str) -> Graph:
    graph = kg.open()
    for source in sources or ("news/report.txt",):
        graph.store.add(make_extraction(source))
    return graph


def find(graph: Graph, words: str) -> Claim:
    return next(c for c in graph.claims(reviewed="any") if words in c.quote)


def test_a_rejected_claim_leaves_every_default_and_stays_findable(tmp_path: Path) -> None:
    graph = open_small()
    claim = find(graph, "director")
    graph.review(claim, "rejected", "another Brandt", by="R.")
    assert claim.id not in {c.id for c in graph.claims()}
    assert claim.id in {c.id for c in graph.claims(reviewed="any")}
    assert claim.id not in {k for *_, k in graph.network().edges(keys=True)}
    kept = {k: d for *_, k, d in graph.network(reviewed="any").edges(keys=True, data=True)}
    assert not kept[claim.id]["is_fact"]
    assert all(claim.id not in {e.claim for e in row} for row in graph.ask("central").evidence)
    for name in ("out.csv", "out.jsonl", "out.graphml", "out.ttl"):
        assert "directorOf" not in graph.export(tmp_path / name).read_text("utf-8")
    assert "directorOf" in graph.export(tmp_path / "all.csv", reviewed="any").read_text("utf-8")
    assert claim.id.rpartition("/")[2] not in graph.view().html


def test_confirmed_alone() -> None:
    graph = open_small()
    graph.review(find(graph, "million"), "confirmed")
    assert [c.quote for c in graph.claims(reviewed="confirmed")] == [find(graph, "million").quote]
    assert graph.network(reviewed="confirmed").number_of_edges() == 1
    with pytest.raises(ReviewError, match="no choice 'good'"):
        graph.claims(reviewed="good")


def test_a_verdict_survives_removing_moving_and_merging() -> None:
    graph = open_small()
    claim = find(graph, "director")
    verdict = graph.review(claim, "rejected")
    graph.remove("news/report.txt")
    assert read_verdicts_of(graph.store) == [verdict]
    graph.store.add(make_extraction("elsewhere/moved.txt"))
    assert list(graph.reviews().values()) == [verdict]
    graph.decide("Quillmark", "Tessera")
    assert list(graph.reviews().values()) == [verdict]


def test_forgetting_takes_the_verdicts_words_too(tmp_path: Path) -> None:
    with kg.open(tmp_path / "store") as graph:
        graph.store.add(make_extraction())
        graph.review(find(graph, "director"), "rejected", "Zanzibar clue", tags=["xylophone"])
        graph.forget("news/report.txt")
        assert read_verdicts_of(graph.store) == []
    held = b"".join(p.read_bytes() for p in (tmp_path / "store").rglob("*") if p.is_file())
    for word in (b"Zanzibar", b"xylophone", b"Quillmark"):
        assert word not in held


def test_another_copy_of_the_text_keeps_its_verdicts() -> None:
    graph = open_small("a.txt", "b.txt")
    graph.review(find(graph, "director"), "confirmed")
    assert len(graph.reviews()) == 2
    graph.forget("a.txt")
    assert len(graph.reviews()) == 1


def test_undo_gives_the_same_bytes(tmp_path: Path) -> None:
    graph = open_small()
    before = graph.export(tmp_path / "before.nq").read_bytes()
    graph.review(find(graph, "director"), "rejected")
    assert graph.export(tmp_path / "with.nq").read_bytes() != before
    graph.undo_review(find(graph, "director"))
    assert graph.export(tmp_path / "after.nq").read_bytes() == before
    with pytest.raises(ReviewError, match="no verdict"):
        graph.undo_review(find(graph, "director"))


def test_an_export_that_is_read_back_holds_the_verdicts(tmp_path: Path) -> None:
    graph = open_small()
    correction = Correction(object="Tessera", modality="alleged")
    verdict = graph.review(find(graph, "director"), "corrected", tags=["board"], correction=correction)
    other = kg.open()
    other.load(graph.export(tmp_path / "all.nq"))
    assert read_verdicts_of(other.store) == [verdict]
    assert other.validate() == []


def test_a_correction_weakens_and_never_strengthens() -> None:
    graph = open_small()
    fact, report = find(graph, "director"), find(graph, "court records")
    graph.review(fact, "corrected", correction=Correction(modality="possible"))
    graph.review(report, "corrected", correction=Correction(modality="stated_as_fact"))
    edges = {k: d for *_, k, d in graph.network().edges(keys=True, data=True)}
    assert (edges[fact.id]["modality"], edges[fact.id]["is_fact"]) == ("possible", False)
    assert (edges[report.id]["modality"], edges[report.id]["is_fact"]) == ("reported", False)
    assert {c.id: c.is_fact for c in graph.claims()}[fact.id] is False


def test_a_correction_points_to_words_of_the_document() -> None:
    graph = open_small()
    with pytest.raises(ReviewError, match="not in the document"):
        graph.review(find(graph, "director"), "corrected", correction=Correction(subject="Somebody Else"))
    with pytest.raises(ReviewError, match="goes with"):
        graph.review(find(graph, "director"), "confirmed", correction=Correction(subject="Quillmark"))
    with pytest.raises(ReviewError, match="no verdict 'right'"):
        graph.review(find(graph, "director"), "right")
    with pytest.raises(ReviewError, match="no claim"):
        graph.review("claim:0000000000000000", "confirmed")


def test_two_reviewers_and_their_conflicts() -> None:
    ours, theirs = open_small(), open_small()
    ours.review(find(ours, "director"), "confirmed", by="A.")
    theirs.review(find(theirs, "director"), "rejected", by="B.")
    theirs.review(find(theirs, "million"), "confirmed", by="B.")
    given_ = read_verdicts_of(theirs.store)
    conflicts = import_verdicts(ours.store, given_)
    assert [(a.by, b.by) for a, b in conflicts] == [("A.", "B.")]
    assert {v.outcome for v in ours.reviews().values()} == {Outcome.CONFIRMED}
    assert len(import_verdicts(ours.store, given_, theirs=True)) == 1
    assert {v.outcome for v in ours.reviews().values()} == {Outcome.REJECTED, Outcome.CONFIRMED}
    assert import_verdicts(ours.store, given_) == []


CORRECTIONS = st.builds(Correction, WORDS, st.just(""), WORDS, st.sampled_from(["", *Modality]).map(str), WORDS)
VERDICTS = st.builds(
    Verdict, st.just("sha256:00"), st.integers(0, 99), st.integers(100, 199), WORDS, st.just("kg:paid"), WORDS, st.just(Outcome.UNSURE),
    WORDS, WORDS, WORDS, st.sampled_from(DISPUTES), st.sampled_from(["", "yes", "no"]), st.sets(WORDS).map(lambda s: tuple(sorted(s))),
)  # fmt: skip


@given(VERDICTS, CORRECTIONS)
@settings(deadline=None)
def test_verdicts_read_back_what_was_written(verdict: Verdict, correction: Correction) -> None:
    whole = replace(verdict, outcome=Outcome.CORRECTED, correction=correction) if correction else verdict
    assert read_verdicts(write_verdicts([whole])) == [whole]
    assert quads_to_verdicts(verdicts_to_quads([whole])) == [whole]


@given(st.sampled_from(list(Modality)), CORRECTIONS)
@settings(deadline=None)
def test_no_correction_makes_a_fact(modality: Modality, correction: Correction) -> None:
    for claim in make_extraction().claims:
        put = replace(claim, modality=modality)
        outcome = Outcome.CORRECTED if correction else Outcome.CONFIRMED
        verdict = Verdict("sha256:00", 0, 1, "", "kg:paid", "", outcome, correction=correction)
        assert not correct_claim(put, verdict).is_fact or put.is_fact
    assert weaker_modality(modality, correction.modality) in (modality, correction.modality)


@pytest.mark.parametrize("line", ["{}", "[]", "nonsense", '{"document":"x","start":"a"}'])
def test_a_broken_file_of_verdicts_names_its_line(line: str) -> None:
    with pytest.raises(ReviewError, match="line 2"):
        read_verdicts("\n" + line)


def test_review_in_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == code, result.output
        return result

    with kg.open(tmp_path / "s") as graph:
        graph.store.add(make_extraction())
        ending = find(graph, "director").id[-8:]
    monkeypatch.setenv("KG_STORE", str(tmp_path / "s"))
    run("review", "reject", ending, "--note", "no", "--by", "R.", "--tag", "board")
    assert "director" not in run("claims").output
    assert "director" in run("claims", "--reviewed", "any").output
    assert "rejected; by R.; no; #board" in run("review", "list", "--checked").output
    run("review", "export", "v.jsonl")
    run("review", "undo", ending)
    run("review", "confirm", ending)
    assert "conflict" in run("review", "import", "v.jsonl", code=1).output
    run("review", "correct", ending, "--modality", "alleged")
    run("review", "correct", ending, code=3)
    assert run("ask", "central", "--reviewed", "confirmed", code=3).output
