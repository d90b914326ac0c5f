"""The example data: gold quotes are exact, and the tool finds most of what they hold."""

from pathlib import Path

import pytest

import kg
from kg.cli.demo import find_examples
from kg.export.claim_records import read_claims
from kg.model import Entity
from kg.reading.sources import read_source

DATA = find_examples()
SETS = ("meta-netflix", "fictional-case")


@pytest.mark.parametrize("name", SETS)
def test_gold_quotes_are_exact(name: str) -> None:
    gold = list(read_claims((DATA / "gold" / f"{name}.jsonl").read_text("utf-8")))
    assert len(gold) >= 12
    for source, claim in gold:
        assert read_source(str(DATA / source)).text[claim.start : claim.end] == claim.quote


def test_the_dispute_is_headed_as_fiction() -> None:
    for path in (DATA / "fictional-case").iterdir():
        assert "fiction" in path.read_text("utf-8").lower()


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_most_gold_claims_are_found_as_they_are_put(name: str) -> None:
    graph = kg.open()
    graph.add(DATA / name)
    found = {
        (
            Path(graph.store.sources()[c.document]).name,
            c.predicate.id,
            c.modality,
            c.polarity,
            c.subject.label.split(",")[0].split()[0],
        )
        for c in graph.claims()
        if isinstance(c.object, Entity)
    }
    gold = [
        (Path(source).name, c.predicate.id, c.modality, c.polarity, c.subject.label.split()[0])
        for source, c in read_claims((DATA / "gold" / f"{name}.jsonl").read_text("utf-8"))
    ]
    missing = [g for g in gold if g not in found]
    assert len(missing) <= 0.3 * len(gold), missing
