"""Who somebody is, is one claim of a document however often it says so; what is put otherwise is
another."""

from kg.model import Document, Modality
from kg.pipeline.documents import extract_document


def titles(text: str) -> list[tuple[str, Modality]]:
    claims = extract_document(Document("urn:case", "case", text)).claims
    return [(c.quote, c.modality) for c in claims if c.predicate.id == "kg:jobTitle"]


def test_a_title_that_comes_again_is_told_once() -> None:
    first = "Attorney General Nina Falk sued Tessera Bank."
    again = "Tessera Bank paid the fine, and Attorney General Nina Falk thanked the police."
    assert titles(f"{first} {again}") == [(first, Modality.STATED_AS_FACT)]


def test_another_title_and_another_person_stay() -> None:
    text = "Mayor Nina Falk met Senator Otto Brandl. Senator Nina Falk met Mayor Otto Brandl."
    assert len(titles(text)) == 4
