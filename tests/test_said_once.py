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


def test_a_title_that_says_less_of_the_same_person_is_left_out() -> None:
    full = "U.S. District Judge Clara Osei heard the case."
    assert titles(f"{full} The bank thanked Judge Osei.") == [(full, Modality.STATED_AS_FACT)]


def test_a_former_title_does_not_stand_for_the_one_that_is_held() -> None:
    text = "Senator Clara Osei left. The Herald praised former senator Clara Osei."
    assert len(titles(text)) == 2
