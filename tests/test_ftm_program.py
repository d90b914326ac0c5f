"""The ``ftm`` program of FollowTheMoney reads what kg writes and makes other programs' files of it.

It stands in a folder of its own beside kg's packages (see the Makefile), so that kg is tested
without what it brings."""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import kg
from kg.model import Document
from kg.namespace import document_iri

pytestmark = pytest.mark.slow

PLACES = (Path(sys.prefix) / "ftm", Path(__file__).parent / "ftm")
TEXT = """Northgate Systems paid Dana Ortiz $5,000 in 2019. Dana Ortiz hired Ana Kern in Oslo.
The complaint alleges that Larkfield Motors bribed Paul Meyer. Paul Meyer denied that he \
"took a bribe" from Larkfield Motors.
"""


def run(*given: str | Path) -> str:
    """Return what the program prints; fail with its complaint."""
    program = "from followthemoney.cli.cli import cli; cli()"
    paths = os.pathsep.join(map(str, PLACES))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, *map(str, given)],
        env=os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr, done.stderr
    return done.stdout


def entities(words: str) -> dict[str, dict[str, Any]]:
    return {e["id"]: e for e in map(json.loads, words.splitlines())}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with facts alone, and with what is alleged and denied besides, in both forms."""
    place = tmp_path_factory.mktemp("ftm")
    with kg.open() as graph:
        graph.add(Document(document_iri("a.txt", TEXT), "a.txt", TEXT, title="A payment"))
        graph.export(place / "facts.ftm.json")
        more = ["alleged", "denied"]
        graph.export(place / "all.ftm.json", include=more)
        graph.export(place / "all.ftm.csv", include=more)
    return place


def test_it_finds_every_entity_valid_and_changes_nothing(folder: Path) -> None:
    given = entities((folder / "all.ftm.json").read_text("utf-8"))
    schemata = {e["schema"] for e in given.values()}
    assert {"Payment", "UnknownLink", "Person", "Article"} <= schemata
    read = entities(run("validate", "-i", folder / "all.ftm.json"))
    assert read.keys() == given.keys()
    for iri, entity in given.items():
        assert read[iri]["schema"] == entity["schema"]
        told = {name: set(values) for name, values in read[iri]["properties"].items()}
        assert told == {name: set(values) for name, values in entity["properties"].items()}


def test_statements_are_rolled_up_into_the_same_entities(folder: Path) -> None:
    given = entities((folder / "all.ftm.json").read_text("utf-8"))
    asked = ("-d", "kg", "-f", "csv", "-i", folder / "all.ftm.csv")
    read = entities(run("aggregate-statements", *asked))
    assert {i: e["schema"] for i, e in read.items()} == {i: e["schema"] for i, e in given.items()}


def test_its_cypher_says_how_an_edge_is_put(folder: Path) -> None:
    facts = run("export-cypher", "-i", folder / "facts.ftm.json")
    assert "PAYMENT" in facts and "bribe" not in facts
    every = run("export-cypher", "-i", folder / "all.ftm.json")
    edges = [line for line in every.splitlines() if "bribed" in line]
    assert edges and all("UNKNOWNLINK" in e and re.search(r'status: "alleged', e) for e in edges)


def test_it_makes_neo4j_tables_and_a_workbook(folder: Path) -> None:
    tables = folder / "neo4j"
    run("export-neo4j-bulk", "-i", folder / "all.ftm.json", "-o", tables)
    with (tables / "UnknownLink.csv").open(encoding="utf-8", newline="") as file:
        links = list(csv.DictReader(file))
    assert any("alleged" in link["status"] for link in links), links
    assert "UnknownLink.csv" in (tables / "neo4j_import.sh").read_text("utf-8")
    run("export-excel", "-i", folder / "all.ftm.json", "-o", folder / "a.xlsx")
    assert {"People", "Payments", "Other links"} <= set(
        openpyxl.load_workbook(folder / "a.xlsx").sheetnames
    )
