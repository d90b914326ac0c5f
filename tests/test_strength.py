"""Golden cases of strength and claimant, in our own words: tests/cases/strength/*.md, one page a
rule.

A case is a text and, for some of its verbs and nouns, how the text puts what they say: the modality
(``not`` before it where the source holds it to be false) and the sources, outermost first."""

from pathlib import Path

import pytest

import kg
from kg.attribution.document import Attributed, attribute_document
from kg.language.parser import parse_document
from kg.model import Document, Polarity
from kg.ontology.loader import load_ontology
from kg.pipeline.documents import extract_document
from tests.builders import make_document, read_expectations

PAGES = sorted((Path(__file__).parent / "cases" / "strength").glob("*.md"))


CASES = [
    (page.stem, text, expected) for page in PAGES for _, text, expected in read_expectations(page)
]


def describe_word(attributed: Attributed, word: str, nth: int) -> str:
    """How the text puts the *nth* token that reads *word*."""
    places = [(s.index, t.i) for s in attributed.sentences for t in s.tokens if t.text == word]
    stance = attributed.stance(*places[nth])
    sign = "not " if stance.polarity is Polarity.NEGATIVE else ""
    return f"{sign}{stance.modality}" + "".join(f" | {m.text}" for m in stance.chain)


@pytest.mark.parametrize(
    ("page", "text", "expected"), CASES, ids=[f"{p}: {t[:50]}" for p, t, _ in CASES]
)
def test_strength(page: str, text: str, expected: list[str]) -> None:
    document = Document("urn:case", "case", text)
    ontology = load_ontology()
    attributed = attribute_document(document, parse_document(document), ontology)
    for line in expected:
        word, _, wanted = line.partition(" | ")
        name, _, number = word.partition("#")
        assert describe_word(attributed, name, int(number or 1) - 1) == wanted, (page, word)


KEPT = 0.97
"""The share of plain sentences that must stay facts: the weaker reading wins in doubt, and the
doubt must be rare."""


@pytest.mark.slow
def test_plain_sentences_stay_facts() -> None:
    """Nobody reaches 0 leaks by weakening everything."""
    lines = (
        (Path(__file__).parent / "cases" / "strength" / "plain.txt").read_text("utf-8").splitlines()
    )
    cases = [tuple(line.split(" | ")) for line in lines if not line.startswith("#")]
    ontology = load_ontology()
    weakened = []
    for text, word in cases:
        document = Document("urn:plain", "plain", text)
        how = describe_word(
            attribute_document(document, parse_document(document), ontology), word, -1
        )
        if how.split(" | ")[0] not in {"stated_as_fact", "found", "admitted"}:
            weakened.append(f"{how}: {text}")
    assert len(cases) >= 150
    assert len(weakened) <= (1 - KEPT) * len(cases), weakened


def test_boilerplate_claims_nothing() -> None:
    text = (
        "As described in the indictment, Ortiz paid Meyer. "
        "An indictment is merely an accusation, and Ortiz is presumed innocent."
    )
    extraction = extract_document(Document("urn:b", "b", text))
    assert {c.predicate.id for c in extraction.claims if c.end > 60} == set()
    assert not [c for c in extraction.claims if c.is_fact]


def test_an_aside_at_the_very_end_of_a_text() -> None:
    """A sentence without a full stop may end in the verb of an aside."""
    graph = kg.open()
    graph.add(make_document(text="Orvik Holdings moved the money to Delmar Trust, as planned"))
    assert graph.documents()
