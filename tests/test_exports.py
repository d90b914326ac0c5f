"""Exports for other programs: what each holds, read back by a reader that is not ours, and no
allegation as a fact; each says on docs/exports.md what it loses."""

import csv
import io
import json
import re
import unicodedata
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, URIRef

import kg
from kg.errors import ExportError
from kg.export.formats.cypher import quote
from kg.export.property_graph import EDGE_PROPERTIES, edge_properties
from kg.export.redacting.redaction import redact_store
from kg.export.write import export_names, export_parts, export_store
from kg.model import Extraction
from kg.namespace import expand
from kg.ontology.loader import load_ontology
from kg.plugins import load_plugin
from kg.resolution.decisions import Judgement
from kg.storage.judgements.merges import decide
from kg.storage.store import Store
from tests.builders import make_claim, make_document, make_entity, make_extraction

MODEL = json.loads((Path(__file__).parent / "data" / "ftm-model.json").read_text("utf-8"))
"""What FollowTheMoney 4.11 (MIT) says of the schemata that we write: required properties, and which
ends they take."""
PAGE = Path(__file__).parents[1] / "docs" / "exports.md"


@pytest.fixture
def store() -> Store:
    store = Store.open()
    store.add(
        make_extraction(title="A report", date="2023-05-12", url="https://example.org/report")
    )
    return store


def text_of(store: Store, form: str, include: tuple[str, ...] = ()) -> str:
    return b"".join(
        p.encode() if isinstance(p, str) else p for p in export_parts(store, form, include)
    ).decode("utf-8")


def ftm_of(store: Store, *include: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text_of(store, "ftm.json", include).splitlines()]


def check_ftm(entities: list[dict[str, Any]]) -> None:
    schemata = {e["id"]: e["schema"] for e in entities}
    for entity in entities:
        schema = MODEL[entity["schema"]]
        assert set(schema["required"]) <= set(entity["properties"]), entity
        for name, values in entity["properties"].items():
            wanted = schema["properties"][name]
            for value in values if wanted in MODEL or wanted == "Thing" else ():
                assert wanted in MODEL[schemata[value]]["above"], (entity, name)


def test_follow_the_money_holds_facts_only(store: Store) -> None:
    found = ftm_of(store)
    check_ftm(found)
    edges = [e for e in found if "status" in e["properties"]]
    assert [(e["schema"], e["properties"]["status"]) for e in edges] == [
        ("Directorship", ["stated as fact"])
    ]
    (director,) = (e for e in found if e["id"] == edges[0]["properties"]["director"][0])
    assert director["properties"] == {"name": ["Orla Brandt"], "alias": ["Brandt"]}
    assert next(e for e in found if e["schema"] == "Article")["properties"]["publishedAt"] == [
        "2023-05-12"
    ]


def test_follow_the_money_includes_what_is_named(store: Store) -> None:
    found = ftm_of(store, "reported", "denied")
    check_ftm(found)
    statuses = {e["properties"]["status"][0]: e for e in found if "status" in e["properties"]}
    assert set(statuses) == {
        "stated as fact",
        "reported by court records > Orla Brandt",
        "denied by Quillmark",
    }
    assert statuses["denied by Quillmark"]["schema"] == "UnknownLink"
    with pytest.raises(ExportError, match="no modality 'rumoured'"):
        ftm_of(store, "rumoured")
    with pytest.raises(ExportError, match="holds every claim"):
        text_of(store, "csv", ("alleged",))


def test_every_relation_says_an_edge_that_exists() -> None:
    for relation in load_ontology().relations.values():
        for edge in relation.ftm:
            schema, *ends = edge.split()
            assert len(ends) == 2 and set(ends) <= set(MODEL[schema]["properties"]), relation.id


def test_cypher_types_only_what_stands_as_fact(store: Store) -> None:
    text = text_of(store, "cypher")
    assert sorted(re.findall(r"\[r:`(\w+)`", text)) == ["CLAIMED", "CLAIMED", "DIRECTOR_OF", "PAY"]
    assert all(line.endswith(";") for line in text.splitlines())


@given(st.text())
def test_cypher_text_stays_text(text: str) -> None:
    body = quote(text)[1:-1]
    assert "\n" not in body and "\r" not in body
    assert "'" not in re.sub(r"\\(\\|'|n|r|t)", "", body)


def test_neo4j_tables(store: Store) -> None:
    data = b"".join(p for p in export_parts(store, "neo4j.zip") if isinstance(p, bytes))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        tables = {
            n: list(csv.DictReader(io.StringIO(archive.read(n).decode("utf-8"), newline="")))
            for n in archive.namelist()
        }
    known = {row["id:ID"] for row in tables["nodes.csv"]}
    edges = tables["relationships.csv"]
    assert {row[":TYPE"] for row in edges} == {"CLAIMED", "DIRECTOR_OF", "PAY"}
    assert all({row[":START_ID"], row[":END_ID"]} <= known for row in edges)


def test_neo4j_tables_hold_a_row_a_line_and_a_head_without_claims(store: Store) -> None:
    """The program refuses a line end in a cell unless it is told not to, and an empty table."""
    text = "Tessera paid\nQuillmark."
    document = make_document("a\rb.txt", text)
    one, two = make_entity("Tessera"), make_entity("Quillmark")
    broken = Store.open()
    broken.add(Extraction(document, (two, one), (make_claim(document, one, "kg:paid", two, text),)))
    for held, count in ((broken, 2), (Store.open(), 1)):
        data = b"".join(p for p in export_parts(held, "neo4j.zip") if isinstance(p, bytes))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            lines = archive.read("relationships.csv").decode("utf-8").splitlines()
        assert len(lines) == count
        assert lines[0].startswith(":START_ID,:END_ID,:TYPE,claim,")
    (claim,) = broken.claims()
    assert tuple(edge_properties(claim, document))[2:] == EDGE_PROPERTIES


def test_names_of_notes_are_no_devices_and_differ_on_every_disk() -> None:
    store = Store.open()
    labels = ("CON", "nul", "Lpt1", "Zu\u0308rich", "Pair\ufffe")
    things = tuple(sorted((make_entity(name) for name in labels), key=lambda e: e.id))
    text = "; ".join(labels) + f". {labels[0]} paid {labels[1]}."
    document = replace(make_document("a.txt", text), title="Z\u00fcrich")
    claims = tuple(
        make_claim(document, a, "kg:paid", b, f"{labels[0]} paid {labels[1]}.")
        for a, b in pairwise(things)
    )
    store.add(Extraction(document, things, claims))
    data = b"".join(p for p in export_parts(store, "obsidian.zip") if isinstance(p, bytes))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name.removesuffix(".md") for name in archive.namelist()]
    seen = [unicodedata.normalize("NFC", name).casefold() for name in names]
    assert len(set(seen)) == len(names) == 7
    assert not {"con", "nul", "lpt1"} & set(seen) and "\ufffe" not in "".join(names)


def test_annotations_point_at_their_words(store: Store) -> None:
    page = json.loads(text_of(store, "anno.jsonld"))
    (document,) = store.documents()
    for item in page["items"]:
        quoted, place = item["target"]["selector"]
        assert document.text[place["start"] : place["end"]] == quoted["exact"]
        around = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
        assert around in document.text and item["target"]["source"] == "https://example.org/report"
    assert page["items"][1]["body"][0]["value"].startswith(
        "reported by court records > Orla Brandt: Quillmark"
    )


def test_schema_org_joins_no_two_things(store: Store) -> None:
    graph = json.loads(text_of(store, "schema.jsonld"))["@graph"]
    assert [node["@type"] for node in graph] == ["Article", "Claim", "Claim", "Claim", "Claim"]
    assert (
        graph[3]["creativeWorkStatus"] == "denied by Quillmark"
        and graph[3]["author"][0]["name"] == "Quillmark"
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")
def test_nanopublications_assert_facts_only(store: Store) -> None:
    dataset = Dataset()
    dataset.parse(data=text_of(store, "nanopub.trig"), format="trig")
    kinds = dataset.quads(
        (
            None,
            URIRef(expand("rdf:type")),
            URIRef("http://www.nanopub.org/nschema#Nanopublication"),
            None,
        )
    )
    assert len(list(kinds)) == 4
    plain = list(dataset.quads((None, URIRef(expand("kg:gaveAccessTo")), None, None)))
    assert plain == []
    assert len(list(dataset.quads((None, URIRef(expand("kg:directorOf")), None, None)))) == 1


def test_rdf_1_2_reifies_without_asserting(store: Store) -> None:
    quads = list(ox.parse(text_of(store, "rdf12.trig"), format=ox.RdfFormat.TRIG))
    reified = [q.object for q in quads if q.predicate.value == expand("rdf:reifies")]
    assert len(reified) == 4 and all(isinstance(t, ox.Triple) for t in reified)
    assert [q for q in quads if q.predicate.value == expand("kg:gaveAccessTo")] == []


def test_sssom_holds_the_decisions(store: Store) -> None:
    decide(
        store,
        "Quillmark",
        "Tessera",
        Judgement.NEGATIVE,
        "two\tregisters",
        "ana",
        "2024-02-03T10:00:00",
    )
    text = text_of(store, "sssom.tsv").splitlines()
    head = {line[1:].partition(":")[0] for line in text if line.startswith("#")}
    assert {"mapping_set_id", "license", "curie_map"} <= head, "what a mapping set has to say"
    lines = [line for line in text if not line.startswith("#")]
    (row,) = csv.DictReader(lines, delimiter="\t")
    assert (row["predicate_modifier"], row["mapping_date"], row["comment"]) == (
        "Not",
        "2024-02-03",
        "two registers",
    )


def test_parquet_rows(store: Store, tmp_path: Path) -> None:
    table = pq.read_table(export_store(store, tmp_path / "claims.parquet")).to_pylist()
    assert [row["stands_as_fact"] for row in table] == [c.is_fact for c in store.claims()]
    assert table[1]["claimants"] == ["court records", "Orla Brandt"]


@pytest.mark.parametrize(
    "form", [name for name in export_names() if "." in name or name in ("cypher", "parquet")]
)
def test_same_store_same_bytes_and_nothing_redacted_left(
    form: str, store: Store, tmp_path: Path
) -> None:
    first, again = (export_store(store, tmp_path / f"{k}.{form}").read_bytes() for k in "ab")
    assert first == again
    path = export_store(
        redact_store(store, ["Orla Brandt", "Tessera"]).store, tmp_path / f"c.{form}"
    )
    if form == "parquet":
        left = str(pq.read_table(path).to_pylist())
    elif form.endswith("zip"):
        with zipfile.ZipFile(path) as archive:
            left = "".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    else:
        left = path.read_text("utf-8")
    assert re.search("orla|brandt|tessera", left, re.IGNORECASE) is None


@pytest.mark.slow
def test_real_claims_make_valid_entities(tmp_path: Path) -> None:
    graph = kg.open()
    graph.add(str(Path(kg.__file__).parents[1] / "data" / "fictional-case"))
    lines = (
        graph.export(tmp_path / "case.ftm.json", include=["alleged", "reported", "denied"])
        .read_text("utf-8")
        .splitlines()
    )
    found = [json.loads(line) for line in lines]
    check_ftm(found)
    assert {"Article", "Person", "Company"} <= {e["schema"] for e in found}
    weak = [
        e
        for e in found
        if not re.match("stated|admitted|found", e["properties"].get("status", ["found"])[0])
    ]
    assert weak and {e["schema"] for e in weak} == {"UnknownLink"}


def test_each_form_stands_on_the_page_with_what_it_loses() -> None:
    """And with what opens it, what it holds and how that is checked."""
    rows = [line.strip("|").split(" | ") for line in PAGE.read_text("utf-8").splitlines()
            if line.startswith("| `.")]  # fmt: skip
    found = {name: cells[1:] for cells in rows for name in re.findall(r"`\.([\w.]+)`", cells[0])}
    assert set(found) == set(export_names())
    for name, cells in found.items():
        assert len(cells) == 4 and all(cell.strip() for cell in cells), name
        module = load_plugin("kg.exporters", name.replace(".", "_"), "LOSSLESS")
        assert module or cells[2].strip() != "nothing", name
