"""Verdicts: data beside the claims that survive moving, and never make a claim stronger."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import URIRef

import kg
from kg.cli.main import main
from kg.errors import ReviewError
from kg.graph import Graph
from kg.model import Claim, Modality
from kg.namespace import KG
from kg.review import Correction, Outcome, Verdict
from kg.review.corrections import revise_claim
from kg.review.quads import quads_to_verdicts, verdicts_to_quads
from kg.review.verdicts import (
    DISPUTES,
    THE_DOCUMENT,
    read_verdicts,
    weaker_modality,
    write_verdicts,
)
from kg.serving.agent_tools import AgentTools
from kg.storage.judgements.reviews import import_verdicts, read_verdicts_of
from tests.builders import TEXT, make_extraction

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
    verdict = graph.review(
        find(graph, "director"), "corrected", tags=["board"], correction=correction
    )
    other = kg.open()
    other.load(graph.export(tmp_path / "all.nq"))
    assert read_verdicts_of(other.store) == [verdict]
    assert other.validate() == []


def test_a_verdict_of_an_older_store_is_read(tmp_path: Path) -> None:
    """It called the judgement kg:rejected, which is what a court does to a motion."""
    graph, other = open_small(), kg.open()
    verdict = graph.review(find(graph, "director"), "rejected", by="R.")
    text = graph.export(tmp_path / "new.nq").read_text("utf-8")
    assert text.count("ns#rejectedClaim>") == 1 and "ns#rejected>" not in text
    (tmp_path / "old.nq").write_text(text.replace("ns#rejectedClaim>", "ns#rejected>"), "utf-8")
    other.load(tmp_path / "old.nq")
    assert read_verdicts_of(other.store) == [verdict]


def test_a_correction_weakens_and_never_strengthens() -> None:
    graph = open_small()
    fact, report = find(graph, "director"), find(graph, "court records")
    graph.review(fact, "corrected", correction=Correction(modality="possible"))
    graph.review(report, "corrected", correction=Correction(modality="stated_as_fact"))
    edges = {k: d for *_, k, d in graph.network().edges(keys=True, data=True)}
    assert (edges[fact.id]["modality"], edges[fact.id]["is_fact"]) == ("possible", False)
    assert (edges[report.id]["modality"], edges[report.id]["is_fact"]) == ("reported", False)
    assert {c.id: c.is_fact for c in graph.claims()}[fact.id] is False


def test_a_raised_strength_counts_only_for_who_asks_by_name(tmp_path: Path) -> None:
    graph = open_small()
    report = find(graph, "court records")
    graph.review(report, "corrected", by="R.", correction=Correction(modality="stated_as_fact"))
    plain = graph.export(tmp_path / "plain.ttl").read_text("utf-8")
    named = graph.export(tmp_path / "named.ttl", include=["raised"]).read_text("utf-8")
    assert "strength (stated as fact) set by R." in plain
    assert "strength (stated as fact) set by R." in named
    facts = [{c.id for c in graph.checked(raised=r).claims() if c.is_fact} for r in (False, True)]
    assert report.id not in facts[0]
    assert facts[1] - facts[0] == {report.id}
    assert len(named) > len(plain)


def test_a_correction_points_to_words_of_the_document() -> None:
    graph = open_small()
    with pytest.raises(ReviewError, match="not in the document"):
        graph.review(
            find(graph, "director"), "corrected", correction=Correction(subject="Somebody Else")
        )
    with pytest.raises(ReviewError, match="goes with"):
        graph.review(
            find(graph, "director"), "confirmed", correction=Correction(subject="Quillmark")
        )
    with pytest.raises(ReviewError, match="no verdict 'right'"):
        graph.review(find(graph, "director"), "right")
    with pytest.raises(ReviewError, match="no claim"):
        graph.review("claim:0000000000000000", "confirmed")


FACT = "ASK { ?who kg:directorOf ?what }"


@pytest.mark.slow
def test_queries_see_no_rejected_claim_in_any_form() -> None:
    graph = open_small()
    graph.store.add(make_extraction("b.txt", f"{TEXT} Nothing else is known."))
    claim = find(graph, "director")
    named = f"ASK {{ GRAPH ?g {{ <{claim.id}> a kg:Claim }} }}"
    assert graph.query(FACT).boolean
    first = graph.review(claim, "rejected")
    assert graph.query(FACT).boolean, "the other document says it too"
    second = graph.review(next(c for c in graph.claims() if "director" in c.quote), "rejected")
    assert second.document != first.document
    for asked in (FACT, "ASK { GRAPH ?g { ?who kg:directorOf ?what } }", named):
        assert not graph.query(asked).boolean
        assert not graph.query(asked, timeout=30).boolean
        assert not AgentTools(graph).run_sparql(asked)["boolean"]
    assert not list(graph.dataset.quads((None, URIRef(KG + "directorOf"), None, None)))
    assert graph.query(named, reviewed="any").boolean
    assert not graph.query(FACT, reviewed="any").boolean, "findable, and no fact"
    graph.undo_review(claim)
    assert graph.query(FACT).boolean


def test_queries_over_confirmed_claims_alone() -> None:
    graph = open_small()
    graph.review(find(graph, "director"), "confirmed")
    counted = graph.query("SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim }", reviewed="confirmed")
    assert counted.rows[0][0].value == "1"
    with pytest.raises(ReviewError, match="no choice"):
        graph.query(FACT, reviewed="all")


CORRECTED = Correction(
    subject="Tessera",
    predicate="kg:ownerOf",
    object="inboxes",
    claimant="Orla Brandt",
    quote="access to its inboxes",
)


@pytest.mark.slow
def test_every_reader_shows_the_corrected_claim_and_says_so(tmp_path: Path) -> None:
    graph = open_small()
    claim = find(graph, "court records")
    graph.review(claim, "corrected", by="R.", correction=CORRECTED)
    said = "subject, relation, object, claimant, words set by R."
    put = next(c for c in graph.claims("Tessera") if c.id == claim.id)
    assert (put.subject.label, put.predicate.id, put.object.label) == (
        "Tessera",
        "kg:ownerOf",
        "inboxes",
    )
    assert ([e.label for e in put.attribution], put.quote, put.revision) == (
        ["Orla Brandt"],
        CORRECTED.quote,
        said,
    )
    text = graph.store.document(put.document).text
    assert text[put.start : put.end] == put.quote
    assert text[put.subject_span.start : put.subject_span.end] == "Tessera"
    ends = {
        key: (graph.network().nodes[a]["label"], d["revision"])
        for a, _, key, d in graph.network().edges(keys=True, data=True)
    }
    assert ends[claim.id] == ("Tessera", said)
    assert said in str(graph.ask("contradictions").to_records() + graph.ask("central").to_records())
    assert said in graph.view(interest=0).html
    for name in (
        "o.csv",
        "o.jsonl",
        "o.graphml",
        "o.ttl",
        "o.cypher",
        "o.rdf12.trig",
        "o.nanopub.trig",
        "o.anno.jsonld",
    ):
        assert said in graph.export(tmp_path / name).read_text("utf-8"), name
    rows = graph.query("SELECT ?how { ?c kg:revision ?how ; rdf:predicate kg:ownerOf }").rows
    assert [str(row[0].value) for row in rows] == [said]
    assert find(open_small(), "court records").revision == ""


def test_a_correction_may_name_the_document_itself_and_what_it_only_describes() -> None:
    graph = open_small()
    claim = find(graph, "court records")
    graph.review(
        claim,
        "corrected",
        by="R.",
        correction=Correction(object="court", claimant=THE_DOCUMENT, modality="stated_as_fact"),
    )
    put = next(c for c in graph.claims() if c.id == claim.id)
    assert (put.attribution, put.object.label, put.object.named) == ((), "court", False)
    assert put.revision == "object, strength (stated as fact), claimant set by R."
    assert (put.modality, put.is_fact) == ("reported", False)
    assert not graph.query("ASK { ?who kg:gaveAccessTo ?what }").boolean
    with pytest.raises(ReviewError, match="no relation 'kg:payed'"):
        graph.review(claim, "corrected", correction=Correction(predicate="kg:payed"))
    with pytest.raises(ReviewError, match="not in the document"):
        graph.review(claim, "corrected", correction=Correction(claimant="Somebody Else"))


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


CORRECTIONS = st.builds(
    Correction, WORDS, st.just(""), WORDS, st.sampled_from(["", *Modality]).map(str), WORDS
)
VERDICTS = st.builds(
    Verdict,
    st.just("sha256:00"),
    st.integers(0, 99),
    st.integers(100, 199),
    WORDS,
    st.just("kg:paid"),
    WORDS,
    st.just(Outcome.UNSURE),
    WORDS,
    WORDS,
    WORDS,
    st.sampled_from(DISPUTES),
    st.sampled_from(["", "yes", "no"]),
    st.sets(WORDS).map(lambda s: tuple(sorted(s))),
)


@given(VERDICTS, CORRECTIONS)
@settings(deadline=None)
def test_verdicts_read_back_what_was_written(verdict: Verdict, correction: Correction) -> None:
    whole = (
        replace(verdict, outcome=Outcome.CORRECTED, correction=correction)
        if correction
        else verdict
    )
    assert read_verdicts(write_verdicts([whole])) == [whole]
    assert quads_to_verdicts(verdicts_to_quads([whole])) == [whole]


@given(st.sampled_from(list(Modality)), CORRECTIONS)
@settings(deadline=None)
def test_no_correction_makes_a_fact(modality: Modality, correction: Correction) -> None:
    extraction = make_extraction()
    words = (correction.subject, correction.object, correction.claimant, extraction.document.text)
    document = replace(extraction.document, text="".join(words))
    for claim in extraction.claims:
        put = replace(claim, modality=modality)
        outcome = Outcome.CORRECTED if correction else Outcome.CONFIRMED
        verdict = Verdict("sha256:00", 0, 1, "", "kg:paid", "", outcome, correction=correction)
        revised = revise_claim(put, verdict, document, {})
        assert not revised.is_fact if correction else revised == put
    assert weaker_modality(modality, correction.modality) in (modality, correction.modality)


@pytest.mark.parametrize("line", ["{}", "[]", "nonsense", '{"document":"x","start":"a"}'])
def test_a_broken_file_of_verdicts_names_its_line(line: str) -> None:
    with pytest.raises(ReviewError, match="line 2"):
        read_verdicts("\n" + line)


@pytest.mark.slow
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
