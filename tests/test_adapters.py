"""What serves benchmark adapters: the weights are there, and order plain cases as anyone would."""

import pytest

from benchmarks.models.factuality import assess_factuality
from benchmarks.models.relations import find_relations
from kg.language.parser import parse_document
from kg.model import Document, Sentence
from kg.ontology.loader import load_ontology
from kg.resolution.name_similarity import SAME, name_score

pytestmark = pytest.mark.slow


def parse(text: str) -> Sentence:
    return parse_document(Document("urn:d", "d", text))[0]


def value(text: str, word: str) -> float:
    sentence = parse(text)
    values = assess_factuality(sentence, load_ontology())
    return next(v for t, v in zip(sentence.tokens, values, strict=True) if t.text == word)


def test_factuality_parts_done_from_not_done() -> None:
    done = value("Larkfield paid Harlow .", "paid")
    undone = [
        value("Larkfield did not pay Harlow .", "pay"),
        value("If Larkfield pays Harlow , it stays .", "pays"),
    ]
    assert 1 < done <= 3
    assert all(-3 <= v < done - 1 for v in undone)


def test_pairs_find_what_no_frame_spells() -> None:
    found = {
        (c.subject.text, c.predicate, c.object.text)
        for c in find_relations(parse("Dana Ortiz was born in Oslo in 1970."), load_ontology())
    }
    assert ("Dana Ortiz", "kg:bornIn", "Oslo") in found
    assert all(c[1] in load_ontology().relations for c in found)


@pytest.mark.parametrize(
    ("left", "right", "kind", "same"),
    [
        ("Larkfield Motors, Inc.", "Larkfield Motors", "Company", True),
        ("Ortiz, Dana", "Dana Ortiz", "Person", True),
        ("Bill Meyer", "William Meyer", "Person", True),
        ("D. Ortiz", "Dana Ortiz", "Person", True),
        ("Федор Иванов", "Fedor Ivanov", "Person", True),
        ("Dana Ortiz", "Dana Meyer", "Person", False),
        ("Larkfield Motors", "Larkfield Media", "Company", False),
        ("Northgate Fund II", "Northgate Fund III", "Company", False),
    ],
)
def test_names(left: str, right: str, kind: str, same: bool) -> None:
    assert (name_score(left, right, kind) >= SAME) is same
    assert name_score(left, right, kind) == name_score(right, left, kind)
