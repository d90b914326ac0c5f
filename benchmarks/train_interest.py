"""Train the weights of interest: ``python -m benchmarks.train_interest``.

``interest.jsonl`` has what readers of claims beside their texts said of each: whether it is right,
cut short or wrong, and whether an investigator wants it in a graph; learned is what is wanted and
not wrong. It holds what a claim shows by itself, and no words of its source: the relation, how the
claim is put, and per end whether it is named, a value or described, its type and its number of
words; ``document`` numbers the documents. Logistic regression, deterministic;
``--held-back`` prints how well models of nine tenths of the documents rank the claims of the tenth.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from kg.network import interest
from kg.network.interest import MARKS, End, Traits, list_features

C = 0.3
LEAST = 6
"""A feature that fewer claims have gets no weight."""
ROWS = Path(__file__).parent / "interest.jsonl"


def main() -> None:
    """Train and write ``kg/network/interest.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-back", action="store_true")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in ROWS.read_text("utf-8").splitlines()]
    vectorizer = DictVectorizer(sparse=False, sort=True)
    x = vectorizer.fit_transform([list_features(read_traits(row)) for row in rows])
    names, often = vectorizer.get_feature_names_out(), np.count_nonzero(x, axis=0) >= LEAST
    x, y = x[:, often], np.array([row["wanted"] and row["verdict"] != "wrong" for row in rows])
    model = LogisticRegression(C=C, max_iter=3000, random_state=0)
    if arguments.held_back:
        report_held_back(model, x, y, [row["document"] for row in rows])
        return
    model.fit(x, y)
    weights = {
        str(n): round(float(w), 2) for n, w in zip(names[often], model.coef_[0], strict=True)
    }
    weights["bias"] = round(float(model.intercept_[0]), 2)
    path = Path(interest.__file__).parent / "interest.json"
    path.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", "utf-8")
    print(f"wrote {path.name}: {len(weights)} weights")


def read_traits(row: dict[str, Any]) -> Traits:
    """Return the traits that a line of the file holds; a label is as many words as it had."""
    subject, object_ = (End(*row[end][:2], "x " * row[end][2]) for end in ("subject", "object"))
    marks = [name in row["marks"] for name in MARKS]
    return Traits(row["predicate"], subject, object_, row["modality"], *marks, "")


def report_held_back(
    model: LogisticRegression, x: np.ndarray, y: np.ndarray, documents: list[int]
) -> None:
    """Print how well models that did not see a claim's document rank it."""
    likely = cross_val_predict(
        model, x, y, groups=documents, cv=GroupKFold(10), method="predict_proba"
    )[:, 1]
    first = np.argsort(-likely, kind="stable")
    print(f"{len(y)} claims, {y.mean():.3f} worth an edge, AUC {roc_auc_score(y, likely):.3f}")
    for share in (0.4, 0.55, 0.7):
        best = first[: int(len(y) * share)]
        print(
            f"the best {share:.0%}: {y[best].mean():.3f} worth one, from {likely[best[-1]]:.2f} on"
        )


if __name__ == "__main__":
    main()
