"""A program that is killed before any request by which it changes a server: nothing is lost, and
the same change made again does the rest. And what writes a whole store: load, upgrade, forget."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.errors import DocumentNotFound, RemovalWarning, ResolveError, StoreError
from kg.graph import Graph
from kg.model import Document, Extraction
from kg.namespace import document_iri
from kg.pipeline.documents import extract_documents
from kg.rdf.terms import DECIDED_AT
from kg.storage.remote.engine import RemoteEngine
from kg.storage.remote.store import connect_engine
from kg.storage.remote.virtuoso import VirtuosoEngine
from tests.sparql_server import SERVERS, SparqlServer, run_server

pytestmark = pytest.mark.slow

TEXTS = {
    "a.txt": "Dana Ortiz alleges that Northgate Systems paid Larkfield Motors $2.4 million.",
    "b.txt": "Larkfield Motors sued Harlow Bank in March 2021. Dana Ortiz founded Quillmark.",
    "c.txt": "Larkfield Motors, Inc. denied that it paid Harlow Bank. Tessera owns Quillmark.",
}
EDITION = "Dana Ortiz alleges that Northgate Systems paid Larkfield Motors $3 million."


class Killed(BaseException):
    """What a kill is to the program that it ends."""


@pytest.fixture(scope="module", params=SERVERS)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SparqlServer]:
    with run_server(tmp_path_factory.mktemp("server") / "db", request.param) as server:
        yield server


def extract(texts: dict[str, str]) -> list[Extraction]:
    return list(
        extract_documents(Document(document_iri(s, text), s, text) for s, text in texts.items())
    )


@pytest.fixture(scope="module")
def extractions() -> list[Extraction]:
    return extract(TEXTS)


@pytest.fixture(scope="module")
def edition() -> Extraction:
    return extract({"a.txt": EDITION})[0]


def content(graph: Graph) -> list[str]:
    """All that it holds but the moments of decisions."""
    return [line for line in graph.store.nquads() if DECIDED_AT.value not in line]


def kill_before(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Let the update with this number (from 0), and all after it, not be sent."""
    update, done = RemoteEngine.update, iter(range(count))

    def send(self: RemoteEngine, text: str, /) -> None:
        if next(done, None) is None:
            raise Killed
        update(self, text)

    monkeypatch.setattr(RemoteEngine, "update", send)


def cut_everywhere(
    server: SparqlServer,
    before: list[Extraction],
    change: Callable[[Graph], object],
    monkeypatch: pytest.MonkeyPatch,
) -> int:
    """Kill *change* before each update that it makes, and make it again; return how many there
    were. No text that stays may be gone for a moment."""
    with kg.open() as near:
        for extraction in before:
            near.store.add(extraction)
        texts = {d.text for d in near.documents()}
        change(near)
        wanted, staying = content(near), texts & {d.text for d in near.documents()}
    for count in range(100):
        server.clear()
        with kg.open(server.address) as far:
            for extraction in before:
                far.store.add(extraction)
        with monkeypatch.context() as patched, kg.open(server.address) as far:
            kill_before(patched, count)
            try:
                change(far)
            except Killed:
                done = False
            else:
                done = True
        with kg.open(server.address) as far:
            assert staying <= {d.text for d in far.documents()}
            with suppress(DocumentNotFound, ResolveError):  # it was done already
                change(far)
            assert content(far) == wanted
        if done:
            return count
    raise AssertionError("the change never ends")


def test_a_new_edition(
    server: SparqlServer,
    extractions: list[Extraction],
    edition: Extraction,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changes = cut_everywhere(server, extractions, lambda g: g.store.add(edition), monkeypatch)
    assert changes >= 2


def test_another_document(
    server: SparqlServer, extractions: list[Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cut_everywhere(
        server, extractions[:2], lambda g: g.store.add(extractions[2]), monkeypatch
    )


def test_a_document_that_goes(
    server: SparqlServer, extractions: list[Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cut_everywhere(server, extractions, lambda g: g.remove("b.txt"), monkeypatch)


def test_a_decision(
    server: SparqlServer, extractions: list[Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    def decide(graph: Graph) -> None:
        graph.decide("Larkfield Motors", "Tessera", reason="one address", by="A. Reader")

    assert cut_everywhere(server, extractions, decide, monkeypatch)


def test_a_verdict(
    server: SparqlServer, extractions: list[Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    def review(graph: Graph) -> None:
        claim = next(c for c in graph.claims(reviewed="any") if c.object.label == "Harlow Bank")
        graph.review(claim, "rejected", "misread", by="A. Reader")

    assert cut_everywhere(server, extractions, review, monkeypatch)


@pytest.mark.filterwarnings("ignore::kg.errors.RemovalWarning")
def test_a_document_that_is_forgotten(
    server: SparqlServer, extractions: list[Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cut_everywhere(server, extractions, lambda g: g.forget("b.txt"), monkeypatch)


def test_a_file_that_is_loaded(
    server: SparqlServer,
    extractions: list[Extraction],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """With what people decided, into an empty server and into one that holds something."""
    with kg.open() as near:
        for extraction in extractions:
            near.store.add(extraction)
        near.decide("Larkfield Motors", "Tessera", reason="one address", by="A. Reader")
        file = near.export(tmp_path / "all.nq")
    assert cut_everywhere(server, [], lambda g: g.load(file), monkeypatch) >= 4
    assert cut_everywhere(server, extractions[:1], lambda g: g.load(file), monkeypatch) >= 2


def test_forgetting_takes_verdicts_and_tells_what_may_stay(
    server: SparqlServer, extractions: list[Extraction]
) -> None:
    server.clear()
    with kg.open(server.address) as far:
        for extraction in extractions:
            far.store.add(extraction)
        claim = far.claims(document="b.txt")[0]
        far.review(claim, "rejected", "misread", by="A. Reader")
        with pytest.warns(RemovalWarning, match="keeps its own files"):
            far.forget("b.txt")
        assert not far.reviews()
        with closing(connect_engine(server.address)) as engine:
            found = {str(quad) for quad in engine.quads_for_pattern(None, None, None)}
        assert not [quad for quad in found if "Dana Ortiz founded" in quad]


def test_an_older_store_is_read_again_in_one_request(
    server: SparqlServer, extractions: list[Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.clear()
    with kg.open(server.address) as far, kg.open() as near:
        for extraction in extractions:
            near.store.add(extraction)
            older = replace(extraction, claims=extraction.claims[:1], statements=())
            far.store.add(older)
        if isinstance(far.store.engine, VirtuosoEngine):
            with pytest.raises(StoreError, match="in one step"):
                far.upgrade()
            return
        sent: list[str] = []
        update = RemoteEngine.update
        monkeypatch.setattr(
            RemoteEngine, "update", lambda self, text: sent.append(text) or update(self, text)
        )
        assert far.upgrade().documents == len(extractions)
        assert len(sent) == 1
        assert content(far) == content(near)


def test_words_of_others_on_the_server_are_not_ours(
    server: SparqlServer, extractions: list[Extraction]
) -> None:
    server.clear()
    with closing(connect_engine(server.address)) as engine:
        engine.update("INSERT DATA { GRAPH <urn:other> { <urn:a> <urn:b> <urn:c> } }")
    with kg.open(server.address) as far, kg.open() as near:
        far.store.add(extractions[0])
        near.store.add(extractions[0])
        assert content(far) == content(near)
