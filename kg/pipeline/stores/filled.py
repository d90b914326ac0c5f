"""What a graph offers to those who fill it: documents come, are read again, and go."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from kg.extraction.run import Chosen
from kg.model import Document
from kg.pipeline.stores.adding import Added, add_each
from kg.pipeline.stores.describing import describe_document
from kg.pipeline.stores.upgrading import Tracker, Upgraded, upgrade_store
from kg.reading.options import DEFAULT, ReadingOptions
from kg.reading.sources import find_sources
from kg.storage.judgements.judged import Judged
from kg.storage.loading import load_store

if TYPE_CHECKING:  # it needs the extra kg-claims[llm]
    from kg.llm.consulting import Consultation


class Filled(Judged):
    """A store that documents are added to, and removed from."""

    def add(
        self,
        *sources: str | Path | Document,
        workers: int = 1,
        password: str = "",
        extractors: Chosen = None,
        consultation: "Consultation | None" = None,
        executor: Executor | None = None,
        **given: str,
    ) -> list[Added]:
        """Add files, folders, patterns or documents; raise the first error when nothing else was
        asked for.

        Documents that are stored already, with the same text, are left as they are. *given* is what
        is known of them (date, kind, publisher, title, author, url, encoding) and counts before
        what the files say. Where *extractors* are chosen by name, these alone run, also over what
        is stored; the document's graph says which ran. A *consultation* (kg.llm.consulting) lets a
        model be one more of them. *workers* processes share the work of many documents, or those of
        an *executor* (kg.pipeline.cluster). Raises PluginError for a name that there is not."""
        options = ReadingOptions(given, password=password)
        named = [str(s) for s in sources if not isinstance(s, Document)]
        documents: list[str | Document] = [s for s in sources if isinstance(s, Document)]
        results = list(
            self.add_each(
                [*find_sources(named), *documents] if named else documents,
                workers,
                options,
                extractors,
                consultation,
                executor,
            )
        )
        for result in results:
            if result.error is not None and len(results) == 1:
                raise result.error
        return results

    def add_each(
        self,
        sources: Iterable[str | Document],
        workers: int = 1,
        options: ReadingOptions = DEFAULT,
        extractors: Chosen = None,
        consultation: "Consultation | None" = None,
        executor: Executor | None = None,
    ) -> Iterator[Added]:
        """Add sources one by one and yield what became of each, after it is safe on disk.

        A source that fails is reported and leaves the others alone. Raises ModelError where a model
        that is to be consulted does not answer.
        """
        yield from add_each(
            self.store, sources, workers, options, extractors, consultation, executor
        )

    def remove(self, document: str) -> None:
        """Remove a document (source or IRI) as if it never came; raise DocumentNotFound."""
        self.store.remove(document)

    def describe(self, document: str, **given: str) -> Document:
        """Set title, date, kind, authors, publisher or url of a document, which is read anew with
        them (see kg.pipeline.stores.describing)."""
        return describe_document(self.store, document, given)

    def forget(self, *documents: str) -> None:
        """Remove documents so that no byte of them stays in the store's files (see
        Store.forget)."""
        self.store.forget(documents)

    def upgrade(self, workers: int = 1, track: Tracker = iter) -> Upgraded:
        """Read the stored texts again with today's rules (see kg.pipeline.stores.upgrading)."""
        return upgrade_store(self.store, workers, track)

    def load(self, path: str | Path) -> int:
        """Read an export (.nq, .trig, .jsonld) back; return how many documents it holds (see
        kg.storage.loading)."""
        return load_store(self.store, path)
