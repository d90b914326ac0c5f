"""Benchmark adapters answer items from which every gold answer is gone, from plain files and packed
ones."""

import gzip
import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.evaluate import read_items, set_names
from benchmarks.run import load_sets
from benchmarks.sets import text2kg

ROOT = Path(__file__).parent.parent
TEXT = "Dana Ortiz founded Larkfield in Oslo. She said that Harlow owes her 5 million dollars."
TOKENS = TEXT.replace(".", " .").split()
ITEMS: dict[str, list[dict[str, Any]]] = {
    "carb": [{"id": "1", "sentence": TEXT}],
    "benchie": [{"id": "1", "sentence": TEXT}],
    "gum": [{"id": "1", "text": TEXT}],
    "polnear": [{"id": "1", "text": TEXT}],
    "knowledgenet": [{"id": "1", "text": TEXT, "annotated_properties": ["FOUNDED_BY"]}],
    "core": [
        {
            "id": "1",
            "tokens": TOKENS,
            "e1": [3, 4],
            "e2": [9, 10],
            "e1_name": "Larkfield",
            "e2_name": "Harlow",
        }
    ],
    "text2kg": [
        {"id": "1", "sentence": TEXT, "ontology": "8_politics"},
        {"id": "2", "sentence": TEXT, "ontology": "no such ontology"},
    ],
    "uds": [{"id": "1", "tokens": TOKENS, "targets": [{"span": [2, 3], "text": "founded"}]}],
    "gap": [
        {
            "id": "1",
            "text": TEXT,
            "pronoun": ["She", 38],
            "A": ["Dana Ortiz", 0],
            "B": ["Harlow", 52],
        }
    ],
    "names": [
        {
            "id": "1",
            "name1": "Larkfield Motors",
            "name2": "Larkfield Motors, Inc.",
            "schema": "Company",
        }
    ],
}
PRODUCT = {"decisions", "entities", "gold", "graph", "statements"}
"""Sets that the product's own graph answers: any number of records an item."""
KEYS = {
    "carb": "extractions",
    "benchie": "extractions",
    "gum": "attributions",
    "polnear": "attributions",
    "knowledgenet": "facts",
    "core": "relation",
    "text2kg": "triples",
    "uds": "value",
    "gap": "A",
    "names": "score",
}


def evaluate(name: str, data: Path, out: Path) -> list[dict[str, Any]]:
    command = [
        sys.executable,
        "-m",
        "benchmarks.evaluate",
        name,
        "--data",
        str(data),
        "--predictions",
        str(out),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", sorted(ITEMS))
def test_items_without_answers(name: str, tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(item) + "\n" for item in ITEMS[name])
    found = list(predict(name, path))
    assert len(found) == len(ITEMS[name])
    assert all(KEYS[name] in record for record in found)
    json.dumps(found)


def predict(name: str, path: Path) -> Any:
    return importlib.import_module(f"benchmarks.sets.{name}").predict(list(read_items(path)))


def test_every_set_is_tried() -> None:
    assert set(ITEMS) | PRODUCT | {"claims"} == set(set_names())


@pytest.mark.parametrize("name", sorted(PRODUCT - {"gold"}))
def test_the_product_answers_for_itself(name: str) -> None:
    adapter = importlib.import_module(f"benchmarks.sets.{name}")
    assert list(adapter.predict([{"id": "1", "text": TEXT}]))


def test_commands(tmp_path: Path) -> None:
    plain = tmp_path / "items.jsonl"
    plain.write_text("".join(json.dumps(i) + "\n" for i in ITEMS["names"]), "utf-8")
    assert evaluate("names", plain, tmp_path / "names.jsonl")[0]["score"] == 1
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    assert {
        Path(c["document"]).name for c in evaluate("claims", folder, tmp_path / "claims.jsonl")
    } == {"a.txt"}


def test_references_name_sets_and_commands() -> None:
    for name, entry in load_sets().items():
        assert name.split()[0] in set_names()
        assert set(entry["first"]) <= set(entry["figures"])
        assert "train" not in entry or (ROOT / (entry["train"].replace(".", "/") + ".py")).is_file()


def test_an_ontology_that_no_weights_know(tmp_path: Path) -> None:
    schema = {
        "ontology": "fictional",
        "relations": [{"label": "foundedBy"}, {"label": "harbourCity"}],
    }
    (tmp_path / "made-up.ontologies.jsonl").write_text(json.dumps(schema) + "\n", "utf-8")
    items = [
        {
            "id": "1",
            "sentence": "Larkfield was founded by Dana Ortiz in 1970.",
            "ontology": "fictional",
        },
        {
            "id": "2",
            "sentence": "The harbour of Larkfield is near the city of Oslo.",
            "ontology": "fictional",
        },
    ]
    first, second = text2kg.predict(text2kg.prepare(items, tmp_path / "items.jsonl"))
    assert {"sub": "Larkfield", "rel": "foundedBy", "obj": "Dana Ortiz"} in first["triples"]
    assert {t["rel"] for t in second["triples"]} == {"harbourCity"}


def test_an_ontology_that_the_weights_know() -> None:
    (told,) = text2kg.predict(
        [
            {
                "id": "1",
                "sentence": "Dana Ortiz is a politician of the Harbour Party.",
                "ontology": "8_politics",
            }
        ]
    )
    assert told["triples"] == [
        {"sub": "Dana Ortiz", "rel": "member of political party", "obj": "Harbour Party"}
    ]
