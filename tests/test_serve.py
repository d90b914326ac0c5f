"""The endpoint: the protocol's GET and POST, forms of answers, and everything that it refuses."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from threading import BoundedSemaphore
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.errors import ServeError
from kg.serving.own_origin import find_foreign
from kg.serving.sparql_endpoint import PATH, Endpoint
from kg.serving.web.queries import Queries, serve_queries
from kg.storage.store import Store
from tests.servers import run_application
from tests.test_questions import ALLEGED, QUILL, TESS, VERA, Corpus, say

_ALLEGED = "SELECT ?s { ?c kg:modality kg:alleged ; rdf:subject ?s }"


@dataclass(frozen=True)
class OnStarlette:
    """The endpoint on the extra's stack, as the tests call it."""

    store: Store
    slots: BoundedSemaphore
    server_port: int


@contextmanager
def serve_on_starlette(store: Store) -> Iterator[OnStarlette]:
    queries = Queries(store, "127.0.0.1", 20, 3)
    with run_application(queries.application()) as port:
        yield OnStarlette(store, queries.slots, port)


type Served = Endpoint | OnStarlette


@pytest.fixture(scope="module", params=["without the extra", "on Starlette"])
def endpoint(request: pytest.FixtureRequest) -> Iterator[Served]:
    corpus = Corpus()
    corpus.add(
        "a.txt",
        say(QUILL, "kg:paid", TESS, ALLEGED, attribution=(VERA,)),
        say(QUILL, "kg:ownerOf", TESS),
    )
    if request.param == "on Starlette":
        with serve_on_starlette(corpus.graph.store) as served:
            yield served
        return
    with Endpoint(corpus.graph.store, port=0, timeout=20, limit=3) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_who_hangs_up_in_the_middle_is_no_fault(
    endpoint: Served, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """The log of Starlette held a traceback for each."""
    head = f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{endpoint.server_port}\r\n"
    media = "Content-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\n"
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", endpoint.server_port)) as caller:
            caller.sendall(f"{head}{media}ASK".encode())
    assert call(endpoint, "GET", f"{PATH}?{urlencode({'query': 'ASK{}'})}")[0] == 200
    assert "Traceback" not in capsys.readouterr().err and not caplog.records


def call(
    endpoint: Served, method: str, path: str, body: str = "", **headers: str
) -> tuple[int, str, str, dict[str, str]]:
    connection = HTTPConnection("127.0.0.1", endpoint.server_port, timeout=60)
    connection.request(
        method, path, body.encode() or None, {k.replace("_", "-"): v for k, v in headers.items()}
    )
    reply = connection.getresponse()
    found = (
        reply.status,
        reply.headers.get_content_type(),
        reply.read().decode(),
        {name.title(): value for name, value in reply.headers.items()},
    )
    connection.close()
    return found


def get(endpoint: Served, query: str, **headers: str) -> tuple[int, str, str, dict[str, str]]:
    return call(endpoint, "GET", f"{PATH}?{urlencode({'query': query})}", **headers)


def test_get_and_post_give_the_same(endpoint: Served) -> None:
    status, media, body, _ = get(endpoint, _ALLEGED)
    assert (status, media) == (200, "application/sparql-results+json")
    assert [b["s"]["value"] for b in json.loads(body)["results"]["bindings"]] == [QUILL.id]
    form = call(
        endpoint,
        "POST",
        PATH,
        urlencode({"query": _ALLEGED}),
        Content_Type="application/x-www-form-urlencoded",
    )
    direct = call(endpoint, "POST", PATH, _ALLEGED, Content_Type="application/sparql-query")
    assert form[2] == direct[2] == body


def test_forms_of_answers(endpoint: Served) -> None:
    status, media, body, _ = get(endpoint, _ALLEGED, Accept="text/csv")
    assert (status, media, body.splitlines()[0]) == (200, "text/csv", "s")
    status, media, body, _ = get(
        endpoint, "CONSTRUCT { ?s kg:ownerOf ?o } WHERE { ?s kg:ownerOf ?o }", Accept="*/*"
    )
    assert (status, media) == (200, "text/turtle") and "kg:ownerOf" in body
    assert json.loads(get(endpoint, "ASK { ?s kg:paid ?o }")[2])["boolean"] is False, (
        "an allegation is no plain triple"
    )
    cut = get(endpoint, "SELECT * { ?s ?p ?o }")
    assert (
        len(json.loads(cut[2])["results"]["bindings"]) == 3
        and cut[3]["Kg-Truncated"] == "cut at 3 rows"
    )
    assert "read-only" in call(endpoint, "GET", "/")[2]


def test_what_it_refuses(endpoint: Served) -> None:
    assert get(endpoint, "DELETE WHERE { ?s ?p ?o }")[0] == 403
    assert get(endpoint, "SELECT * { SERVICE <http://other.example/> { ?s ?p ?o } }")[0] == 403
    assert (
        call(endpoint, "POST", PATH, "CLEAR ALL", Content_Type="application/sparql-update")[0]
        == 403
    )
    assert (
        call(
            endpoint,
            "POST",
            PATH,
            "update=CLEAR+ALL",
            Content_Type="application/x-www-form-urlencoded",
        )[0]
        == 403
    )
    status, _, body, _ = get(endpoint, "SELECT * {\n ?s kg:sued }")
    assert status == 400 and "line 2" in body
    assert call(endpoint, "GET", f"{PATH}?query=ASK%7B%7D&query=ASK%7B%7D")[0] == 400
    assert call(endpoint, "GET", f"{PATH}?query=ASK%7B%7D&default-graph-uri=urn:x")[0] == 400
    assert get(endpoint, "SELECT * FROM <urn:a> " + "{" * 20_000 + "}" * 20_000)[0] in (400, 414)
    direct = "SELECT * FROM <urn:a> " + "{" * 20_000 + "}" * 20_000
    assert call(endpoint, "POST", PATH, direct, Content_Type="application/sparql-query")[0] == 400
    assert call(endpoint, "GET", "/elsewhere?query=ASK%7B%7D")[0] == 404
    assert call(endpoint, "POST", PATH, "x", Content_Type="text/plain")[0] == 415
    assert (
        call(
            endpoint,
            "POST",
            PATH,
            Content_Type="application/sparql-query",
            Content_Length="99999999",
        )[0]
        == 413
    )
    assert call(endpoint, "PUT", PATH, "x")[0] == 405
    assert get(endpoint, _ALLEGED, Host="evil.example")[0] == 403
    assert get(endpoint, _ALLEGED, Host=f"localhost:{endpoint.server_port}")[0] == 200


@pytest.mark.parametrize(
    ("query", "accept", "media", "start"),
    [
        (_ALLEGED, "", "application/sparql-results+json", "{"),
        (_ALLEGED, "application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        (_ALLEGED, "text/tab-separated-values", "text/tab-separated-values", "?s\n<https://"),
        (
            _ALLEGED,
            "text/html, application/xhtml+xml, */*;q=0.1",
            "application/sparql-results+json",
            "{",
        ),
        (_ALLEGED, "application/sparql-results+json;q=0.2, text/csv;q=0.9", "text/csv", "s\n"),
        ("ASK {}", "application/xml", "application/xml", "<?xml"),
        ("CONSTRUCT WHERE { ?s kg:ownerOf ?o }", "", "text/turtle", "@prefix"),
        (
            "CONSTRUCT WHERE { ?s kg:ownerOf ?o }",
            "application/n-triples",
            "application/n-triples",
            "<https://",
        ),
        (
            "CONSTRUCT WHERE { ?s kg:ownerOf ?o }",
            "application/rdf+xml;q=0.5, text/html",
            "application/rdf+xml",
            "<?xml",
        ),
    ],
)
def test_content_negotiation(
    endpoint: Served, query: str, accept: str, media: str, start: str
) -> None:
    status, given, body, headers = get(endpoint, query, **({"Accept": accept} if accept else {}))
    assert (
        (status, given) == (200, media) and body.startswith(start) and headers["Vary"] == "Accept"
    )
    if "xml" in media:
        ElementTree.fromstring(body)


def test_what_cannot_be_had_head_and_options(endpoint: Served) -> None:
    for accept in ("text/html", "application/sparql-results+json;q=0, text/html", "text/turtle"):
        status, _, body, _ = get(endpoint, _ALLEGED, Accept=accept)
        assert status == 406 and "text/csv" in body
    path = f"{PATH}?{urlencode({'query': _ALLEGED})}"
    full, head = call(endpoint, "GET", path), call(endpoint, "HEAD", path)
    assert (
        head[0] == 200 and head[2] == "" and head[3]["Content-Length"] == str(len(full[2].encode()))
    )
    status, _, _, headers = call(endpoint, "OPTIONS", PATH)
    assert status == 204 and headers["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_the_protocol_chooses_graphs(endpoint: Served) -> None:
    (document,) = endpoint.store.sources()
    for name, pattern in (
        ("default-graph-uri", "?s ?p ?o"),
        ("named-graph-uri", "GRAPH ?g { ?s ?p ?o }"),
    ):
        fields = urlencode({"query": f"ASK {{ {pattern} }}", name: document})
        assert json.loads(call(endpoint, "GET", f"{PATH}?{fields}")[2])["boolean"] is True
    fields = urlencode({"query": "ASK { ?s ?p ?o }", "named-graph-uri": document})
    assert json.loads(call(endpoint, "GET", f"{PATH}?{fields}")[2])["boolean"] is False


FOREIGN = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:3000"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Host": "evil.example"},
    {"Host": "[::1"},
    {"Host": ""},
    {"Host": "127.0.0.1.evil.example"},
    {"Host": "evil.example@127.0.0.1"},
    {"Host": "a@127.0.0.1", "Origin": "http://evil.example"},
)


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_other_website_is_answered(endpoint: Served, headers: dict[str, str]) -> None:
    """Whatever the path and the method, also for a help page."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for method in ("GET", "POST", "HEAD", "OPTIONS", "PUT"):
        for path in (f"{PATH}?query=ASK%7B%7D", "/", "/elsewhere"):
            body = urlencode({"query": _ALLEGED}) if method == "POST" else ""
            assert call(endpoint, method, path, body, **form, **headers)[0] == 403


def test_its_own_pages_are_answered(endpoint: Served) -> None:
    for host in (
        f"127.0.0.1:{endpoint.server_port}",
        f"localhost:{endpoint.server_port}",
        "localhost:9999",
    ):
        own = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
        assert get(endpoint, _ALLEGED, **own)[0] == 200
    assert (
        get(endpoint, _ALLEGED, Sec_Fetch_Site="none")[3]["Cross-Origin-Resource-Policy"]
        == "same-origin"
    )


def test_names_of_a_server_that_is_open_to_others() -> None:
    def why(*headers: tuple[str, str]) -> str:
        message = Message()
        for name, value in headers:
            message[name] = value
        return find_foreign(message, "0.0.0.0", ["archive.example"])

    assert why(("Host", "192.0.2.7:80")) == why(("host", "Archive.example")) == ""
    assert why(("host", "archive.example"), ("origin", "https://archive.example")) == ""
    assert (
        why(("Host", "evil.example"))
        and why(("Host", "localhost"), ("Host", "localhost"))
        and why()
    )


def test_too_many_at_once_and_a_taken_port(endpoint: Served) -> None:
    for _ in range(4):
        assert endpoint.slots.acquire(timeout=10)  # the last test's query may still be ending
    try:
        assert get(endpoint, _ALLEGED)[0] == 503
    finally:
        for _ in range(4):
            endpoint.slots.release()
    with pytest.raises(ServeError, match="cannot serve on"):
        Endpoint(Store.open(), port=endpoint.server_port)
    queries = Queries(Store.open(), "127.0.0.1", 20, 3)
    with pytest.raises(ServeError, match="cannot serve on"):
        serve_queries(queries, endpoint.server_port, print)


def test_a_query_that_takes_too_long_is_killed(tmp_path: Path) -> None:
    with Store.open() as store, Endpoint(store, port=0, timeout=0.05) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert get(server, "SELECT * { ?s ?p ?o }")[0] == 504
        server.shutdown()


def test_the_command(tmp_path: Path) -> None:
    assert "read" in CliRunner().invoke(main, ["serve", "--help"]).output
    assert CliRunner().invoke(main, ["serve", "--store", str(tmp_path / "none")]).exit_code == 3
