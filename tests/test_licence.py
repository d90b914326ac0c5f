"""What lets a claim stand as a plain fact: golden cases in tests/cases/licence.md, and that every
form of the graph says it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli.main import main
from kg.export.claim_records import claim_line, read_claims
from kg.model import Claim, Licence, Modality, Polarity, find_licence, stands_as_fact
from kg.model.wording import name_end
from kg.ontology.loader import load_ontology
from kg.pipeline.documents import extract_document
from kg.pipeline.explanation import explain_document
from tests.builders import make_document, read_expectations

PAGE = Path(__file__).parent / "cases" / "licence.md"
VERDICT = (
    "A jury convicted Dana Ortiz of bribery on Monday. "
    "Officials allege that Ana Bell bribed Paul Kern."
)


CASES = read_expectations(PAGE)


def describe(claim: Claim) -> str:
    return (
        f"{claim.subject.label} | {claim.predicate.id} | {name_end(claim.object)} | {claim.licence}"
    )


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_licence(text: str, expected: list[str]) -> None:
    claims = extract_document(make_document(text=text)).claims
    found = {describe(c) for c in claims}
    assert set(expected) <= found, found
    for claim in claims:
        assert claim.is_fact is claim.licence.licenses


def test_no_ground_makes_a_fact_of_what_the_modality_does_not() -> None:
    for ground in Licence:
        assert not stands_as_fact("alleged", "positive", "urn:a", [], ground)
        assert not stands_as_fact("found", "negative", "urn:a", [], ground)
        assert not stands_as_fact("admitted", "positive", "urn:a", ["urn:b"], ground)
        assert stands_as_fact("found", "positive", "urn:a", [], ground) is ground.licenses
        assert not stands_as_fact("found", "positive", "urn:a", [], ground, ["urn:claim"])
    assert (
        find_licence(Modality.REPORTED, Polarity.POSITIVE, "urn:a", [], Licence.UNDONE)
        is Licence.UNDONE
    )


def test_it_stands_on_the_claim_in_every_form(tmp_path: Path) -> None:
    with kg.open() as graph:
        graph.add(make_document(text=VERDICT))
        convicted = next(c for c in graph.claims(predicate="kg:convictedOf"))
        assert convicted.licence is Licence.VERDICT
        query = "SELECT ?how { ?c rdf:predicate kg:convictedOf ; kg:licence ?how }"
        assert [row[0] for row in graph.query(query)] == ["kg:verdict"]
        assert graph.query("ASK { ?s rel:allege_about ?o }").boolean is False
        edge = next(
            d for *_, key, d in graph.network().edges(keys=True, data=True) if key == convicted.id
        )
        assert (edge["licence"], edge["is_fact"], edge["undone_by"]) == ("verdict", True, [])
        assert graph.validate() == []
        line = claim_line(convicted, "a.txt")
        assert json.loads(line)["licence"] == "verdict"
        assert [c for _, c in read_claims(line)] == [convicted]


def test_it_stands_in_explain_and_on_the_command_line(tmp_path: Path) -> None:
    steps = [
        step
        for e in explain_document(make_document(text=VERDICT))
        for claim in e.claims
        for step in claim.steps
    ]
    assert "licence: verdict" in steps
    assert "licence: withheld" in steps
    path = tmp_path / "a.txt"
    path.write_text(VERDICT, encoding="utf-8")
    store = ["--store", str(tmp_path / "g")]
    assert CliRunner().invoke(main, ["add", str(path), *store]).exit_code == 0
    shown = CliRunner().invoke(main, ["show", "Dana Ortiz", *store])
    assert "by the document itself; licence: verdict" in shown.output


def test_accusing_relations_say_so() -> None:
    relations = load_ontology().relations
    assert relations["kg:bribed"].accuses
    assert relations["kg:violated"].accuses
    assert not relations["kg:chargedWith"].accuses  # that somebody is charged is no deed
    assert relations["kg:pleadedGuiltyTo"].rests == "plea"
