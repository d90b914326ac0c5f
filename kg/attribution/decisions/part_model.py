"""How likely each part of a decision is of each sentence: a softmax over words, smoothed over the
sentences around (``parts.npz``, trained by ``python -m benchmarks.train_parts``)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_TRUST, _FLOOR, _RARE = 0.5, 1e-4, 0.7
"""How far words alone are trusted against the sentences around, the least share of a part, and how
much rare parts are lifted: the best on the half of the decisions that was trained on."""


class Part(StrEnum):
    """A part of a decision."""

    OWN = "own"
    FINDING = "finding"
    EVIDENCE = "evidence"
    ARGUMENT = "argument"
    LOWER = "lower"
    LAW = "law"


OTHERS = frozenset({Part.ARGUMENT, Part.LOWER})
"""What a party argues and what another court ruled goes on until something ends it."""


@dataclass(frozen=True, slots=True)
class Model:
    """A softmax over the features of a sentence, and how often each part follows each."""

    vocabulary: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    parts: tuple[Part, ...]
    transitions: NDArray[np.float32]

    def shares(self, features: Sequence[Sequence[str]]) -> list[dict[Part, float]]:
        """How likely each part is of each sentence of a document; what others say, with regard to
        the sentences around (forward-backward; Rabiner 1989)."""
        rows = ([self.vocabulary[f] for f in told if f in self.vocabulary] for told in features)
        scores = np.array([self.weights[row].sum(0) + self.bias for row in rows])
        alone, among = _softmax(scores), _smooth(_softmax(_TRUST * scores), self.transitions)
        others = [part in OTHERS for part in self.parts]
        told = np.where(others, among, alone)
        return [dict(zip(self.parts, shares, strict=True)) for shares in told.tolist()]


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True))


def _smooth(shares: NDArray[np.float64], transitions: NDArray[np.float32]) -> NDArray[np.float64]:
    """The share of each part of each sentence with regard to those before and after; the last row
    of *transitions* holds how often each part stands."""
    follows, often = transitions[:-1].astype(float), transitions[-1].astype(float)
    weights = (shares + _FLOOR) / often**_RARE
    before, after = np.empty_like(weights), np.ones_like(weights)
    before[0] = often * weights[0]
    for i in range(1, len(weights)):
        before[i] = (before[i - 1] @ follows) * weights[i]
        before[i] /= before[i].sum()
    for i in range(len(weights) - 2, -1, -1):
        after[i] = follows @ (weights[i + 1] * after[i + 1])
        after[i] /= after[i].sum()
    both = before * after
    return np.asarray(both / both.sum(1, keepdims=True))


@cache
def load_model() -> Model:
    """Return the weights that the package holds."""
    with np.load(Path(__file__).parent / "parts.npz") as data:
        vocabulary = {str(word): i for i, word in enumerate(data["vocabulary"])}
        return Model(
            vocabulary,
            data["weights"].astype(np.float32),
            data["bias"],
            tuple(Part(str(p)) for p in data["parts"]),
            data["transitions"],
        )
