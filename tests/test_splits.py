"""What a document means by a name is split off, and taken back; the graph is then as before."""

from pathlib import Path

import pytest

from kg.errors import ResolveError
from kg.export.formats import sssom_tsv
from kg.graph import Graph, open_graph
from kg.model import Extraction
from tests.builders import make_claim, make_document, make_entity


def _paper(source: str, words: str) -> Extraction:
    document = make_document(source=source, text=words)
    ends = make_entity("Quillmark"), make_entity(words.split()[-1].strip("."))
    claim = make_claim(document, ends[0], "kg:paid", ends[1], words)
    return Extraction(document, ends, (claim,))


@pytest.fixture
def graph() -> Graph:
    graph = open_graph()
    graph.store.add(_paper("a.txt", "Quillmark paid Tessera."))
    graph.store.add(_paper("b.txt", "Quillmark paid Lindqvist."))
    return graph


def test_a_document_means_another_thing_by_a_name(graph: Graph) -> None:
    before = list(graph.store.nquads())
    made = graph.split("Quillmark", "b.txt", "a farm of that name")
    subjects = {c.document: c.subject.id for c in graph.claims()}
    assert len(set(subjects.values())) == 2
    assert all(c.subject.label == "Quillmark" for c in graph.claims())
    assert graph.proposals() == []
    assert "a farm" not in "".join(sssom_tsv.write(graph.store))
    graph.undo("Quillmark", "b.txt")
    assert list(graph.store.nquads()) == before
    assert made not in graph.decisions()


def test_the_order_in_which_it_came_does_not_matter(graph: Graph) -> None:
    graph.split("Quillmark", "b.txt")
    after = [line for line in graph.store.nquads() if "/decisions>" not in line]
    paper = _paper("b.txt", "Quillmark paid Lindqvist.")
    graph.remove("b.txt")
    graph.store.add(paper)
    assert [line for line in graph.store.nquads() if "/decisions>" not in line] == after


def test_what_cannot_be_split_says_why(graph: Graph) -> None:
    with pytest.raises(ResolveError, match="no other document names"):
        graph.split("Tessera", "a.txt")
    with pytest.raises(ResolveError, match=r"not b\.txt names"):
        graph.split("Tessera", "b.txt")
    graph.split("Quillmark", "b.txt")
    with pytest.raises(ResolveError):
        graph.split("ent:quillmark", "b.txt")


def test_forgetting_the_document_forgets_the_split(tmp_path: Path) -> None:
    with open_graph(tmp_path / "store") as graph:
        for paper in (
            _paper("a.txt", "Quillmark paid Tessera."),
            _paper("b.txt", "Quillmark paid Lindqvist."),
            _paper("c.txt", "Quillmark paid Okafor."),
        ):
            graph.store.add(paper)
        graph.split("Quillmark", "b.txt")
        graph.forget("c.txt")
        assert len(graph.decisions()) == 1
        graph.forget("b.txt")
        assert graph.decisions() == []
