"""kg explain: the rules that spoke are named, and what gave no claim says why."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import kg
from kg.cli.main import main
from kg.namespace import document_iri
from kg.pipeline import documents, explanation
from kg.pipeline.explanation import explain_document

TEXT = (
    "The complaint alleges that Harlow Ltd. failed to pay Dana Ortiz. "
    "It also paid Paul Meyer. A quiet year."
)


def make_document() -> kg.Document:
    return kg.Document(document_iri("a.txt", TEXT), "a.txt", TEXT)


def test_the_rules_that_spoke_are_named() -> None:
    first, second, third = explain_document(make_document())
    steps = "\n".join(step for claim in first.claims for step in claim.steps)
    assert "attributed by reporting verb: complaint, alleges, alleged" in steps
    assert "pay is xcomp of failed: stated_as_fact, negative (failed)" in steps
    assert any(
        "account by account goes on: complaint" in step
        for claim in second.claims
        for step in claim.steps
    )
    assert third.unread == "no verb"
    assert "alleges VBZ ROOT of alleges" in first.parse


def test_a_claim_of_the_graph_is_explained() -> None:
    with kg.open() as graph:
        graph.add(make_document())
        claim = next(c for c in graph.claims() if "Ortiz" in str(c.object))
        (explanation,) = graph.explain(claim.id)
        assert claim.id in {c.id for c in explanation.claims}
        assert graph.explain("urn:nothing") == []


def test_a_document_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is explained is the reading that gives the claims, not a second one beside it."""
    calls: Counter[str] = Counter()
    for stage in ("attribute_document", "extract_claims", "trace_document", "parse_document"):
        original = getattr(documents, stage)

        def count(
            *args: object, stage: str = stage, run: Callable[..., Any] = original, **more: object
        ) -> Any:
            calls[stage] += 1
            return run(*args, **more)

        monkeypatch.setattr(documents, stage, count)
        monkeypatch.setattr(explanation, stage, count, raising=False)
    assert len(explain_document(make_document())) == 3
    assert calls == Counter(
        ["attribute_document", "extract_claims", "trace_document", "parse_document"]
    )


def test_explain_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    at = CliRunner().invoke(main, ["explain", f"{path}:5"])
    assert at.exit_code == 0
    assert "attributed by reporting verb" in at.output
    assert "Paul Meyer" not in at.output
    unread = CliRunner().invoke(main, ["explain", str(path), "--unread", "--json"])
    assert '"unread": "no verb"' in unread.output


def test_whom_a_pronoun_is_taken_for_and_who_lost(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_text("Otto Brandl met Karl Winter. He stole the car. Ana Ruiz left. She paid him.")
    at = CliRunner().invoke(main, ["explain", str(path)])
    assert "“He” is taken for nobody (several fit; could be: otto brandl, karl winter)" in at.output
    assert "“She” is taken for Ana Ruiz (only candidate)" in at.output
