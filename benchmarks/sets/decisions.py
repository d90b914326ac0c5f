"""Judgments and administrative decisions with the role of each sentence: the product's own graph of
them → claims.jsonl."""

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.product import claims_of_texts


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield one record a claim."""
    return claims_of_texts({item["id"]: item["text"] for item in items})
