"""Texts made up before the rules were looked at: what is told stays weaker, what is plain stays a
fact.

``told_texts.tsv`` and ``plain_facts.tsv`` of tests/cases, each with a pattern for relation and
object. Both are ratchets: the one may only fall, the other only rise. They were read after their
first run, so that their figures say less of new texts than docs/benchmarks.md does."""

import re
from pathlib import Path

import pytest

from kg.model import Claim
from kg.pipeline.documents import extract_document
from tests.builders import make_document

CASES = Path(__file__).parent / "cases"
MOST_LEAKS = 0.06
"""Ten of 170, for the constructions that are not mended; the aim is 0.03 at first sight."""
FEWEST_KEPT = 0.97
"""The share of plain facts that must stay: nobody reaches few leaks by weakening all."""


def _words(claim: Claim) -> str:
    end = getattr(claim.object, "label", None) or getattr(claim.object, "value", "")
    return f"{claim.predicate.label} {claim.predicate.id} {end}"


def _facts(text: str, pattern: str) -> list[str]:
    """The words of the facts in *text* that the pattern finds."""
    claims = extract_document(make_document("text.txt", text.replace("⏎", "\n"))).claims
    words = (_words(claim) for claim in claims if claim.is_fact)
    return [found for found in words if re.search(pattern, found, re.IGNORECASE)]


def _read(name: str) -> list[tuple[str, str]]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [(text, pattern) for text, _, pattern in (line.partition("\t") for line in lines)]


@pytest.mark.slow
def test_what_is_told_is_no_fact() -> None:
    texts = _read("told_texts.tsv")
    leaks = [text for text, pattern in texts if _facts(text, pattern)]
    assert len(leaks) <= MOST_LEAKS * len(texts), leaks


@pytest.mark.slow
def test_plain_facts_stay_facts() -> None:
    texts = _read("plain_facts.tsv")
    lost = [text for text, pattern in texts if not _facts(text, pattern)]
    assert len(texts) >= 150
    assert len(texts) - len(lost) >= FEWEST_KEPT * len(texts), lost
