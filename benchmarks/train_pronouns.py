"""Train the weights of antecedent choice: ``python -m benchmarks.train_pronouns --data
gap/dev.jsonl.gz``.

Logistic regression over both names of each snippet. Deterministic. ``--held-back OUT.jsonl`` writes
what models of the other tenths answer instead, for the benchmark's scorer."""

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict

from benchmarks.evaluate import read_items
from benchmarks.sets.gap import choose, places
from kg.coreference import antecedents as pronouns
from kg.language.parser import parse_document
from kg.model import Document

C = 0.15


def main() -> None:
    """Train and write ``kg/coreference/pronouns.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-back", type=Path)
    arguments = parser.parse_args()
    rows, truth, items = [], [], list(read_items(arguments.data))
    for item in items:
        sentences = parse_document(Document(item["id"], item["id"], item["text"]))
        pronoun, names, people = places(item, sentences)
        for key, name in zip("AB", names, strict=True):
            rows.append(
                pronouns.pronoun_features(sentences, pronoun, name, people)
                if pronoun and name
                else {}
            )
            truth.append(bool(item[key][2]))
    vectorizer = DictVectorizer(sparse=True, sort=True)
    x, y = vectorizer.fit_transform(rows), np.array(truth)
    model = LogisticRegression(C=C, max_iter=2000, random_state=0)
    if arguments.held_back:
        held = cross_val_predict(model, x, y, cv=KFold(10), method="decision_function")
        answers = [
            {"id": item["id"]} | choose(list(held[2 * k : 2 * k + 2]))
            for k, item in enumerate(items)
        ]
        arguments.held_back.write_text("".join(json.dumps(a) + "\n" for a in answers), "utf-8")
        return
    model.fit(x, y)
    weights = {
        n: round(float(w), 3)
        for n, w in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(w) > 0.01
    }
    weights["bias"] = round(float(model.intercept_[0]), 3)
    path = Path(pronouns.__file__).parent / "pronouns.json"
    path.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", "utf-8")
    print(f"wrote {path.name}: {len(weights)} weights")


if __name__ == "__main__":
    main()
