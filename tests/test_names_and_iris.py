"""IRIs: one name, one IRI; different names, different IRIs."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import kg
from kg.namespace import entity_iri, name_key
from kg.rdf.quads import make_iri
from tests.builders import make_document

DIFFERENT = (
    ("C", "C++", "C#"),
    ("x" * 80 + " North", "x" * 80 + " South", "x" * 80),
    ("AT&T", "AT T"),
    ("A+", "A-", "A*"),
    ("राम", "रिम", "रम"),
    ("かがみ", "かかみ"),
    ("Y=1", "Y1"),
    ("50%", "50"),
    ("@acme", "acme"),
)
SAME = (
    ("Larkfield Motors, Inc.", "LARKFIELD MOTORS INC"),
    ("O'Brien", "O’Brien"),
    ("Zieliński", "Zielinski", "Zie\u00adliński", "Zie\u200bliński"),
    ("Jane Roe", "Jane  Roe", "Jane-Roe", "Ｊａｎｅ Ｒｏｅ", "“Jane” Roe"),
    ("محمّد", "محمد"),
    ("c++", "C++"),
)


@pytest.mark.parametrize("names", DIFFERENT)
def test_different_names_have_different_iris(names: tuple[str, ...]) -> None:
    assert len({entity_iri(name) for name in names}) == len(names)
    assert len({entity_iri(name, "urn:doc") for name in names}) == len(names)


@pytest.mark.parametrize("names", SAME)
def test_one_name_has_one_iri(names: tuple[str, ...]) -> None:
    assert len({entity_iri(name) for name in names}) == 1


@given(st.text(min_size=1))
@example("\U000e0100")
def test_every_name_gives_an_iri(name: str) -> None:
    assert make_iri(entity_iri(name))
    assert name_key(name) == name_key(name)


@given(st.text(st.characters(categories=("M", "L", "N", "C")), min_size=1))
def test_no_mark_breaks_an_iri(name: str) -> None:
    assert make_iri(entity_iri(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The Ministry of Trade and Industry of Norland",
            "The Ministry of Trade and Labour of Norland",
        ),
        ("The Union of Pilots of North Harlow", "The Union of Pilots of North Bay"),
        ("The Harbour Guild of North Harlow", "The Harbour Guild of North Bay"),
        (
            "The Guild of Pilots and Tug Masters of Harlow",
            "The Guild of Pilots and Tug Masters of Orr",
        ),
    ],
)
def test_bodies_whose_names_differ_behind_and_or_of_are_two(one: str, other: str) -> None:
    """Names that were cut there gave the deeds of the one to the other, and to the part."""
    graph = kg.open()
    graph.add(make_document("a.txt", f"{one} sued Ada Venn. {other} bribed Ada Venn."))
    did = {c.predicate.label: c.subject for c in graph.claims()}
    assert len(list(graph.claims())) == 2 and did["sued"].id != did["bribed"].id
