"""An older store is not lost: it is read, brought up to today's rules in one step, and what cannot
be carried over is listed."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import kg
from kg.cli.main import main
from kg.model import Document, Entity, Extraction
from kg.namespace import DATA, document_iri
from kg.pipeline.documents import extract_document
from kg.storage.disk.marker import FORMAT, read_marker
from kg.storage.judgements.reviews import read_verdicts_of
from kg.storage.store import Store
from tests.builders import make_claim

ROOT = Path(__file__).parents[1]
TEXT = "Larkfield Motors sued Harlow Bank. Larkfield Motor Company paid Harlow Bank."
MERGED = "Brandt & Roe sued Harlow Bank. Brandt Roe paid Harlow Bank."


def old_entity(label: str) -> Entity:
    """As an earlier kg minted it: signs were dropped without a trace."""
    slug = "-".join(label.replace("&", " ").lower().split())
    return Entity(f"{DATA}entity/{slug}", label, "Company", ())


def old_extraction(source: str, text: str) -> Extraction:
    document = Document(document_iri(source, text), source, text)
    claims, entities = [], {}
    for sentence in text.removesuffix(".").split(". "):
        verb = "sued" if "sued" in sentence else "paid"
        left, right = map(old_entity, sentence.removesuffix(".").split(f" {verb} "))
        for entity in (left, right):
            names = {
                entity.label,
                *entities.get(entity.id, entity).aliases,
                entities.get(entity.id, entity).label,
            }
            label = max(names)
            entities[entity.id] = Entity(
                entity.id, label, "Company", tuple(sorted(names - {label}))
            )
        claims.append(make_claim(document, left, f"kg:{verb}", right, sentence))
    return Extraction(document, tuple(entities[i] for i in sorted(entities)), tuple(claims))


def make_old_store(path: Path, marker: str) -> None:
    """A store of an earlier format: no union, IRIs of that time, two decisions, a known entity."""
    memory = kg.open()
    for source, text in (("a.txt", TEXT), ("b.txt", MERGED)):
        memory.store.add(old_extraction(source, text))
    memory.decide("Larkfield Motors", "Larkfield Motor Company", reason="same address")
    memory.decide("ent:brandt-roe", "Harlow Bank", "negative")
    for claim in memory.claims():
        if claim.start == 0:
            memory.review(claim, "rejected", "read too fast", by="ana")
    path.mkdir()
    part = path / "engine-0badf00d" if "engine-" in marker else path
    engine = ox.Store(str(part))
    engine.extend(memory.store.sorted_quads())
    engine.flush()
    (path / "kg-store.json").write_text(marker, "utf-8")


MARKERS = (
    '{"format": 1}',
    '{"format": 2, "engine": "engine-0badf00d"}',
    '{"format": 3, "engine": ""}',
    '{"format": 4, "engine": ""}',
)


@pytest.mark.parametrize("marker", MARKERS)
def test_a_store_of_each_earlier_format_is_read_and_upgraded(tmp_path: Path, marker: str) -> None:
    path = tmp_path / "kg.store"
    make_old_store(path, marker)
    with kg.open(path, read_only=True) as graph:
        assert [d.text for d in graph.documents()] == [TEXT, MERGED]
        assert len(graph.decisions()) == 2
    result = CliRunner().invoke(main, ["upgrade", "--json", "--store", str(path)])
    assert result.exit_code == 1, result.output
    assert "not carried over: decision on" in result.stderr and "brandt-roe" in result.stderr
    assert "verdict" not in result.stderr.replace("verdicts carried", "")
    assert "2 documents read again, 1 decisions and 2 verdicts carried over" in result.stderr
    assert read_marker(path).format == FORMAT
    fresh = kg.open()
    for source, text in (("a.txt", TEXT), ("b.txt", MERGED)):
        fresh.add(Document(document_iri(source, text), source, text))
    fresh.decide("Larkfield Motors", "Larkfield Motor Company")
    with kg.open(path, read_only=True) as graph:
        lines, wanted = (
            {
                line
                for line in g.store.nquads()
                if "/decision" not in line and "/verdict" not in line
            }
            for g in (graph, fresh)
        )
        assert lines == wanted
        assert graph.decisions()[0].reason == "same address"
        assert [(v.note, v.by) for v in graph.reviews().values()] == [("read too fast", "ana")] * 2
        assert not graph.reviews().keys() & {claim.id for claim in graph.claims()}
        assert graph.validate() == []
    assert CliRunner().invoke(main, ["upgrade", "--store", str(path)]).exit_code == 0


def test_an_upgrade_that_is_killed_leaves_the_store(tmp_path: Path) -> None:
    path = tmp_path / "kg.store"
    make_old_store(path, '{"format": 1}')
    with kg.open(path) as graph:
        before = list(graph.store.nquads())
    code = (
        "import os, sys; import kg; from kg.storage.disk import parts\n"
        "parts.add_union = lambda *_: os.kill(os.getpid(), 9)\n"
        "kg.open(sys.argv[1]).upgrade()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == -9
    with Store.open(path) as store:
        assert list(store.nquads()) == before


def test_a_verdict_on_what_is_no_longer_read_so_is_kept_and_listed(tmp_path: Path) -> None:
    text = "Larkfield Motors sued Harlow Bank."
    document = Document(document_iri("a.txt", text), "a.txt", text)
    left, right = old_entity("Larkfield Motors"), old_entity("Harlow Bank")
    claim = make_claim(document, left, "kg:acquired", right, text)
    with kg.open(tmp_path / "kg.store") as graph:
        graph.store.add(Extraction(document, (left, right), (claim,)))
        graph.review(claim, "confirmed", by="ana")
        done = graph.upgrade()
        assert done.verdicts == 0
        assert done.lost == (
            (
                "verdict on Larkfield Motors kg:acquired Harlow Bank (confirmed): "
                "a.txt at 0-34 is no longer read so"
            ),
        )
        assert graph.reviews() == {}
        assert [v.by for v in read_verdicts_of(graph.store)] == ["ana"]


def test_an_upgrade_reads_with_the_stored_record(tmp_path: Path) -> None:
    """Headings, items, quotations and pages are no part of the text; they are stored beside it."""
    text = (
        "# Harlow Bank sued Tessera\n\nLarkfield Motors:\n\n- sued Harlow Bank\n"
        "- paid Quillmark\n\n> Tessera AG paid Harlow Bank.\n"
    )
    (tmp_path / "a.md").write_text(text, "utf-8")
    with kg.open(tmp_path / "kg.store") as graph:
        graph.add(tmp_path / "a.md")
        before = list(graph.store.nquads())
        assert graph.documents()[0].blocks
        graph.upgrade()
        assert list(graph.store.nquads()) == before


MADE = {1: (0, 0), 2: (1, 0), 3: (1, 0), 4: (1, 1)}
"""Format → how many decisions and verdicts its store has (format 1 knew neither, 2 and 3 no
verdicts). Each was made by kg as it was when that format ended, with ``kg add``, ``kg resolve
accept`` and ``kg review reject``; that of format 2 also by ``kg rm --forget``."""


@pytest.mark.parametrize("made", MADE)
def test_a_store_that_an_earlier_kg_made_is_read_and_upgraded(tmp_path: Path, made: int) -> None:
    path = tmp_path / "kg.store"
    with zipfile.ZipFile(Path(__file__).parent / "data" / "stores" / f"format-{made}.zip") as store:
        store.extractall(path)
    assert read_marker(path).format == made
    decisions, verdicts = MADE[made]
    with kg.open(path, read_only=True) as graph:
        texts = {document.source: document.text for document in graph.documents()}
        assert sorted(texts) == ["../a.txt", "../b.txt"]
        assert len(graph.claims(reviewed="any")) >= 7
        assert len(graph.decisions()) == decisions
    with kg.open(path) as graph:
        done = graph.upgrade()
        assert (done.documents, done.decisions, done.verdicts, done.lost) == (
            2,
            decisions,
            verdicts,
            (),
        )
        assert {document.source: document.text for document in graph.documents()} == texts
        assert [f for f in graph.validate() if f.rule != "leftover"] == []
        held = graph.store.nquads()
        wanted = [line for line in held if "/id/decision" not in line and "/id/verdict" not in line]
    assert read_marker(path).format == FORMAT
    with kg.open() as fresh:
        for source, text in texts.items():
            fresh.store.add(extract_document(Document(document_iri(source, text), source, text)))
        if decisions:
            fresh.decide("Larkfield Motors", "Larkfield Motor Company", reason="one address")
        today = fresh.store.nquads()
        assert [line for line in today if "/id/decision" not in line] == wanted
