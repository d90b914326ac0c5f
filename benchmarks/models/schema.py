"""Triples of somebody else's schema: which of its relations a short text tells, between which
phrases.

Three linear models, multiplied: the relation by the words of the text, then the subject and the
object among the phrases (benchmarks.models.phrases). Weights are a file that is trained on texts
with triples (``python -m benchmarks.train_schema``); a second opinion, which adds nothing to a
graph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.models.hashing import hash_feature
from benchmarks.models.phrases import SIZE, Phrase, find_phrases, phrase_features, same_text
from kg.model import Sentence
from kg.ontology.loader import Ontology

TEXTS = 1 << 16
ROLES = ("subject", "object")
_RELATIONS, _PHRASES, _NESTED = 5, 6, 1.0
_FAR, _STEP = 4.0, 0.2
_ASKED = {
    "date": "DATE",
    "year": "DATE",
    "time": "DATE TIME",
    "inception": "DATE",
    "country": "GPE NORP",
    "city": "GPE",
    "place": "GPE LOC FAC",
    "location": "GPE LOC FAC",
    "birthplace": "GPE",
    "nationality": "NORP GPE",
    "language": "LANGUAGE NORP",
    "leader": "PERSON",
    "director": "PERSON",
    "author": "PERSON",
    "writer": "PERSON",
    "screenwriter": "PERSON",
    "composer": "PERSON",
    "founder": "PERSON",
    "number": "CARDINAL",
    "cost": "MONEY",
    "revenue": "MONEY",
    "budget": "MONEY",
    "team": "ORG",
    "party": "ORG NORP",
    "publisher": "ORG",
    "company": "ORG",
    "developer": "ORG PERSON",
    "by": "PERSON ORG",
}
_SHARED = frozenset({"name", "date", "plac", "numb", "type", "work", "part", "time", "the", "for"})
Weights = NDArray[np.float32]


@dataclass(frozen=True)
class SchemaModel:
    """*relations*: (schema, relation) pairs with a row of *texts* (pairs × TEXTS) and a bias each;
    *slots*: role → weights (SIZE)."""

    relations: tuple[tuple[str, str], ...]
    texts: Weights
    biases: Weights
    slots: dict[str, Weights]


@dataclass(frozen=True)
class SchemaTriple:
    """A triple in the schema's words, with its log probability."""

    subject: str
    relation: str
    object: str
    score: float


def load_schema_model(path: Path) -> SchemaModel:
    """Load weights from an .npz file that holds what is not zero: (row, column, value)."""
    with np.load(path) as data:
        relations = tuple(
            (str(s), str(r)) for s, r in zip(data["schemas"], data["relations"], strict=True)
        )
        texts = np.zeros((len(relations), TEXTS), np.float32)
        texts[data["rows"], data["columns"]] = data["values"].astype(np.float32)
        slots = {role: np.zeros(SIZE, np.float32) for role in ROLES}
        for role in ROLES:
            slots[role][data[f"{role}_columns"]] = data[f"{role}_values"].astype(np.float32)
        return SchemaModel(relations, texts, data["biases"].astype(np.float32), slots)


def find_triples(
    sentences: Sequence[Sentence], schema: str, model: SchemaModel, ontology: Ontology
) -> list[SchemaTriple]:
    """Return the triples of the relations of *schema* that a text may tell, likeliest first; none
    for a schema it does not know."""
    rows = [k for k, (name, _) in enumerate(model.relations) if name == schema]
    phrases = find_phrases(sentences, ontology)
    if not rows or len(phrases) < 2:
        return []
    columns = text_features(sentences)
    scores = log_odds(model.texts[rows][:, columns].sum(axis=1) + model.biases[rows])
    features = [phrase_features(p, k) for k, p in enumerate(phrases)]
    out: list[SchemaTriple] = []
    for best in np.argsort(-scores, kind="stable")[:_RELATIONS]:
        relation = model.relations[rows[best]][1]
        out += _fill(phrases, features, schema, relation, float(scores[best]), model)
    return sorted(out, key=lambda t: (-t.score, t.relation, t.subject, t.object))


def log_odds(scores: Weights) -> Weights:
    """Logarithms of a probability for each of some one-against-rest scores, which sum to one."""
    sure = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    return np.log(np.maximum(sure / sure.sum(), 1e-12))


def _fill(
    phrases: list[Phrase],
    features: list[list[int]],
    schema: str,
    relation: str,
    start: float,
    model: SchemaModel,
) -> Iterator[SchemaTriple]:
    """Fill subject and object of one relation with the likeliest phrases."""
    chosen = []
    for role in ROLES:
        places = [slot_features(f, role, schema, relation) for f in features]
        scores = np.array([model.slots[role][p].sum() for p in places])
        scores = scores - scores.max()
        scores = scores - np.log(np.exp(scores).sum())
        chosen.append(
            [(int(k), float(scores[k])) for k in np.argsort(-scores, kind="stable")[:_PHRASES]]
        )
    for (a, left), (b, right) in product(*chosen):
        one, two = phrases[a], phrases[b]
        if same_text(one.text) != same_text(two.text):
            nested = one.sentence is two.sentence and one.start < two.end and two.start < one.end
            yield SchemaTriple(
                one.text, relation, two.text, start + left + right - _NESTED * nested
            )


def slot_features(
    features: Sequence[int], role: str, schema: str, relation: str
) -> NDArray[np.int64]:
    """A phrase's features three times: for the role in general, in this schema, and in this
    relation."""
    found = np.array(features, dtype=np.int64)
    keys = (role, f"{role}|{schema}", f"{role}|{schema}|{relation.strip()}")
    return np.unique(np.concatenate([(found + hash_feature(key, SIZE)) % SIZE for key in keys]))


def text_features(sentences: Sequence[Sentence]) -> list[int]:
    """Return the hashes of words, runs of two and three, verbs by role, word ends and types of
    names."""
    return sorted({hash_feature(name, TEXTS) for sentence in sentences for name in _text(sentence)})


def _text(sentence: Sentence) -> Iterator[str]:
    lemmas = [t.lemma for t in sentence.tokens]
    for i, word in enumerate(lemmas):
        yield from (
            f"w={word}",
            f"2={' '.join(lemmas[max(i - 1, 0) : i + 1])}",
            f"3={' '.join(lemmas[max(i - 2, 0) : i + 1])}",
        )
    for t in sentence.tokens:
        if t.dep in {"nsubjpass", "nsubj", "dobj", "attr"}:
            yield f"{t.dep}={lemmas[t.head]}"
        yield from (f"end={t.text[-n:].lower()}" for n in (3, 4, 5))
    for start, _, label in sentence.entities:
        yield from (f"entity={label}", f"entity={label},{lemmas[start - 1] if start else ''}")


def match_labels(
    sentences: Sequence[Sentence], labels: Sequence[str], model: SchemaModel, ontology: Ontology
) -> list[SchemaTriple]:
    """Return triples of a schema that no model knows, likeliest first: by relations whose label has
    words in common with the text.

    The subject is the phrase that is likeliest in any schema; the object likewise, but near the
    word in common."""
    phrases = find_phrases(sentences, ontology)
    features = [phrase_features(p, k) for k, p in enumerate(phrases)]
    general = {
        role: np.array([model.slots[role][_general(f, role)].sum() for f in features])
        for role in ROLES
    }
    out = []
    for label in labels:
        cues = [(s, t.i) for s in sentences for t in s.tokens if _stem(t.lemma) in _stems(label)]
        if not cues or len(phrases) < 2:
            continue
        near = np.array(
            [max(_nearness(p, s, i) for s, i in cues) + _typed(p, label) for p in phrases]
        )
        subject, best = int(np.argmax(general[ROLES[0]])), general[ROLES[1]] + near
        best[[same_text(p.text) == same_text(phrases[subject].text) for p in phrases]] = -np.inf
        k = int(np.argmax(best))
        out.append(SchemaTriple(phrases[subject].text, label, phrases[k].text, float(best[k])))
    return sorted(out, key=lambda t: (-t.score, t.relation))


def _general(features: Sequence[int], role: str) -> NDArray[np.int64]:
    return np.unique((np.array(features, dtype=np.int64) + hash_feature(role, SIZE)) % SIZE)


def _typed(phrase: Phrase, label: str) -> float:
    """A bonus for a phrase of the type that a label's words ask for ("birthDate", "country")."""
    words = {w.lower() for w in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", label)}
    wanted = {
        entity for word, entities in _ASKED.items() if word in words for entity in entities.split()
    }
    found = {t.entity for t in phrase.sentence.tokens[phrase.start : phrase.end]}
    return 1.0 if wanted & found else -1.0 if wanted else 0.0


def _stems(label: str) -> set[str]:
    """Stems of a label's words ("foundedBy", "place of birth"), without those that many labels
    share."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", label)
    return {_stem(w.lower()) for w in words if len(w) > 2} - _SHARED


def _stem(word: str) -> str:
    """The first letters of a word, which its family shares ("founder", "founded")."""
    return word[: max(4, len(word) - 3)]


def _nearness(phrase: Phrase, sentence: Sentence, cue: int) -> float:
    """How near a phrase stands to a cue: less with every word between; the cue itself is no
    object."""
    if phrase.sentence is not sentence:
        return -_FAR
    if phrase.start <= cue < phrase.end:
        return -_FAR / 2
    gap = phrase.start - cue if phrase.start > cue else cue - phrase.end + 2
    return -min(gap * _STEP, _FAR)
