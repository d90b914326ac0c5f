"""The ontology is data: it parses, keeps its own shapes, and every word of it is described."""

import warnings
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph

from kg.errors import OntologyError
from kg.ontology.frames import parse_frame
from kg.ontology.loader import find_folder, load_ontology

FILES = sorted(find_folder().rglob("*.ttl"))


@pytest.fixture(scope="module")
def graph() -> Graph:
    merged = Graph()
    for path in FILES:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            merged.parse(path)
    return merged


@pytest.mark.slow
def test_it_keeps_its_shapes(graph: Graph) -> None:
    shapes = Graph().parse(find_folder() / "shapes.ttl")
    conforms, _, text = validate(graph, shacl_graph=shapes)
    assert conforms, text


def test_one_relation_one_file() -> None:
    ontology = load_ontology()
    names = {p.stem for p in (find_folder() / "relations").glob("*.ttl")}
    assert {r.id.removeprefix("kg:") for r in ontology.relations.values()} == names


def test_the_relations_of_the_design_are_there() -> None:
    wanted = """
    directorOf officerOf founderOf employedBy memberOf ownerOf subsidiaryOf acquired investedIn
    advisorOf representedBy relativeOf formerNameOf partnerOf contractedWith paid earnedFrom
    soldTo suppliedTo donatedTo lentTo gaveAccessTo accessed sharedDataWith usedDataOf
    collectedDataOf provides sued filed chargedWith accusedOf violated investigated fined
    settledWith convictedOf pleadedGuiltyTo sentencedTo ruledAgainst testified subpoenaed
    arrested appealed requestedInformationFrom regulates metWith communicatedWith criticized
    supported opposed appointed resignedFrom basedIn occurredAt
    """
    assert {f"kg:{name}" for name in wanted.split()} <= set(load_ontology().relations)


def test_every_frame_parses() -> None:
    for relation in load_ontology().relations.values():
        for text in (*relation.verb_frames, *relation.noun_frames):
            frame = parse_frame(text)
            roles = {s.role for s in frame.slots}
            assert "S+O" in roles or "S" in roles or "O" in roles, (relation.id, text)


@pytest.mark.parametrize("text", ["sue", "| nsubj=S", "sue | nsubj=X", "sue | "])
def test_a_broken_frame_is_refused(text: str) -> None:
    with pytest.raises(OntologyError):
        parse_frame(text)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("kg:x a ;", "utf-8")
    with pytest.raises(OntologyError, match=r"bad\.ttl"):
        load_ontology(tmp_path)
