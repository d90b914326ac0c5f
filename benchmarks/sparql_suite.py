"""The W3C's SPARQL 1.1 and 1.0 test suites through kg's own query path: ``python -m
benchmarks.sparql_suite --suite FOLDER``.

FOLDER holds the suites as rdflib's source package carries them (``test/data/suites/w3c``; take it
with ``pip download --no-deps --no-binary :all: rdflib``). Each query is checked, put to the engine
and answered as ``kg query`` does it. Updates, SERVICE, entailment and the graph store protocol are
what kg does not offer: they are counted, and must be refused."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import RDF
from rdflib.query import Result
from rdflib.term import Node

from kg.errors import GraphNotFound, KgError, QueryRefused
from kg.sparql.evaluation import start_query
from kg.sparql.guard import check_query

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
_ROWS = Namespace("urn:rows:")
_SUITES = ("sparql11", "dawg-data-r2")
_OTHER = frozenset(
    {"entailment", "service", "syntax-fed", "http-rdf-update", "service-description"}
)
"""Parts of the suite about what kg does not offer."""
_FORMATS = {".srx": "xml", ".srj": "json", ".csv": "csv", ".tsv": "tsv"}


@dataclass(frozen=True)
class Test:
    """A test of a manifest: where it stands, its name, its kind, and the node that describes it."""

    part: str
    name: str
    kind: str
    manifest: Graph
    node: Node

    def value(self, predicate: URIRef, of: Node | None = None) -> Node | None:
        """What the manifest says of the test."""
        return self.manifest.value(of or self.node, predicate)


def read_tests(folder: Path) -> Iterator[Test]:
    """Yield the tests of the manifests below *folder*, by part."""
    for path in sorted(folder.glob("*/manifest.ttl")):
        manifest = Graph().parse(path, format="turtle", publicID=path.as_uri())
        for entries in manifest.objects(None, MF.entries):
            for node in Collection(manifest, entries):
                name = str(manifest.value(node, MF.name) or node)
                for kind in manifest.objects(node, RDF.type):
                    yield Test(path.parent.name, name, str(kind).rpartition("#")[2], manifest, node)


def run_test(test: Test) -> str:
    """Return "passed", "failed: why", "refused" (on purpose), or "other" for what kg does not
    offer."""
    if test.part in _OTHER:
        return "other"
    if "Update" in test.kind or test.kind.startswith(("CSV", "Protocol", "GraphStore", "Service")):
        return "other"
    if "Syntax" in test.kind:
        return _check_syntax(test)
    return _check_answer(test) if test.kind == "QueryEvaluationTest" else "other"


def _check_syntax(test: Test) -> str:
    action = test.value(MF.action)
    assert isinstance(action, URIRef)
    wrong = test.kind.startswith("Negative")
    try:
        start_query(ox.Store(), check_query(f"BASE <{action}>\n{_read(action)}"))
    except QueryRefused:
        return "refused"
    except GraphNotFound:  # it parses; what FROM names is not there
        return "failed: accepted" if wrong else "passed"
    except RuntimeError:  # it parses; what it calls is unknown
        return "failed: accepted" if wrong else "passed"
    except (KgError, SyntaxError, ValueError) as error:
        return "passed" if wrong else f"failed: {error}"
    return "failed: accepted" if wrong else "passed"


def _check_answer(test: Test) -> str:
    action, wanted = test.value(MF.action), test.value(MF.result)
    query = test.value(QT.query, action)
    assert isinstance(query, URIRef) and isinstance(wanted, URIRef)
    try:
        text = f"BASE <{query}>\n{_read(query)}"
        checked = check_query(text)
        store = _fill(test, action)
        if checked.clause is not None:  # what FROM names is a document of the store
            for iri in {*checked.clause.default, *checked.clause.named}:
                _load(store, URIRef(iri), ox.NamedNode(iri))
        found = start_query(store, checked)
        same = _compare(found, wanted)
    except QueryRefused:
        return "refused"
    except (KgError, SyntaxError, ValueError, RuntimeError) as error:
        return f"failed: {' '.join(str(error).split())[:100]}"
    return "passed" if same else "failed: another answer"


def _fill(test: Test, action: Node | None) -> ox.Store:
    """A store with the data of a test: its default graph, and its named graphs."""
    store = ox.Store()
    for predicate, named in ((QT.data, False), (QT.graphData, True)):
        for node in test.manifest.objects(action, predicate):
            source = test.value(QT.graph, node) or node
            graph = ox.NamedNode(str(source)) if named else ox.DefaultGraph()
            _load(store, source, graph)
    return store


def _load(store: ox.Store, source: Node, graph: ox.NamedNode | ox.DefaultGraph) -> None:
    path = _path(source)
    form = ox.RdfFormat.from_extension(path.suffix.lstrip("."))
    store.load(path.read_bytes(), format=form, base_iri=str(source), to_graph=graph)


def _compare(found: Any, wanted: URIRef) -> bool:
    path = _path(wanted)
    if isinstance(found, ox.QueryTriples):
        expected = Graph().parse(path, publicID=str(wanted))
        return isomorphic(_graph_of(found), expected)
    expected_rows = _read_result(path, wanted)
    if isinstance(found, ox.QueryBoolean):
        return bool(found) == expected_rows.askAnswer
    names = [v.value for v in found.variables]
    ours = _rows_as_graph(
        [{n: _term(row[n]) for n in names if row[n] is not None} for row in found]
    )
    theirs = _rows_as_graph(
        [
            {str(k): _by_value(v) for k, v in b.items() if v is not None}
            for b in expected_rows.bindings
        ]
    )
    return isomorphic(ours, theirs)


def _read_result(path: Path, source: URIRef) -> Result:
    if path.suffix in _FORMATS:
        with path.open("rb") as file:
            return Result.parse(file, format=_FORMATS[path.suffix])
    return _read_result_set(Graph().parse(path, publicID=str(source)))


def _read_result_set(graph: Graph) -> Result:
    """A result that stands in RDF (the older suite's vocabulary)."""
    rs = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
    for node in graph.subjects(RDF.type, rs.ResultSet):
        answer = graph.value(node, rs.boolean)
        if answer is not None:
            result = Result("ASK")
            result.askAnswer = str(answer) == "true"
            return result
        result = Result("SELECT")
        result.bindings = [
            {
                URIRef(str(graph.value(b, rs.variable))): graph.value(b, rs.value)
                for b in graph.objects(row, rs.binding)
            }
            for row in graph.objects(node, rs.solution)
        ]
        return result
    result = Result("SELECT")
    result.bindings = []
    return result


def _rows_as_graph(rows: list[dict[str, Any]]) -> Graph:
    """Rows as a graph, so that blank nodes are compared as such; equal rows count as often as they
    stand."""
    graph, counts = Graph(), Counter(tuple(sorted(map(_key, row.items()))) for row in rows)
    for row in rows:
        node, key = BNode(), tuple(sorted(map(_key, row.items())))
        graph.add((node, _ROWS.times, Literal(counts[key])))
        for name, value in row.items():
            graph.add((node, _ROWS[name], value))
    return graph


def _key(cell: tuple[str, Any]) -> tuple[str, str]:
    return cell[0], "_" if isinstance(cell[1], BNode) else cell[1].n3()


def _term(term: Any) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    plain = term.language or term.datatype.value.endswith("#string")
    kind = None if plain else URIRef(term.datatype.value)
    return _by_value(Literal(term.value, lang=term.language, datatype=kind))


def _by_value(term: Any) -> Any:
    """A number by its value, since an engine may write 2.0 as 2; a plain string without its
    datatype."""
    if not isinstance(term, Literal) or term.datatype is None:
        return term
    if isinstance(term.value, int | float | Decimal) and not isinstance(term.value, bool):
        return Literal(f"{float(term.value):.9g}", datatype=term.datatype, normalize=False)
    return Literal(str(term)) if str(term.datatype).endswith("#string") else term


def _graph_of(triples: Any) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph


def _path(iri: Node) -> Path:
    return Path(unquote(urlsplit(str(iri)).path))


def _read(iri: URIRef) -> str:
    return _path(iri).read_text("utf-8")


def main() -> None:
    """Run the suites, print counts by part and what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suite", type=Path, required=True)
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    failed = 0
    for suite in _SUITES:
        counts: dict[str, Counter[str]] = {}
        for test in read_tests(arguments.suite / suite):
            outcome = run_test(test)
            counts.setdefault(test.part, Counter())[outcome.partition(":")[0]] += 1
            failed += outcome.startswith("failed")
            if arguments.verbose and outcome.startswith("failed"):
                print(f"  {suite}/{test.part}: {test.name}: {outcome}")
        total = Counter[str]()
        for part, outcomes in counts.items():
            total += outcomes
            print(f"{suite}/{part}: {dict(outcomes)}")
        print(f"{suite}: {dict(total)}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
