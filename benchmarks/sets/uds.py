"""UDS-IH2 (Rudinger et al. 2018): did the event happen, from -3 to 3."""

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.models.factuality import assess_factuality
from kg.language.parser import parse_document
from kg.model import Document
from kg.ontology.loader import load_ontology


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id": "<sentence>#<token>", "value"}`` for each target of items with ``tokens``."""
    ontology = load_ontology()
    for item in items:
        starts, text = [], ""
        for word in item["tokens"]:
            starts.append(len(text))
            text += word + " "
        values: dict[int, float] = {}
        for sentence in parse_document(Document(item["id"], item["id"], text)):
            found = assess_factuality(sentence, ontology)
            for token, value in zip(sentence.tokens, found, strict=True):
                for k in range(token.start, token.end):
                    values.setdefault(k, value)
        for target in item["targets"]:
            first = target["span"][0]
            yield {"id": f"{item['id']}#{first}", "value": round(values.get(starts[first], 0.0), 3)}
