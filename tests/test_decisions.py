"""Judgments and administrative decisions: each part is the word of who speaks in it."""

import pytest

from kg.attribution.decisions.features import find_signs, headings_above
from kg.attribution.decisions.forms import tells_what_somebody_did
from kg.attribution.decisions.generic_sentences import is_generic
from kg.attribution.decisions.part_model import Part
from kg.attribution.decisions.passages import find_passages, is_decision
from kg.attribution.decisions.precedents import tells_settled_law
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

Service connection may be granted for a disability resulting \
from disease or injury incurred in service. 38 C.F.R. § 3.303.
In a May 2011 statement, the Veteran reported that a mortar damaged his ears.
He was diagnosed with hearing loss in June 2011.
The VA examiner noted that the Veteran denied any earlier symptoms.
The Board finds that the Veteran has a current hearing disorder.
The preponderance of the evidence is in favor of the claim.
"""
JUDGMENT = """\
Leave granted. This appeal is against the judgment of the High Court.
The High Court dismissed the petition of Ivo Lang. \
It was held by the High Court that Ivo Lang sold the land.
Learned counsel for the appellant contended that Otto Brandl forged the deed. \
Otto Brandl paid the clerk.
Learned counsel for the respondent submitted that the deed was valid.
We have heard the parties. This Court issued notice to Otto Brandl. \
We hold that Otto Brandl forged the deed.
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


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("In Osric v. Lindqvist, this Court held that a fence is no wall.", True),
        ("It is trite that suspicion takes the place of no proof.", True),
        ("It is well settled that a tenant may sublet.", True),
        ("The burden lies upon the landlord, Larkfield Motors.", True),
        ("The elements of the offence are a taking and an intent.", True),
        ("We review the denial of the motion de novo.", True),
        ("In March, Larkfield Motors sold the lorry.", False),
        ("We reviewed the books of Larkfield Motors.", False),
        ("Ms Pell settled the claim in 2019.", False),
    ],
)
def test_what_was_held_elsewhere_or_is_settled_is_law(text: str, law: bool) -> None:
    (sentence,) = parse_document(read_bytes(text.encode(), "a.txt"))
    assert tells_settled_law(sentence) is law


OPINIONS = {
    "one judge": """\
Neutral Citation Number: [2021] EWHC 4411 (Ch)
JUDGMENT
Mr Osric Vane QC, for the claimant, submitted that the defendant copied the designs.
Mr Lowe gave evidence that Ms Pell took the ledgers.
The county court judge held that Ms Pell owed the claimant £40,000.
In my judgment Ms Pell burned the papers. I find that she robbed Brackley Textiles.
I would allow the appeal.
""",
    "a bench": """\
FEDERAL COURT
REASONS FOR JUDGMENT
The primary judge held that Harrow Mills misled its investors.
Counsel for the appellant submitted that Ms Pell lied to the auditors.
We are satisfied that Ms Pell wrote the prospectus.
The appeal should be dismissed.
""",
    "a syllabus": """\
Syllabus
HARROW MILLS, INC. v. PELL
CERTIORARI TO THE UNITED STATES COURT OF APPEALS FOR THE NINTH CIRCUIT
Dana Pell sued Harrow Mills. The District Court dismissed the complaint.
Harrow Mills argues that Pell signed a waiver.
Held: Harrow Mills did not violate the Act. An employer violates the Act if it acts in bad faith.
Crane, J., delivered the opinion of the Court.
""",
}


@pytest.mark.parametrize(
    ("opinion", "words", "modality", "claimant"),
    [
        ("one judge", "copied the designs", Modality.REPORTED, "Osric Vane QC"),
        ("one judge", "took the ledgers", Modality.REPORTED, "Lowe"),
        ("one judge", "owed the claimant", Modality.FOUND, "county court judge"),
        ("one judge", "burned the papers", Modality.FOUND, ""),
        ("one judge", "robbed Brackley", Modality.FOUND, ""),
        ("a bench", "lied to the auditors", Modality.REPORTED, "Counsel for the appellant"),
        ("a bench", "wrote the prospectus", Modality.FOUND, ""),
        ("a syllabus", "dismissed the complaint", Modality.FOUND, "District Court"),
        ("a syllabus", "did not violate", Modality.FOUND, ""),
    ],
)
def test_each_part_of_an_opinion_is_whose_it_is(
    opinion: str, words: str, modality: Modality, claimant: str
) -> None:
    told = [c for c in said(OPINIONS[opinion], words) if " about" not in c.predicate.label]
    assert {c.modality for c in told} >= {modality}
    assert claimant in {c.attribution[-1].label for c in told if c.attribution} | {""}


def test_what_a_law_says_of_employers_is_no_claim() -> None:
    assert not said(OPINIONS["a syllabus"], "An employer")


@pytest.mark.parametrize(
    ("text", "generic"),
    [
        ("A tenant must pay the rent.", True),
        ("Courts may refuse relief.", True),
        ("Section 12 provides for appeals.", True),
        ("The tenant forfeits the lease.", False),
        ("Tenants forfeited the lease in 2019.", False),
        ("Ruben Kaluza forfeits the lease.", False),
    ],
)
def test_a_sentence_about_a_kind_is_generic(text: str, generic: bool) -> None:
    (sentence,) = parse_document(read_bytes(text.encode(), "a.txt"))
    assert is_generic(sentence) is generic
