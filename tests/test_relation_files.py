"""A relation is one file: with it alone, every question, the picture and the exports know the
relation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology.loader import FOLDER_VARIABLE, find_folder, load_ontology

RELATION = """@prefix kg: <https://w3id.org/kg-claims/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

kg:sponsored a kg:Relation, owl:ObjectProperty ;
  skos:prefLabel "sponsored"@en ;
  kg:inverseLabel "was sponsored by"@en ;
  skos:definition "Bore the costs of another in return for being named."@en ;
  rdfs:domain kg:Agent ;
  rdfs:range kg:Agent ;
  kg:family kg:Payment, kg:Dealing ;
  kg:payer "subject" ;
  kg:paymentLabel "sponsored"@en ;
  kg:verbFrame "sponsor | nsubj=S dobj=O" .
"""
SENTENCE = "Northgate Systems sponsored Larkfield Motors for $2 million in March 2021.\n"


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    folder = tmp_path / "ontology"
    shutil.copytree(find_folder(), folder)
    (folder / "relations" / "sponsored.ttl").write_text(RELATION, "utf-8")
    return folder


def test_a_new_file_makes_a_relation_known_everywhere(ontology: Path, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(SENTENCE, "utf-8")
    environment = os.environ | {
        FOLDER_VARIABLE: str(ontology),
        "KG_STORE": str(tmp_path / "kg.store"),
    }

    def kg(*arguments: str) -> str:
        command = [sys.executable, "-m", "kg", *arguments]
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True, timeout=120
        ).stdout

    kg("add", str(tmp_path / "news.txt"))
    money = kg("ask", "money")
    assert "payer: Northgate Systems" in money
    assert "what: sponsored" in money
    assert "payee: Larkfield Motors" in money
    kg("view", "-o", str(tmp_path / "graph.html"))
    kg("export", str(tmp_path / "graph.nq"))
    kg("export", str(tmp_path / "graph.graphml"))
    assert "kg:sponsored" in (tmp_path / "graph.html").read_text("utf-8")
    assert "ns#sponsored>" in (tmp_path / "graph.nq").read_text("utf-8")
    assert "kg:sponsored" in (tmp_path / "graph.graphml").read_text("utf-8")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("kg:family kg:Payment, kg:Dealing ;", "a payment without payer"),
        ("kg:family kg:Favour ;", "no family kg:Favour"),
        ('kg:outcomeFor "both" ;', "names no end"),
    ],
)
def test_a_wrong_family_is_refused(ontology: Path, wrong: str, message: str) -> None:
    lines = [
        line for line in RELATION.split("\n") if not line.startswith(("  kg:family", "  kg:payer"))
    ]
    text = "\n".join(lines).replace("  rdfs:range", f"  {wrong}\n  rdfs:range")
    (ontology / "relations" / "sponsored.ttl").write_text(text, "utf-8")
    with pytest.raises(OntologyError, match=message):
        load_ontology(ontology)


def test_a_missing_folder_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(OntologyError, match="KG_ONTOLOGY names no folder"):
        find_folder()
