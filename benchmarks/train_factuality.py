"""Train the factuality network: ``python -m benchmarks.train_factuality --data TRAIN.jsonl.gz``
(about four minutes).

Three networks of one hidden layer with dropout on hashed binary features, each from another seed,
stand side by side in one; they learn the class and the value together. How much each class counts
in the decision is chosen for the macro F1 of held-back folds. numpy alone, one thread of
arithmetic: the same data give the same file."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold

from benchmarks.evaluate import read_items
from benchmarks.models import factuality
from benchmarks.models.event_features import event_features
from benchmarks.models.hashing import hash_feature
from kg.language.parser import parse_document
from kg.model import Document, Sentence
from kg.ontology.loader import load_ontology

HIDDEN, SEEDS, EPOCHS, BATCH, RATE, DROP, RARE, FOLDS = 32, 3, 5, 64, 3e-3, 0.5, 3, 3
DECAY = 1e-5
Net = dict[str, np.ndarray]


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


def matrix(found: list[tuple[Sentence, int, float]]) -> tuple[csr_matrix, np.ndarray, np.ndarray]:
    """The features as a sparse matrix, the hashes of its columns, and the values; rare features are
    left out."""
    ontology, ends, places = load_ontology(), [0], []
    for sentence, token, _ in found:
        places += sorted(
            {hash_feature(f, factuality.SIZE) for f in event_features(sentence, token, ontology)}
        )
        ends.append(len(places))
    whole = csr_matrix(
        (np.ones(len(places), np.float32), places, ends), shape=(len(found), factuality.SIZE)
    )
    used = np.nonzero(np.asarray(whole.sum(axis=0)).ravel() >= RARE)[0]
    return whole[:, used].tocsr(), used, np.array([v for *_, v in found])


def classes(values: np.ndarray) -> np.ndarray:
    """0 did not happen, 1 uncertain, 2 happened."""
    return np.where(values > 1, 2, np.where(values < -1, 0, 1))


def train_net(x: csr_matrix, values: np.ndarray, seed: int) -> Net:
    """One network, by Adam (Kingma & Ba 2015) with a falling rate."""
    random = np.random.default_rng(seed)
    net = {
        "units": random.standard_normal((x.shape[1], HIDDEN)) * 0.05, "bias": np.zeros(HIDDEN),
        "output": random.standard_normal((HIDDEN, 4)) / np.sqrt(HIDDEN), "output_bias": np.zeros(4),
    }  # fmt: skip
    net = {k: v.astype(np.float32) for k, v in net.items()}
    moments = {k: (np.zeros_like(v), np.zeros_like(v)) for k, v in net.items()}
    truth, scaled, time = classes(values), (values / 3).astype(np.float32), 0
    for epoch in range(EPOCHS):
        order = random.permutation(x.shape[0])
        for k in range(0, len(order), BATCH):
            time += 1
            some = order[k : k + BATCH]
            gradients = _gradients(net, x[some], truth[some], scaled[some], random)
            for name, (rows, gradient) in gradients.items():
                _step(net[name], moments[name], rows, gradient, RATE * (1 - epoch / EPOCHS), time)
    return net


def _gradients(
    net: Net, x: csr_matrix, truth: np.ndarray, scaled: np.ndarray, random: np.random.Generator
) -> dict[str, tuple[Any, np.ndarray]]:
    """For each part of the network, the rows that change and their gradient: cross entropy plus
    squared error."""
    x = x.copy()
    x.data *= (random.random(len(x.data)) > DROP) / np.float32(1 - DROP)
    raw = x @ net["units"] + net["bias"]
    keep = ((random.random(raw.shape) > DROP) * (raw > 0) / (1 - DROP)).astype(np.float32)
    hidden = raw * keep
    scores = hidden @ net["output"] + net["output_bias"]
    odds = np.exp(scores[:, :3] - scores[:, :3].max(axis=1, keepdims=True))
    error = np.hstack([odds / odds.sum(axis=1, keepdims=True), (scores[:, 3] - scaled)[:, None]])
    error[np.arange(len(truth)), truth] -= 1
    error /= len(truth)
    back = (error @ net["output"].T) * keep
    rows = np.unique(x.indices)
    whole = slice(None)
    return {
        "units": (rows, x.T.tocsr()[rows] @ back + DECAY * net["units"][rows]),
        "bias": (whole, back.sum(axis=0)),
        "output": (whole, hidden.T @ error + 1e-4 * net["output"]),
        "output_bias": (whole, error.sum(axis=0)),
    }


def _step(
    values: np.ndarray,
    moments: tuple[np.ndarray, np.ndarray],
    rows: Any,
    gradient: np.ndarray,
    rate: float,
    time: int,
) -> None:
    first, second = moments
    first[rows] = 0.9 * first[rows] + 0.1 * gradient
    second[rows] = 0.999 * second[rows] + 0.001 * gradient**2
    values[rows] -= (
        rate * (first[rows] / (1 - 0.9**time)) / (np.sqrt(second[rows] / (1 - 0.999**time)) + 1e-8)
    )


def join(nets: list[Net]) -> Net:
    """Several networks side by side as one, whose scores are the mean of theirs."""
    return {
        "units": np.hstack([n["units"] for n in nets]),
        "bias": np.hstack([n["bias"] for n in nets]),
        "output": np.vstack([n["output"] for n in nets]) / len(nets),
        "output_bias": np.mean([n["output_bias"] for n in nets], axis=0),
    }


def train(x: csr_matrix, values: np.ndarray) -> Net:
    """The networks of all seeds as one."""
    return join([train_net(x, values, seed) for seed in range(SEEDS)])


def score(net: Net, x: csr_matrix) -> np.ndarray:
    """What ``benchmarks.models.factuality`` computes for one sentence, for many events."""
    return np.maximum(x @ net["units"] + net["bias"], 0) @ net["output"] + net["output_bias"]


def choose_weights(scores: np.ndarray, values: np.ndarray) -> np.ndarray:
    """How much each class counts, for the best macro F1."""
    truth = classes(values)
    grid = [
        np.array([a, b, 1], np.float32)
        for a in np.arange(0.8, 2.4, 0.1)
        for b in np.arange(1, 4, 0.1)
    ]
    marks = [f1_score(truth, classes(factuality.decide(scores, w)), average="macro") for w in grid]
    return grid[int(np.argmax(np.convolve(marks, np.ones(5) / 5, mode="same")))]


def main() -> None:
    """Train and write ``benchmarks/models/factuality.npz``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    x, used, values = matrix(list(events(read_items(parser.parse_args().data))))
    held = np.zeros((len(values), 4), np.float32)
    for fold, rest in KFold(FOLDS).split(x):
        held[rest] = score(train(x[fold], values[fold]), x[rest])
    weigh = choose_weights(held, values)
    told = factuality.decide(held, weigh)
    f1 = f1_score(classes(values), classes(told), average="macro")
    print(
        f"held-back folds: r {np.corrcoef(told, values)[0, 1]:.3f}, "
        f"macro F1 {f1:.3f} with {weigh.round(1).tolist()}"
    )
    net = train(x, values)
    scale = np.abs(net["units"]).max(axis=0) / 127
    path = Path(factuality.__file__).parent / "factuality.npz"
    np.savez_compressed(
        path,
        places=used.astype(np.uint32),
        units=np.round(net["units"] / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=net["bias"].astype(np.float32),
        output=net["output"].astype(np.float32),
        output_bias=net["output_bias"].astype(np.float32),
        weigh=weigh,
    )
    print(f"wrote {path.name}: {len(used)} features")


if __name__ == "__main__":
    main()
