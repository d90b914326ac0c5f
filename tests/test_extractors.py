"""Golden cases of the extractors: tests/cases/NAME.md, one heading a case.

A case is a sentence and the list of what the extractor must find in it, no more and no less:
``- subject | predicate | object``, then ``; qualifier = phrase`` where there is one.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.extraction.finishing import finish_claim
from kg.language.parser import parse_document
from kg.model import ClaimMention, Document
from kg.ontology.loader import load_ontology
from kg.plugins import load_plugin, plugin_names

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> Iterator[tuple[str, str, list[str]]]:
    for block in re.split(r"^## ", (CASES / f"{name}.md").read_text("utf-8"), flags=re.M)[1:]:
        title, _, body = block.partition("\n")
        lines = [line for line in body.splitlines() if line.strip()]
        text = " ".join(line for line in lines if not line.startswith("- "))
        yield (
            title.strip(),
            text,
            sorted(line[2:].strip() for line in lines if line.startswith("- ")),
        )


def show(claim: ClaimMention) -> str:
    tail = "".join(f"; {role} = {m.text}" for role, m in claim.qualifiers)
    return f"{claim.subject.text} | {claim.predicate} | {claim.object.text}{tail}"


def read_labels(name: str, text: str) -> list[str]:
    """Return how the claims of one extractor in a sentence read."""
    extract = load_plugin("kg.extractors", name, "extract")
    sentence = next(iter(parse_document(Document("urn:case", "case", text))))
    return [finish_claim(sentence, c).label for c in extract(sentence, load_ontology())]


ALL = [(name, *case) for name in plugin_names("kg.extractors") for case in read_cases(name)]


@pytest.mark.parametrize(
    ("name", "title", "text", "expected"), ALL, ids=[f"{n}: {t}" for n, t, _, _ in ALL]
)
def test_case(name: str, title: str, text: str, expected: list[str]) -> None:
    extract = load_plugin("kg.extractors", name, "extract")
    ontology = load_ontology()
    sentences = parse_document(Document("urn:case", title, text))
    found = sorted({show(finish_claim(s, c)) for s in sentences for c in extract(s, ontology)})
    assert found == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ana Boyd worked for Larkfield Motors.", "worked for"),
        ("Ana Boyd works for Larkfield Motors.", "works for"),
        ("Ana Boyd has worked for Larkfield Motors since May.", "works for"),
        ("Larkfield Motors hired Ana Boyd.", "works for"),
        ("Larkfield Motors owned Tessera Ltd.", "owned"),
    ],
)
def test_what_lasts_is_told_in_the_tense_of_its_verb(text: str, label: str) -> None:
    assert read_labels("verbs", text) == [label]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ana Boyd had hidden the ledger.", "hid"),
        ("The ledger was hidden by Ana Boyd.", "hid"),
        ("Ana Boyd has written the letter.", "wrote"),
        ("Ana Boyd had sold the letter.", "sold"),
    ],
)
def test_a_participle_is_told_as_a_past_tense(text: str, label: str) -> None:
    assert read_labels("open", text) == [label]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ana Boyd will visit Oslo.", "will visit"),
        ("Two ministers said they will visit Oslo.", "will visit"),
        ("Ana Boyd may be sentenced to ten years.", "may be sentenced to"),
        ("Ana Boyd could own the mill.", "could own"),
        ("Ana Boyd visited Oslo.", "visited"),
        ("Ana Boyd may have visited Oslo.", "visited"),
        ("Ana Boyd was able to visit Oslo.", "visited"),
        ("Ana Boyd toured Oslo.", "toured"),
        ("Ana Boyd may tour Oslo.", "may tour"),
        ("Ana Boyd stole the files.", "stole"),
        ("Ana Boyd spoke with Paul Lang.", "spoke with"),
        ("Police detained Ana Boyd.", "detained"),
        ("Ana Boyd was detained by police.", "detained"),
        ("Ana Boyd launched a strike against Oslo.", "attacked"),
        ("Larkfield Motors hired Ana Boyd.", "works for"),
    ],
)
def test_a_label_reads_as_its_text_does(text: str, label: str) -> None:
    with kg.open() as graph:
        graph.add(Document("urn:case", "mood", text))
        assert label in {claim.predicate.label for claim in graph.claims()}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ana Boyd, then treasurer of Larkfield Motors, left.", "was an officer of"),
        ("Larkfield's then-treasurer, Ana Boyd, left.", "was an officer of"),
        ("Ana Boyd, treasurer of Larkfield Motors, left.", "is an officer of"),
    ],
)
def test_an_office_that_was_held_then_is_told_in_the_past(text: str, label: str) -> None:
    assert read_labels("roles", text) == [label]
