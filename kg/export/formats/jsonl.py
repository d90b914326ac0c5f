"""claims.jsonl: one claim a line, the form that other programs read (docs/cli.md). Lossless for
claims."""

from collections.abc import Iterator

from kg.export.claim_records import claim_line
from kg.storage.store import Store

LOSSLESS = True


def write(store: Store) -> Iterator[str]:
    """Yield one line a claim, sorted by document and start; documents stand before their claims."""
    for extraction in store.extractions():
        for claim in extraction.claims:
            yield claim_line(claim, extraction.document.source)
