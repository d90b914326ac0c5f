"""Train the pair model: ``python -m benchmarks.train_relations --data folds1-3.jsonl.gz`` (about
four minutes).

One logistic regression a relation, on the passages that are annotated for it; then a logistic map
of the scores of held-back folds onto probabilities (Platt 1999), so that a confidence means what it
says. Deterministic: the same data give the same file. ``--held-back OUT.jsonl`` writes the facts
that models of the other folds find instead, for the benchmark's scorer, and prints how well their
confidence is calibrated."""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.calibration import calibration_error
from benchmarks.evaluate import read_items
from benchmarks.models import relations as relate
from benchmarks.models.pair_features import SIZE, candidate_pairs, pair_features
from benchmarks.sets.knowledgenet import RELATIONS, THRESHOLD, overlap
from kg.language.parser import parse_document
from kg.model import Document, Mention
from kg.ontology.loader import load_ontology

C = 0.3
SMALL = 0.02
Pair = tuple[dict[str, Any], Mention, Mention, set[str]]


def matrix(items: list[dict[str, Any]]) -> tuple[csr_matrix, list[Pair]]:
    """The features of all pairs, and each pair with its item and the properties that hold."""
    ontology, ends, places = load_ontology(), [0], [np.zeros(0, np.int32)]
    pairs: list[Pair] = []
    for item in items:
        for sentence in parse_document(Document(item["id"], item["id"], item["text"])):
            for left, right in candidate_pairs(sentence, ontology):
                a, b = [left.span.start, left.span.end], [right.span.start, right.span.end]
                held = {
                    f["property"]
                    for f in item["facts"]
                    if overlap(a, f["subj"]) and overlap(b, f["obj"])
                }
                pairs.append((item, left, right, held))
                places.append(np.array(pair_features(sentence, left, right), dtype=np.int32))
                ends.append(ends[-1] + len(places[-1]))
    ones = np.ones(ends[-1], dtype=np.float32)
    return csr_matrix((ones, np.concatenate(places), ends), shape=(len(pairs), SIZE)), pairs


def fit(x: csr_matrix, y: np.ndarray) -> LogisticRegression:
    """The model of one relation."""
    return LogisticRegression(C=C, solver="liblinear", tol=1e-2, max_iter=60, random_state=0).fit(
        x, y
    )


def held_back(x: csr_matrix, pairs: list[Pair]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores (relations × pairs) by models of the other folds; what holds; what was annotated."""
    folds = np.array([item["fold"] for item, *_ in pairs])
    scores = np.zeros((len(RELATIONS), len(pairs)))
    holds = np.array([[name in held for *_, held in pairs] for name in RELATIONS])
    known = np.array(
        [[name in item["annotated_properties"] for item, *_ in pairs] for name in RELATIONS]
    )
    for row in range(len(RELATIONS)):
        for fold in sorted(set(folds)):
            test, train = folds == fold, known[row] & (folds != fold)
            scores[row, test] = fit(x[train], holds[row, train]).decision_function(x[test])
    return scores, holds, known


def write_held_back(
    path: Path, sure: np.ndarray, pairs: list[Pair], items: list[dict[str, Any]]
) -> None:
    """Write the facts of at least the shipped threshold, as the adapter does."""
    facts: dict[str, list[dict[str, Any]]] = {item["id"]: [] for item in items}
    for row, name in enumerate(RELATIONS):
        for k in np.nonzero(sure[row] >= THRESHOLD)[0]:
            item, left, right, _ = pairs[k]
            ends = {
                "subj": [left.span.start, left.span.end],
                "obj": [right.span.start, right.span.end],
            }
            facts[item["id"]].append({"property": name} | ends)
    path.write_text(
        "".join(json.dumps({"id": i, "facts": f}) + "\n" for i, f in facts.items()), "utf-8"
    )


def main() -> None:
    """Train and write ``benchmarks/models/relations.npz``, or write what models of the other folds
    find."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-back", type=Path)
    arguments = parser.parse_args()
    items = list(read_items(arguments.data))
    x, pairs = matrix(items)
    scores, holds, known = held_back(x, pairs)
    asked = known & (scores > -4)
    platt = LogisticRegression(C=1e6).fit(scores[asked][:, None], holds[asked])
    sure = 1 / (1 + np.exp(-(platt.coef_[0, 0] * scores + platt.intercept_[0])))
    told = known & (sure >= THRESHOLD)
    print(
        "calibration error of what is told, held-back folds: "
        f"{calibration_error(sure[told], holds[told]):.3f}"
    )
    if arguments.held_back:
        write_held_back(arguments.held_back, sure, pairs, items)
        return
    models = [fit(x[known[row]], holds[row, known[row]]) for row in range(len(RELATIONS))]
    weights = np.array([m.coef_[0] for m in models]) * platt.coef_[0, 0]
    biases = np.array([m.intercept_[0] for m in models]) * platt.coef_[0, 0] + platt.intercept_[0]
    used = np.nonzero(np.abs(weights).max(axis=0) > SMALL)[0]
    path = Path(relate.__file__).parent / "relations.npz"
    np.savez_compressed(
        path,
        places=used.astype(np.uint32),
        weights=np.where(np.abs(weights) > SMALL, weights, 0)[:, used].astype(np.float16),
        biases=biases.astype(np.float32),
        relations=np.array(list(RELATIONS.values())),
    )
    print(f"wrote {path.name}: {len(used)} features")


if __name__ == "__main__":
    main()
