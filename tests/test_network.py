"""The network is read straight from the engine's rows, and is the one that the records give."""

from pathlib import Path

import pytest

import kg
from kg.errors import StoreDamaged
from kg.network.build import build_network, filter_network
from kg.network.from_store import read_network
from kg.network.part import find_part
from kg.storage.store import Store
from tests.builders import make_document, make_extraction

REPO = Path(__file__).parent.parent


@pytest.fixture
def store() -> Store:
    store = kg.open().store
    store.add(make_extraction("a.txt"))
    store.add(make_extraction("b.txt", title="Report", date="2021-01-02", kind="CourtFiling"))
    return store


@pytest.mark.slow
def test_rows_and_records_give_the_same_network(store: Store) -> None:
    with kg.open() as examples:
        examples.add(REPO / "data" / "fictional-case")
        for each in (store, examples.store, Store.open()):
            fast, slow = read_network(each), build_network(each.extractions())
            assert list(fast.nodes(data=True)) == list(slow.nodes(data=True))
            assert list(fast.edges(keys=True, data=True)) == list(slow.edges(keys=True, data=True))


def test_a_claim_that_lacks_a_part_is_damage_and_not_left_out(store: Store) -> None:
    store.engine.update(
        "DELETE { GRAPH ?g { ?c ?p ?q } } "
        "WHERE { GRAPH ?g { ?c ?p ?q FILTER(STRENDS(STR(?p), '#quote')) } }"
    )
    with pytest.raises(StoreDamaged, match="8 claims, but 0 are whole"):
        read_network(store)


@pytest.mark.slow
@pytest.mark.parametrize("hops", [0, 1, 2, 3])
def test_a_part_is_read_by_itself_as_out_of_the_whole(hops: int) -> None:
    """Merged entities, values, claimants and qualifiers included; and a common name is no
    exception."""
    with kg.open() as graph:
        graph.add(REPO / "data" / "fictional-case", REPO / "data" / "meta-netflix")
        entities = [e for e in graph.entities() if e.named]
        graph.decide(entities[3].id, entities[7].id, by="A. Reader")
        whole = read_network(graph.store)
        for entity in graph.entities()[::4]:
            part = filter_network(read_network(graph.store, [entity.id], hops), [entity.id], hops)
            wanted = filter_network(whole, [entity.id], hops)
            assert list(part.nodes(data=True)) == list(wanted.nodes(data=True))
            assert list(part.edges(keys=True, data=True)) == list(
                wanted.edges(keys=True, data=True)
            )


def test_a_part_too_large_to_be_read_by_itself_is_that_of_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kg.network.part.MOST", 1)
    with kg.open() as graph:
        graph.add(
            make_document(text="Larkfield sued Harlow. Larkfield paid Harlow. Harlow sued Tessera.")
        )
        (larkfield,) = graph.store.find_entity("Larkfield")
        assert find_part(graph.store.engine, [larkfield.id], 1) is None
        assert len(read_network(graph.store, [larkfield.id]).edges) == len(graph.claims())
