"""What is asked of a few entities or documents reads these alone, however large the store is."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks.invented import make_extraction, make_world
from kg.analysis.absence import find_named
from kg.cli.main import main
from kg.graph import Graph, open_graph
from kg.model import Extraction
from kg.network import part
from kg.network.from_store import read_network
from kg.network.part import find_part
from kg.rdf import terms
from kg.storage.disk.marker import FORMAT, Marker, read_marker, write_marker
from kg.storage.entities import merge_entities, read_merged, read_records
from kg.storage.lookup import things_named
from kg.storage.store import Store
from tests.builders import make_claim, make_document, make_entity
from tests.work import count_steps

FEW, MANY = 4, 40
FIRM, OTHER = make_entity("Quillmark", "Company", "QMK"), make_entity("Tessera", "Company")


def paper(source: str, words: str = "Quillmark paid Tessera.") -> Extraction:
    document = make_document(source=source, text=words)
    return Extraction(
        document, (FIRM, OTHER), (make_claim(document, FIRM, "kg:paid", OTHER, words),)
    )


def fill(documents: int) -> Graph:
    """A graph of two papers about a firm, among so many about others."""
    graph, world, rng = open_graph(), make_world(1000), random.Random(1)
    for number in range(documents):
        graph.store.add(make_extraction(world, rng, number))
    graph.store.add(paper("one.txt"))
    graph.store.add(paper("two.txt"))
    return graph


@pytest.fixture(scope="module")
def graphs() -> tuple[Graph, Graph]:
    return fill(FEW), fill(MANY)


ASKED: dict[str, Callable[[Graph], object]] = {
    "a name": lambda graph: graph.store.find_one("quillmark"),
    "a part of a name": lambda graph: graph.store.find_entity("uillmar"),
    "all of a name": lambda graph: find_named(graph.store, "Quillmark"),
    "claims": lambda graph: list(graph.store.claims(about="QMK")),
    "claims of a document": lambda graph: list(graph.store.claims(document="one.txt")),
    "a network": lambda graph: graph.network(about="Quillmark"),
    "a view": lambda graph: graph.view(about="Quillmark"),
    "a page": lambda graph: graph.page("Quillmark"),
    "an unknown document": lambda graph: graph.store.is_document("nothing.txt"),
    "adding": lambda graph: graph.store.add(paper("three.txt")),
    "removing": lambda graph: graph.store.remove("three.txt"),
    "deciding": lambda graph: graph.decide("Quillmark", "Tessera", "negative"),
    "undoing": lambda graph: graph.undo("ent:quillmark", "ent:tessera"),
}


@pytest.mark.parametrize("asked", ASKED)
def test_the_work_does_not_grow_with_the_store(asked: str, graphs: tuple[Graph, Graph]) -> None:
    run = ASKED[asked]
    few, many = (count_steps(lambda g=graph: run(g)) for graph in graphs)
    assert many <= few * 1.3, f"{few} steps among {FEW} papers, {many} among {MANY}"


def drop_spellings(graph: Graph) -> Graph:
    """The same as an older kg wrote it."""
    for quad in list(graph.store.engine.quads_for_pattern(None, None, None, terms.SPELLINGS_GRAPH)):
        graph.store.engine.remove(quad)
    return graph


def find_each(graph: Graph) -> list[object]:
    """What names and parts of names mean."""
    store = graph.store
    names = [n for e in store.entities() for n in (e.label, e.label.upper(), *e.aliases)][:90]
    asked = [*names, "ba", "BABA", "inc", "ent:quillmark", "%", "é", "nobody of that name", ""]
    return [
        (name, things_named(store.engine, name), store.find_entity(name), _one(store, name))
        for name in asked
    ]


def _one(store: Store, name: str) -> str:
    try:
        return str(store.find_one(name))
    except Exception as error:  # the same error is the same answer
        return str(error)


def test_a_name_means_the_same_with_and_without_the_index() -> None:
    graph = fill(6)
    graph.store.add(paper("last.txt", "QUILLMARK paid Tessera 100% of it (Café)."))
    firms = make_world(1000).firms
    graph.decide(firms[0].label, firms[1].label)
    graph.split("Quillmark", "one.txt")
    graph.remove("two.txt")
    found = find_each(graph)
    assert found == find_each(drop_spellings(graph))
    assert any(len(things) > 1 for _, things, *_ in found)


def test_what_is_forgotten_is_spelled_nowhere() -> None:
    graph = fill(1)
    graph.store.forget(["one.txt", "two.txt"])
    spelled = graph.store.engine.quads_for_pattern(None, None, None, terms.SPELLINGS_GRAPH)
    names = {q.object.value for q in spelled if isinstance(q.object, ox.Literal)}
    assert names and names.isdisjoint({"Quillmark", "QMK", "Tessera"})
    assert graph.store.find_entity("Quillmark") == []


def test_a_store_without_spellings_gets_them(tmp_path: Path) -> None:
    """As kg wrote it before the index was there."""
    with Store.open(tmp_path / "old") as store:
        store.add(paper("one.txt"))
        drop_spellings(Graph(store))
    write_marker(tmp_path / "old", Marker(read_marker(tmp_path / "old").engine, format=4))
    for read_only in (True, False, True):
        with Store.open(tmp_path / "old", read_only) as store:
            assert store.find_one("quillmark") == FIRM
    assert read_marker(tmp_path / "old").format == FORMAT
    with Store.open(tmp_path / "old", read_only=True) as store:
        assert store.engine.contains_named_graph(terms.SPELLINGS_GRAPH)


def test_counted_entities_are_those_of_the_records() -> None:
    graph = fill(9)
    firms = make_world(1000).firms
    graph.decide(firms[0].label, firms[1].label)
    graph.split(firms[2].label, next(iter(graph.store.documents_about(firms[2].id))))
    engine = graph.store.engine
    records = read_records(engine)
    assert read_merged(engine) == {i: merge_entities(found) for i, found in records.items()}


@pytest.mark.parametrize("most", [3, part.MOST])
def test_a_part_holds_what_the_whole_holds_around_it(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it is more than a part is read by."""
    monkeypatch.setattr(part, "MOST", most)
    graph = fill(12)
    whole = graph.network()
    for firm in make_world(1000).firms[:30:3]:
        if firm.id in whole:
            found = read_network(graph.store, [firm.id])
            near = {firm.id, *whole.successors(firm.id), *whole.predecessors(firm.id)}
            wanted = {k: d for *_, k, d in whole.subgraph(near).edges(keys=True, data=True)}
            read = {k: d for *_, k, d in found.edges(keys=True, data=True)}
            assert wanted == {key: read[key] for key in wanted}


def test_a_part_of_a_large_store_is_read_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond so many claims too, where it is no great share of the store."""
    monkeypatch.setattr(part, "MOST", 3)
    graph = fill(6)
    for number in range(4):
        graph.store.add(paper(f"more-{number}.txt"))
    found = find_part(graph.store.engine, [FIRM.id], 1)
    assert found is not None and len(found.claims) == 6


def test_lines_of_claims_are_printed_as_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first stand on the screen before the last document is read."""
    with open_graph(tmp_path / "kg.store") as graph:
        for number in range(3):
            graph.store.add(paper(f"{number}.txt"))
    read: list[str] = []
    printed: list[int] = []
    quads = Store.quads

    def watch(store: Store, document: str) -> Iterator[ox.Quad]:
        read.append(document)
        return quads(store, document)

    monkeypatch.setattr(Store, "quads", watch)
    monkeypatch.setattr("click.echo", lambda *_, **__: printed.append(len(read)))
    arguments = ["claims", "--json", "--store", str(tmp_path / "kg.store")]
    main(arguments, standalone_mode=False)
    assert printed == [1, 2, 3]
