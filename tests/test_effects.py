"""What one document takes back in another: derived from the documents that are there, gone with the
one that takes it back."""

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.graph import Graph
from kg.model import Extraction, Licence
from kg.namespace import document_iri
from kg.pipeline.documents import extract_document
from kg.storage.store import Store

CONVICTED = (
    "A jury convicted Dana Ortiz of bribery on Monday. "
    "Dana Ortiz bribed Paul Kern. Dana Ortiz founded Harlow Ltd."
)
TEXTS = {
    "convicted": (CONVICTED, "2019-03-01", "The Gazette"),
    "reversed": (
        "The Court of Appeals overturned the conviction of Dana Ortiz.",
        "2021-05-01",
        "The Courier",
    ),
    "again": (
        "Dana Ortiz was convicted of bribery in a second trial.",
        "2023-01-01",
        "The Courier",
    ),
    "retracted": (
        "The Gazette retracts its report that Lee Marsh stole the pension fund.",
        "2021-06-01",
        "The Gazette",
    ),
    "accused": (
        "Lee Marsh stole the pension fund. Lee Marsh defrauded Harlow Ltd.",
        "2021-05-30",
        "The Gazette",
    ),
    "elsewhere": ("Lee Marsh stole the pension fund.", "2021-05-30", "The Courier"),
}


def make_document(name: str) -> kg.Document:
    text, date, publisher = TEXTS[name]
    return kg.Document(document_iri(name, text), name, text, date=date, publisher=publisher)


@pytest.fixture(scope="module")
def library() -> dict[str, Extraction]:
    return {name: extract_document(make_document(name)) for name in TEXTS}


def graph_of(*names: str) -> Graph:
    graph = kg.open()
    graph.add(*map(make_document, names))
    return graph


def test_a_verdict_on_another_claim_gives_no_licence_back() -> None:
    with graph_of("convicted", "reversed") as graph:
        graph.review(next(iter(graph.claims(predicate="kg:founderOf"))), "rejected")
        assert not stands(graph, "dana-ortiz", "kg:founderOf")
        assert not stands(graph, "dana-ortiz", "kg:convictedOf")
        assert not stands(graph, "dana-ortiz", "kg:bribed")
        facts = {d["predicate"] for *_, d in graph.network(facts=True).edges(data=True)}
        assert facts.isdisjoint({"kg:founderOf", "kg:convictedOf", "kg:bribed"})
        graph.review(next(iter(graph.claims(predicate="kg:relievedOf"))), "rejected")
        assert stands(graph, "dana-ortiz", "kg:convictedOf"), "what was rejected takes nothing back"


def stands(graph: Graph, subject: str, predicate: str) -> bool:
    return graph.query(f"ASK {{ ent:{subject} {predicate} ?o }}").boolean is True


def test_a_reversal_in_another_document_takes_the_licence_and_gives_it_back() -> None:
    with graph_of("convicted", "reversed") as graph:
        assert not stands(graph, "dana-ortiz", "kg:convictedOf")
        assert not stands(graph, "dana-ortiz", "kg:bribed")
        assert stands(graph, "dana-ortiz", "kg:founderOf")
        relief = next(c for c in graph.claims(predicate="kg:relievedOf"))
        (convicted,) = graph.claims(predicate="kg:convictedOf")
        assert (convicted.licence, convicted.is_fact, convicted.undone_by) == (
            Licence.VERDICT,
            False,
            (relief.id,),
        )
        edges = {key: d for *_, key, d in graph.network().edges(keys=True, data=True)}
        assert (edges[convicted.id]["is_fact"], edges[convicted.id]["undone_by"]) == (
            False,
            [relief.id],
        )
        assert graph.validate() == []
        graph.remove("reversed")
        assert stands(graph, "dana-ortiz", "kg:convictedOf")
        assert stands(graph, "dana-ortiz", "kg:bribed")
        assert list(graph.store.nquads()) == list(graph_of("convicted").store.nquads())


def test_what_is_decided_again_later_stands() -> None:
    with graph_of("convicted", "reversed", "again") as graph:
        kept = [c.is_fact for c in graph.claims(predicate="kg:convictedOf", document="again")]
        assert kept == [True]
        assert not any(
            c.is_fact for c in graph.claims(predicate="kg:convictedOf", document="convicted")
        )


def test_a_paper_takes_back_its_own_report_and_nobody_elses() -> None:
    with graph_of("accused", "retracted", "elsewhere") as graph:
        told = {c.document: c.is_fact for c in graph.claims(predicate="kg:misappropriated")}
        assert told[make_document("accused").id] is False
        assert told[make_document("elsewhere").id] is True
        assert [c.is_fact for c in graph.claims(predicate="kg:defrauded")] == [True]


def test_effects_stand_in_no_record(library: dict[str, Extraction]) -> None:
    store = Store.open()
    for name in ("convicted", "reversed"):
        store.add(library[name])
    assert store.add(library["convicted"]) == "unchanged"
    with kg.open() as graph:
        graph.add(make_document("convicted"))
        digests = [q for q in graph.store.nquads() if "extractionDigest" in q]
    assert set(digests) <= set(store.nquads())


few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@few
@given(st.permutations(sorted(TEXTS)), st.sets(st.sampled_from(sorted(TEXTS)), max_size=4))
def test_any_order_and_any_removal(
    library: dict[str, Extraction], order: list[str], gone: set[str]
) -> None:
    store, expected = Store.open(), Store.open()
    for name in order:
        store.add(library[name])
    for name in sorted(gone):
        store.remove(name)
    for name in sorted(set(TEXTS) - gone):
        expected.add(library[name])
    assert list(store.nquads()) == list(expected.nquads())
    union = {
        str(q.triple)
        for q in store.engine.quads_for_pattern(None, None, None)
        if "Default" in str(type(q.graph_name))
    }
    assert union == {str(q.triple) for q in store.sorted_quads()}


def test_every_pair_of_orders_gives_the_same_answers(library: dict[str, Extraction]) -> None:
    found = set()
    for order in itertools.permutations(("convicted", "reversed", "again")):
        store = Store.open()
        for name in order:
            store.add(library[name])
        found.add("".join(store.nquads()))
    assert len(found) == 1


def test_exports_and_forgetting_keep_the_effects(tmp_path: Path) -> None:
    with graph_of("convicted", "reversed", "accused") as graph:
        with kg.open() as other:
            other.load(graph.export(tmp_path / "all.nq"))
            assert list(other.store.nquads()) == list(graph.store.nquads())
        graph.forget("accused")
        assert not stands(graph, "dana-ortiz", "kg:convictedOf")
        graph.forget("reversed")
        assert stands(graph, "dana-ortiz", "kg:convictedOf")
