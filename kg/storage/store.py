"""The store: documents and their claims as an RDF dataset in Oxigraph, on disk or in memory.

A document is one named graph, so adding, replacing and removing are one atomic transaction each and
``remove`` equals never having added. What is acknowledged survives the end of the process; for loss
of power call ``flush()`` once a batch (``close()`` does it too).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Literal as OneOf
from typing import Self

import pyoxigraph as ox

from kg.errors import StoreError
from kg.model import Entity, Extraction
from kg.model.safe_text import storable_name
from kg.namespace import expand
from kg.rdf import quads as rdf
from kg.rdf import terms
from kg.rdf.engines.protocol import Engine
from kg.rdf.node_facts import term_text
from kg.resolution.plan import Memory, Plan, Rules
from kg.resolution.quads import decisions_to_quads, known_to_quads
from kg.storage.contents import Closing, Contents
from kg.storage.disk.answers import keep_answers
from kg.storage.disk.engine import open_engine, translate_errors
from kg.storage.disk.forgetting import Forgotten, forget_documents
from kg.storage.disk.marker import FORMAT, UNION, read_marker, write_marker
from kg.storage.disk.parts import rebuild_engine, settle_parts
from kg.storage.disk.spellings import add_spellings
from kg.storage.disk.union import copy_without, fill_memory, replacement, with_union

type Outcome = OneOf["added", "unchanged", "replaced"]


class Store(Contents, Closing):
    """A dataset of claims. Open it with ``Store.open``; use it as a context manager."""

    def __init__(self, engine: Engine, path: Path | None = None, read_only: bool = False) -> None:
        super().__init__(engine, path)
        self._rules: Rules | None = None
        self._memory = Memory()
        self._forgotten = Forgotten(path)
        self.read_only = read_only
        self.is_copy = False
        """Whether it shows other than what the files at ``path`` hold."""
        self.changes: dict[str, int] = {}
        """Graph (IRI) → the number of the latest change that wrote or dropped it; "" stands for all
        of them. Changes are counted from when the store was opened."""
        self.latest_change = 0
        """The number of the latest change; 0 before the first."""
        self.copies: dict[str, Store | None] = {}
        """What others keep of it until it changes: copies as people have checked it
        (kg.storage.judgements.reviews)."""
        self.hidden: tuple[str, ...] = ()
        """Documents (IRIs) that are to be forgotten."""

    @classmethod
    def open(cls, path: str | Path | None = None, read_only: bool = False) -> Self:
        """Open the store in folder *path*, creating it; ``None`` keeps everything in memory.

        A reader sees the state at the time of opening; where a writer has taken away a file of it
        that was not yet read, reading raises StoreChanged, and opening again helps. What was
        forgotten and has come back (an older copy of the store was restored) is forgotten again; a
        reader only hides it. Raises StoreNotFound (reading only), StoreLocked, StoreDamaged,
        StoreTooNew."""
        folder = None if path is None else Path(path)
        store = cls(open_engine(folder, read_only), folder, read_only and folder is not None)
        if folder is not None:
            store._bring_up_to_date(folder)
        return store

    def _bring_up_to_date(self, folder: Path) -> None:
        """Write the union and the spellings of names where an older kg wrote none, and forget what
        was forgotten; a reader does that in memory, but for the spellings."""
        self.hidden = tuple(self._forgotten.among(self.sources())) if self._forgotten.any() else ()
        if self.hidden and not self.read_only:
            self.forget(self.hidden)
            self.hidden = ()
        elif self.hidden or read_marker(folder).format < UNION:
            graphs = forget_documents(self.engine, self.rules, self.hidden) if self.hidden else {}
            if self.read_only:
                self._engine, self.is_copy = (
                    fill_memory(lambda engine: copy_without(self.engine, engine, graphs)),
                    True,
                )
                self._rules = None
            else:
                self.rebuild(lambda engine: copy_without(self.engine, engine, graphs))
        elif not self.read_only and read_marker(folder).format < FORMAT:
            with translate_errors(folder):
                add_spellings(self.engine)
                self.engine.flush()
                write_marker(folder, replace(read_marker(folder), format=FORMAT))

    def open_again(self) -> None:
        """See what the files hold now: for a reader, after StoreChanged."""
        if self.path is None or not self.read_only:
            return
        self._engine, self._rules, self.is_copy = open_engine(self.path, True), None, False
        self.copies.clear()
        self._memory.clear()
        self._bring_up_to_date(self.path)

    def close(self) -> None:
        """Flush and let go of the lock; closing twice does nothing."""
        if self._engine is not None:
            self.flush()
            self._engine = None

    def add(self, extraction: Extraction) -> Outcome:
        """Store a document with its claims, in one transaction.

        Adding the same again changes nothing; another extraction of a document with the same
        ``source`` takes the place of the older one (not where the source is ``-``, standard input:
        that names no document). Raises InvalidClaims and leaves the store as it was."""
        self._check_writable()
        quads = rdf.extraction_to_quads(extraction)
        iri = extraction.document.id
        source = extraction.document.source
        old = sorted(
            {
                *(self._graphs_of_source(source) if source != "-" else ()),
                *([iri] if self._holds(iri) else []),
            }
        )
        marks = {term_text(q.object) for q in quads if q.predicate == terms.EXTRACTION_DIGEST}
        if old == [iri] and self._mark(iri) in marks:
            return "unchanged"
        self.welcome((iri, source))
        self.note_arrivals([iri], old)
        plan = Plan(self.engine, self.rules, old, extraction, self._memory)
        self._write(old, plan.graphs(quads))
        plan.keep()
        return "replaced" if old else "added"

    def remove(self, *documents: str) -> None:
        """Remove documents (IRI, CURIE or source) and their claims; raise DocumentNotFound."""
        self._check_writable()
        old = sorted({iri for document in documents for iri in self._resolve_document(document)})
        self._write(old, Plan(self.engine, self.rules, old, memory=self._memory).graphs())
        self.note_arrivals((), old)

    def note_arrivals(self, came: Iterable[str], gone: Iterable[str] = ()) -> None:
        """Keep when documents (IRIs) came, beside the graph: no export holds it."""
        names = [ox.NamedNode(iri) for iri in (*came, *gone)]
        with translate_errors(self.path):
            for node in names:
                for quad in self._arrival_quads(node):
                    self.engine.remove(quad)
            now = ox.Literal(datetime.now(UTC).isoformat(timespec="seconds"))
            self.engine.extend(
                ox.Quad(ox.NamedNode(iri), terms.DECIDED_AT, now, terms.ARRIVALS_GRAPH)
                for iri in came
            )

    def note_failures(
        self, failed: Mapping[str, Mapping[str, str]], read: Collection[str] = ()
    ) -> None:
        """Keep why sources could not be read, and take those off that were *read* since."""
        before = self.failures()
        kept = {source: why for source, why in before.items() if source not in read}
        after = {**kept, **failed}
        if after != before:
            self.records.write("failures", after)

    @property
    def rules(self) -> Rules:
        """The decisions and known entities that resolution follows."""
        if self._rules is None:
            with translate_errors(self.path):
                self._rules = Rules.load(self.engine)
        return self._rules

    def entities(self) -> list[Entity]:
        """Return the entities of all documents, sorted by IRI, each once, with the class that the
        list of known entities gives where it is narrower (see kg.resolution.plan.Rules.typed)."""
        return [self.rules.typed(entity) for entity in super().entities()]

    def _named(self, text: str, whole: bool = False) -> list[Entity]:
        return [self.rules.typed(entity) for entity in super()._named(text, whole)]

    def find_one(self, text: str) -> Entity:
        """Return the one entity that *text* names (see Contents.find_one), with the class that the
        list of known entities gives where it is narrower."""
        return self.rules.typed(super().find_one(text))

    def set_rules(self, rules: Rules) -> int:
        """Take new decisions and known entities; return how many documents changed with them."""
        self._check_writable()
        plan = Plan(self.engine, rules)
        suspects = set(plan.suspects(self.rules.changed(rules)))
        changed = sorted({document for document, iri in suspects if plan.differs(document, iri)})
        graphs: dict[str, list[ox.Quad]] = {
            terms.DECISIONS_GRAPH.value: list(decisions_to_quads(rules.decisions))
        }
        graphs[terms.KNOWN_GRAPH.value] = list(known_to_quads(rules.known))
        self._write((), graphs | plan.settle({g: plan.rewritten(g) for g in changed}))
        self._rules = rules
        return len(changed)

    def write_graph(self, name: str, quads: Collection[ox.Quad]) -> None:
        """Write a graph anew (verdicts; a document as people have checked it), in one
        transaction."""
        self._check_writable()
        self._write((), {name: quads})

    def _write(self, drops: Iterable[str], graphs: Mapping[str, Collection[ox.Quad]]) -> None:
        """Drop graphs and write others anew, in one transaction."""
        self.copies.clear()
        self._count_change(drops := tuple(drops), graphs)
        replaced = sorted({*drops, *(g for g in graphs if self._holds(g))})
        with translate_errors(self.path):
            if not replaced:
                self.engine.extend(with_union([q for quads in graphs.values() for q in quads]))
                return
            self._memory.clear()
            self.engine.update(replacement(self.engine, replaced, graphs))

    def _count_change(self, *graphs: Iterable[str]) -> None:
        self.latest_change += 1
        self.changes.update(dict.fromkeys(chain(*graphs), self.latest_change))

    def forget(self, documents: Iterable[str] = ()) -> None:
        """Write the store's files anew without *documents*, so that no byte of theirs stays.

        Nor does any of a document that was removed or replaced before, of a decision on what stands
        in no other document, or of what a model answered on such texts. It is one step: killed
        before, the next writer does it. What is forgotten already is no error; raises
        DocumentNotFound for what never was there."""
        self._check_writable()
        asked = [*map(storable_name, documents)]
        names = [n for n in asked if self._is_there(n) or not self._forgotten.among([n])]
        dropped = sorted({iri for name in names for iri in self._resolve_document(name)})
        sources = self.sources()
        self._forgotten.add([*names, *dropped, *(sources[iri] for iri in dropped)])
        stay = {text for iri, text in self.digests().items() if iri not in dropped}
        keep_answers(self.path, {text.removeprefix("sha256:") for text in stay})
        self.note_failures({}, names)
        graphs = forget_documents(self.engine, self.rules, dropped)
        self.rebuild(lambda engine: copy_without(self.engine, engine, graphs))

    def welcome(self, documents: Iterable[str]) -> None:
        """Take documents (IRIs or sources) off the list of what is to be forgotten: they were added
        anew."""
        self._forgotten.discard(list(documents))

    def _is_there(self, document: str) -> bool:
        return bool(self._graphs_of_source(document)) or self.is_document(expand(document))

    def rebuild(self, fill: Callable[[ox.Store], None]) -> None:
        """Replace the whole store, in one step, by the graphs that *fill* writes into an empty
        engine; the union is added.

        *fill* must not keep the old engine: it is closed, and only then deleted.
        """
        self._check_writable()
        self.copies.clear()
        self._count_change([""])
        self._rules = None
        if self.path is None:
            self._engine = fill_memory(fill)
        else:
            with translate_errors(self.path):
                self._engine = rebuild_engine(self.path, fill)
                settle_parts(self.path)
        self._memory.clear()

    def flush(self) -> None:
        """Make everything survive a loss of power (once a batch: it takes tens of disk syncs)."""
        if not self.read_only and self.path is not None:
            with translate_errors(self.path):
                self.engine.flush()

    def optimize(self) -> None:
        """Rearrange the files for faster queries; worth it after adding many documents."""
        self._check_writable()
        with translate_errors(self.path):
            self.engine.optimize()

    def _check_writable(self) -> None:
        if self.read_only:
            raise StoreError(
                f"the store {self.place} is open for reading only", "open it without read_only"
            )
