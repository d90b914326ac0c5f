"""The network is read straight from the engine's rows, and is the one that the records give."""

from pathlib import Path

import pytest

import kg
from kg.errors import StoreDamaged
from kg.network.build import build_network
from kg.network.from_store import read_network
from kg.storage.store import Store
from tests.builders import make_extraction

REPO = Path(__file__).parent.parent


@pytest.fixture
def store() -> Store:
    store = kg.open().store
    store.add(make_extraction("a.txt"))
    store.add(make_extraction("b.txt", title="Report", date="2021-01-02", kind="CourtFiling"))
    return store


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
