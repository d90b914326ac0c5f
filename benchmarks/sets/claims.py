"""Gold claims: a folder of text files (or a JSON lines file with "text") → claims.jsonl."""

from collections.abc import Iterable, Iterator
from typing import Any

from kg.export.claim_records import claim_record
from kg.model import Document
from kg.pipeline.documents import extract_documents
from kg.reading.sources import read_bytes, read_source


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield one record a claim."""
    for extraction in extract_documents(map(_document, items)):
        for claim in extraction.claims:
            yield claim_record(claim, extraction.document.source)


def _document(item: dict[str, Any]) -> Document:
    return (
        read_source(item["path"])
        if "path" in item
        else read_bytes(item["text"].encode("utf-8"), f"{item['id']}.txt")
    )
