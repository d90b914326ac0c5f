"""Train triples of a schema: ``python -m benchmarks.train_schema --data
text2kg/wikidata_tekgen.train.jsonl.gz`` (five minutes).

One-against-rest logistic regression of the relation in each schema, and of subject and object among
the phrases of the text. Deterministic. ``--held-back OUT.jsonl`` writes what models of the other
fifths find instead, for the benchmark's scorer."""

import argparse
import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.evaluate import read_items
from benchmarks.models.phrases import SIZE, Phrase, find_phrases, phrase_features, same_text
from benchmarks.models.schema import (
    ROLES,
    TEXTS,
    SchemaModel,
    find_triples,
    slot_features,
    text_features,
)
from benchmarks.sets import text2kg
from kg.language.parser import parse_document
from kg.model import Document, Sentence
from kg.ontology.loader import load_ontology

FOLDS, SMALL = 5, 0.03
Row = tuple[dict[str, Any], list[Sentence]]
Found = dict[str, tuple[list[Phrase], list[list[int]]]]


def sparse(rows: list[Any], size: int = SIZE) -> csr_matrix:
    """Rows of feature places as a matrix of ones."""
    ends = np.cumsum([0, *(len(r) for r in rows)])
    places = np.concatenate([np.asarray(r, dtype=np.int32) for r in rows])
    return csr_matrix((np.ones(len(places), np.float32), places, ends), shape=(len(rows), size))


def train_relations(data: list[Row]) -> tuple[list[tuple[str, str]], np.ndarray, np.ndarray]:
    """For each schema, which relation its texts tell."""
    names, weights, biases = [], [], []
    for schema in sorted({item["ontology"] for item, _ in data}):
        own = [
            (text_features(s), item["triples"][0]["rel"])
            for item, s in data
            if item["ontology"] == schema
        ]
        x, y = sparse([f for f, _ in own], TEXTS), np.array([r for _, r in own])
        for relation in sorted(set(y)):
            model = LogisticRegression(C=2, solver="liblinear", random_state=0).fit(
                x, y == relation
            )
            names.append((schema, relation))
            weights.append(model.coef_[0].astype(np.float32))
            biases.append(float(model.intercept_[0]))
    return names, np.array(weights), np.array(biases, np.float32)


def train_slot(data: list[Row], found: Found, role: str) -> np.ndarray:
    """Which phrase fills *role*, among those of texts where one does."""
    rows, right = [], []
    for item, _ in data:
        phrases, features = found[item["id"]]
        for triple in item["triples"][:3]:
            fits = [
                same_text(p.text) == same_text(triple["sub" if role == "subject" else "obj"])
                for p in phrases
            ]
            if any(fits):
                rows += [slot_features(f, role, item["ontology"], triple["rel"]) for f in features]
                right += fits
    model = LogisticRegression(
        C=0.3, solver="liblinear", tol=1e-2, max_iter=40, random_state=0
    ).fit(sparse(rows), np.array(right))
    return model.coef_[0].astype(np.float32)


def train(data: list[Row], found: Found) -> SchemaModel:
    """All three models."""
    names, texts, biases = train_relations(data)
    slots = {role: train_slot(data, found, role) for role in ROLES}
    return SchemaModel(tuple(names), texts, biases, slots)


def main() -> None:
    """Train and write benchmarks/text2kg.npz, or write what models of the other fifths find."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-back", type=Path)
    arguments = parser.parse_args()
    ontology = load_ontology()
    data = [
        (i, parse_document(Document(i["id"], i["id"], i["sentence"])))
        for i in read_items(arguments.data)
    ]
    found: Found = {}
    for item, sentences in data:
        phrases = find_phrases(sentences, ontology)
        found[item["id"]] = phrases, [phrase_features(p, k) for k, p in enumerate(phrases)]
    if arguments.held_back:
        fold = {item["id"]: zlib.crc32(item["id"].encode("utf-8")) % FOLDS for item, _ in data}
        with arguments.held_back.open("w", encoding="utf-8") as out:
            for k in range(FOLDS):
                model = train([row for row in data if fold[row[0]["id"]] != k], found)
                for item, sentences in data:
                    if fold[item["id"]] == k:
                        triples = text2kg.answer(
                            find_triples(sentences, item["ontology"], model, ontology)
                        )
                        out.write(
                            json.dumps({"id": item["id"], "triples": triples}, ensure_ascii=False)
                            + "\n"
                        )
        return
    model = train(data, found)
    rows, columns = np.nonzero(np.abs(model.texts) > SMALL)
    parts = {
        "rows": rows.astype(np.uint8),
        "columns": columns.astype(np.uint32),
        "values": model.texts[rows, columns].astype(np.float16),
    }
    for role, weights in model.slots.items():
        used = np.nonzero(np.abs(weights) > SMALL)[0]
        parts |= {
            f"{role}_columns": used.astype(np.uint32),
            f"{role}_values": weights[used].astype(np.float16),
        }
    names = {
        "schemas": np.array([s for s, _ in model.relations]),
        "relations": np.array([r for _, r in model.relations]),
    }
    np.savez_compressed(text2kg.WEIGHTS, biases=model.biases, **parts, **names)
    print(f"wrote {text2kg.WEIGHTS.name}")


if __name__ == "__main__":
    main()
