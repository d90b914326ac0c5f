"""What somebody is called by an office: only in the document's own voice, and no name."""

import pytest

import kg
from kg.export.claim_records import claim_line, read_claims
from kg.model import Document, Entity
from kg.pipeline.documents import extract_document

CALLED = [
    ("Lena Falk, commander of the Northgate Guard, spoke.", "commander of the Northgate Guard"),
    ("Lena Falk, Northgate Guard commander, spoke.", "Northgate Guard commander"),
    ("Larkfield's founder, Lena Falk, left.", "Larkfield's founder"),
]
NOT_CALLED = [
    "Prosecutors say that Lena Falk, head of the Vance Cartel, fled.",
    "Lena Falk, the alleged head of the Vance Cartel, spoke.",
    "Lena Falk, self-styled president of Borland Group, spoke.",
    "Former Larkfield director Lena Falk died.",
    "Lena Falk, who is not the director of Larkfield Motors, spoke.",
]


def people(text: str, name: str = "offices") -> list[Entity]:
    found = extract_document(Document(f"urn:{name}", name, text)).entities
    return [e for e in found if e.type == "Person"]


@pytest.mark.parametrize(("text", "words"), CALLED)
def test_an_office_describes_its_holder(text: str, words: str) -> None:
    assert [e.descriptions for e in people(text)] == [(words,)]


@pytest.mark.parametrize("text", NOT_CALLED)
def test_no_office_that_is_not_held_in_the_documents_own_voice(text: str) -> None:
    assert all(e.descriptions == () for e in people(text))


def test_two_holders_of_one_office_stay_two() -> None:
    graph = kg.open()
    for name in ("Lena Falk", "Otto Brandl"):
        graph.add(
            Document(f"urn:{len(name)}", name, f"{name}, commander of the Northgate Guard, spoke.")
        )
    held = [e for e in graph.entities() if e.descriptions]
    assert [(e.label, e.aliases, e.descriptions) for e in held] == [
        ("Lena Falk", (), ("commander of the Northgate Guard",)),
        ("Otto Brandl", (), ("commander of the Northgate Guard",)),
    ]


def test_claim_lines_keep_names_and_offices_apart() -> None:
    text = "Lena Falk, Northgate Guard commander, sued Otto Brandl."
    claims = extract_document(Document("urn:lines", "lines", text)).claims
    lines = "\n".join(claim_line(claim, "lines") for claim in claims)
    assert '"aliases": ["Northgate Guard commander"]' in lines
    assert [c.subject for _, c in read_claims(lines)] == [c.subject for c in claims]


CODES = ("Employee-2", "Individual-1", "Jane Doe", "Victim-3")


@pytest.mark.parametrize("code", CODES)
def test_a_code_name_is_somebody_else_in_each_paper(code: str) -> None:
    first, second = (
        {e.id for e in extract_document(Document(f"urn:{n}", n, text)).entities if code in e.label}
        for n, text in (
            ("a", f"{code} bribed Lena Falk in Oslo."),
            ("b", f"Otto Brandl said that {code} paid him."),
        )
    )
    assert first and second and not first & second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Doe 1", "Doe 2"),
        ("John Doe 1", "John Doe 2"),
        ("Employee-1", "Employee-2"),
        ("Victim 3", "Victim 4"),
        ("Company A", "Company B"),
        ("Doe No. 1", "Doe No. 2"),
        ("Defendant 1", "Defendant 2"),
        ("Co-Conspirator 1", "Co-Conspirator 2"),
        ("Minor Victim-1", "Minor Victim-2"),
    ],
)
def test_two_code_names_are_two(one: str, other: str) -> None:
    read = extract_document(
        Document("urn:a", "a", f"{one} sued {other}. {other} paid Ada Pell. {one} paid Ada Pell.")
    )
    assert {e.label for e in read.entities} == {one, other, "Ada Pell"}
    assert {(c.subject.label, c.predicate.id.partition(":")[2]) for c in read.claims} >= {
        (one, "sued"),
        (other, "paid"),
        (one, "paid"),
    }
