"""Train the pair model: ``python -m benchmarks.train_relations --data folds1-3.jsonl.gz`` (about a minute).

One logistic regression a relation, on the passages that are annotated for it. Deterministic: the same
data give the same file. ``--hold-back 3`` trains on the other folds only, for a fair figure.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.evaluate import read_items
from benchmarks.sets.knowledgenet import RELATIONS, overlap
from kg import relate
from kg.model import Document
from kg.ontology import load_ontology
from kg.pairs import SIZE, candidate_pairs, pair_features
from kg.parse import parse_document

C = 0.3


def matrix(items: list[dict[str, Any]]) -> tuple[csr_matrix, list[tuple[set[str], set[str]]]]:
    """The features of all pairs, and for each the properties that hold and those that were annotated."""
    ontology, ends, places = load_ontology(), [0], []
    truth: list[tuple[set[str], set[str]]] = []
    for item in items:
        for sentence in parse_document(Document(item["id"], item["id"], item["text"])):
            for left, right in candidate_pairs(sentence, ontology):
                a, b = [left.span.start, left.span.end], [right.span.start, right.span.end]
                held = {f["property"] for f in item["facts"] if overlap(a, f["subj"]) and overlap(b, f["obj"])}
                truth.append((held, set(item["annotated_properties"])))
                places += pair_features(sentence, left, right)
                ends.append(len(places))
    ones = np.ones(len(places), dtype=np.float32)
    return csr_matrix((ones, np.array(places, dtype=np.int32), ends), shape=(len(truth), SIZE)), truth


def main() -> None:
    """Train and write ``kg/relations.npz``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--hold-back", type=int)
    arguments = parser.parse_args()
    x, truth = matrix([i for i in read_items(arguments.data) if i["fold"] != arguments.hold_back])
    weights, biases = [], []
    for name in RELATIONS:
        known = np.array([name in annotated for _, annotated in truth])
        y = np.array([name in held for held, _ in truth])[known]
        model = LogisticRegression(C=C, solver="liblinear", tol=1e-2, max_iter=60, random_state=0).fit(x[known], y)
        weights.append(model.coef_[0])
        biases.append(model.intercept_[0])
        print(f"{name:22} {int(y.sum()):5} of {len(y)}")
    path = Path(relate.__file__).parent / "relations.npz"
    np.savez_compressed(
        path,
        weights=np.array(weights).astype(np.float16),
        biases=np.array(biases, dtype=np.float32),
        relations=np.array(list(RELATIONS.values())),
    )
    print(f"wrote {path.name}")


if __name__ == "__main__":
    main()
