"""kg evaluate: figures over a user's own gold claims, and what it says of a gold file that is no
good."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.errors import InvalidClaims, SourceNotFound
from kg.evaluation import evaluate_claims, evaluate_file
from kg.model import Modality
from tests.builders import make_claim, make_document, make_entity

GOLD = Path(__file__).parent.parent / "data" / "gold" / "fictional-case.jsonl"
ACME, BOLT = make_entity("Acme", "Company"), make_entity("Bolt", "Company")


def test_the_example_case() -> None:
    figures = evaluate_file(GOLD).figures()
    assert figures["leaks"] == 0 and figures["quotes_exact"] == 1
    assert figures["recall"] > 0.7 and figures["modality"] > 0.9


def test_a_fact_where_gold_alleges_is_a_leak() -> None:
    document = make_document("a.txt", "The complaint alleges that Acme paid Bolt.")
    fact = make_claim(document, ACME, "kg:paid", BOLT, document.text)
    alleged = make_claim(document, ACME, "kg:paid", BOLT, document.text, Modality.ALLEGED)
    result = evaluate_claims([("a.txt", alleged)], [("a.txt", fact)], {"a.txt": document})
    assert result.leaks == (fact,) and result.recall == 1 and result.modality == 0


def test_bad_gold(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", "utf-8")
    with pytest.raises(InvalidClaims, match="no gold claims"):
        evaluate_file(tmp_path / "empty.jsonl")
    (tmp_path / "moved.jsonl").write_text(
        GOLD.read_text("utf-8").replace("fictional-case/", "elsewhere/nowhere-"), "utf-8"
    )
    with pytest.raises(SourceNotFound, match="nowhere"):
        evaluate_file(tmp_path / "moved.jsonl")


@pytest.mark.slow
def test_command() -> None:
    result = CliRunner().invoke(main, ["evaluate", str(GOLD), "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["gold"] > 20


def test_claims_of_a_least_confidence(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    text = tmp_path / "a.txt"
    text.write_text(
        "Acme sued Bolt in Oslo. Dana Ortiz, the director of Acme, praised the ruling.", "utf-8"
    )
    run = CliRunner().invoke
    assert run(main, ["add", str(text), "--store", store]).exit_code == 0
    found = [
        json.loads(x)["confidence"]
        for x in run(main, ["claims", "--json", "--store", store]).stdout.splitlines()
    ]
    least = max(found)
    some = run(
        main, ["claims", "--json", "--confidence", str(least), "--store", store]
    ).stdout.splitlines()
    assert len(some) == found.count(least) < len(found)
    assert run(main, ["claims", "--confidence", "1.5", "--store", store]).exit_code == 2
