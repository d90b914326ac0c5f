"""Named queries, forms of results, limits and errors of SPARQL."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from rdflib import Dataset, Namespace

import kg
from kg.errors import QueryError, QueryRefused, QuerySyntaxError, QueryTimeout, QuestionError
from kg.graph import Graph
from kg.namespace import PREFIXES
from kg.sparql.query import find_query, library

REPO = Path(__file__).parents[1]
_EXPECTED = {
    "allegations": ("Larkfield Motors, Inc.", "kg:violated", "Driver Privacy Act"),
    "claims": ("Paul Meyer", "kg:sued", "Larkfield Motors, Inc.", "kg:stated_as_fact"),
    "conflicts": ("Victor Harlan", "kg:directorOf", "Northgate Systems", "kg:chiefExecutiveOf"),
    "contradictions": (
        "Larkfield Motors, Inc.",
        "kg:violated",
        "Driver Privacy Act",
        "kg:found",
        "court",
        "Larkfield Motors, Inc.",
    ),
    "denials": ("Larkfield Motors, Inc.", "kg:violated", "Driver Privacy Act"),
    "facts": ("Brightwater Capital", "kg:acquired", "Northgate Systems", "kg:stated_as_fact"),
    "names": ("Northgate Systems LLC", "kg:Company", "22", "5"),
    "sources": ("Statement of Northgate Systems", "2023-05-18"),
    "statements": ("Ingrid Sole", "kg:reported"),
    "timeline": ("2020-03", "Victor Harlan", "kg:directorOf", "Northgate Systems"),
    "who-says-what": ("Larkfield Motors, Inc.", "kg:denied"),
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    made = kg.open()
    made.add(REPO / "data" / "fictional-case")
    return made


@pytest.mark.parametrize("name", sorted(library()))
def test_named_query(graph: Graph, name: str) -> None:
    what, text = library()[name]
    assert len(what) > 15 and f"`{name}`" in (REPO / "docs" / "questions.md").read_text("utf-8")
    assert find_query(f"{name}.rq") == find_query(name) == text
    rows = list(graph.query(text))
    assert any(set(_EXPECTED[name]) <= set(row) for row in rows), rows
    assert len(rows) == len(set(rows)) or name in (
        "claims",
        "allegations",
        "denials",
        "timeline",
    ), "no row twice"


def test_a_denial_is_no_fact(graph: Graph) -> None:
    for row in graph.query(library()["facts"][1]):
        assert row[3] in ("kg:stated_as_fact", "kg:admitted", "kg:found")
    assert not graph.query("ASK { ent:northgate-systems kg:paid ent:larkfield-motors }").boolean


def test_things_are_called_by_their_names_in_a_notebook() -> None:
    with kg.open() as graph:
        graph.add(REPO / "data" / "fictional-case")
        result = graph.query("SELECT ?s ?p ?o { VALUES ?p { kg:sued } ?s ?p ?o } ORDER BY ?s ?o")
        curies, names = result.to_dataframe(), result.to_dataframe(labels=True)
        assert set(curies["p"]) == {"kg:sued"} and set(names["p"]) == {"sued"}
        assert "Larkfield Motors, Inc." in set(names["o"])
        assert '<td title="ent:larkfield-motors">Larkfield Motors, Inc.</td>' in (
            result._repr_html_()
        )
        unseen = graph.query("SELECT ?o { ?s kg:sued ?o }")
    assert "<td>ent:larkfield-motors</td>" in unseen._repr_html_(), "the store is closed"


def test_forms(graph: Graph) -> None:
    result = graph.query("SELECT ?s ?o { ?s kg:sued ?o } ORDER BY ?s")
    assert next(csv.reader(io.StringIO(result.to_csv()))) == ["s", "o"]
    assert json.loads(result.to_json())["head"]["vars"] == ["s", "o"]
    assert list(result.to_dataframe().columns) == ["s", "o"] and "<table>" in result._repr_html_()
    with pytest.raises(QueryError, match="only CONSTRUCT"):
        result.to_turtle()
    assert "kg:sued" in graph.query("CONSTRUCT WHERE { ?s kg:sued ?o }").to_turtle()


def test_columns_have_the_types_of_their_literals(graph: Graph) -> None:
    found = graph.query(
        "SELECT ?c ?how ?day ?flag { ?c kg:confidence ?how "
        "BIND('2021-03-04'^^xsd:date AS ?day) BIND(?how > 0.7 AS ?flag) }"
    ).to_dataframe()
    assert [kind.kind for kind in found.dtypes[1:3]] == ["f", "M"]
    assert str(found.dtypes["flag"]) == "boolean" and found["how"].between(0, 1).all()
    mixed = graph.query("SELECT ?x { VALUES ?x { 1 'a' } }").to_dataframe()
    assert list(mixed["x"]) == ["1", "a"]


def test_wrong_values_are_errors_with_near_ones(graph: Graph) -> None:
    for ask in (graph.claims, graph.network, graph.view):
        with pytest.raises(QuestionError, match="no modality 'aleged'") as caught:
            ask(modality="aleged")
        assert caught.value.hint == "did you mean alleged?"
    with pytest.raises(QuestionError, match="no polarity 'no'"):
        graph.claims(polarity="no")


@pytest.mark.slow
def test_limits(graph: Graph) -> None:
    cut = graph.query("SELECT * { ?s ?p ?o }", limit=5)
    assert (
        len(cut) == 5
        and cut.truncated
        and not graph.query("SELECT * { ?s kg:sued ?o }", limit=500).truncated
    )
    with pytest.raises(QueryTimeout, match="no answer within"):
        graph.query(
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout=1
        )
    assert len(graph.query("SELECT * { ?s kg:sued ?o }", timeout=120)) == len(
        graph.query("SELECT * { ?s kg:sued ?o }")
    )


def test_errors_point(graph: Graph) -> None:
    with pytest.raises(QuerySyntaxError, match="line 2, column 13: unknown prefix") as caught:
        graph.query("SELECT * {\n ?s foo:sued ?o }")
    assert "kg" in caught.value.hint
    with pytest.raises(QueryRefused, match="INSERT would change"):
        graph.query("INSERT DATA { <a:b> <a:c> <a:d> }")
    with pytest.raises(QueryError, match=r"no query 'nosuch.rq'"):
        find_query("nosuch.rq")


@pytest.mark.slow
@pytest.mark.filterwarnings(
    "ignore:Dataset.(default_context|contexts):DeprecationWarning"
)  # rdflib warns of its own calls
@pytest.mark.parametrize("name", sorted(library()))
def test_rdflib_answers_a_named_query_likewise(graph: Graph, name: str) -> None:
    """Two engines that share no code: the same rows, however often each stands."""
    text = library()[name][1]
    other = Dataset(default_union=True)
    other.parse(data="".join(graph.store.nquads()), format="nquads")
    prefixes = {prefix: Namespace(iri) for prefix, iri in PREFIXES.items()}
    theirs = Counter(
        tuple("" if term is None else str(term) for term in row)
        for row in other.query(text, initNs=prefixes)
    )
    found = graph.query(text)
    assert (
        Counter(tuple("" if term is None else term.value for term in row) for row in found.rows)
        == theirs
    )
    assert theirs


def test_a_claim_that_is_looked_up_is_the_claim_that_was_stored(tmp_path: Path) -> None:
    """The look-up by an entity follows every part of a claim, what the text says of its source
    too."""
    text = (
        "Officials who spoke on condition of anonymity said Victor Harlan paid Larkfield Motors. "
    )
    text += "It is alleged that Harlan sued Ada Pell."
    (tmp_path / "note.txt").write_text(text, "utf-8")
    graph = kg.open(tmp_path / "kg.store")
    graph.add(tmp_path / "note.txt")
    whole = {c.id: c for c in graph.claims()}
    about = graph.claims(about="Victor Harlan")
    assert any(c.source_notes for c in about)
    assert all(whole[c.id] == c for c in about)
