"""Apache Parquet (.parquet): one row a claim, for data frames and DuckDB. Needs
``kg-claims[parquet]``.

The same columns as .csv, typed; lists stay lists. Lost: the documents' texts.
https://parquet.apache.org/"""

import io
from collections.abc import Iterator
from typing import Any

from kg.errors import ExportError
from kg.model import Claim, Document, Entity
from kg.model.wording import name_end
from kg.storage.store import Store

LOSSLESS = False
_BATCH = 10_000
"""Rows a row group: some MB, so that memory does not grow with the store."""


def write(store: Store) -> Iterator[bytes]:
    """Yield the file; raise ExportError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ExportError(
            "no pyarrow here to write Parquet", "pip install 'kg-claims[parquet]'"
        ) from error
    text, texts = pa.string(), pa.list_(pa.string())
    numbers = {
        "start": pa.int64(),
        "end": pa.int64(),
        "confidence": pa.float64(),
        "stands_as_fact": pa.bool_(),
    }
    schema = pa.schema(
        [(n, numbers.get(n, texts if n in ("claimants", "qualifiers") else text)) for n in _COLUMNS]
    )
    buffer = io.BytesIO()
    with pq.ParquetWriter(buffer, schema, compression="zstd") as writer:
        rows: list[dict[str, Any]] = []
        for extraction in store.extractions():
            rows.extend(_row(claim, extraction.document) for claim in extraction.claims)
            if len(rows) >= _BATCH:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows.clear()
        writer.write_table(pa.Table.from_pylist(rows, schema))
    yield buffer.getvalue()


_COLUMNS = (
    "claim",
    "document",
    "source",
    "published",
    "subject",
    "subject_label",
    "subject_type",
    "predicate",
    "predicate_label",
    "object",
    "object_label",
    "object_type",
    "modality",
    "polarity",
    "stands_as_fact",
    "claimants",
    "time_start",
    "time_end",
    "qualifiers",
    "quote",
    "start",
    "end",
    "confidence",
    "extractor",
    "revision",
)


def _row(claim: Claim, document: Document) -> dict[str, Any]:
    target, time = claim.object, claim.time
    ends = (target.id, target.type) if isinstance(target, Entity) else (None, target.datatype)
    return {
        "claim": claim.id,
        "document": claim.document,
        "source": document.source,
        "published": document.date,
        "subject": claim.subject.id,
        "subject_label": claim.subject.label,
        "subject_type": claim.subject.type,
        "predicate": claim.predicate.id,
        "predicate_label": claim.predicate.label,
        "object": ends[0],
        "object_label": name_end(target),
        "object_type": ends[1],
        "modality": claim.modality.value,
        "polarity": claim.polarity.value,
        "stands_as_fact": claim.is_fact,
        "claimants": [e.label for e in claim.attribution],
        "time_start": time.start if time else None,
        "time_end": time.end if time else None,
        "qualifiers": [f"{q.predicate}={name_end(q.value)}" for q in claim.qualifiers],
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "confidence": claim.confidence,
        "extractor": claim.extractor,
        "revision": claim.revision,
    }
