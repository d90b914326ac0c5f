"""What completes a claim: golden cases in tests/cases/completing.md.

A case is a sentence and claims that must be found in it: ``=> subject | predicate | object``, then
``; qualifier = phrase`` for each further place, no more and no fewer."""

from pathlib import Path

import pytest

from kg.extraction.run import extract_claims
from kg.language.parser import parse_document
from kg.model import ClaimMention, Document
from kg.ontology.loader import load_ontology
from tests.builders import read_expectations

PAGE = Path(__file__).parent / "cases" / "completing.md"


def show(claim: ClaimMention) -> str:
    tail = "".join(f"; {role} = {m.text}" for role, m in claim.qualifiers)
    return f"{claim.subject.text} | {claim.predicate} | {claim.object.text}{tail}"


@pytest.mark.parametrize(("title", "text", "expected"), read_expectations(PAGE))
def test_a_claim_holds_what_makes_it_say_something(
    title: str, text: str, expected: list[str]
) -> None:
    sentences = parse_document(Document("urn:case", title, text.strip()))
    found = {show(claim) for claim in extract_claims(sentences, load_ontology())}
    assert set(expected) <= found, found
