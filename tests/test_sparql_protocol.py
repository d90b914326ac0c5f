"""The query operation of the SPARQL 1.1 Protocol (W3C 2013), case by case as in the W3C's suite
(rdf-tests, sparql11/protocol), with documents of our own in the place of its graphs.

The suite's cases of the update operation are answered by a refusal: kg only reads."""

import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from kg.serving.sparql_endpoint import PATH, Endpoint
from tests.test_questions import QUILL, TESS, Corpus, say
from tests.test_serve import Served, serve_on_starlette

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
SOURCES = ("a.txt", "b.txt", "c.txt")


@pytest.fixture(scope="module", params=["without the extra", "on Starlette"])
def endpoint(request: pytest.FixtureRequest) -> Iterator[Served]:
    corpus = Corpus()
    for source in SOURCES:
        corpus.add(source, say(QUILL, "kg:ownerOf", TESS))
    if request.param == "on Starlette":
        with serve_on_starlette(corpus.graph.store) as served:
            yield served
        return
    with Endpoint(corpus.graph.store, port=0, timeout=20) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def graphs(endpoint: Served) -> list[str]:
    """The documents of SOURCES."""
    of = {source: iri for iri, source in endpoint.store.sources().items()}
    return [of[source] for source in SOURCES]


def ask(
    endpoint: Served, method: str, query: str = "", body: bytes = b"", **headers: str
) -> tuple[int, str, str]:
    connection = HTTPConnection("127.0.0.1", endpoint.server_port, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, f"{PATH}?{query}" if query else PATH, body or None, named)
    reply = connection.getresponse()
    found = reply.status, reply.headers.get_content_type(), reply.read().decode()
    connection.close()
    return found


def is_true(answer: tuple[int, str, str]) -> bool:
    status, media, body = answer
    return (status, media) == (200, "application/sparql-results+json") and json.loads(body)[
        "boolean"
    ] is True


def is_document(graph: str) -> str:
    return f"<{graph}> a ?type"


def named(graph: str, number: int) -> str:
    return f"GRAPH ?g{number} {{ <{graph}> a ?type{number} }}"


def test_query_get_and_both_forms_of_post(endpoint: Served) -> None:
    """query_get, query_post_form, query_post_direct."""
    assert is_true(ask(endpoint, "GET", urlencode({"query": "ASK {}"})))
    form = urlencode({"query": "ASK {}"}).encode()
    elsewhere = urlencode({"default-graph-uri": "urn:not-there"})
    assert is_true(ask(endpoint, "POST", elsewhere, form, Content_Type=FORM))
    assert is_true(ask(endpoint, "POST", "", b"ASK {}", Content_Type=DIRECT))
    assert is_true(ask(endpoint, "POST", "", b"ASK {}", Content_Type=f"{DIRECT}; charset=UTF-8"))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_query_dataset(endpoint: Served, graphs: list[str], method: str) -> None:
    """query_dataset_default_graphs_*, query_dataset_named_graphs_*, query_dataset_full: a document
    that is not chosen is not seen."""
    one, two, three = graphs
    cases = [
        ((one, two), (), f"{is_document(one)} . {is_document(two)}", True),
        ((one,), (), f"{is_document(one)} . {is_document(two)}", False),
        ((), (one, two), f"{named(one, 1)} {named(two, 2)}", True),
        ((), (one,), f"{named(one, 1)} {named(two, 2)}", False),
        ((three,), (one, two), f"{is_document(three)} {named(one, 1)} {named(two, 2)}", True),
        ((three,), (one, two), is_document(one), False),
        ((three,), (one, two), named(three, 1), False),
    ]
    for default, inside, pattern, wanted in cases:
        chosen = [("default-graph-uri", g) for g in default]
        chosen += [("named-graph-uri", g) for g in inside]
        query = f"ASK {{ {pattern} }}"
        if method == "GET":
            answer = ask(endpoint, "GET", urlencode([("query", query), *chosen]))
        else:
            fields = urlencode(chosen)
            answer = ask(endpoint, "POST", fields, query.encode(), Content_Type=DIRECT)
            form = urlencode([("query", query), *chosen]).encode()
            assert ask(endpoint, "POST", "", form, Content_Type=FORM) == answer
        assert answer[0] == 200 and is_true(answer) is wanted, (default, inside, pattern)


def test_query_multiple_dataset(endpoint: Served, graphs: list[str]) -> None:
    """The protocol's dataset takes the place of the query's own (2.1.4)."""
    one, two, _ = graphs
    query = f"ASK FROM <{one}> {{ {is_document(two)} }}"
    chosen = urlencode({"query": query, "default-graph-uri": two})
    assert is_true(ask(endpoint, "GET", chosen))
    query = f"ASK FROM <{two}> {{ {is_document(two)} }}"
    chosen = urlencode({"query": query, "default-graph-uri": one})
    assert json.loads(ask(endpoint, "GET", chosen)[2])["boolean"] is False


def test_query_content_types(endpoint: Served, graphs: list[str]) -> None:
    """query_content_type_select, _ask, _describe, _construct."""
    rows = {"application/sparql-results+xml", "application/sparql-results+json"}
    rows |= {"text/tab-separated-values", "text/csv"}
    triples = {"application/rdf+xml", "application/rdf+json", "text/turtle"}
    for query, media in (
        ("SELECT (1 AS ?value) {}", rows),
        ("ASK {}", rows),
        (f"DESCRIBE <{graphs[0]}>", triples),
        ("CONSTRUCT { <urn:s> <urn:p> 1 } WHERE {}", triples),
    ):
        status, found, _ = ask(endpoint, "GET", urlencode({"query": query}))
        assert status == 200 and found in media


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(endpoint: Served, method: str) -> None:
    assert ask(endpoint, method, urlencode({"query": "ASK {}"}))[0] == 405


LATIN = {"query": "SELECT ?s { ?s ?p 'caf\u00e9' }"}
BAD = {
    "bad_multiple_queries": ("GET", "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", b"", ""),
    "bad_query_wrong_media_type": ("POST", "", b"ASK {}", "text/plain"),
    "bad_query_missing_form_type": ("POST", "", b"query=ASK%20%7B%7D", ""),
    "bad_query_missing_direct_type": ("POST", "", b"ASK {}", ""),
    "bad_query_non_utf8": ("POST", "", "ASK {}".encode("utf-16"), f"{DIRECT}; charset=UTF-16"),
    "other bytes than UTF-8": ("POST", "", LATIN["query"].encode("latin-1"), DIRECT),
    "other bytes in a form": ("POST", "", urlencode(LATIN, encoding="latin-1").encode(), FORM),
    "other bytes in the address": ("GET", urlencode(LATIN, encoding="latin-1"), b"", ""),
    "bad_query_syntax": ("GET", urlencode({"query": "ASK { WHERE"}), b"", ""),
    "bad_update_get": ("GET", urlencode({"update": "CLEAR NAMED"}), b"", ""),
    "update_post_form": ("POST", "", b"update=CLEAR%20ALL", FORM),
    "update_post_direct": ("POST", "", b"CLEAR ALL", "application/sparql-update"),
    "bad_update_wrong_media_type": ("POST", "", b"CLEAR NAMED", "text/plain"),
    "bad_update_missing_form_type": ("POST", "", b"update=CLEAR%20NAMED", ""),
    "bad_update_syntax": ("POST", "", b"update=CLEAR%20XYZ", FORM),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_refused(endpoint: Served, case: str) -> None:
    method, query, body, media = BAD[case]
    headers = {"Content_Type": media} if media else {}
    assert 400 <= ask(endpoint, method, query, body, **headers)[0] < 500
