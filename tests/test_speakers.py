"""Who "I" and "we" are: the one who is quoted, or the court whose opinion it is."""

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
