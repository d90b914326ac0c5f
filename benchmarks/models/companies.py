"""Which relation holds between two given companies: a linear model over a passage with both marked.

A second opinion like benchmarks.models.relations, for pairs that somebody already knows to be
companies; it adds nothing to a graph. Its weights are data, trained by ``python -m
benchmarks.train_companies``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.models.hashing import hash_feature, known_places
from benchmarks.models.pair_features import SIZE, pair_features
from kg.errors import OntologyError
from kg.model import Mention, MentionKind, Sentence, Span, Token

_WEIGHTS = Path(__file__).parent / "companies.npz"
_TELLING = frozenset({"NOUN", "VERB", "ADJ", "ADP", "PROPN", "SYM", "ADV"})


@dataclass(frozen=True)
class CompanyModel:
    """Hashes of the features that have weights, weights (classes × features) and biases.

    A class is a relation's CURIE and whether the second company is its subject.
    The class ``("", False)`` stands for no relation.
    """

    places: NDArray[np.int64]
    weights: NDArray[np.float32]
    biases: NDArray[np.float32]
    classes: tuple[tuple[str, bool], ...]


@cache
def load_company_model() -> CompanyModel:
    """Load the weights (once per process); raise OntologyError if they are not there."""
    if not _WEIGHTS.is_file():
        raise OntologyError(
            f"no weights at {_WEIGHTS.name}", "train them: python -m benchmarks.train_companies"
        )
    with np.load(_WEIGHTS) as data:
        classes = tuple(
            (str(r), bool(s)) for r, s in zip(data["relations"], data["swapped"], strict=True)
        )
        weights = data["weights"].astype(np.float32)
        return CompanyModel(
            data["places"].astype(np.int64), weights, data["biases"].astype(np.float32), classes
        )


def relate_companies(
    sentences: Sequence[Sentence], first: Span, second: Span
) -> tuple[str, bool, float]:
    """Return the relation's CURIE ("" for none), whether *second* is its subject, and the
    probability.

    *sentences* are the parsed passage; the spans are where the two companies stand in it.
    """
    model = load_company_model()
    places = known_places(model.places, company_features(sentences, first, second))
    scores = model.weights[:, places].sum(axis=1) + model.biases
    sure = np.exp(scores - scores.max())
    best = int(np.argmax(sure))
    return *model.classes[best], round(float(sure[best] / sure.sum()), 3)


def company_features(sentences: Sequence[Sentence], first: Span, second: Span) -> list[int]:
    """Return the sorted indices of the features of two spans in a passage."""
    out = {hash_feature(name, SIZE) for name in _features(sentences, first, second)}
    a, b = _marked(sentences, first), _marked(sentences, second)
    if a is not None and b is not None and a[0] is b[0]:
        out.update(pair_features(a[0], a[1], b[1]))
    return sorted(out)


def _marked(sentences: Sequence[Sentence], span: Span) -> tuple[Sentence, Mention] | None:
    for sentence in sentences:
        inside = [t.i for t in sentence.tokens if t.start < span.end and span.start < t.end]
        if inside:
            head = next(
                (i for i in reversed(inside) if sentence.tokens[i].head not in inside), inside[-1]
            )
            start, end = inside[0], inside[-1] + 1
            place = Span(sentence.tokens[start].start, sentence.tokens[end - 1].end)
            return sentence, Mention(
                sentence.index,
                start,
                end,
                head,
                place,
                sentence.slice(start, end),
                MentionKind.NAME,
            )
    return None


def _features(sentences: Sequence[Sentence], first: Span, second: Span) -> Iterator[str]:
    low, high = min(first, second), max(first, second)
    order = "12" if low == first else "21"
    tokens = [t for s in sentences for t in s.tokens]
    for token in tokens:
        if not _inside(token, first) and not _inside(token, second) and token.pos in _TELLING:
            zone = (
                "before"
                if token.start < low.start
                else "mid"
                if token.start < high.start
                else "after"
            )
            yield from (f"bag={token.lemma}", f"{zone}={token.lemma}|{order}")
    middle = [t for t in tokens if low.end <= t.start < high.start]
    yield from (f"mid2={a.lemma} {b.lemma}|{order}" for a, b in pairwise(middle))
    for name, span in (("e1", first), ("e2", second)):
        own = [t for t in tokens if _inside(t, span)]
        if own:
            yield from (f"{name}first={own[0].text.lower()}", f"{name}last={own[-1].text.lower()}")
        yield from (f"{name}ent={t.entity}" for t in own)
        yield from (f"{name}tag={t.tag}" for t in own)


def _inside(token: Token, span: Span) -> bool:
    return span.start <= token.start < span.end
