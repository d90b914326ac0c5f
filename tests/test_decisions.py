"""Judgments and administrative decisions: each part is the word of who speaks in it."""

import pytest

from kg.attribution.decision_parts import Part, find_passages, is_decision, tells_what_somebody_did
from kg.attribution.part_features import find_signs, headings_above
from kg.language.parser import parse_document
from kg.model import Claim, Document, Modality
from kg.ontology.loader import load_ontology
from kg.pipeline.documents import extract_document
from kg.reading.sources import read_bytes

APPEAL = """\
FINDINGS OF FACT

1. The Veteran's chronic hearing disorder was incurred in active service.

CONCLUSION OF LAW

The criteria for service connection for a hearing disorder have been met. 38 U.S.C. § 1110.

REASONS AND BASES FOR FINDINGS AND CONCLUSION

Service connection may be granted for a disability resulting from disease or injury incurred in service. 38 C.F.R. § 3.303.
In a May 2011 statement, the Veteran reported that a mortar damaged his ears.
He was diagnosed with hearing loss in June 2011.
The VA examiner noted that the Veteran denied any earlier symptoms.
The Board finds that the Veteran has a current hearing disorder.
The preponderance of the evidence is in favor of the claim.
"""
JUDGMENT = """\
Leave granted. This appeal is against the judgment of the High Court.
The High Court dismissed the petition of Ivo Lang. It was held by the High Court that Ivo Lang sold the land.
Learned counsel for the appellant contended that Otto Brandl forged the deed. Otto Brandl paid the clerk.
Learned counsel for the respondent submitted that the deed was valid.
We have heard the parties. This Court issued notice to Otto Brandl. We hold that Otto Brandl forged the deed.
In the result, the appeal is allowed.
"""


def read_claims(text: str) -> list[Claim]:
    return list(extract_document(Document("urn:decision", "decision", text)).claims)


def said(text: str, words: str) -> list[Claim]:
    return [c for c in read_claims(text) if words in c.quote]


def test_a_decision_is_told_by_its_formulas() -> None:
    ontology = load_ontology()
    news = "This court is old. The judge granted the motion. Larkfield Motors said it would appeal."
    for text, decision in ((APPEAL, True), (JUDGMENT, True), (news, False)):
        assert is_decision(parse_document(Document("urn:x", "x", text)), ontology) is decision


def test_other_texts_have_no_parts() -> None:
    sentences = parse_document(Document("urn:x", "x", "Larkfield Motors sued Harlow."))
    assert find_passages("Larkfield Motors sued Harlow.", sentences, [()], load_ontology()) == {}


def test_findings_are_found_by_the_board() -> None:
    found = said(APPEAL, "The Board finds") + said(APPEAL, "was incurred in active service.")
    assert found
    assert {(c.modality, c.attribution[-1].label) for c in found} == {(Modality.FOUND, "Board")}


def test_evidence_is_who_gives_it() -> None:
    found = said(APPEAL, "mortar damaged") + said(APPEAL, "earlier symptoms")
    assert found
    assert not {c.modality for c in found} & {Modality.FOUND, Modality.STATED_AS_FACT}


def test_law_and_citations_claim_nothing() -> None:
    assert not said(APPEAL, "may be granted") + said(APPEAL, "C.F.R.")


def test_an_argument_is_the_party_s() -> None:
    found = said(JUDGMENT, "contended that") + said(JUDGMENT, "paid the clerk")
    assert {c.predicate.id for c in found} >= {"rel:forge", "rel:pay"} or len(found) > 1
    assert not [c for c in found if c.is_fact]
    assert all(c.attribution for c in found)


def test_a_lower_court_s_ruling_is_that_court_s() -> None:
    found = said(JUDGMENT, "dismissed the petition") + said(JUDGMENT, "sold the land")
    assert found
    assert {(c.modality, c.attribution[-1].label) for c in found} == {
        (Modality.FOUND, "High Court")
    }


def test_i_in_a_judgment_is_not_the_court() -> None:
    text = f"{JUDGMENT} We reverse the order. I sold the lorry."
    assert not [c for c in said(text, "sold the lorry") if "Court" in c.subject.label]


def test_signs_and_headings() -> None:
    signs = {"ArgumentSign": frozenset({"learned counsel"}), "OwnVoiceSign": frozenset({"we"})}
    assert find_signs("Learned counsel urged; we agree.", signs) == ["ArgumentSign", "OwnVoiceSign"]
    assert headings_above("ORDER\nA.\nREASONS\nB.", [6, 17]) == ["ORDER", "REASONS"]
    assert {Part(p) for p in Part} == set(Part)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Ruben Kaluza paid the broker 9,000 dollars each month.", True),
        ("Ruben Kaluza and Larkfield Motors were indicted for fraud.", True),
        ("A person is guilty of fraud if he schemes to deprive another of property.", False),
        ("The District Court held that the claim must fail.", False),
    ],
)
def test_what_a_named_party_did_is_no_statement_of_law(text: str, tells: bool) -> None:
    (sentence,) = parse_document(read_bytes(text.encode(), "a.txt"))
    assert tells_what_somebody_did(sentence, load_ontology()) is tells
