"""The vocabulary and what is written keep the rules of the standards that docs/conformance.md
names."""

import csv
import io
import json
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

import kg
from kg.export.formats.ftm_csv import statement_id
from kg.model import Document
from kg.namespace import KG, document_iri
from kg.ontology.loader import find_folder

TEXT = "Dana Ortiz is a director of Quillmark. The complaint alleges that Harlow Bank paid Tessera."
RESERVED = (str(RDF), str(RDFS), str(OWL), "http://www.w3.org/2001/XMLSchema#")
BUILT_IN = {OWL.Thing, OWL.Nothing, RDFS.Literal, RDF.PlainLiteral, RDF.XMLLiteral}
FULL = {
    (URIRef(KG + "Claim"), RDF.Statement),
    (URIRef(KG + "Relation"), RDF.Property),
}
"""The axioms that OWL 2 DL does not allow: a claim is an rdf:Statement, a relation an
rdf:Property."""


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    found = Graph()
    for path in sorted(find_folder().rglob("*.ttl")):
        if path.name != "shapes.ttl":
            found.parse(path)
    return found


@pytest.mark.slow
def test_the_vocabulary_is_owl_dl_but_for_two_axioms(vocabulary: Graph) -> None:
    """OWL 2 Structural Specification, 5.8 and 11; OWL 2 Mapping to RDF Graphs, 3.1."""
    above = set(vocabulary.subject_objects(RDFS.subClassOf))
    assert {(s, o) for s, o in above if str(o).startswith(RESERVED) and o not in BUILT_IN} == FULL
    types = list(vocabulary.subject_objects(RDF.type))
    assert not [(s, o) for s, o in types if isinstance(o, Literal)], "a type is no literal"
    kinds = {
        kind: {s for s, o in types if o == kind}
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.Class)
    }
    properties = [
        kinds[OWL.ObjectProperty],
        kinds[OWL.DatatypeProperty],
        kinds[OWL.AnnotationProperty],
    ]
    for number, some in enumerate(properties):
        for others in properties[number + 1 :]:
            assert not some & others, "an IRI is one kind of property"
    assert not kinds[OWL.Class] & {s for s, o in types if o == RDFS.Datatype}
    own = {s for s, _ in types if str(s).startswith(RESERVED)}
    assert not own, "nothing is said about the reserved vocabulary"


def test_each_term_of_the_vocabulary_is_labelled_and_defined(vocabulary: Graph) -> None:
    terms = {
        s
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for s in vocabulary.subjects(RDF.type, kind)
        if str(s).startswith(KG)
    }
    labels = {SKOS.prefLabel, RDFS.label}
    assert terms
    assert not [s for s in terms if not labels & set(vocabulary.predicates(s))]


def test_statements_say_what_the_entities_say(tmp_path: Path) -> None:
    with kg.open() as graph:
        graph.add(Document(document_iri("a.txt", TEXT), "a.txt", TEXT))
        graph.export(tmp_path / "g.ftm.csv")
        graph.export(tmp_path / "g.ftm.json")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "g.ftm.csv").read_text("utf-8"))))
    found: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        assert row["id"] == statement_id(row["entity_id"], row["prop"], row["value"])
        found.setdefault(row["entity_id"], {}).setdefault(row["prop"], set()).add(row["value"])
    lines = (tmp_path / "g.ftm.json").read_text("utf-8").splitlines()
    for entity in map(json.loads, lines):
        wanted = {prop: set(values) for prop, values in entity["properties"].items()}
        assert found.pop(entity["id"]) == wanted | {"id": {entity["id"]}}
    assert not found
    assert not any("Tessera" in row["value"] for row in rows if row["schema"] == "Payment")
