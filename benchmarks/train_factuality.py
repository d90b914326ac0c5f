"""Train the factuality weights: ``python -m benchmarks.train_factuality --data TRAIN.jsonl.gz`` (about a minute).

Ridge regression on hashed features; then a monotone map, fitted on held-back folds, that lets the
thresholds -1 and 1 part the three classes best. Deterministic: the same data give the same file.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import Ridge
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold, cross_val_predict

from benchmarks.evaluate import read_items
from kg import factuality
from kg.model import Document, Sentence
from kg.ontology import load_ontology
from kg.parse import parse_document

ALPHA = 20.0


def events(items: Iterator[dict[str, Any]]) -> Iterator[tuple[Sentence, int, float]]:
    """Yield ``(sentence, token, factuality)`` for each target."""
    for item in items:
        starts, text = [], ""
        for word in item["tokens"]:
            starts.append(len(text))
            text += word + " "
        sentences = parse_document(Document(item["id"], item["id"], text))
        for target in item["targets"]:
            at = starts[target["span"][0]]
            for sentence in sentences:
                for token in sentence.tokens:
                    if token.start <= at < token.end:
                        yield sentence, token.i, float(target["factuality"])


def matrix(found: list[tuple[Sentence, int, float]]) -> tuple[csr_matrix, np.ndarray]:
    """The features as a sparse matrix, and the values."""
    ontology, ends, places = load_ontology(), [0], []
    for sentence, token, _ in found:
        places += sorted({factuality.feature_index(f) for f in factuality.features(sentence, token, ontology)})
        ends.append(len(places))
    ones = np.ones(len(places), dtype=np.float32)
    return csr_matrix((ones, places, ends), shape=(len(found), factuality.SIZE)), np.array([v for *_, v in found])


def classes(values: np.ndarray) -> np.ndarray:
    """-1 did not happen, 0 uncertain, 1 happened."""
    return np.where(values > 1, 1, np.where(values < -1, -1, 0))


def main() -> None:
    """Train and write ``kg/factuality.npz``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    x, y = matrix(list(events(read_items(parser.parse_args().data))))
    held = np.clip(cross_val_predict(Ridge(alpha=ALPHA), x, y, cv=KFold(5)), -3, 3)
    grid = [(a, b) for a in np.arange(-1.5, 0.6, 0.1) for b in np.arange(-0.5, 2, 0.1) if a < b]
    scored = [(f1_score(classes(y), np.where(held > b, 1, np.where(held < a, -1, 0)), average="macro"), a, b) for a, b in grid]
    f1, low, high = max(scored)
    print(f"held-back folds: r {np.corrcoef(held, y)[0, 1]:.3f}, macro F1 {f1:.3f} with knots {low:.1f} and {high:.1f}")
    model = Ridge(alpha=ALPHA).fit(x, y)
    path = Path(factuality.__file__).parent / "factuality.npz"
    weights = model.coef_.astype(np.float16)
    np.savez_compressed(path, weights=weights, bias=np.float32(model.intercept_), knots=np.array([low, high], dtype=np.float32))
    print(f"wrote {path.name}")


if __name__ == "__main__":
    main()
