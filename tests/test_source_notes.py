"""What a text says of a claim's source beside its name: golden cases in
tests/cases/source_notes.md, and that none is missing."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli.main import main
from kg.export.claim_records import claim_line, read_claims
from kg.model import Claim, Modality, NoteKind
from kg.model.wording import describe_source
from kg.pipeline.documents import extract_document
from tests.builders import make_document, read_expectations
from tests.test_leaks import DEEDS, read_constructions

PAGE = Path(__file__).parent / "cases" / "source_notes.md"
TEXT = (
    "A lawyer who reviewed the records said Dana Ortiz bribed Paul Kern. "
    "Dana Ortiz allegedly bribed Ana Bell."
)


CASES = read_expectations(PAGE)


def describe_notes(claim: Claim) -> str:
    return "; ".join(f"{note.kind}: {note.text}" for note in claim.source_notes)


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_source_notes(text: str, expected: list[str]) -> None:
    claims = extract_document(make_document(text=text)).claims
    for line in expected:
        predicate, _, wanted = line.partition(" | ")
        assert {describe_notes(c) for c in claims if c.predicate.id == predicate.rstrip(" |")} == {
            wanted.strip()
        }
    for claim in claims:
        assert all(
            text[note.span.start : note.span.end] == note.text for note in claim.source_notes
        )


def test_what_a_filing_puts_under_its_heading_is_the_filings_own_word() -> None:
    words = "COMPLAINT\n\n1. Larkfield sold the data of its drivers to Northgate Systems.\n"
    document = make_document("complaint.txt", words, kind="CourtFiling")
    claim = next(c for c in extract_document(document).claims if c.reason == "heading")
    assert claim.modality is Modality.ALLEGED and not claim.attribution
    assert describe_source(claim) == "the document itself"


@pytest.mark.slow
def test_what_is_somebodys_word_has_a_source_or_says_that_there_is_none() -> None:
    for number, construction in enumerate(read_constructions("leaks.txt")[:120]):
        for claim in extract_document(
            make_document(text=construction.format(**DEEDS[number % len(DEEDS)]))
        ).claims:
            if claim.modality in {Modality.REPORTED, Modality.ALLEGED} and not claim.attribution:
                assert [note for note in claim.source_notes if note.kind is not NoteKind.BASIS], (
                    claim.quote
                )


def test_they_stand_on_the_claim_in_every_form(tmp_path: Path) -> None:
    with kg.open() as graph:
        graph.add(make_document(text=TEXT))
        known, unnamed = graph.claims(predicate="kg:bribed")
        assert describe_source(known) == "lawyer who reviewed the records"
        assert describe_source(unnamed) == "a source that the text does not name (“allegedly”)"
        query = "SELECT ?words { ?c kg:sourceNote ?n . ?n kg:noteKind kg:basis ; kg:quote ?words }"
        assert [row[0] for row in graph.query(query)] == ["who reviewed the records"]
        assert graph.validate() == []
        assert [c for _, c in read_claims(claim_line(known, "a.txt"))] == [known]
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    store = ["--store", str(tmp_path / "g")]
    assert CliRunner().invoke(main, ["add", str(path), *store]).exit_code == 0
    shown = CliRunner().invoke(main, ["show", "Dana Ortiz", *store])
    assert "by lawyer who reviewed the records" in shown.output
