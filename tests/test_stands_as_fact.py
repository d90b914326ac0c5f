"""What stands as fact is one idea: quads, network, drawing, questions and exports agree on it
(promise 2)."""

import csv
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.graph import Graph
from kg.model import Claim, Entity, Extraction, Modality, Polarity, stands_as_fact
from kg.namespace import document_iri, entity_iri
from kg.network.build import build_network
from kg.view.material import Material
from kg.view.model import build_model
from tests.builders import make_claim, make_document, make_entity
from tests.test_leaks import DEEDS, read_constructions

ADMISSION = "Dana Ortiz admitted that Northgate Systems paid Larkfield Motors."
DENIAL = "Northgate Systems did not pay Larkfield Motors."
DEED_PREDICATES = {"kg:paid", "kg:sued", "rel:pay", "rel:sue"}


@pytest.fixture(scope="module")
def leaks() -> Graph:
    """A graph of every construction of tests/cases/leaks.txt: none of its deeds is a fact."""
    graph = kg.open()
    for number, construction in enumerate(read_constructions("leaks.txt")):
        text = construction.format(**DEEDS[number % len(DEEDS)])
        source = f"leak-{number}.txt"
        graph.add(kg.Document(document_iri(source, text), source, text))
    return graph


def fact_edges(network: nx.MultiDiGraph) -> list[str]:
    return [d["quote"] for *_, d in network.edges(data=True) if d["predicate"] in DEED_PREDICATES]


@pytest.mark.parametrize("modality", list(Modality))
@pytest.mark.parametrize("polarity", list(Polarity))
def test_only_what_binds_stands_as_fact(modality: Modality, polarity: Polarity) -> None:
    own = (
        modality in (Modality.STATED_AS_FACT, Modality.ADMITTED, Modality.FOUND)
        and polarity is Polarity.POSITIVE
    )
    assert stands_as_fact(modality, polarity, "urn:a", ["urn:b", "urn:a"]) is own
    assert stands_as_fact(modality, polarity, "urn:a", ["urn:a", "urn:b"]) is (
        own and modality is not Modality.ADMITTED
    )


def test_a_denial_joins_nobody() -> None:
    with kg.open() as graph:
        graph.add(kg.Document(document_iri("a", DENIAL), "a", DENIAL))
        assert graph.network().number_of_edges() == 1
        assert graph.network(facts=True).number_of_edges() == 0


def test_an_admission_about_others_is_drawn_as_no_fact() -> None:
    document = make_document("a.txt", ADMISSION)
    ortiz, northgate, larkfield = (
        make_entity(n) for n in ("Dana Ortiz", "Northgate Systems", "Larkfield Motors")
    )
    others = _admission(document, northgate, larkfield, ortiz)
    assert not others.is_fact
    for claim, family in (
        (others, "reported"),
        (_admission(document, northgate, larkfield, northgate), "fact"),
    ):
        network = build_network([Extraction(document, (larkfield, northgate, ortiz), (claim,))])
        data = build_model(network, Material())
        assert [c["family"] for c in data["claims"]] == [family]


def _admission(document: kg.Document, payer: Entity, payee: Entity, admitter: Entity) -> Claim:
    return make_claim(
        document, payer, "kg:paid", payee, ADMISSION, Modality.ADMITTED, attribution=(admitter,)
    )


def test_no_leak_into_the_network(leaks: Graph) -> None:
    assert fact_edges(leaks.network()), "the constructions give claims"
    assert not fact_edges(leaks.network(facts=True))


def test_no_leak_into_the_drawing(leaks: Graph) -> None:
    data = build_model(leaks.network(), Material())
    deeds = [c for c in data["claims"] if data["predicates"][c["predicate"]][0] in DEED_PREDICATES]
    assert deeds, "the constructions give claims"
    assert [c["quote"] for c in deeds if c["family"] == "fact"] == []


def test_no_leak_into_graph_exports(leaks: Graph, tmp_path: Path) -> None:
    readers = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
    for suffix, read in readers.items():
        graph = read(leaks.export(tmp_path / f"leaks.{suffix}"))
        edges = [d for *_, d in graph.edges(data=True) if d["predicate"] in DEED_PREDICATES]
        assert edges
        assert not [d["quote"] for d in edges if d["is_fact"]]
    with open(leaks.export(tmp_path / "leaks.csv"), encoding="utf-8", newline="") as file:
        deeds = {claim.id for claim in leaks.claims(predicate=DEED_PREDICATES)}
        rows = [row for row in csv.DictReader(file) if row["claim"] in deeds]
    assert rows
    assert not [row["quote"] for row in rows if row["is_fact"] != "no"]


def test_no_leak_into_answers(leaks: Graph) -> None:
    pairs = (("Larkfield Motors", "Harlow"), ("Dana Ortiz", "Northgate Systems"))
    answers = [
        leaks.ask("paths", entity_iri(payer), entity_iri(payee), k=1) for payer, payee in pairs
    ]
    answers += [leaks.ask(name) for name in ("money", "central", "brokers")]
    for answer in answers:
        deeds = [e for row in answer.evidence for e in row if e.predicate in DEED_PREDICATES]
        assert deeds or answer.question == "money"
        assert not [e.quote for e in deeds if e.is_fact]


def test_no_leak_into_plain_triples(leaks: Graph) -> None:
    for predicate in sorted(DEED_PREDICATES):
        assert leaks.query(f"ASK {{ ?s {predicate} ?o }}").boolean is False


def test_the_network_agrees_with_the_quads(leaks: Graph) -> None:
    edges = {k for *_, k, d in leaks.network().edges(keys=True, data=True) if d["is_fact"]}
    assert edges == {claim.id for claim in leaks.claims() if claim.is_fact}
