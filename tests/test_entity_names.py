"""One way to merge what documents say of an entity, one way to find it by name, and what happens
where there is none."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli.main import main
from kg.errors import AmbiguousEntity, EntityNotFound, RelationNotFound
from kg.graph import Graph
from kg.model import Document, Extraction
from kg.namespace import document_iri
from kg.storage.store import Store
from kg.values.near_names import near_names
from tests.builders import make_claim, make_document, make_entity, make_extraction


def one_firm(source: str, label: str) -> Extraction:
    """A document in which a firm, always with the same IRI, has the name *label*."""
    text = f"{label} sued Quillmark."
    document = make_document(source, text)
    firm, other = make_entity("Larkfield Motors", "Company"), make_entity("Quillmark")
    named = type(firm)(firm.id, label, firm.type, (), True)
    return Extraction(
        document, (named, other), (make_claim(document, named, "kg:sued", other, text),)
    )


@pytest.fixture
def store() -> Store:
    store = Store.open()
    store.add(one_firm("a.txt", "Larkfield Motors Inc"))
    store.add(one_firm("b.txt", "Larkfield Motors LLC"))
    return store


def test_list_page_and_network_give_one_name(store: Store) -> None:
    graph = Graph(store)
    listed = {e.id: e for e in graph.entities()}
    for node, data in graph.network().nodes(data=True):
        assert (data["label"], data["type"], tuple(data["aliases"])) == (
            listed[node].label,
            listed[node].type,
            listed[node].aliases,
        )
        assert graph.page(node).entity == listed[node]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("larkfield motors llc", "Larkfield Motors Inc"),
        ("Quill", "Quillmark"),
        ("ent:quillmark", "Quillmark"),
    ],
)
def test_everyone_finds_the_same(store: Store, given: str, meant: str) -> None:
    graph = Graph(store)
    assert store.find_one(given).label == meant
    assert graph.page(given).entity.label == meant
    assert graph.ask("timeline", about=given).asked
    assert meant in {n for _, n in graph.network(about=given).nodes(data="label")}


def test_a_named_thing_goes_before_a_described_one() -> None:
    store = Store.open()
    store.add(make_extraction())
    document = make_document("c.txt", "Tessera sued the regulator. The Regulator sued Tessera.")
    described, named = make_entity("regulator", scope=document.id), make_entity("Regulator")
    tessera = make_entity("Tessera")
    claims = tuple(
        make_claim(document, e, "kg:sued", tessera, q)
        for e, q in ((described, "the regulator"), (named, "The Regulator"))
    )
    store.add(
        Extraction(document, tuple(sorted((described, named, tessera), key=lambda e: e.id)), claims)
    )
    assert store.find_one("regulator") == Graph(store).page("regulator").entity == named


def test_who_is_ambiguous_is_listed(store: Store) -> None:
    store.add(make_extraction())
    with pytest.raises(AmbiguousEntity, match=r"2 entities are named 'ar': .*; "):
        store.find_one("ar")


@pytest.mark.parametrize(
    ("given", "hint"),
    [("Quilmark", "did you mean Quillmark?"), ("Zenith", "kg entities lists them")],
)
def test_an_unknown_name_is_an_error_with_names_like_it(
    store: Store, given: str, hint: str
) -> None:
    graph = Graph(store)
    for ask in (
        graph.page,
        graph.network,
        lambda name: graph.claims(about=name),
        lambda name: graph.ask("timeline", about=name),
    ):
        with pytest.raises(EntityNotFound, match=f"no entity named '{given}'") as caught:
            ask(given)
        assert caught.value.hint == hint


def test_an_unknown_relation_is_an_error(store: Store) -> None:
    with pytest.raises(RelationNotFound) as caught:
        Graph(store).claims(predicate="kg:sueed")
    assert caught.value.hint.startswith("did you mean kg:sued")
    assert Graph(store).claims(predicate="kg:fined") == []


def test_exit_codes(tmp_path: Path) -> None:
    with kg.open(tmp_path / "kg.store") as graph:
        graph.store.add(make_extraction())
    runner = CliRunner(env={"KG_STORE": str(tmp_path / "kg.store")})
    for command in (
        ["claims", "--about", "Quilmark"],
        ["view", "--about", "Quilmark", "-o", str(tmp_path / "x.html")],
        ["show", "Quilmark"],
        ["ask", "timeline", "--about", "Quilmark"],
    ):
        result = runner.invoke(main, command)
        assert result.exit_code == 3, command
        assert "did you mean Quillmark?" in result.output
    result = runner.invoke(main, ["claims", "--predicate", "kg:sueed"])
    assert result.exit_code == 3
    assert "did you mean kg:sued" in result.output
    result = runner.invoke(main, ["claims", "--about", "Quillmark", "--modality", "found"])
    assert result.exit_code == 0
    assert "no claims fit" in result.output


def test_near_names() -> None:
    assert near_names("NETFLIX", ["Netflix", "Meta"]) == ["Netflix"]
    assert near_names("Harlow", []) == []
    assert len(near_names("Quill", ["Quill1", "Quill2", "Quill3", "Quill4"])) == 3


def test_a_neighbour_of_several_names_is_one() -> None:
    with kg.open() as graph:
        for name, firm in (("a.txt", "Larkfield Motors, Inc."), ("b.txt", "Larkfield Motors")):
            text = f"Dana Ortiz sued {firm} on Monday."
            graph.add(Document(document_iri(name, text), name, text))
        assert dict(graph.page("Dana Ortiz").neighbours)["Larkfield Motors, Inc."] == 2
        assert "Larkfield Motors" not in dict(graph.page("Dana Ortiz").neighbours)
