"""GAP (Webster et al. 2018): does the pronoun refer to name A, to name B, or to neither?"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.coreference.antecedents import Place, antecedent_score
from kg.language.parser import parse_document
from kg.model import Document, Sentence

THRESHOLD = -1.4


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "A", "B"}`` for items with ``text``, ``pronoun``, ``A`` and ``B``."""
    for item in items:
        sentences = parse_document(Document(item["id"], item["id"], item["text"]))
        pronoun, names, people = places(item, sentences)
        scores = [
            antecedent_score(sentences, pronoun, n, people) if n and pronoun else -9.0
            for n in names
        ]
        yield {"id": item["id"], **choose(scores)}


def choose(scores: list[float]) -> dict[str, bool]:
    """The better name, if its odds are good enough."""
    best = 0 if scores[0] >= scores[1] else 1
    return {
        "A": best == 0 and bool(scores[0] > THRESHOLD),
        "B": best == 1 and bool(scores[1] > THRESHOLD),
    }


def places(
    item: dict[str, Any], sentences: Sequence[Sentence]
) -> tuple[Place | None, list[Place | None], list[Place]]:
    """Where the pronoun, both names and all persons stand, as (sentence, token)."""
    pronoun = _place(sentences, item["pronoun"][1], item["pronoun"][1] + len(item["pronoun"][0]))
    names = [_place(sentences, item[k][1], item[k][1] + len(item[k][0])) for k in "AB"]
    people = {
        (s.index, end - 1) for s in sentences for _, end, label in s.entities if label == "PERSON"
    }
    return pronoun, names, sorted(people | {n for n in names if n})


def _place(sentences: Sequence[Sentence], start: int, end: int) -> Place | None:
    """The head token of a span: the last one whose head lies outside."""
    for sentence in sentences:
        inside = [t for t in sentence.tokens if t.start < end and start < t.end]
        if inside:
            low, high = inside[0].i, inside[-1].i
            heads = [t.i for t in inside if not low <= t.head <= high or t.head == t.i]
            return sentence.index, heads[-1] if heads else high
    return None
