"""GEXF and GraphML keep the rules of their schemas, and other programs read the same network from
them.

The schemas are not copied here (their licence does not say that they may be); what they ask of the
elements that kg writes is spelled from their documentation: GEXF 1.2 draft primer and gexf.xsd
(https://gexf.net/1.2/), GraphML 1.0 (http://graphml.graphdrawing.org/specification.html)."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import igraph
import networkx as nx
import pytest

import kg
from kg.model import Document
from kg.namespace import document_iri

TEXT = """Northgate Systems hired Dana Ortiz in Oslo in 2019. Northgate Systems hired Dana Ortiz.
The complaint alleges that Larkfield Motors "bribed" Quillmark & Sons <AG>. Dana Ortiz paid $5,000.
Łukasz Żak hired Dana Ortiz.
"""
GEXF = "{http://www.gexf.net/1.2draft}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF_CHILDREN = {
    "gexf": ["meta", "graph"],
    "meta": ["creator", "keywords", "description"],
    "graph": ["attributes", "nodes", "edges"],
    "attributes": ["attribute"],
    "attribute": ["default", "options"],
    "nodes": ["node"],
    "node": ["attvalues", "spells", "nodes", "edges", "parents", "color", "position", "size"],
    "edges": ["edge"],
    "edge": ["attvalues", "spells", "color", "thickness", "shape"],
    "attvalues": ["attvalue"],
}
GEXF_ATTRIBUTES = {
    "gexf": {"version", "variant"},
    "meta": {"lastmodifieddate"},
    "graph": {"timeformat", "start", "end", "defaultedgetype", "idtype", "mode"},
    "attributes": {"class", "mode", "start", "end"},
    "attribute": {"id", "title", "type"},
    "nodes": {"count"},
    "node": {"id", "label", "pid", "for", "start", "end"},
    "edges": {"count"},
    "edge": {"id", "type", "label", "source", "target", "weight", "start", "end"},
    "attvalue": {"for", "value", "start", "end"},
}
GEXF_TYPES = {
    "integer": r"[+-]?\d+",
    "long": r"[+-]?\d+",
    "double": r"[+-]?[\d.]+(e[+-]?\d+)?",
    "float": r"[+-]?[\d.]+(e[+-]?\d+)?",
    "boolean": "true|false",
    "string": r"(?s).*",
}
GRAPHML_TYPES = {"boolean", "int", "long", "float", "double", "string"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graphs")
    with kg.open() as graph:
        graph.add(Document(document_iri("a.txt", TEXT), "a.txt", TEXT))
        graph.export(folder / "g.gexf")
        graph.export(folder / "g.graphml")
        network = graph.network()
        nx.write_gml(nx.MultiDiGraph(network.edges(keys=True)), folder / "edges.gml")
    return folder


def edges(folder: Path) -> int:
    """How many claims join two things."""
    return int(nx.read_gml(folder / "edges.gml", label="id").number_of_edges())


def test_gexf_keeps_its_schema(written: Path) -> None:
    root = ET.parse(written / "g.gexf").getroot()
    assert root.get("version") == "1.2"
    for element in root.iter():
        name = element.tag.removeprefix(GEXF)
        plain = {a for a in element.attrib if not a.startswith("{")}
        assert plain <= GEXF_ATTRIBUTES.get(name, set()), (name, plain)
        for child in element:
            assert child.tag.removeprefix(GEXF) in GEXF_CHILDREN[name]
    graph = root.find(f"{GEXF}graph")
    assert graph is not None and graph.get("mode") == "static"
    nodes = [n.get("id") for n in graph.iter(f"{GEXF}node")]
    links = list(graph.iter(f"{GEXF}edge"))
    numbers = [e.get("id") for e in links]
    assert len(set(nodes)) == len(nodes) and len(set(numbers)) == len(numbers) == edges(written)
    assert all({e.get("source"), e.get("target")} <= {*nodes} for e in links)
    assert all(n.get("label") for n in graph.iter(f"{GEXF}node"))
    assert not any({"start", "end"} & e.attrib.keys() for e in links), "offsets are no life times"


def test_gexf_values_are_of_the_types_that_are_declared(written: Path) -> None:
    root = ET.parse(written / "g.gexf").getroot()
    for kind in ("node", "edge"):
        declared = {
            a.get("id"): (a.get("title"), a.get("type") or "")
            for part in root.iter(f"{GEXF}attributes")
            if part.get("class") == kind
            for a in part
        }
        titles = [title for title, _ in declared.values()]
        assert declared and len(set(titles)) == len(titles), "no title twice"
        for element in root.iter(f"{GEXF}{kind}"):
            for value in element.iter(f"{GEXF}attvalue"):
                _, type_ = declared[value.get("for")]
                assert re.fullmatch(GEXF_TYPES[type_], value.get("value") or "")


def test_graphml_keeps_its_schema(written: Path) -> None:
    root = ET.parse(written / "g.graphml").getroot()
    keys = {k.get("id"): k for k in root.findall(f"{GRAPHML}key")}
    assert len(keys) == len(root.findall(f"{GRAPHML}key")), "xs:unique on keys"
    names = [(k.get("for"), k.get("attr.name")) for k in keys.values()]
    assert len(set(names)) == len(names)
    assert {k.get("attr.type") for k in keys.values()} <= GRAPHML_TYPES
    children = [c.tag.removeprefix(GRAPHML) for c in root]
    assert children == ["key"] * len(keys) + ["graph"]
    graph = root.find(f"{GRAPHML}graph")
    assert graph is not None and graph.get("edgedefault") == "directed"
    nodes = [n.get("id") for n in graph.iter(f"{GRAPHML}node")]
    numbers = [e.get("id") for e in graph.iter(f"{GRAPHML}edge")]
    assert len(set(nodes)) == len(nodes) and len(set(numbers)) == len(numbers)
    for number in (*nodes, *numbers, *keys):
        assert re.fullmatch(r"[A-Za-z0-9.:_-]+", number or ""), "xs:NMTOKEN"
    for edge in graph.iter(f"{GRAPHML}edge"):
        assert {edge.get("source"), edge.get("target")} <= {*nodes}
    for element in graph.iter():
        for data in element.findall(f"{GRAPHML}data"):
            assert keys[data.get("key")].get("for") == element.tag.removeprefix(GRAPHML)


def test_igraph_and_networkx_read_the_same_network(written: Path) -> None:
    wanted = edges(written)
    read = igraph.Graph.Read_GraphML(str(written / "g.graphml"))
    assert read.ecount() == wanted and read.is_directed()
    assert "Dana Ortiz" in read.vs["label"] and set(read.es["is_fact"]) == {True, False}
    for back in (nx.read_gexf(written / "g.gexf"), nx.read_graphml(written / "g.graphml")):
        assert back.number_of_edges() == wanted and back.is_directed()
        bribes = [d for _, _, d in back.edges(data=True) if "bribe" in d["predicate"]]
        assert bribes and not any(d["is_fact"] for d in bribes)
