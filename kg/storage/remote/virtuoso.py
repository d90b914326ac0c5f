"""Virtuoso (7.2, as Debian has it) as the engine below a store: what it does otherwise than SPARQL
1.1 says is made good here.

It gives a yes or no as a row, truth values as 1 and 0, and 1 as 1.0; it has no default graph but
the union of the named ones, in which a triple counts once a document; it sorts no more rows than it
answers with, and takes no update of many lines. Tried with 7.2.5."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import batched

import httpx
import pyoxigraph as ox

from kg.namespace import DATA, PREFIXES
from kg.rdf.engines.protocol import Found
from kg.rdf.terms import DECISIONS_GRAPH, EXTRACTION_DIGEST, KNOWN_GRAPH
from kg.storage.remote.engine import RemoteEngine
from kg.storage.remote.requests import cut_page, delete_data, insert_data

_LINES = 2_000
"""Quads of one request: at 5,000 its compiler's memory is exhausted."""
_YES = "__ASK_RETVAL"
_XSD = PREFIXES["xsd"]
_TRUTH = {"0": "false", "1": "true"}
UNSETTLED = ox.NamedNode(f"{DATA}unsettled")
"""The graph of the list, and what it says of a document."""
_RULES = (DECISIONS_GRAPH.value, KNOWN_GRAPH.value)


class VirtuosoEngine(RemoteEngine):
    """The quads of a Virtuoso; its account ``SPARQL`` must have the role SPARQL_UPDATE to be
    written to."""

    keeps_union = False
    atomic = False

    def replace_graphs(
        self, dropped: Collection[str], graphs: Mapping[str, Collection[ox.Quad]]
    ) -> None:
        """Drop graphs and write others, in several requests, so that none that stays is ever
        without its text: what is new comes first, then what is old goes.

        What says that a document is whole goes first and comes last, so that the same change, made
        again, mends what was cut off. What people decided comes before the documents that change
        with it, which are on the list of what is unsettled until then."""
        decided = [graph for graph in _RULES if graph in graphs]
        documents = [graph for graph in graphs if graph not in _RULES]
        waiting = [
            ox.Quad(ox.NamedNode(graph), UNSETTLED, ox.Literal(True), UNSETTLED)
            for graph in documents * bool(decided)
        ]
        self.extend(waiting)
        for graph in (*decided, *documents):
            self._change_graph(ox.NamedNode(graph), set(graphs[graph]))
        for part in batched(waiting, _LINES):
            self.update(delete_data(*part))
        for graph in dropped:
            if graph not in graphs:
                self.update(f"DROP SILENT GRAPH {ox.NamedNode(graph)}")

    def list_unsettled(self) -> list[str]:
        """Return the documents whose writer was cut off behind a decision."""
        found = self.quads_for_pattern(None, UNSETTLED, None, UNSETTLED)
        return sorted(q.subject.value for q in found if isinstance(q.subject, ox.NamedNode))

    def _change_graph(self, graph: ox.NamedNode, wanted: set[ox.Quad]) -> None:
        there = set(self.quads_for_pattern(None, None, None, graph))
        gone, new = there - wanted, wanted - there
        for mark in filter(_is_mark, gone):
            self.remove(mark)
        self.extend(quad for quad in new if not _is_mark(quad))
        for part in _parts(quad for quad in gone if not _is_mark(quad)):
            self.update(delete_data(*part))
        self.extend(filter(_is_mark, new))

    def extend(self, quads: Iterable[ox.Quad], /) -> None:
        """Add quads of named graphs, in requests that its compiler takes."""
        for part in _parts(quads):
            self.update(insert_data(part))

    def _cut_page(self, query: str, names: Sequence[str], start: int) -> str:
        return cut_page(query, names, self._page, start, apart=True)

    def _read(self, response: httpx.Response) -> Found:
        """Return an answer's rows, or its yes or no."""
        try:
            answer = json.loads(response.content)
            mended = json.dumps(_mend_answer(answer)).encode()
        except (ValueError, KeyError, TypeError, AttributeError):
            return super()._read(response)  # which says what came in place of an answer
        return ox.parse_query_results(mended, format=ox.QueryResultsFormat.JSON)


def _mend_answer(answer: dict[str, dict[str, object]]) -> dict[str, object]:
    """Return an answer in JSON as https://www.w3.org/TR/sparql11-results-json/ has it."""
    rows = answer["results"]["bindings"]
    assert isinstance(rows, list)
    if answer["head"]["vars"] == [_YES]:
        return {"head": {}, "boolean": any(row[_YES]["value"] == "1" for row in rows)}
    for row in rows:
        for term in row.values():
            term["value"] = _mend_value(term.get("datatype", ""), term["value"])
    return {"head": answer["head"], "results": {"bindings": rows}}


def _mend_value(kind: str, value: str) -> str:
    """Return a truth value or a number as the embedded engine writes it.

    >>> _mend_value(f"{_XSD}boolean", "1"), _mend_value(f"{_XSD}double", "1.0")
    ('true', '1')
    """
    if kind == f"{_XSD}boolean":
        return _TRUTH.get(value, value)
    if kind == f"{_XSD}double":
        return f"{Decimal(repr(float(value))):f}".removesuffix(".0")
    return value


def _parts(quads: Iterable[ox.Quad]) -> Iterator[tuple[ox.Quad, ...]]:
    """Yield quads in the number that one request may hold, in an order of their own."""
    return batched(sorted(quads, key=str), _LINES)


def _is_mark(quad: ox.Quad) -> bool:
    """Whether it says that a document is whole."""
    return quad.predicate == EXTRACTION_DIGEST
