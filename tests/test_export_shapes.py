"""Every RDF export keeps shapes: the graph's own (shapes.ttl), and those of the other vocabularies
(export-shapes.ttl); and each shape refuses what it is for."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF

import kg
from kg.export.write import export_names
from kg.model import Document
from kg.namespace import KG, PREFIXES, document_iri
from kg.ontology.loader import find_folder

pytestmark = pytest.mark.slow

TEXT = (
    "Dana Ortiz is a director of Quillmark. The complaint alleges that Harlow Bank paid Tessera "
    "$5,000 in 2019. Harlow Bank denied it. Dana Ortiz said Quillmark sued Larkfield Motors."
)
OWN = {"nq", "trig", "jsonld", "ttl"}
OTHERS = {"anno.jsonld", "nanopub.trig", "rdf12.trig", "schema.jsonld", "void.ttl"}
NO_RDF = {
    "csv", "cypher", "ftm.csv", "ftm.json", "gexf", "graphml", "jsonl", "neo4j.zip",
    "obsidian.zip", "parquet", "site.zip", "sssom.tsv", "xlsx",
}  # fmt: skip
REIFIES = URIRef(PREFIXES["rdf"] + "reifies")
OA, SCHEMA = Namespace(PREFIXES["oa"]), Namespace(PREFIXES["schema"])
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": {
        "oa": str(OA), "rdf": str(RDF), "dc": "http://purl.org/dc/elements/1.1/",
        "as": "http://www.w3.org/ns/activitystreams#", "xsd": PREFIXES["xsd"],
        "id": "@id", "type": "@type", "AnnotationPage": "as:OrderedCollectionPage",
        "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody",
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "TextPositionSelector": "oa:TextPositionSelector",
        "describing": "oa:describing", "tagging": "oa:tagging",
        "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
        "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
        "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
        "value": "rdf:value", "format": "dc:format",
        "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
        "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
        "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    },
    "https://schema.org": {"@vocab": str(SCHEMA)},
}  # fmt: skip
"""What the contexts at these addresses say of the terms that kg writes; nothing is fetched."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    with kg.open() as graph:
        for name, more in (("a.txt", {}), ("b.txt", {"title": "B", "date": "2023-05-12"})):
            text = f"{TEXT} {name}"
            graph.add(
                Document(document_iri(name, text), name, text, publisher="The Wire", url="", **more)
            )
        for form in OWN | OTHERS:
            graph.export(folder / f"g.{form}")
    return folder


def read(path: Path) -> Graph:
    """All triples of an export, whichever graph they stand in; of RDF 1.2 a triple term counts as
    one node."""
    if path.name in ("g.anno.jsonld", "g.schema.jsonld"):
        value = json.loads(path.read_text("utf-8"))
        text = json.dumps(value | {"@context": CONTEXTS[value["@context"]]})
        quads = ox.parse(text, format=ox.RdfFormat.JSON_LD)
    else:
        quads = ox.parse(path=path)
    lines = []
    for quad in quads:
        term = ox.NamedNode("urn:triple") if isinstance(quad.object, ox.Triple) else quad.object
        lines.append(f"{quad.subject} {quad.predicate} {term} .")
    return Graph().parse(data="\n".join(lines), format="nt")


def check(data: Graph, shapes: str) -> str:
    """What breaks the shapes; "" where nothing does."""
    conforms, _, text = validate(data, shacl_graph=Graph().parse(find_folder() / shapes))
    return "" if conforms else str(text)


def test_each_form_is_rdf_with_shapes_or_no_rdf() -> None:
    assert set(export_names()) == OWN | OTHERS | NO_RDF


@pytest.mark.parametrize("form", sorted(OWN))
def test_the_graph_keeps_its_shapes(form: str, written: Path) -> None:
    data = read(written / f"g.{form}")
    assert len(set(data.subjects(RDF.type, URIRef(f"{KG}Claim")))) > 5
    assert not check(data, "shapes.ttl")


@pytest.mark.parametrize("form", sorted(OTHERS))
def test_other_vocabularies_keep_their_shapes(form: str, written: Path) -> None:
    data = read(written / f"g.{form}")
    assert len(data) > 20
    assert not check(data, "export-shapes.ttl")


BROKEN = [
    ("anno.jsonld", OA.hasBody, None),
    ("anno.jsonld", OA.exact, None),
    ("anno.jsonld", OA.start, Literal(-1)),
    ("anno.jsonld", OA.hasSource, None),
    ("anno.jsonld", OA.motivatedBy, OA.commenting),
    ("nanopub.trig", URIRef("http://www.nanopub.org/nschema#hasAssertion"), None),
    ("nanopub.trig", URIRef(PREFIXES["prov"] + "wasDerivedFrom"), Literal("a file")),
    ("nanopub.trig", URIRef(KG + "polarity"), URIRef(KG + "alleged")),
    ("nanopub.trig", RDF.object, None),
    ("rdf12.trig", REIFIES, None),
    ("rdf12.trig", URIRef(KG + "modality"), Literal("alleged")),
    ("schema.jsonld", SCHEMA.appearance, None),
    ("schema.jsonld", SCHEMA.text, Literal("")),
    ("schema.jsonld", SCHEMA.headline, None),
    ("void.ttl", URIRef("http://rdfs.org/ns/void#triples"), Literal("many")),
    ("void.ttl", URIRef("http://purl.org/dc/terms/title"), None),
]


@pytest.mark.parametrize(("form", "predicate", "instead"), BROKEN)
def test_the_shapes_refuse(
    form: str, predicate: URIRef, instead: Literal | URIRef | None, written: Path
) -> None:
    """One value of one node taken out, or put in the place of the right one."""
    data = read(written / f"g.{form}")
    subject, old = min(data.subject_objects(predicate))
    data.remove((subject, predicate, old))
    if instead is not None:
        data.add((subject, predicate, instead))
    assert check(data, "export-shapes.ttl")


def test_who_claims_is_a_person_or_an_organisation(written: Path) -> None:
    data = read(written / "g.schema.jsonld")
    authors = {
        o for s, o in data.subject_objects(SCHEMA.author) if (s, RDF.type, SCHEMA.Claim) in data
    }
    assert {data.value(author, RDF.type) for author in authors} >= {SCHEMA.Person}
