"""CaRB (Bhardwaj et al. 2019): open tuples of single sentences."""

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.models.openie import open_tuples
from kg.language.parser import parse_document
from kg.model import Document


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "extractions"}`` for items with a ``sentence``."""
    for item in items:
        sentences = parse_document(Document(item["id"], item["id"], item["sentence"]))
        found = [t for s in sentences for t in open_tuples(s)]
        extractions = [
            {"relation": t.relation, "args": list(t.args), "confidence": t.confidence}
            for t in found
        ]
        yield {"id": item["id"], "extractions": extractions}
