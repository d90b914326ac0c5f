"""Queries reach nobody, and answer what SPARQL 1.1 defines."""

import multiprocessing
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph
from rdflib import RDF, Dataset, Namespace
from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

from kg.errors import (
    GraphNotFound,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTooDeep,
    StoreError,
)
from kg.namespace import PREFIXES, declare_prefixes
from kg.rdf import terms
from kg.sparql import process
from kg.sparql.dataset import open_dataset
from kg.sparql.guard import Checked, check_query
from kg.sparql.isolation import drop_network
from kg.sparql.process import answer_apart
from kg.sparql.query import run_query
from kg.storage.disk.marker import FORMAT, read_marker
from kg.storage.disk.union import union_quad
from kg.storage.store import Store
from tests.builders import make_extraction

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.filterwarnings(
    "ignore:Dataset.(default_context|contexts):DeprecationWarning"
)  # rdflib warns of its own calls


class Listener(HTTPServer):
    """Counts who asks it."""

    asked = 0


class _Answer(BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        self.server.asked += 1
        data = (
            b'{"head": {"vars": ["z"]}, "results": {"bindings": '
            b'[{"z": {"type": "literal", "value": "out"}}]}}'
        )
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener(("127.0.0.1", 0), _Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store.open()
    for source in ("a.txt", "b.txt", "c.txt"):
        store.add(make_extraction(source))
    return store


HIDDEN = (
    r"SELECT ?z { OPTIONAL { ent:a\# ?p ?o } SERVICE <URL> { ?z ?y ?x }" + "\n}",
    (
        r"SELECT ?z { OPTIONAL { ent:a\' ?p ?o }"
        r" SERVICE <URL> { ?z ?y ?x } OPTIONAL { ent:a\' ?p ?o } }"
    ),
    r"SELECT ?z { OPTIONAL { ?a ?p 'x\u0022 # y' } SERVICE <URL> { ?z ?y ?x }" + "\n}",
    r'SELECT ?z { OPTIONAL { ?a ?p "x\u0022 # y" } SERVICE <URL> { ?z ?y ?x }' + "\n}",
    "SELECT ?z { # note\rSERVICE <URL> { ?z ?y ?x }\n}",
    "SELECT ?z { SERVICE SILENT <URL> { ?z ?y ?x } }",
    "SELECT ?z { { SELECT ?z { OPTIONAL { sErViCe <URL> { ?z ?y ?x } } } } }",
    "ASK { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?z ?y ?x } } }",
    "CONSTRUCT { ?z ?y ?x } WHERE { GRAPH ?g { SERVICE <URL> { ?z ?y ?x } } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?z ?y ?x } }",
)


@pytest.mark.parametrize("query", HIDDEN)
@pytest.mark.parametrize("timeout", [None, 20.0])
def test_no_query_reaches_another_server(
    query: str, timeout: float | None, listener: Listener, store: Store
) -> None:
    before = listener.asked
    with pytest.raises(QueryError):
        run_query(
            store, query.replace("URL", f"http://127.0.0.1:{listener.server_port}/x"), timeout
        )
    assert listener.asked == before


@pytest.mark.parametrize("query", HIDDEN[4:])
def test_the_process_that_answers_has_no_network(
    query: str, listener: Listener, store: Store
) -> None:
    """Also where the guard had seen nothing."""
    before = listener.asked
    text = query.replace("URL", f"http://127.0.0.1:{listener.server_port}/x")
    with suppress(QueryError):
        answer_apart(store, Checked(text, None, True), 20, None)
    assert listener.asked == before


def test_the_network_is_dropped_for_good() -> None:
    if sys.platform not in ("linux", "darwin"):
        assert not drop_network()
        return
    code = (
        "import socket, sys; from kg.sparql.isolation import drop_network\n"
        "assert drop_network()\n"
        "try: socket.create_connection(('127.0.0.1', int(sys.argv[1])), 2)\n"
        "except OSError as error: print('refused')\n"
        "else: print('connected')"
    )
    with Listener(("127.0.0.1", 0), _Answer) as server:
        command = [sys.executable, "-c", code, str(server.server_port)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout == "refused\n", done.stderr


def test_without_isolation_the_letters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "drop_network", lambda: False)
    here, there = multiprocessing.Pipe(duplex=False)
    process._serve(there, "", None, check_query("SELECT * { ?s ?p 'customer service' }"), None)
    assert isinstance(here.recv(), QueryRefused)


def test_the_letters_alone_are_no_request(store: Store) -> None:
    for text in (
        "SELECT * { ?s ?p 'customer service' } # SERVICE",
        "SELECT ?service { ?service a schema:Service }",
    ):
        assert len(run_query(store, text)) == 0
    with pytest.raises(QuerySyntaxError, match="line 2"):
        run_query(store, "SELECT ?service {\n }} ")


def count(store: Store, query: str, timeout: float | None = None) -> int:
    ((number,),) = run_query(store, query, timeout)
    return int(number)


@pytest.mark.parametrize("timeout", [None, 20.0])
def test_from_is_honoured(store: Store, timeout: float | None) -> None:
    a, b, c = store.sources()
    everything = count(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{a}> {{ ?s ?p ?o }} }}")
    assert count(store, f"SELECT (COUNT(*) AS ?n) FROM <{a}> {{ ?s ?p ?o }}", timeout) == everything
    assert (
        count(store, f"SELECT (COUNT(*) AS ?n) FROM <{a}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", timeout)
        == 0
    )
    assert count(store, f"SELECT (COUNT(*) AS ?n) FROM NAMED <{a}> {{ ?s ?p ?o }}", timeout) == 0
    assert (
        count(
            store,
            f"SELECT (COUNT(*) AS ?n) FROM NAMED <{a}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            timeout,
        )
        == everything
    )
    both = f"FROM <{a}> FROM <{b}> FROM NAMED <{c}>"
    assert (
        count(
            store, f"SELECT (COUNT(*) AS ?n) {both} {{ ent:orla-brandt kg:directorOf ?o }}", timeout
        )
        == 1
    )
    assert (
        count(
            store,
            f"SELECT (COUNT(DISTINCT ?g) AS ?n) {both} {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            timeout,
        )
        == 1
    )
    name = a.removeprefix("https://w3id.org/kg-claims/id/doc/")
    assert (
        count(
            store,
            "BASE <https://w3id.org/kg-claims/id/> "
            f"SELECT (COUNT(*) AS ?n) FROM doc:{name} {{ ?s ?p ?o }}",
        )
        == everything
    )
    assert (
        count(
            store,
            "BASE <https://w3id.org/kg-claims/id/> "
            f"SELECT (COUNT(*) AS ?n) FROM <doc/{name}> {{ ?s ?p ?o }}",
        )
        == everything
    )
    with pytest.raises(GraphNotFound, match="no such graph"):
        run_query(store, "SELECT * FROM <http://example.org/> { ?s ?p ?o }", timeout)
    with pytest.raises(QuerySyntaxError, match="unknown prefix"):
        run_query(store, "SELECT * FROM nope:x { ?s ?p ?o }", timeout)


def test_a_query_nested_too_deeply_is_refused(store: Store) -> None:
    with pytest.raises(QueryTooDeep, match="nested"):
        run_query(store, "SELECT * FROM <urn:a> " + "{" * 20_000 + "}" * 20_000)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 20_000 + "}" * 20_000,
        "SELECT * { FILTER(" + "!" * 30_000 + "1) }",
        "SELECT (1" + "+1" * 50_000 + " AS ?x) {}",
        "SELECT (" + "IF(1," * 5_000 + "1" + ",1)" * 5_000 + " AS ?x) {}",
        "SELECT * { " + "FILTER EXISTS {" * 5_000 + "}" * 5_000 + " }",
    ],
)
@pytest.mark.parametrize("timeout", [None, 60.0])
def test_what_the_engine_nests_too_deeply_ends_no_process_of_ours(
    text: str, timeout: float | None, store: Store
) -> None:
    with pytest.raises(QueryTooDeep, match="nested"):
        run_query(store, text, timeout)


def test_a_long_query_is_no_deep_one(store: Store) -> None:
    names = " ".join(f"ent:name-{number}" for number in range(2_000))
    query = f"SELECT ?s {{ VALUES ?s {{ {names} ent:quillmark }} ?s a ?type }}"
    assert len(run_query(store, query).rows) == len(run_query(store, query, 60.0).rows) > 0
    declared = declare_prefixes(PREFIXES) + query
    assert len(list(open_dataset(store).query(declared))) > 0


QUERIES = (
    "SELECT (COUNT(*) AS ?n) { ent:orla-brandt kg:directorOf ent:quillmark }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(?o) AS ?n) { ?s kg:directorOf ?o . ?s a ?type }",
    "SELECT (COUNT(*) AS ?n) { ?s !kg:quote ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s kg:directorOf|rel:pay ?o }",
    "SELECT (SUM(?one) AS ?n) { ent:quillmark ?p ?o BIND(1 AS ?one) }",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ent:orla-brandt kg:directorOf ?o } }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o OPTIONAL { ?o a ?t } }",
)


def count_apart(store: Store) -> int:
    """How many quads stand beside the documents: when these came, and the spellings of names."""
    graphs = (terms.ARRIVALS_GRAPH, terms.SPELLINGS_GRAPH)
    return sum(sum(1 for _ in store.engine.quads_for_pattern(None, None, None, g)) for g in graphs)


@pytest.mark.parametrize("query", QUERIES)
def test_every_client_counts_as_sparql_defines(query: str, store: Store) -> None:
    """The default graph is a set of triples, however many documents hold one; judged by rdflib's
    own engine."""
    reference = Dataset(default_union=True)
    reference.parse(data="".join(store.nquads()), format="nquads")
    prefixes = {name: Namespace(iri) for name, iri in PREFIXES.items()}
    ((expected,),) = reference.query(query, initNs=prefixes)
    wanted = int(expected) + (count_apart(store) if "GRAPH ?g { ?s" in query else 0)
    assert count(store, query) == count(store, query, 20.0) == wanted, "graphs apart"
    ((number,),) = open_dataset(store).query(query, initNs=prefixes)
    assert int(number) == wanted


def test_rdflib_lists_the_graphs(tmp_path: Path) -> None:
    """Its ``graphs`` names each to the store before it reads it; that was refused as writing."""
    with Store.open(tmp_path / "s") as store:
        for source in ("a.txt", "b.txt"):
            store.add(make_extraction(source))
        dataset = open_dataset(store)
        sizes = {str(graph.identifier): len(graph) for graph in dataset.graphs()}
        assert set(store.sources()) < set(sizes)
        assert all(sizes[iri] == len(list(store.quads(iri))) for iri in store.sources())
        assert len(dataset) == len(list(dataset.triples((None, None, None))))


def test_rdflib_and_networkx_see_each_triple_once(store: Store) -> None:
    dataset, everything = open_dataset(store), count(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert (
        len(list(dataset.triples((None, None, None))))
        == len(dataset.default_graph)
        == len(dataset)
        == everything
    )
    assert rdflib_to_networkx_multidigraph(dataset.default_graph).number_of_edges() == everything
    own = len(list(store.nquads())) + count_apart(store)
    assert len(list(dataset.quads())) == own, "the documents' own, not again their union"
    triple = (RDF.type, RDF.type, RDF.type)
    for write in (
        lambda: dataset.add(triple),
        lambda: dataset.update("CLEAR ALL"),
        lambda: dataset.remove(triple),
    ):
        with pytest.raises(StoreError, match="for reading"):
            write()
    with pytest.raises(QueryRefused):
        dataset.query("SELECT * { SERVICE <http://127.0.0.1:9> { ?s ?p ?o } }")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("arx"), st.integers(0, 3), st.booleans()), max_size=10))
def test_the_union_is_that_of_the_documents_that_are_there(
    steps: list[tuple[str, int, bool]],
) -> None:
    store = Store.open()
    for what, number, changed in steps:
        source = f"{number}.txt"
        if what == "a":
            store.add(make_extraction(source, title="another" if changed else ""))
        elif source in store.sources().values():
            store.remove(source) if what == "r" else store.forget([source])
    union = {str(union_quad(q)) for q in store.sorted_quads()}
    assert {
        str(q) for q in store.engine.quads_for_pattern(None, None, None, DefaultGraph())
    } == union


def test_a_store_without_the_union_is_read_and_upgraded(tmp_path: Path, store: Store) -> None:
    """As an earlier kg wrote it."""
    path = tmp_path / "old.store"
    with Store.open(path):
        pass
    engine = ox.Store(str(path))
    engine.extend(store.sorted_quads())
    engine.flush()
    del engine
    (path / "kg-store.json").write_text('{"format": 1}', "utf-8")
    for read_only in (True, False, True):
        with Store.open(path, read_only) as old:
            assert count(old, QUERIES[0]) == count(old, QUERIES[0], 20.0) == 1
            assert list(old.nquads()) == list(store.nquads())
    assert read_marker(path).format == FORMAT
