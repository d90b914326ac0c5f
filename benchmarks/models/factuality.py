"""Did the event happen? A value from -3 (surely not) to 3 (surely) for every word that heads one.

The scale of UDS-IH2 (Rudinger, White & Van Durme 2018). A network of one hidden layer over binary
features (benchmarks.models.event_features); its weights are data, trained by ``python -m
benchmarks.train_factuality``."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.models.event_features import event_features
from benchmarks.models.hashing import hash_feature, known_places
from kg.errors import OntologyError
from kg.model import Sentence
from kg.ontology.loader import Ontology

SIZE = 1 << 20
_WEIGHTS = Path(__file__).parent / "factuality.npz"
Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class FactualityModel:
    """*places*: sorted hashes of the features (f) that have weights; *units* (f × hidden), *scale*
    (hidden) to multiply them with.

    *output* (hidden × 4): scores of not happened, uncertain, happened, and the value on a scale of
    -1 to 1; *weigh*: how much a class counts in the decision, since the middle one is rare.
    """

    places: NDArray[np.int64]
    units: NDArray[np.int8]
    scale: Matrix
    bias: Matrix
    output: Matrix
    output_bias: Matrix
    weigh: Matrix


def assess_factuality(sentence: Sentence, ontology: Ontology) -> list[float]:
    """Return a value from -3 to 3 for each token of *sentence*; it means something for words that
    head an event.

    Above 1 it happened, below -1 it did not, between it is uncertain.
    """
    model = load_weights()
    hidden = np.empty((len(sentence.tokens), len(model.bias)), np.float32)
    for token in sentence.tokens:
        rows = known_places(
            model.places,
            {hash_feature(f, SIZE) for f in event_features(sentence, token.i, ontology)},
        )
        hidden[token.i] = model.units[rows].sum(axis=0, dtype=np.int32) * model.scale
    scores = np.maximum(hidden + model.bias, 0) @ model.output + model.output_bias
    return [float(v) for v in decide(scores, model.weigh)]


def decide(scores: Matrix, weigh: Matrix) -> Matrix:
    """Turn scores (n × 4) into values from -3 to 3: the class by its weighted probability, the
    place inside it by regression."""
    odds = np.exp(scores[:, :3] - scores[:, :3].max(axis=1, keepdims=True))
    odds /= odds.sum(axis=1, keepdims=True)
    value = (3 * scores[:, 3] + odds @ np.array([-2.1, 0.0, 2.3], np.float32)) / 2
    low, high = np.array([-3.0, -1.0, 1.01], np.float32), np.array([-1.01, 1.0, 3.0], np.float32)
    group = np.argmax(odds * weigh, axis=1)
    told: Matrix = np.clip(value, low[group], high[group]).astype(np.float32)
    return told


@cache
def load_weights() -> FactualityModel:
    """Load the weights (once per process); raise OntologyError if they are not there."""
    if not _WEIGHTS.is_file():
        raise OntologyError(
            f"no weights at {_WEIGHTS.name}", "train them: python -m benchmarks.train_factuality"
        )
    with np.load(_WEIGHTS) as data:
        return FactualityModel(
            data["places"].astype(np.int64),
            data["units"],
            data["scale"],
            data["bias"],
            data["output"],
            data["output_bias"],
            data["weigh"],
        )
