"""Kinds of documents: names of pleadings and decisions are known; what is not known is never read
as plain fact."""

import pytest

from kg.model import Document, Modality
from kg.pipeline.documents import extract_document
from kg.reading.metadata import read_kind


@pytest.mark.parametrize(
    ("named", "kind"),
    [
        ("Statement of Claim", "CourtFiling"),
        ("plaint", "CourtFiling"),
        ("Written Statement", "CourtFiling"),
        ("Notice of Civil Claim", "CourtFiling"),
        ("court_filing", "CourtFiling"),
        ("Reasons for Judgment", "CourtDecision"),
        ("press release", "PressRelease"),
        ("article", "Article"),
    ],
)
def test_kinds_have_many_names(named: str, kind: str) -> None:
    assert read_kind(named) == (kind, "")


def test_an_unknown_kind_is_noted_with_near_names() -> None:
    kind, note = read_kind("Plaintt")
    assert kind == "Statement"
    assert "plaint" in note


@pytest.mark.parametrize(
    ("kind", "modality"),
    [
        ("Statement", Modality.REPORTED),
        ("CourtFiling", Modality.ALLEGED),
        ("CourtDecision", Modality.STATED_AS_FACT),
    ],
)
def test_a_kind_says_what_a_bare_statement_is(kind: str, modality: Modality) -> None:
    document = Document("urn:kinds", "kinds", "Larkfield Motors paid Harlow $5 million.", kind=kind)
    assert {c.modality for c in extract_document(document).claims} == {modality}


def test_a_caption_over_an_opinion_is_no_partys() -> None:
    text = (
        "Appeal of Bo Stone\n\nA jury convicted Bo Stone. In this appeal he attacks the verdict. "
        "We affirm.\n\nBackground\n\nLarkfield Motors paid Harlow $5 million."
    )
    claims = extract_document(Document("urn:kinds", "kinds", text, kind="CourtFiling")).claims
    assert {c.modality for c in claims if c.predicate.id == "kg:paid"} == {Modality.STATED_AS_FACT}


def test_a_deed_put_as_an_accusation_is_no_fact_beside_it() -> None:
    text = (
        "Ada Grey bribed Bo Stone with a car in May. "
        "Prosecutors allege that Ada Grey bribed Bo Stone."
    )
    claims = extract_document(Document("urn:licence", "licence", text)).claims
    deeds = [c for c in claims if c.predicate.id == "kg:bribed"]
    assert len(deeds) > 1
    assert not [c for c in deeds if c.is_fact]
