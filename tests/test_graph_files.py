"""Exports for other programs: valid by the formats' schemas where these say more than XML, and read
by igraph and networkx."""

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import igraph
import networkx as nx
import pytest

from kg.export.write import export_store
from kg.storage.store import Store
from tests.builders import make_extraction
from tests.test_hostile import EVIL, evil_store

GEXF, GRAPHML = "{http://www.gexf.net/1.2draft}", "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture
def store() -> Store:
    store = Store.open()
    for source in ("a.txt", "b.txt"):
        store.add(make_extraction(source))
    return store


def test_gexf_is_static_and_its_ids_are_unique(store: Store, tmp_path: Path) -> None:
    """The place of a quote is no lifetime: ``start`` and ``end`` of an edge are spells, and made
    Gephi open a time line."""
    root = ElementTree.parse(export_store(store, tmp_path / "a.gexf")).getroot()
    graph = root.find(f"{GEXF}graph")
    assert graph is not None and graph.get("mode") == "static" and graph.get("timeformat") is None
    edges, nodes = list(root.iter(f"{GEXF}edge")), list(root.iter(f"{GEXF}node"))
    assert len(edges) == 8 and not any(
        {"start", "end", "startopen", "endopen"} & set(e.attrib) for e in (*edges, *nodes)
    )
    assert len({e.get("id") for e in edges}) == len(edges) and len(
        {n.get("id") for n in nodes}
    ) == len(nodes)
    ends = {e.get(end) for e in edges for end in ("source", "target")}
    assert ends <= {n.get("id") for n in nodes}
    for kind in root.iter(f"{GEXF}attributes"):
        ids = [a.get("id") for a in kind]
        owners = edges if kind.get("class") == "edge" else nodes
        assert len(set(ids)) == len(ids)
        assert {v.get("for") for e in owners for v in e.iter(f"{GEXF}attvalue")} <= set(ids)
    assert {a.get("title") for a in root.iter(f"{GEXF}attribute")} >= {
        "quote_start",
        "quote_end",
        "quote",
        "modality",
    }


def test_graphml_keys_are_unique_and_declared(store: Store, tmp_path: Path) -> None:
    """graphml.xsd: ``key_id_unique``, ``data_key_exists``; programs that went by the second "label"
    lost one of the two."""
    root = ElementTree.parse(export_store(store, tmp_path / "a.graphml")).getroot()
    keys = list(root.iter(f"{GRAPHML}key"))
    ids = Counter(k.get("id") for k in keys)
    assert max(ids.values()) == 1
    for kind in ("node", "edge"):
        own = {k.get("id") for k in keys if k.get("for") == kind}
        assert {
            d.get("key") for e in root.iter(f"{GRAPHML}{kind}") for d in e.iter(f"{GRAPHML}data")
        } <= own
    assert Counter(k.get("attr.name") for k in keys)["label"] == 2


def test_other_programs_read_the_same_network(store: Store, tmp_path: Path) -> None:
    gexf = nx.read_gexf(export_store(store, tmp_path / "a.gexf"))
    graphml = nx.read_graphml(export_store(store, tmp_path / "a.graphml"), force_multigraph=True)
    other = igraph.Graph.Read_GraphML(str(tmp_path / "a.graphml"))
    assert gexf.number_of_edges() == graphml.number_of_edges() == other.ecount() == 8
    assert set(graphml.nodes) == set(other.vs["id"])
    assert set(gexf.nodes) == {d["iri"] for _, d in graphml.nodes(data=True)} == {*other.vs["iri"]}
    assert {d["claim"] for _, _, d in gexf.edges(data=True)} == {*other.es["claim"]}
    assert sorted(other.es["modality"]) == sorted(
        d["modality"] for _, _, d in graphml.edges(data=True)
    )
    assert set(other.vs["label"]) == {d["label"] for _, d in graphml.nodes(data=True)}
    for _, _, data in graphml.edges(data=True):
        assert data["quote_end"] - data["quote_start"] == len(data["quote"])


@pytest.mark.parametrize("evil", EVIL)
def test_igraph_reads_whatever_a_source_holds(evil: str, tmp_path: Path) -> None:
    other = igraph.Graph.Read_GraphML(str(export_store(evil_store(evil), tmp_path / "a.graphml")))
    assert (other.vcount(), other.ecount()) == (2, 1)
