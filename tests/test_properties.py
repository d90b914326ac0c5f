"""Promises that hold for every text and every claim: hypothesis looks for what breaks them."""

import csv
import io
import os
import random
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import kg
from kg.export.claim_records import read_claims
from kg.export.write import export_names, export_store
from kg.model import Document, Extraction
from kg.namespace import document_iri
from kg.pipeline.documents import extract_document, extract_documents
from kg.plugins import load_plugin
from kg.storage.loading import load_store
from kg.storage.store import Store
from tests.builders import export_text
from tests.strategies import HARD, extractions, libraries, texts

SENTENCES = (
    "Larkfield Motors sued Harlow.",
    "The complaint alleges that Harlow paid Northgate Systems 4 million euros in 2021.",
    "Dana Ortiz, a director of Quillmark, denied that she met Harlow.",
    "“Quillmark acquired Tessera AG,” said Orla Brandt.",
)
STORY = Path(__file__).parents[1] / "data" / "fictional-case"
few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
some = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def store_of(*added: Extraction) -> Store:
    store = Store.open()
    for extraction in added:
        store.add(extraction)
    return store


def lines(store: Store) -> list[str]:
    return list(store.nquads())


@st.composite
def mixed_texts(draw: st.DrawFn) -> str:
    """Sentences that give claims, with anything between them and in them."""
    parts = []
    for sentence in draw(st.permutations(SENTENCES))[:3]:
        words = sentence.split(" ")
        place = draw(st.integers(0, len(words)))
        parts.append(
            " ".join(
                [*words[:place], draw(st.one_of(texts, st.sampled_from(HARD))), *words[place:]]
            )
        )
        parts.append(sentence)
    return draw(st.sampled_from((" ", "\n", "\r\n", "\ufeff", "\u2028", "\n\n"))).join(parts)


@few
@given(mixed_texts())
@example(
    "The complaint alleges that Harlow paid Northgate \ufdd0 4 million euros in 2021 \ufdd0 Dana."
)
def test_every_quote_is_the_text(text: str) -> None:
    document = Document(document_iri("a.txt", text), "a.txt", text)
    extraction = extract_document(document)
    assert extraction.claims
    (stored,) = store_of(extraction).extractions()
    assert stored.document.text == text
    for claim in stored.claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.start <= claim.subject_span.start < claim.subject_span.end <= claim.end


@some
@given(extractions())
def test_the_store_gives_back_what_it_was_given(extraction: Extraction) -> None:
    assert list(store_of(extraction).extractions()) == [extraction]


@some
@given(libraries, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(library: list[Extraction], rng: random.Random) -> None:
    shuffled = [*library, *library]
    rng.shuffle(shuffled)
    assert lines(store_of(*shuffled)) == lines(store_of(*library))


@some
@given(libraries, extractions("other.txt"))
def test_removed_is_never_added(library: list[Extraction], other: Extraction) -> None:
    store = store_of(*library)
    before = lines(store)
    assert store.add(other) == "added"
    store.remove("other.txt")
    assert lines(store) == before
    store.add(other)
    store.forget(["other.txt"])
    assert lines(store) == before


@some
@given(libraries, extractions("other.txt"), extractions("other.txt"))
def test_a_changed_document_takes_the_place_of_the_old(
    library: list[Extraction], old: Extraction, new: Extraction
) -> None:
    store = store_of(*library, old)
    outcome = store.add(new)
    assert outcome == ("unchanged" if old == new else "replaced")
    assert lines(store) == lines(store_of(*library, new))


@settings(few, max_examples=15)
@given(libraries)
def test_lossless_exports_read_back(
    tmp_path_factory: pytest.TempPathFactory, library: list[Extraction]
) -> None:
    store, folder = store_of(*library), tmp_path_factory.mktemp("round")
    for suffix in ("nq", "trig", "jsonld"):
        assert load_plugin("kg.exporters", suffix, "LOSSLESS")
        path = export_store(store, folder / f"out.{suffix}")
        fresh, filled = Store.open(), store_of(library[0])
        assert load_store(fresh, path) == load_store(filled, path) == len(library)
        assert lines(fresh) == lines(filled) == lines(store)


@some
@given(libraries)
def test_claims_read_back(library: list[Extraction]) -> None:
    store = store_of(*library)
    read = list(read_claims(export_text(store, "jsonl")))
    assert read == [(e.document.source, c) for e in store.extractions() for c in e.claims]


@few
@given(libraries)
def test_lossy_exports_keep_an_edge_a_claim(library: list[Extraction]) -> None:
    store = store_of(*library)
    known = sorted(c.id for c in store.claims())
    forms = {suffix: export_text(store, suffix) for suffix in ("csv", "graphml", "gexf", "ttl")}
    assert (
        sorted(row["claim"] for row in csv.DictReader(io.StringIO(forms["csv"], newline="")))
        == known
    )
    for suffix in ("graphml", "gexf"):
        edges = [e for e in ElementTree.fromstring(forms[suffix]).iter() if e.tag.endswith("}edge")]
        assert len(edges) == len(known)
    assert forms["ttl"].count("a kg:Claim") == len(known)


def test_every_exporter_says_whether_it_loses() -> None:
    lossless = {
        name
        for name in export_names()
        if load_plugin("kg.exporters", name.replace(".", "_"), "LOSSLESS")
    }
    assert lossless == {"nq", "trig", "jsonld", "jsonl"}


def test_real_claims_round_trip(tmp_path: Path) -> None:
    graph = kg.open()
    graph.add(STORY)
    for suffix in ("nq", "trig", "jsonld"):
        with kg.open(tmp_path / f"{suffix}.store") as again:
            assert again.load(graph.export(tmp_path / f"all.{suffix}")) == len(graph.documents())
            assert lines(again.store) == lines(graph.store)
    assert graph.validate() == []


def test_the_same_bytes_from_every_hash_seed() -> None:
    code = (
        "import sys, kg; g = kg.open(); g.add(sys.argv[1]); "
        "sys.stdout.reconfigure(encoding='utf-8'); print(*g.store.nquads(), sep='')"
    )
    found = set()
    for seed in ("0", "7"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code, str(STORY)]
        found.add(subprocess.run(command, capture_output=True, check=True, env=environment).stdout)
    assert len(found) == 1
    assert found.pop().count(b"kg-claims/ns#Claim>") > 10


def test_one_worker_or_two() -> None:
    documents = [Document(document_iri(str(k), s), str(k), s) for k, s in enumerate(SENTENCES)]
    assert (
        list(extract_documents(documents, 2)) == list(extract_documents(reversed(documents)))[::-1]
    )
