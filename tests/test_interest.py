"""What is worth an edge: what pictures and lists start from, and what they say they leave out."""

from pathlib import Path

import pytest

from kg.analysis.evidence import read_evidence
from kg.analysis.origins import describe_sources, find_origins
from kg.graph import open_graph
from kg.model import Document
from kg.namespace import document_iri
from kg.network.interest import INTERESTING, edge_interest, measure_interest
from tests.test_resolution import run
from tests.test_statements import extract

WORTH = [
    "Larkfield Motors sued Ada Pell.",
    "Ada Pell paid Larkfield Motors $40,000.",
    "Victor Harlan was convicted of fraud.",
]
LITTLE = [
    "The Larkfield clerks closed the Larkfield office.",
    "The director said that Ada Pell had left.",
    "A party may ask the court for more time.",
    "Victor Harlan is presumed innocent until proven guilty in court.",
    "The clerk closed the window.",
    "Northgate Systems in Oslo slept.",
    "Victor Harlan is the son of a clerk.",
]


def interests(text: str) -> list[float]:
    return [measure_interest(c) for c in extract(text).claims]


@pytest.mark.parametrize("text", WORTH)
def test_deeds_of_those_who_are_named_are_worth_an_edge(text: str) -> None:
    assert max(interests(text)) >= INTERESTING


@pytest.mark.parametrize("text", LITTLE)
def test_rules_routine_and_descriptions_are_not(text: str) -> None:
    assert all(measure < INTERESTING for measure in interests(text))


def test_an_edge_is_measured_as_its_claim() -> None:
    text = " ".join(WORTH + LITTLE)
    with open_graph() as graph:
        graph.add(extract(text).document)
        network = graph.network()
        edges = {
            k: edge_interest(network, a, b, d) for a, b, k, d in network.edges(keys=True, data=True)
        }
        assert edges == {c.id: measure_interest(c) for c in graph.claims()}


@pytest.mark.slow
def test_lists_and_pictures_say_what_they_leave_out(tmp_path: Path) -> None:
    source, store, page = tmp_path / "mixed.txt", tmp_path / "store", tmp_path / "graph.html"
    source.write_text(" ".join(WORTH + LITTLE), "utf-8")
    run(store, "add", str(source))
    short, whole = run(store, "claims"), run(store, "claims", "--all")
    assert "of less interest left out; --all lists them" in short
    assert "the window" not in short.partition("left out")[0]
    assert "the window" in whole
    assert "left out" not in whole
    assert '"interest": ' in run(store, "claims", "--json")
    assert "of less interest left out. --all draws them." in run(store, "view", "-o", str(page))
    assert "left out" not in run(store, "view", "--all", "-o", str(page))


def _release(number: int, publisher: str) -> Document:
    text = f"Larkfield Motors sued Ada Pell in {2001 + number}."
    return Document(
        document_iri(f"{number}.txt", text),
        f"{number}.txt",
        text,
        kind="PressRelease",
        publisher=publisher,
    )


@pytest.mark.parametrize(
    ("publishers", "expected"),
    [(["Harrow Office"] * 7, 1), ([""] * 7, 1), (["Harrow Office", "Port News"], 2)],
)
def test_releases_of_one_office_are_one_origin(publishers: list[str], expected: int) -> None:
    with open_graph() as graph:
        for number, publisher in enumerate(publishers):
            graph.add(_release(number, publisher))
        network = graph.network(predicate="kg:sued")
        assert len(set(find_origins(network, read_evidence(network)).values())) == expected


def test_a_document_is_a_primary_source_an_independent_one_or_a_copy() -> None:
    filing = Document(
        document_iri("a.txt", "x"),
        "a.txt",
        "Larkfield Motors sued Ada Pell.",
        date="2021-01-01",
        kind="PressRelease",
    )
    said = "The court clerk Ivo Renn said that Larkfield Motors sued Ada Pell."
    with open_graph() as graph:
        graph.add(filing)
        for name, day in (("b.txt", "2021-01-02"), ("c.txt", "2021-01-03")):
            graph.add(Document(document_iri(name, said), name, said, date=day))
        network = graph.network(predicate="kg:sued")
        claims = read_evidence(network)
        assert (
            describe_sources(claims, find_origins(network, claims))
            == "primary: a.txt\nindependent: b.txt\ncopy: c.txt"
        )
