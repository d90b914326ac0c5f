"""Text2KGBench (Mihindukulasooriya et al. 2023): triples of an ontology from single sentences."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kg.model import Document
from kg.ontology import load_ontology
from kg.parse import parse_document
from kg.schema import SchemaModel, SchemaTriple, find_triples, load_schema_model

WEIGHTS = Path(__file__).parents[1] / "text2kg.npz"


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "triples"}`` for items with a ``sentence`` and the name of their ``ontology``."""
    ontology = load_ontology()
    for item in items:
        sentences = parse_document(Document(item["id"], item["id"], item["sentence"]))
        yield {"id": item["id"], "triples": answer(find_triples(sentences, item["ontology"], load_weights(), ontology))}


def answer(found: list[SchemaTriple]) -> list[dict[str, str]]:
    """The likeliest triple in the benchmark's form."""
    return [{"sub": t.subject, "rel": t.relation, "obj": t.object} for t in found[:1]]


@cache
def load_weights() -> SchemaModel:
    """The weights for the ontologies of the benchmark (once per process)."""
    return load_schema_model(WEIGHTS)
