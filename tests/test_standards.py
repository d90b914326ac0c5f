"""The vocabulary and what is written keep the rules of the standards that docs/conformance.md
names."""

import csv
import io
import json
from dataclasses import fields
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

import kg
from kg.export.formats.ftm_csv import statement_id
from kg.model import Document, Licence, Modality, Polarity
from kg.namespace import KG, document_iri
from kg.ontology.loader import find_folder
from kg.rdf import terms
from kg.resolution.decisions import Judgement
from kg.resolution.known_entities import SCHEMES
from kg.review.standings import Status
from kg.review.verdicts import Correction, Outcome

pytestmark = pytest.mark.slow

TEXT = "Dana Ortiz is a director of Quillmark. The complaint alleges that Harlow Bank paid Tessera."


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    found = Graph()
    for path in sorted(find_folder().rglob("*.ttl")):
        if not path.name.endswith("shapes.ttl"):
            found.parse(path)
    return found


@pytest.mark.slow
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


def test_every_own_term_that_is_written_is_declared(vocabulary: Graph, tmp_path: Path) -> None:
    """With each kind of record: claims, qualifiers, notes, merges, lists, verdicts, standings."""
    known = (
        "name,type,wikidata,lei,opencorporates,cik,opensanctions,docket\n"
        "Harlow Bank,Company,Q7,5493001KJTIIGC8Y1R12,gb/123,320193,NK-1,1:22-cv-1\n"
    )
    with kg.open() as graph:
        for number in range(2):
            source, text = (
                f"{number}.txt",
                f"{TEXT} Quillmark paid Tessera $5,000 in 2019. {number}",
            )
            graph.add(Document(document_iri(source, text), source, text))
        graph.import_known(known)
        graph.decide("Quillmark", "Harlow Bank", reason="same register")
        graph.decide("Tessera", "Dana Ortiz", "negative")
        for claim, outcome in zip(
            graph.claims(), ("confirmed", "rejected", "unsure"), strict=False
        ):
            graph.review(claim, outcome, "note", by="ana")
        graph.set_standing("0.txt", "retracted", other="1.txt", note="n", by="ana")
        graph.export(tmp_path / "g.nq", reviewed="any")
    used = {term.value for term in terms.RESERVED if term.value.startswith(KG)}
    for quad in ox.parse(path=tmp_path / "g.nq", format=ox.RdfFormat.N_QUADS):
        for term in (quad.predicate, quad.object):
            name = term.datatype if isinstance(term, ox.Literal) else term
            used |= {name.value} if str(name).startswith(f"<{KG}") else set()
    licences = {*Licence} - {Licence.NONE}
    records = [*Judgement, *Outcome, *Status, *licences, *Modality, *Polarity]
    used |= {f"{KG}{record}" for record in records} | {f"{KG}{scheme}" for scheme in SCHEMES}
    used |= {f"{KG}corrected{part.name.title()}" for part in fields(Correction)}
    assert len(used) > 60
    missing = used - set(map(str, vocabulary.subjects(RDF.type)))
    assert not missing, missing


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


def test_the_description_of_the_dataset_counts_what_is_there(tmp_path: Path) -> None:
    """VoID's statistics (2.5) against the union that is exported as Turtle."""
    with kg.open() as graph:
        graph.add(Document(document_iri("a.txt", TEXT), "a.txt", TEXT))
        graph.export(tmp_path / "g.void.ttl")
        graph.export(tmp_path / "g.ttl")
        claims = graph.claims()
    union = Graph().parse(tmp_path / "g.ttl")
    described = Graph().parse(tmp_path / "g.void.ttl")
    void = Namespace("http://rdfs.org/ns/void#")
    (dataset,) = described.subjects(RDF.type, URIRef("http://www.w3.org/ns/dcat#Dataset"))
    wanted = {
        void.triples: len(union),
        void.distinctSubjects: len(set(union.subjects())),
        void.distinctObjects: len(set(union.objects())),
        void.properties: len(set(union.predicates())),
        void.classes: len(set(union.objects(None, RDF.type))),
        void.documents: 1,
    }
    assert {p: described.value(dataset, p).toPython() for p in wanted} == wanted
    parts = list(described.objects(dataset, void.propertyPartition))
    assert sum(described.value(part, void.triples).toPython() for part in parts) == len(union)
    strengths = {
        str(described.value(part, DCTERMS.subject)).removeprefix(KG): described.value(
            part, void.entities
        ).toPython()
        for part in described.objects(dataset, void.subset)
    }
    assert strengths["alleged"] >= sum(c.modality == Modality.ALLEGED for c in claims) > 0
    text = (tmp_path / "g.void.ttl").read_text("utf-8")
    assert not any(word in text for word in ("Ortiz", "Quillmark", "Harlow", "a.txt"))
