"""Hand-made gold claims on real documents: the product's own graph of those documents →
claims.jsonl."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.product import claims_of_texts, read_texts


def prepare(items: Iterable[dict[str, Any]], data: Path) -> list[dict[str, Any]]:
    """Return the documents that gold claims are about; their texts lie in real_docs beside the
    gold's folder."""
    texts = read_texts(
        data.parents[1] / "real_docs" / "docs.jsonl.gz", {item["doc"] for item in items}
    )
    return [{"id": name, "text": text} for name, text in texts.items()]


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield one record a claim."""
    return claims_of_texts({item["id"]: item["text"] for item in items})
