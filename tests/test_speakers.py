"""Who "I" and "we" are: the one who is quoted, or the court whose opinion it is."""

import pytest

from kg.model import Document, Modality
from kg.pipeline.documents import extract_document


def claims(text: str) -> set[tuple[str, str, Modality, str]]:
    found = extract_document(Document("urn:speakers", "speakers.txt", text)).claims
    return {
        (
            c.subject.label,
            c.predicate.id,
            c.modality,
            c.attribution[-1].label if c.attribution else "",
        )
        for c in found
    }


def test_we_is_who_is_quoted() -> None:
    found = claims('"We fired Paul Meyer," said Ana Ruiz.')
    assert ("Ana Ruiz", "rel:fire", Modality.REPORTED, "Ana Ruiz") in found


def test_we_is_the_court_in_its_opinion() -> None:
    found = claims(
        "The parties asked this Court to decide. "
        "We hold that Northgate violated the statute. We reverse the judgment."
    )
    assert ("Northgate", "kg:violated", Modality.FOUND, "Court") in found
    assert ("Court", "kg:reversed", Modality.FOUND, "Court") in found


def test_elsewhere_we_is_nobody() -> None:
    assert claims("We hold that Northgate violated the statute. We sued Harlow.") <= {
        ("Northgate", "kg:violated", Modality.REPORTED, "")
    }


def test_a_pronoun_that_speaks_is_nobody_of_the_other_gender() -> None:
    found = claims(
        "Daniel Grey said the firm was pleased. "
        "The chief executive, Sunita Rao, apologised. She said the firm paid Ada Pell."
    )
    assert {who for _, relation, _, who in found if relation == "kg:paid"} <= {"Sunita Rao", ""}
    found = claims("Daniel Grey said the firm was pleased. She said the firm paid Ada Pell.")
    assert {who for _, relation, _, who in found if relation == "kg:paid"} <= {""}


LABELS = {
    "Ivo Renn: Dina Harlan robbed the bank.": ("Dina Harlan", "rob", "Ivo Renn"),
    "Ada Pell: Larkfield Motors stole the plans.": (
        "Larkfield Motors",
        "misappropriated",
        "Ada Pell",
    ),
    "Ada Pell (counsel for Quillmark): Larkfield Motors stole the plans.": (
        "Larkfield Motors",
        "misappropriated",
        "Ada Pell",
    ),
    "Lena Falk: Dina Harlan was bribed by Ada Pell.": ("Ada Pell", "bribed", "Lena Falk"),
    "Ivo Renn and Ada Pell: Dina Harlan bribed the mayor.": ("Dina Harlan", "bribed", "Ada Pell"),
}


@pytest.mark.parametrize("line", LABELS)
def test_the_label_of_a_line_speaks_and_does_nothing(line: str) -> None:
    read = extract_document(Document("urn:a", "a", line))
    deed = LABELS[line][1]
    told = {
        (c.subject.label, *(e.label for e in c.attribution))
        for c in read.claims
        if c.predicate.id.partition(":")[2] == deed
    }
    assert told == {(LABELS[line][0], LABELS[line][2])}


ASIDES = {
    "Bell, Ruiz said in court, stole the van.": ("Bell", "misappropriated", "Ruiz"),
    "Carl Bell, Ana Ruiz said in court, stole the van.": (
        "Carl Bell",
        "misappropriated",
        "Ana Ruiz",
    ),
    "Carl Bell, Ana Ruiz said, bribed the mayor.": ("Carl Bell", "bribed", "Ana Ruiz"),
    "Carl Bell, the prosecutor told the court on Monday, was bribed by Ivo Renn.": (
        "Ivo Renn",
        "bribed",
        "prosecutor",
    ),
    "The head of the union, Ana Ruiz told the court in March, sued Ivo Renn.": (
        "head of the union",
        "sue",
        "Ana Ruiz",
    ),
}


@pytest.mark.parametrize("line", ASIDES)
def test_who_speaks_between_commas_did_nothing(line: str) -> None:
    read = extract_document(Document("urn:a", "a", line))
    doer, deed, speaker = ASIDES[line]
    told = {
        (c.subject.label, *(e.label for e in c.attribution))
        for c in read.claims
        if c.predicate.id.partition(":")[2] == deed
    }
    assert told == {(doer, speaker)}


def test_a_paper_before_a_colon_is_no_label() -> None:
    read = extract_document(
        Document(
            "urn:a", "a", "The draft contract states: Harlan sells Quill Mills to Renn for $2."
        )
    )
    assert all(c.modality is not Modality.STATED_AS_FACT for c in read.claims)


def test_we_of_an_official_is_not_the_official() -> None:
    found = claims('"We searched four houses," said Sheriff Paul Meyer.')
    assert not any(predicate == "rel:search" for _, predicate, *_ in found)


def test_we_of_an_official_is_the_body_that_he_is_of() -> None:
    found = claims('"We searched a house," said Inspector Paul Meyer of the Dover Police.')
    assert ("Dover Police", "rel:search", Modality.REPORTED, "Paul Meyer") in found


def test_we_behind_who_speaks_is_whoever_writes() -> None:
    found = claims("As Minister Ana Ruiz told reporters, we sold the mill to Orbin.")
    assert not {who for who, relation, _, _ in found if relation.startswith("rel:sell")}


def test_a_stray_stop_parts_no_name_from_what_it_says() -> None:
    found = claims('"We fought," said. Col. Ana Ruiz, a pilot. "Orbin bribed Karl Dent."')
    assert ("Orbin", "kg:bribed", Modality.REPORTED, "Ana Ruiz") in found
