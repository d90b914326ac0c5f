"""Does confidence mean something? Predicted confidence beside the share that is right, on CaRB's
development set.

What is right of a tuple is the share of its words that the best gold tuple of the sentence holds,
as CaRB's scorer counts it; sentences without gold are left out."""

import importlib.util
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.calibration import calibration_error
from benchmarks.evaluate import read_items
from benchmarks.models.openie import open_tuples
from kg.extraction.run import extract_claims
from kg.language.parser import parse_document
from kg.model import Document
from kg.ontology.loader import load_ontology

Judged = dict[str, list[tuple[float, float]]]


def table(bench: Path) -> list[str]:
    """The lines of the table: how many of each confidence, what is right of them, and the
    calibration error."""
    found = judge(bench)
    lines = ["| | confidence: number, right | calibration error |", "|---|---|---|"]
    for what, pairs in found.items():
        sure, right = (np.array(column) for column in zip(*pairs, strict=True))
        steps = [(c, sure.round(1) == c) for c in sorted(set(sure.round(1)))]
        shown = ", ".join(f"{c:.1f}: {int(at.sum())}, {right[at].mean():.2f}" for c, at in steps)
        lines.append(f"| {what} | {shown} | {calibration_error(sure, right):.3f} |")
    return lines


def judge(bench: Path) -> Judged:
    """Confidence and what is right, for open tuples and for the open claims of the graph."""
    scorer, out, ontology = _load_scorer(bench), defaultdict(list), load_ontology()
    for item in read_items(bench / "carb" / "dev.jsonl.gz"):
        gold = scorer.gold_tuples(item)
        if not gold:
            continue
        sentences = parse_document(Document(item["id"], item["id"], item["sentence"]))
        for what, confidence, record in _predictions(sentences, ontology):
            out[what].append((confidence, max(scorer.tuple_match(g, record)[0] for g in gold)))
    return dict(out)


def _predictions(
    sentences: list[Any], ontology: Any
) -> Iterator[tuple[str, float, dict[str, Any]]]:
    for sentence in sentences:
        for t in open_tuples(sentence):
            yield "open tuples", t.confidence, {"relation": t.relation, "args": list(t.args)}
    for c in extract_claims(sentences, ontology):
        if c.predicate.startswith("rel:"):
            yield (
                "open claims of the graph",
                c.confidence,
                {"relation": c.label, "args": [c.subject.text, c.object.text]},
            )


def _load_scorer(bench: Path) -> Any:
    """The benchmark's own scorer, as a module."""
    folder = bench / "score"
    found: Any = None
    for name in ("scorelib", "score_openie"):
        spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(folder / f"{name}.py")
        found = importlib.util.module_from_spec(spec)
        sys.modules[name] = found
        spec.loader.exec_module(found)
    return found
