"""A store on a SPARQL server: all that works on a store on disk works there, with the same bytes;
only the host that was given is asked, and what may change or reach out is not sent."""

from collections.abc import Iterator
from contextlib import closing
from functools import partialmethod
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

import kg
from kg.cli.main import main
from kg.errors import QueryRefused, QuerySyntaxError, QueryTimeout, StoreError
from kg.graph import Graph
from kg.model import Document, Extraction
from kg.namespace import document_iri
from kg.pipeline.documents import extract_documents
from kg.rdf import quads as rdf
from kg.rdf.terms import EXTRACTION_DIGEST
from kg.storage.remote.engine import RemoteEngine
from kg.storage.remote.requests import insert_data
from kg.storage.remote.store import RemoteStore, connect_engine
from kg.storage.remote.virtuoso import VirtuosoEngine
from tests.servers import run_application
from tests.sparql_server import SERVERS, SparqlServer, VirtuosoServer, run_server

pytestmark = pytest.mark.slow

TEXTS = {
    "a.txt": "Dana Ortiz alleges that Northgate Systems paid Larkfield Motors $2.4 million.",
    "b.txt": "Larkfield Motors sued Harlow Bank in March 2021. Dana Ortiz founded Quillmark.",
    "c.txt": "Larkfield Motors, Inc. denied that it paid Harlow Bank. Tessera owns Quillmark.",
    "d.txt": "A court convicted Dana Ortiz of fraud in 2019.",
    "e.txt": "An appeals court overturned the conviction of Dana Ortiz for fraud in 2020.",
}


@pytest.fixture(scope="module")
def extractions() -> list[Extraction]:
    documents = [
        Document(document_iri(source, text), source, text) for source, text in TEXTS.items()
    ]
    return list(extract_documents(documents))


@pytest.fixture(scope="module", params=SERVERS)
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SparqlServer]:
    with run_server(tmp_path_factory.mktemp("server") / "db", request.param) as server:
        yield server


@pytest.fixture
def server(running: SparqlServer) -> SparqlServer:
    """A server that holds nothing."""
    running.clear()
    return running


def assert_same(far: Graph, near: Graph) -> None:
    """Both hold the same, named graphs and union."""
    assert list(far.store.nquads()) == list(near.store.nquads())
    union = "SELECT ?s ?p ?o { ?s ?p ?o }"
    assert sorted(far.query(union)) == sorted(near.query(union))


def test_documents_come_and_go_as_on_disk(
    server: SparqlServer, extractions: list[Extraction]
) -> None:
    """Also where one takes back in another what that says."""
    with kg.open(server.address) as far, kg.open() as near:
        for extraction in extractions:
            assert far.store.add(extraction) == near.store.add(extraction) == "added"
            assert_same(far, near)
        assert far.store.add(extractions[0]) == "unchanged"
        for graph in (far, near):
            graph.remove("e.txt")
            graph.remove("b.txt")
        assert_same(far, near)


def fill_both(far: kg.Graph, near: kg.Graph, extractions: list[Extraction]) -> None:
    """Store the same documents on the server and on disk."""
    for graph in (far, near):
        for extraction in extractions:
            graph.store.add(extraction)


def test_what_people_decide_stands_there(
    server: SparqlServer, extractions: list[Extraction]
) -> None:
    with kg.open(server.address) as far, kg.open() as near:
        fill_both(far, near, extractions)
        for graph in (far, near):
            graph.decide("Larkfield Motors", "Tessera", reason="same address", by="A. Reader")
            graph.review(graph.claims()[0], "rejected", "misread", by="A. Reader")
        assert [d.pair for d in far.decisions()] == [d.pair for d in near.decisions()]
        assert [c.id for c in far.claims()] == [c.id for c in near.claims()]
        assert len(far.claims()) < len(far.claims(reviewed="any"))
        labels = [entity.label for entity in near.entities()]
    with kg.open(server.address) as again:
        assert len(again.decisions()) == len(again.reviews()) == 1
        assert [entity.label for entity in again.entities()] == labels


def test_every_answer_is_that_of_a_store_on_disk(
    server: SparqlServer, extractions: list[Extraction], tmp_path: Path
) -> None:
    with kg.open(server.address) as far, kg.open() as near:
        fill_both(far, near, extractions)
        for question in (["money"], ["paths", "Dana Ortiz", "Harlow Bank"], ["contradictions"]):
            assert list(far.ask(*question)) == list(near.ask(*question))
        assert far.page("Dana Ortiz") == near.page("Dana Ortiz")
        assert far.search("court") == near.search("court")
        assert far.validate() == []
        assert far.statements() == near.statements()
        assert len(far.dataset) == len(near.dataset)
        for suffix in ("nq", "trig", "csv", "graphml", "jsonl"):
            left, right = tmp_path / f"far.{suffix}", tmp_path / f"near.{suffix}"
            assert far.export(left).read_bytes() == near.export(right).read_bytes(), suffix
        assert str(far.view(tmp_path / "far.html")) == str(near.view(tmp_path / "near.html"))
        assert (tmp_path / "far.html").read_bytes() == (tmp_path / "near.html").read_bytes()


def test_commands_take_an_address(server: SparqlServer, tmp_path: Path) -> None:
    def run(*arguments: str, code: int = 0) -> str:
        done = CliRunner().invoke(main, [*arguments, "--store", server.address])
        assert done.exit_code == code, done.output
        return done.output

    for source, text in TEXTS.items():
        (tmp_path / source).write_text(text, "utf-8")
    run("add", str(tmp_path))
    assert "unchanged" in run("add", str(tmp_path))
    assert "Larkfield" in run("claims", "--about", "Larkfield Motors")
    assert "Northgate" in run("ask", "money")
    run("resolve", "accept", "Larkfield Motors", "Tessera")
    run("view", "-o", str(tmp_path / "page.html"))
    run("export", str(tmp_path / "graph.nq"))
    run("query", "SELECT ?s { GRAPH ?g { ?s a kg:Claim } }")
    run("rm", str(tmp_path / "a.txt"))
    assert "a.txt" not in run("documents")
    run("validate")
    assert "words may stay" in run("rm", "--forget", str(tmp_path / "b.txt"))
    assert "b.txt" not in run("documents")


@pytest.mark.parametrize("rows", [3, 7])
def test_answers_come_whole_in_pages(
    server: SparqlServer, extractions: list[Extraction], rows: int
) -> None:
    """A server may cut an answer: what fills a page is asked for in parts. Virtuoso, which takes
    its time over each query, gets larger ones."""
    page = rows * 10 if isinstance(server, VirtuosoServer) else rows
    with kg.open() as near, Graph(RemoteStore(connect_engine(server.address, page))) as far:
        fill_both(far, near, extractions)
        assert_same(far, near)
        left, right = far.network(), near.network()
        assert list(left.edges(keys=True, data=True)) == list(right.edges(keys=True, data=True))
        assert [c.id for c in far.claims(about="Dana Ortiz")] == [
            c.id for c in near.claims(about="Dana Ortiz")
        ]


def test_a_document_is_one_update_its_mark_last(
    tmp_path: Path, extractions: list[Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    update = RemoteEngine.update
    monkeypatch.setattr(
        RemoteEngine, "update", lambda self, text: sent.append(text) or update(self, text)
    )
    with run_server(tmp_path / "db") as server, kg.open(server.address) as far:
        far.store.add(extractions[0])
    (whole,) = [text for text in sent if extractions[0].claims[0].id in text]
    mark = whole.index(str(EXTRACTION_DIGEST))
    assert whole.rindex("INSERT DATA") < mark
    assert whole.count("INSERT DATA") == 2


def test_a_half_document_is_written_anew(
    server: SparqlServer, extractions: list[Extraction], tmp_path: Path
) -> None:
    """As a server without transactions leaves it that is killed in the middle."""
    quads = rdf.extraction_to_quads(extractions[0])
    half = [quad for quad in quads if quad.predicate != EXTRACTION_DIGEST]
    with closing(connect_engine(server.address)) as engine:
        engine.update(insert_data(half[: len(half) // 2], union=engine.keeps_union))
    with kg.open(server.address) as far, kg.open() as near:
        assert not far.store.holds(extractions[0].document.id)
        far.store.add(extractions[0])
        near.store.add(extractions[0])
        assert_same(far, near)


def test_a_server_killed_meanwhile_loses_nothing_that_was_reported(
    extractions: list[Extraction], tmp_path: Path
) -> None:
    with run_server(tmp_path / "db") as server:
        with kg.open(server.address) as far:
            far.store.add(extractions[0])
            server.kill()
            with pytest.raises(StoreError, match="cannot be reached"):
                far.store.add(extractions[1])
        server.start()
        with kg.open(server.address) as far, kg.open() as near:
            assert [d.source for d in far.documents()] == ["a.txt"]
            for extraction in extractions:
                far.store.add(extraction)
                near.store.add(extraction)
            assert_same(far, near)


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", QueryRefused),
        ("DROP ALL", QueryRefused),
        ("LOAD <http://127.0.0.1:1/>", QueryRefused),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", QueryRefused),
        ("SELECT { ?s ?p", QuerySyntaxError),
    ],
)
def test_what_reaches_out_or_changes_is_not_sent(
    server: SparqlServer, query: str, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[object] = []
    with kg.open(server.address) as far:
        far.store.digests()
        far.claims()
        answer = RemoteEngine.answer
        monkeypatch.setattr(
            RemoteEngine, "answer", lambda *given: sent.append(given) or answer(*given)
        )
        with pytest.raises(error):
            far.query(query)
    assert sent == []


def test_the_word_service_reaches_no_server(
    server: SparqlServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it is but a word; what has no union of its own is asked in a copy."""
    with kg.open(server.address) as far:
        monkeypatch.setattr(RemoteEngine, "answer", None)
        word = "SELECT * { ?s ?p 'service' }"
        if isinstance(far.store.engine, VirtuosoEngine):
            assert list(far.query(word)) == []
            return
        with pytest.raises(QueryRefused):
            far.query(word)


def test_queries_find_what_they_find_on_disk(
    server: SparqlServer, extractions: list[Extraction]
) -> None:
    with kg.open(server.address) as far, kg.open() as near:
        fill_both(far, near, extractions)
        iri = extractions[0].document.id
        for query in (
            "ASK { ?s kg:paid ?o }",
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?c a kg:Claim } }",
            f"SELECT (COUNT(*) AS ?n) FROM <{iri}> {{ ?c a kg:Claim }}",
        ):
            left, right = far.query(query), near.query(query)
            assert (list(left), left.boolean) == (list(right), right.boolean)
        graph = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o . ?s a kg:Claim }"
        assert sorted(far.query(graph)) == sorted(near.query(graph))
        assert far.query("SELECT * { ?s ?p ?o }", limit=3).truncated


def answer(path: str, reply: Response) -> Starlette:
    async def give(request: Request) -> Response:
        return reply

    return Starlette(routes=[Route(path, give, methods=["POST"])])


def test_a_redirect_is_not_followed() -> None:
    elsewhere = answer("/query", RedirectResponse("http://127.0.0.2:1/query", 307))
    with (
        run_application(elsewhere) as port,
        pytest.raises(StoreError, match="sends the request on"),
    ):
        kg.open(f"http://127.0.0.1:{port}/")


def test_what_is_no_endpoint_is_told() -> None:
    page = answer("/query", Response("<html>", media_type="text/html"))
    with run_application(page) as port, pytest.raises(StoreError, match="answers with text/html"):
        kg.open(f"http://127.0.0.1:{port}/")
    with run_application(page) as port, pytest.raises(StoreError, match="refused a query: 404"):
        kg.open(f"http://127.0.0.1:{port}/other")
    with pytest.raises(StoreError, match="cannot be reached"):
        kg.open("http://127.0.0.1:1/")


def test_a_server_that_cuts_below_a_page_is_told(server: SparqlServer) -> None:
    reply = Response(
        b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}',
        headers={"X-SPARQL-MaxRows": "100"},
        media_type="application/sparql-results+json",
    )
    with (
        run_application(answer("/sparql", reply)) as port,
        closing(RemoteEngine(f"http://127.0.0.1:{port}/sparql")) as engine,
    ):
        with pytest.raises(StoreError, match="cuts its answers at 100 rows"):
            list(engine.quads_for_pattern(None, None, None))
        assert engine.answer("SELECT ?s { ?s ?p ?o }", None)[1]


def test_a_time_limit_holds(server: SparqlServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*given: object, **named: object) -> httpx.Response:
        raise httpx.ReadTimeout("late")

    with kg.open(server.address) as far:
        far.query("ASK {}", timeout=5)
        monkeypatch.setattr(
            RemoteEngine, "answer", partialmethod(answer_late, RemoteEngine.answer, hang)
        )
        with pytest.raises(QueryTimeout):
            far.query("ASK {}", timeout=0.1)


def answer_late(
    engine: RemoteEngine, give: Any, hang: Any, query: str, timeout: float | None
) -> Any:
    """As RemoteEngine.answer, over a line on which nothing comes."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(httpx.Client, "post", hang)
        return give(engine, query, timeout)


def test_a_password_stands_in_no_message() -> None:
    with pytest.raises(StoreError) as raised:
        kg.open("http://reader:secret@127.0.0.1:1/")
    assert "secret" not in str(raised.value) + raised.value.hint
    assert "127.0.0.1" in str(raised.value)


def test_a_node_without_a_name_cannot_be_asked_for(server: SparqlServer) -> None:
    with (
        closing(RemoteEngine(server.address)) as engine,
        pytest.raises(StoreError, match="without a name"),
    ):
        engine.quads_for_pattern(ox.BlankNode("a"), None, None)
