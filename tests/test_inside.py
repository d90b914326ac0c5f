"""Resolution inside a document: names, short forms, types, descriptions, pronouns, on sentences of
our own."""

import pytest

from kg.language.names import is_short_body, is_short_person, without_legal_form
from kg.model import Document, Extraction
from kg.namespace import document_iri
from kg.ontology.loader import load_ontology
from kg.pipeline.documents import extract_document
from kg.resolution.name_similarity import name_score


def read(text: str) -> Extraction:
    return extract_document(Document(document_iri("a.txt", text), "a.txt", text))


def ends(found: Extraction, predicate: str) -> set[tuple[str, str]]:
    """Labels of subject and object of the claims with a predicate."""
    return {
        (c.subject.label, getattr(c.object, "label", ""))
        for c in found.claims
        if c.predicate.id == predicate
    }


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Whitlock", "Dana Whitlock"),
        ("De Castro", "Jorge De Castro Luna"),
        ("Tony Marr", 'Juan A. "Tony" Marr'),
        ("D. Whitlock", "Dana Whitlock"),
        ("Luna", "Ana Luna Ortiz"),
    ],
)
def test_short_persons(short: str, full: str) -> None:
    assert is_short_person(short, full)


@pytest.mark.parametrize(
    ("text", "label", "also"),
    [
        ("Liam O’Brien sued Tessera. O'Brien paid Quillmark.", "Liam O’Brien", "O'Brien"),
        ("Liam O'Brien sued Tessera. O’Brien paid Quillmark.", "Liam O'Brien", "O’Brien"),
        ("Liam O’Brien sued Tessera. O’Brien paid Quillmark.", "Liam O’Brien", "O’Brien"),
        ("Gabriel García Márquez sued Tessera. Garcia Marquez paid Quillmark.",
         "Gabriel García Márquez", "Garcia Marquez"),
        ("José Nuñez sued Tessera. Nunez paid Quillmark.", "José Nuñez", "Nunez"),
        ("Omar al-Rashid sued Tessera. Rashid paid Quillmark.", "Omar al-Rashid", "Rashid"),
    ],
)  # fmt: skip
def test_one_person_in_several_spellings(text: str, label: str, also: str) -> None:
    firms = {"Tessera", "Quillmark"}
    people = [e for e in read(text).entities if e.label not in firms]
    assert [(e.label, e.type, also in e.aliases) for e in people] == [(label, "Person", True)]
    assert {c.subject.label for c in read(text).claims} == {label}


def test_other_persons() -> None:
    assert not is_short_person("Dana Ortiz", "Dana Whitlock")
    assert not is_short_person("W", "Dana Whitlock")


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Larkfield", "Larkfield Motors, Inc.", True),
        ("Justice Department", "U.S. Department of Justice", True),
        ("Task Force", "Corporate Fraud Task Force", True),
        ("Harbor Department", "Harbor Department Office of Audits", False),
        ("Carewell", "Carewell Fraud Strike Force", False),
        ("Oak University", "Museum of Art at Oak University", False),
        ("Court", "Court of Appeals", False),
        ("Larkfield plc", "Larkfield Construction Inc.", False),
    ],
)
def test_short_bodies(short: str, full: str, same: bool) -> None:
    assert is_short_body(short, full, load_ontology()) is same


def test_a_person_by_form_and_context() -> None:
    found = read(
        "Orla Brandt Jr., 43, of Tessera paid Larkfield Motors. "
        "Brandt was arrested. Todd A. Rivera sued Brandt."
    )
    types = {e.label: e.type for e in found.entities}
    assert types["Todd A. Rivera"] == "Person"
    assert {t for label, t in types.items() if "Brandt" in label} == {"Person"}
    assert len([e for e in found.entities if "Brandt" in e.label]) == 1


def test_the_court_of_one_document_is_not_that_of_another() -> None:
    found = read("The Court fined Larkfield Motors. The Attorney General sued Northgate Systems.")
    generic = [e for e in found.entities if e.label in {"Court", "Attorney General"}]
    assert generic and not any(e.named for e in generic)


def test_a_party_is_who_the_text_calls_so() -> None:
    found = read(
        "Petitioner Dana Whitlock sued Larkfield Motors. "
        "Respondent Larkfield Motors denied it. Petitioner paid Harlow Bank."
    )
    assert ("Dana Whitlock", "Harlow Bank") in ends(found, "kg:paid")


def test_two_attorneys_are_two() -> None:
    found = read("Dana Whitlock fired her lawyer. Robert Ellison praised his lawyer.")
    lawyers = {e.id for e in found.entities if e.label == "lawyer"}
    assert len(lawyers) == 2


def test_he_in_a_quotation_is_not_who_speaks() -> None:
    found = read('"He paid Harlow Bank," Robert Ellison said.')
    assert ("Robert Ellison", "Harlow Bank") not in ends(found, "kg:paid")


def test_signs_of_citation_are_no_names() -> None:
    found = read(
        "Ibid. The statute was amended. See id. Larkfield Motors sued Harlow Bank on Monday."
    )
    assert not {e.label.lower().strip(".") for e in found.entities} & {
        "ibid",
        "id",
        "see",
        "monday",
    }


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Sandvik Harlow AB", "Sandvik Harlow"),
        ("Larkfield S.p.A.", "Larkfield"),
        ("Brightwater N.V.", "Brightwater"),
        ("Quillmark Oy", "Quillmark"),
        ("Northgate Sp. z o.o.", "Northgate Sp. z o.o."),
        ("Tessera, s.r.o.", "Tessera"),
        ("Harlow Day Spa", "Harlow Day Spa"),
        ("Mercy As", "Mercy As"),
        ("East Quill Company", "East Quill Company"),
    ],
)
def test_a_legal_form_makes_no_other_company(full: str, short: str) -> None:
    assert without_legal_form(full) == short
    assert name_score(full, short, "Company") == 1.0


def test_a_well_known_body_is_one_in_all_documents() -> None:
    texts = (
        "The FBI raided Larkfield Motors.",
        "The Federal Bureau of Investigation arrested Ada Pell.",
    )
    known = [
        {e.id for e in read(text).entities if e.label in {"FBI", "Federal Bureau of Investigation"}}
        for text in texts
    ]
    assert known[0] == known[1] != set()


def test_the_department_of_another_state_is_another() -> None:
    texts = (
        "The Justice Department sued Larkfield Motors.",
        "The Philippine Department of Justice sued Larkfield Motors.",
    )
    known = [{e.id for e in read(text).entities if "Justice" in e.label} for text in texts]
    assert known[0].isdisjoint(known[1])
