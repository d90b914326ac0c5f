"""Train which part of a judgment a sentence belongs to: softmax regression over words, in numpy,
deterministic.

python -m benchmarks.train_parts [--every-other]

Writes ``kg/attribution/decisions/parts.npz`` from both sets of decisions; ``--every-other`` trains
on the decisions of odd number only, to a file of its own, and prints the share right on the
others."""

import gzip
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from benchmarks.run import BENCH
from kg.attribution.decisions.features import document_features, headings_above
from kg.attribution.decisions.part_model import Part
from kg.attribution.decisions.passages import signs_of
from kg.ontology.loader import load_ontology

OUT = Path(__file__).parents[1] / "kg" / "attribution" / "decisions" / "parts.npz"
PARTS = tuple(part.value for part in Part)
ROLES = {
    "FindingSentence": "finding",
    "EvidenceSentence": "evidence",
    "LegalRuleSentence": "law",
    "CitationSentence": "law",
    "ReasoningSentence": "own",
    "Finding": "finding",
    "Evidence": "evidence",
    "LegalRule": "law",
    "Citation": "law",
    "Reasoning": "own",
    "Facts": "own",
    "Argument": "argument",
    "LowerCourt": "lower",
    "Ruling": "own",
}
EPOCHS, RATE, DECAY, LEAST = 12, 0.3, 2e-5, 3
"""Passes over the data, step (AdaGrad, Duchi et al. 2011), L2 penalty, documents that a feature
must stand in."""
Item = tuple[list[str], int]


def read_decisions() -> list[list[Item]]:
    """The sentences of each decision as features and part, in the order of the files."""
    found: list[list[Item]] = []
    for name in ("bva", "india"):
        with gzip.open(
            BENCH / "decisions" / f"{name}.dev.jsonl.gz", "rt", encoding="utf-8"
        ) as file:
            found.extend(_read_decision(json.loads(line)) for line in file)
    return found


def _read_decision(record: dict[str, Any]) -> list[Item]:
    sentences = [s for s in record["sentences"] if s["roles"][0] in ROLES]
    texts = [record["text"][slice(*s["span"])] for s in sentences]
    headings = headings_above(record["text"], [s["span"][0] for s in sentences])
    features = document_features(texts, headings, signs_of(load_ontology()))
    return [
        (f, PARTS.index(ROLES[s["roles"][0]])) for f, s in zip(features, sentences, strict=True)
    ]


def train(decisions: list[list[Item]]) -> tuple[list[str], NDArray[np.float32]]:
    """Vocabulary and weights (a row a feature, the last for the bias)."""
    counts = Counter(
        f for items in decisions for f in {f for features, _ in items for f in features}
    )
    vocabulary = sorted(f for f, count in counts.items() if count >= LEAST)
    index = {f: i for i, f in enumerate(vocabulary)}
    data = [
        (np.array([index[f] for f in features if f in index] + [len(index)]), part)
        for items in decisions
        for features, part in items
    ]
    weights = np.zeros((len(index) + 1, len(PARTS)), np.float32)
    squares = np.full_like(weights, 1e-3)
    order = np.random.default_rng(0)
    for _ in range(EPOCHS):
        for k in order.permutation(len(data)):
            rows, part = data[k]
            error = _softmax(weights[rows].sum(0))
            error[part] -= 1
            step = error[None, :] + DECAY * weights[rows]
            squares[rows] += step * step
            weights[rows] -= RATE / np.sqrt(len(rows)) * step / np.sqrt(squares[rows])
    return vocabulary, weights


def count_transitions(decisions: list[list[Item]]) -> NDArray[np.float32]:
    """How often each part follows each (rows: the part before), as shares, with one of each added;
    the last row: how often each stands at all."""
    counts = np.ones((len(PARTS) + 1, len(PARTS)), np.float32)
    for parts in ([part for _, part in items] for items in decisions):
        for before, after in pairwise(parts):
            counts[before, after] += 1
        for part in parts:
            counts[-1, part] += 1
    return np.asarray(counts / counts.sum(1, keepdims=True), np.float32)


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum(), np.float32)


def write(path: Path, decisions: list[list[Item]]) -> tuple[list[str], NDArray[np.float32]]:
    """Train and save the vocabulary, the weights, small ones left out, and the transitions; return
    the first two whole."""
    vocabulary, weights = train(decisions)
    kept = np.abs(weights[:-1]).max(1) > 0.05
    np.savez_compressed(
        path, vocabulary=np.array([v for v, k in zip(vocabulary, kept, strict=True) if k]),
        weights=weights[:-1][kept].astype(np.float16), bias=weights[-1], parts=np.array(PARTS),
        transitions=count_transitions(decisions),
    )  # fmt: skip
    return vocabulary, weights


def confusion(
    decisions: list[list[Item]], vocabulary: list[str], weights: NDArray[np.float32]
) -> Counter[tuple[str, str]]:
    """How often each part was taken for which."""
    index = {f: i for i, f in enumerate(vocabulary)}
    found: Counter[tuple[str, str]] = Counter()
    for features, part in (item for items in decisions for item in items):
        rows = [index[f] for f in features if f in index] + [len(index)]
        found[PARTS[part], PARTS[int(weights[rows].sum(0).argmax())]] += 1
    return found


@click.command()
@click.option(
    "--every-other",
    type=click.Path(path_type=Path),
    help="Train on every other decision, into this file.",
)
def main(every_other: Path | None) -> None:
    """Train and write the weights."""
    decisions = read_decisions()
    if every_other is None:
        write(OUT, decisions)
        return
    vocabulary, weights = write(every_other, decisions[1::2])
    table = confusion(decisions[::2], vocabulary, weights)
    for gold in PARTS:
        row = {p: table[gold, p] for p in PARTS}
        click.echo(
            f"{gold:9} {sum(row.values()):5} right "
            f"{row[gold] / max(1, sum(row.values())):.3f}  {row}"
        )


if __name__ == "__main__":
    main()
