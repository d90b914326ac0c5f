"""A SPARQL 1.1 server as the engine below a store (the extra ``kg-claims[remote]``): query and
update over HTTP, as https://www.w3.org/TR/sparql11-protocol/ has them.

Only the host of the address is ever asked: redirects are refused, and no proxy of the environment
is used."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import batched, count
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox

from kg.errors import QueryTimeout, StoreError
from kg.namespace import declare_prefixes
from kg.rdf import terms as t
from kg.rdf.engines.protocol import Found, GraphName, Object, Subject
from kg.storage.remote.requests import (
    choose_graphs,
    cut_page,
    delete_data,
    fill_pattern,
    insert_data,
    write_pattern,
    write_replacement,
)

PAGE = 10_000
"""Rows of a page: what Virtuoso gives at most, unless told otherwise."""
_GRAPHS = 64
"""Documents that are asked for at once where one page does not hold all rows."""
_WAIT = httpx.Timeout(600.0, connect=10.0)
"""Seconds: a server may take its time over an answer, not over taking a call."""
_CUT = "X-SPARQL-MaxRows"
"""The header in which Virtuoso says that it cut an answer, and at how many rows."""
_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_SHOWN = 300
"""Characters of a server's own words in an error."""


class RemoteEngine:
    """The quads of a server. An *address* that ends in a slash has ``query`` and ``update`` under
    it (Oxigraph, Fuseki); any other takes both itself (Virtuoso's ``/sparql``).

    Raises StoreError wherever the server does not answer, or refuses."""

    keeps_union = True
    """Whether its default graph holds what is written there, and no more."""
    atomic = True
    """Whether a request changes all that it asks for, or nothing."""

    def __init__(self, address: str, page: int = PAGE) -> None:
        url = httpx.URL(address)
        self.place = str(url.copy_with(username=None, password=None))
        self._query, self._update = (
            (url.join("query"), url.join("update")) if url.path.endswith("/") else (url, url)
        )
        self._page = page
        self._client = httpx.Client(trust_env=False, follow_redirects=False, timeout=_WAIT)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def greet(self) -> str:
        """Return what the server calls itself; raise StoreError where no SPARQL server answers."""
        response = self._post(self._query, "ASK {}", "query", _ROWS, None)
        self._read(response)
        return str(response.headers.get("Server", ""))

    def quads_for_pattern(
        self,
        subject: Subject,
        predicate: ox.NamedNode | None,
        object: Object,
        graph_name: GraphName = None,
        /,
    ) -> Iterator[ox.Quad]:
        """Yield the quads of named graphs that match; all, of kg's own graphs alone: others may use
        the server, too."""
        pattern = (subject, predicate, object, graph_name)
        if pattern == (None, None, None, None):
            return self._list_quads(write_pattern(pattern))
        if any(isinstance(term, ox.BlankNode | ox.DefaultGraph) for term in pattern):
            raise StoreError(f"{self.place} cannot be asked for a node without a name")
        query = write_pattern(pattern)
        rows = self.select(query) if graph_name is None else self._turn_pages(query)
        return (fill_pattern(pattern, row) for row in rows)

    def contains_named_graph(self, graph_name: ox.NamedNode, /) -> bool:
        """Return whether anything stands in the graph."""
        return bool(self._find(f"ASK {{ GRAPH {graph_name} {{ ?s ?p ?o }} }}"))

    def query(self, query: str, /, *, prefixes: dict[str, str] | None = None) -> Found:
        """Return what a query finds; see answer."""
        return self.answer(declare_prefixes(prefixes or {}) + query, None)[0]

    def answer(self, query: str, timeout: float | None, /) -> tuple[Found, bool]:
        """Return what a query finds within *timeout* seconds, and whether the server cut it; raise
        QueryTimeout."""
        response = self._post(self._query, query, "query", f"{_ROWS}, {_TRIPLES}", timeout)
        return self._read(response), _CUT in response.headers

    def select(self, query: str, /) -> Iterator[ox.QuerySolution]:
        """Yield all rows of a SELECT over GRAPH ?g: in one page where they fit, else some documents
        at a time, and a long document page by page."""
        rows = self._rows(f"{query} LIMIT {self._page}")
        if len(rows) < self._page:
            yield from rows
            return
        for graphs in batched(self.list_graphs(), _GRAPHS):
            yield from self._select_within(query, graphs)

    def _select_within(self, query: str, graphs: Sequence[str]) -> Iterator[ox.QuerySolution]:
        """Yield the rows of *graphs*, halved until a page holds those of a part."""
        if len(graphs) == 1:
            yield from self._turn_pages(choose_graphs(query, graphs))
            return
        rows = self._rows(f"{choose_graphs(query, graphs)} LIMIT {self._page}")
        if len(rows) < self._page:
            yield from rows
            return
        middle = len(graphs) // 2
        yield from self._select_within(query, graphs[:middle])
        yield from self._select_within(query, graphs[middle:])

    def _turn_pages(self, query: str) -> Iterator[ox.QuerySolution]:
        """Yield all rows of a SELECT, in order where they fill more than one page."""
        found = self._find(f"{query} LIMIT {self._page}")
        assert isinstance(found, ox.QuerySolutions)
        names, rows = [variable.value for variable in found.variables], list(found)
        if len(rows) < self._page:
            yield from rows
            return
        for number in count():
            rows = self._rows(self._cut_page(query, names, number * self._page))
            yield from rows
            if len(rows) < self._page:
                return

    def _cut_page(self, query: str, names: Sequence[str], start: int) -> str:
        return cut_page(query, names, self._page, start)

    def _list_quads(self, query: str) -> Iterator[ox.Quad]:
        for graphs in batched(self.list_graphs(), _GRAPHS):
            for row in self._select_within(query, graphs):
                yield fill_pattern((None, None, None, None), row)

    def list_graphs(self) -> list[str]:
        """Return the graphs of documents, then those of what people decided."""
        found: list[str] = []
        while True:
            after = ox.Literal(found[-1] if found else "")
            rows = self._rows(
                f"SELECT ?g {{ GRAPH ?g {{ ?g {t.SOURCE} ?source }} FILTER(STR(?g) > {after}) }} "
                f"ORDER BY STR(?g) LIMIT {self._page}"
            )
            found += [row["g"].value for row in rows]
            if len(rows) < self._page:
                return [*found, *(graph.value for graph in DECIDED)]

    def update(self, update: str, /) -> None:
        """Carry out a SPARQL update, as one request."""
        self._post(self._update, update, "update", "*/*", None)

    def list_unsettled(self) -> list[str]:
        """Return the documents that still stand as they did before the last decision: none, where a
        request changes all that it asks for."""
        return []

    def replace_graphs(
        self, dropped: Collection[str], graphs: Mapping[str, Collection[ox.Quad]]
    ) -> None:
        """Drop graphs and write others, and keep the union right, as one request."""
        if update := write_replacement(dropped, graphs):
            self.update(update)

    def extend(self, quads: Iterable[ox.Quad], /) -> None:
        """Add quads, as one request."""
        if held := list(quads):
            self.update(insert_data(held))

    def remove(self, quad: ox.Quad, /) -> None:
        """Remove a quad of a named graph."""
        self.update(delete_data(quad))

    def flush(self) -> None:
        """Do nothing: what a server has acknowledged is the server's to keep."""

    def optimize(self) -> None:
        """Do nothing: how a server keeps its quads is its own affair."""

    def _rows(self, query: str) -> list[ox.QuerySolution]:
        found = self._find(query)
        assert isinstance(found, ox.QuerySolutions)
        return list(found)

    def _find(self, query: str) -> Found:
        """Return what one of kg's own queries finds; raise StoreError where the server gives fewer
        rows than a page has."""
        response = self._post(self._query, query, "query", _ROWS, None)
        limit = response.headers.get(_CUT, "")
        if limit.isdigit() and int(limit) < self._page:
            raise StoreError(
                f"{self.place} cuts its answers at {limit} rows",
                f"let it answer with {self._page} rows at least (Virtuoso: ResultSetMaxRows)",
            )
        return self._read(response)

    def _read(self, response: httpx.Response) -> Found:
        """Return an answer's rows, its yes or no, or its triples."""
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        try:
            if kind != _TRIPLES:
                return ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON)
            triples = ox.Store()
            triples.load(response.content, format=ox.RdfFormat.N_TRIPLES)
        except (SyntaxError, ValueError) as error:
            raise StoreError(
                f"{self.place} answers with {kind or 'nothing that has a type'}: {error}",
                "is it the address of a SPARQL endpoint?",
            ) from None
        return triples.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")

    def _post(
        self, url: httpx.URL, text: str, kind: str, accept: str, timeout: float | None
    ) -> httpx.Response:
        """Return the server's answer to a request of the SPARQL protocol: a query as a form, an
        update as it is (Virtuoso 7.2 answers them in no other way)."""
        form = kind == "query"
        body = urlencode({"query": text}) if form else text
        kept = "x-www-form-urlencoded" if form else "sparql-update; charset=utf-8"
        headers = {"Content-Type": f"application/{kept}", "Accept": accept}
        wait = _WAIT if timeout is None else httpx.Timeout(timeout)
        try:
            response = self._client.post(url, content=body.encode(), headers=headers, timeout=wait)
        except httpx.TimeoutException:
            if timeout is not None:
                mend = "ask for less, add LIMIT, or raise the time limit"
                raise QueryTimeout(f"no answer within {timeout:g} s", mend) from None
            mend = "what was reported is stored: see whether the server runs, and try again"
            raise StoreError(f"{self.place} does not answer in time", mend) from None
        except httpx.HTTPError as error:
            mend = "see whether the server runs, and check the address"
            raise StoreError(f"{self.place} cannot be reached: {error}", mend) from error
        if response.is_redirect:
            what = f"{self.place} sends the request on to {response.headers.get('Location')}"
            raise StoreError(what, "kg asks no other address than the one it was given: give it")
        if response.is_error:
            said = response.text[:_SHOWN].strip()
            what = f"{self.place} refused a {kind}: {response.status_code} {said}"
            raise StoreError(what, "check the address, and whether it may be written to")
        return response


DECIDED = (t.DECISIONS_GRAPH, t.KNOWN_GRAPH, t.VERDICTS_GRAPH, t.ARRIVALS_GRAPH)
"""Graphs that are no documents."""
