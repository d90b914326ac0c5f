"""The right person: whom pronouns and descriptions stand for, and names that are alike but two."""

import re
from pathlib import Path

import pytest

from kg.attribution.document import attribute_document
from kg.coreference.entities import Resolved, trace_document
from kg.language.mentions import find_mentions
from kg.language.parser import parse_document
from kg.model import Document, Entity
from kg.model.wording import name_end
from kg.ontology.loader import load_ontology
from kg.pipeline.documents import extract_document

LINE = re.compile(r"^- (?P<before>.*)\[(?P<word>[^\]]+)\](?P<after>.*) => (?P<who>.*)$")
CASES = Path(__file__).parent / "cases" / "persons.md"


def read_cases() -> list[tuple[str, int, str]]:
    """Text, place of the word's last character, whom it stands for (``-``: nobody)."""
    matches = filter(None, map(LINE.match, CASES.read_text("utf-8").splitlines()))
    return [
        (m["before"] + m["word"] + m["after"], len(m["before"] + m["word"]), m["who"])
        for m in matches
    ]


def resolve(text: str) -> Resolved:
    document, ontology = Document("urn:persons", "persons", text), load_ontology()
    sentences = parse_document(document)
    mentions = sorted(
        {m for s in sentences for m in find_mentions(s, ontology)}, key=lambda m: (m.span, m.end)
    )
    said = attribute_document(document, sentences, ontology).attributions
    return trace_document(document, sentences, mentions, ontology, said)


@pytest.mark.parametrize(("text", "end", "who"), read_cases())
def test_whom_a_word_stands_for(text: str, end: int, who: str) -> None:
    found = {e.label for m, e in resolve(text).entities.items() if m.span.end == end}
    assert found == (set() if who == "-" else {who})


def test_a_decision_names_its_candidates() -> None:
    resolved = resolve("Otto Brandl met Karl Winter. He stole the car.")
    decision = next(link for mention, link in resolved.links.items() if mention.text == "He")
    assert (decision.key, decision.rule) == (None, "several fit")
    assert decision.candidates == ("otto brandl", "karl winter")


def triples(text: str) -> set[tuple[str, str, str]]:
    claims = extract_document(Document("urn:persons", "persons", text)).claims
    return {
        (c.subject.label, c.predicate.id, c.object.label if isinstance(c.object, Entity) else "")
        for c in claims
    }


def test_who_is_named_behind_a_title_has_no_other_title() -> None:
    found = triples(
        "Larkfield Motors sued Harlow Bank, "
        "its chairman Ivo Lang and its former treasurer Una Weiss."
    )
    assert ("Ivo Lang", "kg:directorOf", "Harlow Bank") in found
    assert not {t for t in found if t[0] == "Una Weiss" and t[1] == "kg:directorOf"}


def test_who_is_asked_for_is_not_the_request() -> None:
    assert not triples("Interrogatory 3: State who hid the flour.")
    assert triples("State clerks hid the flour.")


def test_names_that_one_sentence_tells_apart_are_two() -> None:
    found = triples("The Blue Valley Party is distinct from the Valley Party founded by Rolf Seal.")
    assert ("Rolf Seal", "kg:founderOf", "Valley Party") in found


def test_the_country_behind_a_town_does_nothing() -> None:
    found = triples("A 17-year-old girl from Lyon, France lured a trader to her home.")
    assert not {t for t in found if t[0] == "France"}


def test_a_first_name_before_a_family_name_is_of_that_family() -> None:
    text = (
        "Ana Wood, a lawyer, left. Meyer injured Kenneth Marsh's parents, Ana and Paul Marsh. "
        "Smith and Paul Marsh left. Dana Smith sued Brask Ltd."
    )
    found = extract_document(Document("urn:d", "d", text))
    hurt = {c.object.id for c in found.claims if c.predicate.id == "kg:assaulted"}
    names = {e.label: e.id for e in found.entities}
    assert names["Ana Wood"] not in hurt


@pytest.mark.parametrize(
    ("text", "relation", "end"),
    [
        ("Norwegian police recaptured Paul Meyer.", "kg:arrested", "Paul Meyer"),
        ("Norwegian troops captured Bergen.", "kg:controls", "Bergen"),
    ],
)
def test_a_verb_is_read_by_what_it_reaches(text: str, relation: str, end: str) -> None:
    found = extract_document(Document("urn:d", "d", text)).claims
    typed = {c.predicate.id for c in found if name_end(c.object) == end}
    assert typed == {relation}
