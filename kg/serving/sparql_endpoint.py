"""A read-only SPARQL endpoint over a store: the SPARQL 1.1 Protocol's query operation (W3C 2013),
by GET and POST.

Each query runs in a process without a network, which is killed when its time is up (see kg.sparql).
There is no update, no SERVICE, and no other origin: the address is this machine's own unless
another is asked for, and a page of another website is refused, also one that calls it by another
name (see kg.serving.own_origin)."""

import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

from kg.errors import (
    GraphNotFound,
    KgError,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooDeep,
    ServeError,
    StoreChanged,
)
from kg.serving.negotiation import choose_media
from kg.serving.own_origin import OwnOriginHandler
from kg.sparql.guard import DatasetClause
from kg.sparql.query import run_query
from kg.sparql.result import QueryResult
from kg.storage.store import Store

PATH = "/sparql"
LARGEST = 1_000_000
AT_ONCE = 4
"""Bytes of a query, and queries at a time, at the most."""
_ROW_FORMS: Mapping[str, Callable[[QueryResult], str]] = {
    "application/sparql-results+json": QueryResult.to_json, "application/json": QueryResult.to_json,
    "application/sparql-results+xml": QueryResult.to_xml, "application/xml": QueryResult.to_xml,
    "text/csv": QueryResult.to_csv, "text/tab-separated-values": QueryResult.to_tsv,
}  # fmt: skip
_GRAPH_FORMS: Mapping[str, Callable[[QueryResult], str]] = {
    "text/turtle": QueryResult.to_turtle,
    "application/n-triples": lambda result: result.to_rdf(ox.RdfFormat.N_TRIPLES),
    "application/rdf+xml": lambda result: result.to_rdf(ox.RdfFormat.RDF_XML),
}
"""Media type → what writes it, the first where a client takes any: for SELECT and ASK, and for
CONSTRUCT and DESCRIBE."""
METHODS = "GET, HEAD, POST, OPTIONS"
_FORM, _QUERY, _UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
_NO_UTF8 = "a query is sent as UTF-8"
_STATUS: Mapping[type[KgError], int] = {
    QuerySyntaxError: 400,
    QueryTooDeep: 400,
    GraphNotFound: 400,
    QueryRefused: 403,
    QueryTimeout: 504,
}
HELP = f"""This is a read-only SPARQL 1.1 endpoint of kg.

GET  {PATH}?query=SELECT...    or POST it, as a form or as {_QUERY}
Accept: {", ".join(_ROW_FORMS)};
        for CONSTRUCT and DESCRIBE {", ".join(_GRAPH_FORMS)}
default-graph-uri and named-graph-uri choose documents.

kg's prefixes need no declaration, and the default graph is the union of all documents. \
A plain triple
stands only for what is stated as fact, admitted or found; ask the claims themselves for the rest.
"""


BUSY = "too many queries at once; try again"
TOO_LONG = f"a query has at most {LARGEST:,} bytes, and its length is said in Content-Length"


@dataclass(frozen=True)
class Reply:
    """What goes back: an HTTP status, a media type, a body, and whether a row limit cut it."""

    status: int
    media: str
    body: str
    truncated: bool = False


def answer_request(
    store: Store, fields: Mapping[str, list[str]], accept: str, timeout: float, limit: int
) -> Reply:
    """Answer one query operation; *fields* are the protocol's parameters, *accept* the header that
    says in which form."""
    if "update" in fields:
        return refuse(403, "this endpoint only reads; change the store with kg add and kg rm")
    queries = fields.get("query", [])
    if len(queries) != 1:
        return refuse(400, "give exactly one query")
    default, named = (
        tuple(fields.get(name, ())) for name in ("default-graph-uri", "named-graph-uri")
    )
    graphs = DatasetClause(default, named) if default or named else None
    try:
        ask = partial(run_query, store, queries[0], timeout, limit, graphs)
        return _render(ask_again(store, ask), accept)
    except KgError as error:
        hint = f"\n{error.hint}" if error.hint else ""
        return refuse(_STATUS.get(type(error), 500), f"{error}{hint}")


def ask_again[T](store: Store, ask: Callable[[], T]) -> T:
    """Return what *ask* gives, after opening the store again where a writer took a file of it
    away."""
    try:
        return ask()
    except StoreChanged:
        store.open_again()
        return ask()


def read_fields(encoded: str) -> dict[str, list[str]] | Reply:
    """Return the parameters of a query string or form, which are UTF-8 (SPARQL 1.1 Protocol, 2.1),
    or the refusal: no other query than the one that was meant is answered."""
    try:
        return parse_qs(encoded, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        return refuse(400, _NO_UTF8)


def read_post(
    query: str, media: str, body: bytes, charset: str = "utf-8"
) -> dict[str, list[str]] | Reply:
    """Return the protocol's parameters of a POST with this query string, media type and body, or
    why it is refused."""
    if media == _UPDATE:
        return {"update": [""]}
    if media not in (_QUERY, _FORM):
        return refuse(415, f"send {_FORM} or {_QUERY}")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return refuse(400, _NO_UTF8)
    if charset.lower() not in ("utf-8", "utf8"):
        return refuse(400, _NO_UTF8)
    if media == _FORM:
        return read_fields(text)
    fields = read_fields(query)
    return fields if isinstance(fields, Reply) else {**fields, "query": [text]}


def _render(result: QueryResult, accept: str) -> Reply:
    forms = _GRAPH_FORMS if result.is_graph else _ROW_FORMS
    media = choose_media(accept, list(forms))
    if media is None:
        return refuse(406, f"this answer can be had as {', '.join(forms)}")
    text = media + "; charset=utf-8" * media.startswith("text/")
    return Reply(200, text, forms[media](result), result.truncated)


def refuse(status: int, why: str) -> Reply:
    """The reply that says why a request is not answered."""
    return Reply(status, "text/plain; charset=utf-8", why + "\n")


class Endpoint(ThreadingHTTPServer):
    """The server: ``serve_forever`` answers, at most four queries at once; ``address`` is where.

    *timeout* in seconds a query, *limit* in rows, *names* under which the server is called too.
    Port 0 takes a free one. Raises ServeError where the port is taken.
    """

    daemon_threads = True

    def __init__(
        self,
        store: Store,
        host: str = "127.0.0.1",
        port: int = 7878,
        timeout: float = 30.0,
        limit: int = 100_000,
        names: Collection[str] = (),
    ) -> None:
        self.store, self.seconds, self.limit, self.host, self.names = (
            store,
            timeout,
            limit,
            host,
            tuple(names),
        )
        self.slots = BoundedSemaphore(AT_ONCE)
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            raise ServeError(
                f"cannot serve on {host}:{port}: {error.strerror}", "choose another --port"
            ) from None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of who hangs up in the middle; anything else is a fault of ours, and
        shown."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """The endpoint's URL."""
        return f"http://{self.host}:{self.server_port}{PATH}"


class _Handler(OwnOriginHandler):
    server: Endpoint
    timeout = 30

    def setup(self) -> None:
        self.own_host, self.own_names = self.server.host, self.server.names
        super().setup()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path != PATH or not parts.query:
            self._send(
                Reply(200 if parts.path in ("/", PATH) else 404, "text/plain; charset=utf-8", HELP)
            )
            return
        self._answer(read_fields(parts.query))

    do_HEAD = do_GET

    def do_OPTIONS(self) -> None:
        self.send_response(HTTPStatus.NO_CONTENT)
        self.send_header("Allow", METHODS)
        self.end_headers()

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST:
            self._send(refuse(413, TOO_LONG))
            return
        body, media = self.rfile.read(int(length)), self.headers.get_content_type()
        parts = urlsplit(self.path)
        if parts.path != PATH:
            self._send(refuse(404, f"the endpoint is {PATH}"))
            return
        charset = str(self.headers.get_content_charset("utf-8"))
        self._answer(read_post(parts.query, media, body, charset))

    def do_PUT(self) -> None:
        """Only what the protocol names is answered."""
        self.send_response(HTTPStatus.METHOD_NOT_ALLOWED)
        self.send_header("Allow", METHODS)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    do_DELETE = do_PATCH = do_PUT

    def _answer(self, fields: Mapping[str, list[str]] | Reply) -> None:
        """Send the answer to a query with these parameters, or the refusal that was found."""
        if isinstance(fields, Reply):
            self._send(fields)
            return
        if not self.server.slots.acquire(blocking=False):
            self._send(refuse(503, BUSY))
            return
        try:
            self._send(
                answer_request(
                    self.server.store,
                    fields,
                    self.headers.get("Accept", ""),
                    self.server.seconds,
                    self.server.limit,
                )
            )
        finally:
            self.server.slots.release()

    def _send(self, reply: Reply) -> None:
        data = reply.body.encode("utf-8")
        self.send_response(HTTPStatus(reply.status))
        self.send_header("Content-Type", reply.media)
        self.send_header("Content-Length", str(len(data)))
        if reply.truncated:
            self.send_header("Kg-Truncated", f"cut at {self.server.limit} rows")
        self.send_header("Vary", "Accept")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
