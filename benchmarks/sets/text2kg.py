"""Text2KGBench (Mihindukulasooriya et al. 2023): triples of an ontology from single sentences.

Ontologies that the weights know are answered by benchmarks.models.schema. For others there are the
relations of kg's own ontology under the labels of benchmarks/labels.json ("~": the ends change
places), and relations whose label has words in common with the sentence, where a file
``*ontologies.jsonl`` beside the items lists them."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.models.relations import find_relations
from benchmarks.models.schema import (
    SchemaModel,
    SchemaTriple,
    find_triples,
    load_schema_model,
    match_labels,
    same_text,
)
from kg.extraction.run import extract_claims
from kg.language.parser import parse_document
from kg.model import Document, Sentence
from kg.ontology.loader import Ontology, load_ontology

WEIGHTS = Path(__file__).parents[1] / "text2kg.npz"
LABELS = Path(__file__).parents[1] / "labels.json"
SURE, AT_MOST = 0.35, 3


def prepare(items: Iterable[dict[str, Any]], data: Path) -> Iterator[dict[str, Any]]:
    """Add to each item the labels of its ontology's relations, if a file beside *data* lists
    them."""
    labels: dict[str, list[str]] = {}
    for path in sorted(data.parent.glob("*ontologies.jsonl*")):
        for line in path.read_text("utf-8").splitlines() if path.suffix == ".jsonl" else ():
            found = json.loads(line)
            labels[str(found.get("ontology", found.get("id")))] = [
                r["label"].strip() for r in found.get("relations", [])
            ]
    yield from (
        {**item, "labels": list(dict.fromkeys(labels.get(item["ontology"], ())))} for item in items
    )


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "triples"}`` for items with a ``sentence``, the name of their ``ontology`` and
    perhaps its ``labels``."""
    ontology, model = load_ontology(), load_weights()
    known = {schema for schema, _ in model.relations}
    for item in items:
        sentences = parse_document(Document(item["id"], item["id"], item["sentence"]))
        if item.get("ontology") in known:
            triples = answer(find_triples(sentences, item["ontology"], model, ontology))
        else:
            triples = answer_unknown(sentences, item.get("labels", []), ontology)
        yield {"id": item["id"], "triples": triples}


def answer(found: list[SchemaTriple], count: int = 1) -> list[dict[str, str]]:
    """The likeliest triples in the benchmark's form."""
    return [{"sub": t.subject, "rel": t.relation, "obj": t.object} for t in found[:count]]


def answer_unknown(
    sentences: list[Sentence], labels: list[str], ontology: Ontology
) -> list[dict[str, str]]:
    """Triples of an ontology that no weights know: relations of our own first, then those whose
    label the sentence recalls."""
    table: dict[str, list[str]] = json.loads(LABELS.read_text("utf-8"))
    allowed = {same_text(label): label for label in labels}
    claims = [c for s in sentences for c in find_relations(s, ontology, SURE)] + extract_claims(
        sentences, ontology
    )
    out: dict[str, dict[str, str]] = {}
    for claim in claims:
        names = table.get(claim.predicate, [])
        fitting = (
            [n for n in names if same_text(n.lstrip("~")) in allowed] if allowed else names[:1]
        )
        for name in fitting[:1]:
            ends = (
                (claim.object.text, claim.subject.text)
                if name[0] == "~"
                else (claim.subject.text, claim.object.text)
            )
            label = allowed.get(same_text(name.lstrip("~")), name.lstrip("~"))
            out.setdefault("|".join((label, *ends)), {"sub": ends[0], "rel": label, "obj": ends[1]})
    told = {t["rel"] for t in out.values()}
    more = match_labels(
        sentences, [label for label in labels if label not in told], load_weights(), ontology
    )
    return [*out.values(), *answer(more, max(AT_MOST - len(out), 0))]


@cache
def load_weights() -> SchemaModel:
    """The weights for the ontologies of the benchmark (once per process)."""
    return load_schema_model(WEIGHTS)
