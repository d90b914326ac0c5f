"""Train the model of company relations: ``python -m benchmarks.train_companies --data
core/train.jsonl.gz`` (two minutes).

One-against-rest support vector machines, whose margins are turned into probabilities at a
temperature that fits held-back fifths (Guo et al. 2017). Deterministic. ``--held-back OUT.jsonl``
writes what models of the other fifths answer instead, for the benchmark's scorer."""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from benchmarks.evaluate import read_items
from benchmarks.models import companies
from benchmarks.models.companies import company_features
from benchmarks.models.pair_features import SIZE
from benchmarks.sets.core import RELATIONS, SYMMETRIC, answer, read_pair

C = 0.02
TEMPERATURE = 4
SMALL = 0.005
FOLDS = 5


def matrix(items: list[dict[str, Any]]) -> tuple[csr_matrix, np.ndarray]:
    """The features of all pairs, and each one's class: relation, then "~" where its subject is the
    second company."""
    ends, places, classes = [0], [], []
    for item in items:
        sentences, spans = read_pair(item)
        places += company_features(sentences, *spans)
        ends.append(len(places))
        relation, swapped = RELATIONS.get(item["relation"], ("", False))
        swapped = swapped != item["inverted"] and item["relation"] not in SYMMETRIC
        classes.append(relation + "~" * (swapped and bool(relation)))
    ones = np.ones(len(places), dtype=np.float32)
    return csr_matrix(
        (ones, np.array(places, dtype=np.int32), ends), shape=(len(items), SIZE)
    ), np.array(classes)


def fit(x: csr_matrix, y: np.ndarray) -> LinearSVC:
    """The model for some pairs and their classes."""
    return LinearSVC(C=C, tol=1e-2, max_iter=300, random_state=0).fit(x, y)


def held_back(x: csr_matrix, y: np.ndarray) -> np.ndarray:
    """The classes that models of the other fifths give."""
    found = np.array(y)
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(x, y):
        found[test] = fit(x[train], y[train]).predict(x[test])
    return found


def main() -> None:
    """Train and write ``benchmarks/models/companies.npz``, or write what models of the other fifths
    answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-back", type=Path)
    arguments = parser.parse_args()
    items = list(read_items(arguments.data))
    x, y = matrix(items)
    if arguments.held_back:
        found = zip(items, map(str, held_back(x, y)), strict=True)
        answers = [{"id": item["id"]} | answer(c.rstrip("~"), c.endswith("~")) for item, c in found]
        arguments.held_back.write_text("".join(json.dumps(a) + "\n" for a in answers), "utf-8")
        return
    model = fit(x, y)
    used = np.nonzero(np.abs(model.coef_).max(axis=0) > SMALL)[0]
    path = Path(companies.__file__).parent / "companies.npz"
    np.savez_compressed(
        path,
        places=used.astype(np.uint32),
        weights=(model.coef_[:, used] * TEMPERATURE).astype(np.float16),
        biases=(model.intercept_ * TEMPERATURE).astype(np.float32),
        relations=np.array([c.rstrip("~") for c in model.classes_]),
        swapped=np.array([c.endswith("~") for c in model.classes_]),
    )
    print(f"wrote {path.name}")


if __name__ == "__main__":
    main()
