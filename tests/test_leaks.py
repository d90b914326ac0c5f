"""No allegation, denial, condition or hypothesis comes out as a fact (promise 2).

Every construction of tests/cases/leaks.txt is tried with several actors and deeds; those of
kept.txt are facts, and must come out as facts."""

from pathlib import Path

import pytest

from kg.attribution.document import attribute_document
from kg.extraction.run import extract_claims
from kg.language.parser import parse_document
from kg.model import Document, Polarity
from kg.ontology.loader import load_ontology

CASES = Path(__file__).parent / "cases"


def read_constructions(name: str) -> list[str]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


DEEDS = [
    {
        "S": "Larkfield Motors",
        "P": "paid Harlow",
        "G": "paying Harlow",
        "I": "pay Harlow",
        "N": "paid Harlow",
    },
    {
        "S": "Dana Ortiz",
        "P": "sued Northgate Systems",
        "G": "suing Northgate Systems",
        "I": "sue Northgate Systems",
        "N": "sued Northgate Systems",
    },
]


EACH = [
    pytest.param(DEEDS[0], id="paid"),
    pytest.param(DEEDS[1], id="sued", marks=pytest.mark.slow),
]
"""The second actor and deed are for ``make test``."""


def find_facts(text: str) -> list[str]:
    """The claims of a deed that come out as facts in *text*."""
    ontology = load_ontology()
    document = Document("urn:leak", "leak", text)
    sentences = parse_document(document)
    attributed = attribute_document(document, sentences, ontology)
    out = []
    for claim in extract_claims(sentences, ontology):
        stance = attributed.stance(claim.sentence, claim.anchor, claim.aside)
        deed = claim.predicate in {"kg:paid", "kg:sued", "rel:pay", "rel:sue"}
        if stance.modality.fact_like and stance.polarity is Polarity.POSITIVE and deed:
            out.append(
                f"{claim.subject.text} {claim.predicate} {claim.object.text}: {stance.modality}"
            )
    return out


@pytest.mark.parametrize("deed", EACH)
@pytest.mark.parametrize("construction", read_constructions("leaks.txt"))
def test_no_leak(construction: str, deed: dict[str, str]) -> None:
    text = construction.format(**deed)
    assert not find_facts(text), text


@pytest.mark.parametrize("deed", EACH)
@pytest.mark.parametrize("construction", read_constructions("kept.txt"))
def test_a_fact_stays_a_fact(construction: str, deed: dict[str, str]) -> None:
    """Nobody reaches 0 leaks by weakening everything."""
    text = construction.format(**deed)
    assert find_facts(text), text


@pytest.mark.parametrize("deed", EACH)
@pytest.mark.parametrize("construction", read_constructions("apart.txt"))
def test_no_deed_of_somebody_who_is_set_apart(construction: str, deed: dict[str, str]) -> None:
    text = construction.format(**deed)
    assert not [fact for fact in find_facts(text) if fact.startswith(deed["S"])], text
