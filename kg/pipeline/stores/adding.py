"""Documents are added to a store: read, extracted, stored, safe on disk; one that fails leaves the
others alone."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kg.errors import InvalidClaims, KgError, ReadError
from kg.extraction.run import Chosen, load_extractors
from kg.model import Document, Extraction
from kg.pipeline.documents import extract_documents
from kg.reading.options import DEFAULT, ReadingOptions
from kg.reading.sources import read_documents
from kg.storage.store import Store

if TYPE_CHECKING:  # it needs the extra kg-claims[llm]
    from kg.llm.consulting import Consultation

_BATCH = 256
_SECONDS = 1.0


@dataclass(frozen=True)
class Added:
    """What became of one source: added, unchanged, replaced, or failed with an error; *notes*: what
    was not understood of it."""

    source: str
    outcome: str
    claims: int = 0
    error: KgError | None = None
    notes: tuple[str, ...] = ()


def add_each(
    store: Store,
    sources: Iterable[str | Document],
    workers: int = 1,
    options: ReadingOptions = DEFAULT,
    extractors: Chosen = None,
    consultation: "Consultation | None" = None,
    executor: Executor | None = None,
) -> Iterator[Added]:
    """Add sources one by one and yield what became of each, after it is safe on disk; *executor*
    (of that many *workers*), else processes of this machine, share the extraction.

    Raises PluginError for an extractor that there is not, ModelError where a model that is to be
    consulted does not answer, WorkerLost."""
    chosen = load_extractors(extractors)
    failed: list[Added] = []
    anew = extractors is not None or consultation is not None
    read = _read_each(store, sources, failed, options, anew)
    if consultation is not None:
        read = consultation.consult_each(read)
        chosen = (*chosen, consultation.extractor)
    named = chosen if anew else None
    extractions = extract_documents(read, workers, named, executor)
    yield from _settle(store, _store_each(store, extractions, failed))


def _settle(store: Store, results: Iterable[Added]) -> Iterator[Added]:
    """Yield results after they are safe on disk: a second's worth together, since a sync costs as
    much as many documents."""
    batch: list[Added] = []
    since = time.monotonic()
    for result in results:
        batch.append(result)
        if len(batch) >= _BATCH or time.monotonic() - since >= _SECONDS:
            _make_safe(store, batch)
            yield from batch
            batch, since = [], time.monotonic()
    _make_safe(store, batch)
    yield from batch


def _make_safe(store: Store, batch: Iterable[Added]) -> None:
    """Make a batch safe on disk, and keep what could not be read, for who asks later."""
    store.flush()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    failed = {
        result.source: {"error": str(result.error), "mend": result.error.hint, "when": now}
        for result in batch
        if result.error is not None
    }
    store.note_failures(failed, {result.source for result in batch if result.error is None})


def _store_each(
    store: Store, extractions: Iterable[Extraction], failed: list[Added]
) -> Iterator[Added]:
    """Store extractions one by one and yield what became of each, with what meanwhile *failed*
    before."""
    for extraction in extractions:
        yield from failed
        failed.clear()
        source = extraction.document.source
        notes = (*extraction.document.notes, *extraction.notes)
        try:
            outcome = store.add(extraction)
            yield Added(source, outcome, len(extraction.claims), notes=notes)
        except InvalidClaims as error:
            yield Added(source, "failed", error=error)
    yield from failed


def _read_each(
    store: Store,
    sources: Iterable[str | Document],
    failed: list[Added],
    options: ReadingOptions,
    anew: bool,
) -> Iterator[Document]:
    """Yield the documents that are to be read; what is there already, or cannot be, goes to
    *failed*."""
    described = bool(options.given or options.manifest)
    for source in sources:
        try:
            documents = (
                [source] if isinstance(source, Document) else read_documents(source, options)
            )
        except ReadError as error:
            failed.append(Added(str(source), "failed", error=error))
            continue
        for document in documents:
            if not anew and _is_stored(store, document, described):
                count = store.count_claims(document.id)
                failed.append(Added(document.source, "unchanged", count))
            else:
                yield document


def _is_stored(store: Store, document: Document, described: bool) -> bool:
    """Whether the store holds the document; where it is *described* anew, with that
    description."""
    return store.holds(document.id) and (not described or store.document(document.id) == document)
