"""The store: documents and their claims as an RDF dataset in Oxigraph, on disk or in memory.

A document is one named graph, so adding, replacing and removing are one atomic transaction each and
``remove`` equals never having added. What is acknowledged survives the end of the process; for loss
of power call ``flush()`` once a batch (``close()`` does it too).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal as OneOf
from typing import Self

import pyoxigraph as ox

from kg.errors import DocumentNotFound, StoreError
from kg.llm.answers import AnswerBook, answers_folder
from kg.model import Claim, Document, Entity, Extraction, Modality
from kg.namespace import expand
from kg.rdf import nodes, terms
from kg.rdf import quads as rdf
from kg.resolution.plan import Memory, Plan, Rules
from kg.resolution.quads import decisions_to_quads, known_to_quads, read_extraction
from kg.storage.disk.engine import open_engine, translate_errors
from kg.storage.disk.forgetting import Forgotten, forget_documents
from kg.storage.disk.marker import FORMAT, read_marker
from kg.storage.disk.parts import rebuild_engine, settle_parts
from kg.storage.disk.union import copy_without, fill_memory, replacement, with_union
from kg.storage.entities import choose_entity, rank_by_name, read_entities
from kg.storage.filters import Wanted
from kg.storage.lookup import extractions_about, things_named

type Outcome = OneOf["added", "unchanged", "replaced"]


class Store:
    """A dataset of claims. Open it with ``Store.open``; use it as a context manager."""

    def __init__(self, engine: ox.Store, path: Path | None = None, read_only: bool = False) -> None:
        self._engine: ox.Store | None = engine
        self._rules: Rules | None = None
        self._memory = Memory()
        self._forgotten = Forgotten(path)
        self.path = path
        self.read_only = read_only
        self.is_copy = False
        """Whether it shows other than what the files at ``path`` hold."""
        self.copies: dict[str, Store | None] = {}
        """What others keep of it until it changes: copies as people have checked it
        (kg.storage.judgements.reviews)."""
        self.hidden: tuple[str, ...] = ()
        """Documents (IRIs) that are to be forgotten."""

    @classmethod
    def open(cls, path: str | Path | None = None, read_only: bool = False) -> Self:
        """Open the store in folder *path*, creating it; ``None`` keeps everything in memory.

        A reader sees the state at the time of opening. What was forgotten and has come back (an
        older copy of the store was restored) is forgotten again; a reader only hides it. Raises
        StoreNotFound (reading only), StoreLocked, StoreDamaged, StoreTooNew."""
        folder = None if path is None else Path(path)
        store = cls(open_engine(folder, read_only), folder, read_only and folder is not None)
        if folder is not None:
            store._bring_up_to_date(folder)
        return store

    def _bring_up_to_date(self, folder: Path) -> None:
        """Write the union where an older kg wrote none, and forget what was forgotten; a reader
        does both in memory."""
        self.hidden = tuple(self._forgotten.among(self.sources())) if self._forgotten.any() else ()
        if self.hidden and not self.read_only:
            self.forget(self.hidden)
            self.hidden = ()
        elif self.hidden or read_marker(folder).format < FORMAT:
            graphs = forget_documents(self.engine, self.rules, self.hidden) if self.hidden else {}
            if self.read_only:
                self._engine, self.is_copy = (
                    fill_memory(lambda engine: copy_without(self.engine, engine, graphs)),
                    True,
                )
                self._rules = None
            else:
                self.rebuild(lambda engine: copy_without(self.engine, engine, graphs))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Flush and let go of the lock; closing twice does nothing."""
        if self._engine is not None:
            self.flush()
            self._engine = None

    @property
    def engine(self) -> ox.Store:
        """The Oxigraph store below; raises StoreError once closed."""
        if self._engine is None:
            raise StoreError("the store is closed", "open it again with Store.open")
        return self._engine

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
        if old == [iri] and self._mark(iri) in {
            _value(q) for q in quads if q.predicate == terms.EXTRACTION_DIGEST
        }:
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

    def arrivals(self) -> Mapping[str, str]:
        """Document IRI → when it came into the store (ISO 8601, UTC), as far as that is known."""
        with translate_errors(self.path):
            return {_name(q.subject): _value(q) for q in self._arrival_quads(None)}

    def _arrival_quads(self, node: ox.NamedNode | None) -> list[ox.Quad]:
        return list(self.engine.quads_for_pattern(node, None, None, terms.ARRIVALS_GRAPH))

    def published(self, document: str) -> str:
        """The day of publication (EDTF) of the document with this IRI, "" where none is known."""
        node = ox.NamedNode(document)
        with translate_errors(self.path):
            found = self.engine.quads_for_pattern(node, terms.DATE, None, node)
            return next(map(_value, found), "")

    @property
    def rules(self) -> Rules:
        """The decisions and known entities that resolution follows."""
        if self._rules is None:
            with translate_errors(self.path):
                self._rules = Rules.load(self.engine)
        return self._rules

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

    def digests(self) -> Mapping[str, str]:
        """Document IRI → digest of its text ("sha256:...")."""
        with translate_errors(self.path):
            found = self.engine.quads_for_pattern(None, terms.DIGEST, None)
            return {_name(q.subject): _value(q) for q in found if q.graph_name == q.subject}

    def _write(self, drops: Iterable[str], graphs: Mapping[str, Collection[ox.Quad]]) -> None:
        """Drop graphs and write others anew, in one transaction."""
        self.copies.clear()
        replaced = sorted({*drops, *(g for g in graphs if self._holds(g))})
        with translate_errors(self.path):
            if not replaced:
                self.engine.extend(with_union(quad for quads in graphs.values() for quad in quads))
                return
            self._memory.clear()
            self.engine.update(replacement(self.engine, replaced, graphs))

    def forget(self, documents: Iterable[str] = ()) -> None:
        """Write the store's files anew without *documents*, so that no byte of theirs stays.

        Nor does any of a document that was removed or replaced before, of a decision on what stands
        in no other document, or of what a model answered on such texts. It is one step: killed before, the next writer does it. What is
        forgotten already is no error; raises DocumentNotFound for what never was there."""
        self._check_writable()
        names = [
            name for name in documents if self._is_there(name) or not self._forgotten.among([name])
        ]
        dropped = sorted({iri for name in names for iri in self._resolve_document(name)})
        self._forgotten.add([*names, *dropped, *(self.sources()[iri] for iri in dropped)])
        stay = {text for iri, text in self.digests().items() if iri not in dropped}
        book = AnswerBook(answers_folder(self.path))
        book.keep_only({text.removeprefix("sha256:") for text in stay})
        graphs = forget_documents(self.engine, self.rules, dropped)
        self.rebuild(lambda engine: copy_without(self.engine, engine, graphs))

    def welcome(self, documents: Iterable[str]) -> None:
        """Take documents (IRIs or sources) off the list of what is to be forgotten: they were added
        anew."""
        self._forgotten.discard(list(documents))

    def _is_there(self, document: str) -> bool:
        return bool(self._graphs_of_source(document)) or expand(document) in self.sources()

    def rebuild(self, fill: Callable[[ox.Store], None]) -> None:
        """Replace the whole store, in one step, by the graphs that *fill* writes into an empty
        engine; the union is added.

        *fill* must not keep the old engine: it is closed, and only then deleted.
        """
        self._check_writable()
        self.copies.clear()
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

    def sources(self) -> Mapping[str, str]:
        """Document IRI → source (path or URL as given), sorted by source, then IRI."""
        with translate_errors(self.path):
            found = [
                (_value(q), _name(q.subject))
                for q in self.engine.quads_for_pattern(None, terms.SOURCE, None)
            ]
        return {iri: source for source, iri in sorted(found)}

    def document(self, document: str) -> Document:
        """Return a document by IRI, CURIE or source, with its text; raise DocumentNotFound."""
        iri = self._resolve_document(document)[0]
        return rdf.quads_to_document(self.quads(iri), iri)

    def documents(self) -> Iterator[Document]:
        """Yield the documents with their texts, sorted by source."""
        for iri in self.sources():
            yield rdf.quads_to_document(self.quads(iri), iri)

    def extractions(self, documents: Collection[str] | None = None) -> Iterator[Extraction]:
        """Yield what was added, document by document, sorted by source (only *documents*, if given:
        IRIs)."""
        for iri in self.sources():
            if documents is None or iri in documents:
                yield read_extraction(self.quads(iri))

    def quads(self, document: str) -> Iterator[ox.Quad]:
        """Yield the quads of one document's graph (IRI), in the engine's order."""
        with translate_errors(self.path):
            yield from self.engine.quads_for_pattern(None, None, None, ox.NamedNode(document))

    def claims(
        self,
        about: str | None = None,
        modality: str | Collection[str] | None = None,
        predicate: str | Collection[str] | None = None,
        document: str | None = None,
        polarity: str | None = None,
        confidence: float = 0.0,
    ) -> Iterator[Claim]:
        """Yield claims sorted by document source, start and id; all given conditions must hold.

        *about*: subject or object, an IRI, CURIE or name (every entity so named). *modality*,
        *predicate* (CURIE or IRI): one or several. *document*: IRI, CURIE or source; raises
        DocumentNotFound. *confidence*: the least, 0 to 1. Raises ValueError for a modality that is
        none."""
        strengths, relations = (
            frozenset(map(Modality, _several(modality))),
            frozenset(map(expand, _several(predicate))),
        )
        graphs = None if document is None else set(self._resolve_document(document))
        things = None
        if about is not None:
            with translate_errors(self.path):
                things = things_named(self.engine, about)
                near = extractions_about(self.engine, things, graphs)
        wanted = Wanted(things, strengths, relations, polarity, confidence)
        for extraction in self.extractions(graphs) if things is None else near:
            yield from filter(wanted.fits, extraction.claims)

    def entities(self) -> list[Entity]:
        """Return the entities of all documents, sorted by IRI, each once (see
        kg.storage.entities.merge_entities)."""
        with translate_errors(self.path):
            return read_entities(self.engine)

    def find_entity(self, text: str) -> list[Entity]:
        """Return the entities that *text* names, best first (see
        kg.storage.entities.rank_by_name)."""
        return rank_by_name(self.entities(), text)

    def find_one(self, text: str) -> Entity:
        """Return the one entity that *text* names; raise EntityNotFound or AmbiguousEntity (see
        choose_entity)."""
        return choose_entity(self.entities(), text)

    def predicates(self) -> list[str]:
        """Return the IRIs of the relations that claims of the store use, sorted."""
        with translate_errors(self.path):
            return sorted(
                {_value(q) for q in self.engine.quads_for_pattern(None, terms.PREDICATE, None)}
            )

    def documents_about(self, entity: str) -> set[str]:
        """IRIs of the documents in which an entity (IRI) stands, under whichever IRI it was
        seen."""
        with translate_errors(self.path):
            own = self.engine.quads_for_pattern(ox.NamedNode(entity), terms.NAMED, None)
            resolved = self.engine.quads_for_pattern(None, terms.RESOLVES, ox.NamedNode(entity))
            return {_name(q.graph_name) for q in (*own, *resolved)} - {""}

    def seen_as(self, entity: str) -> list[str]:
        """The other IRIs under which a resolved entity was seen."""
        with translate_errors(self.path):
            return sorted(
                {
                    _name(q.subject)
                    for q in self.engine.quads_for_pattern(
                        None, terms.RESOLVES, ox.NamedNode(entity)
                    )
                }
            )

    def contexts(self) -> dict[str, frozenset[str]]:
        """Entity IRI → IRIs of the documents that name it and of the other entities named there."""
        named: dict[str, set[str]] = {}
        with translate_errors(self.path):
            resolved = {
                (q.subject, q.graph_name): _name(q.object)
                for q in self.engine.quads_for_pattern(None, terms.RESOLVES, None)
            }
            for q in self.engine.quads_for_pattern(None, terms.NAMED, ox.Literal(True)):
                named.setdefault(_name(q.graph_name), set()).add(
                    resolved.get((q.subject, q.graph_name), _name(q.subject))
                )
        named.pop("", None)  # the union
        found: dict[str, set[str]] = {}
        for document, entities in named.items():
            for entity in entities:
                found.setdefault(entity, {document}).update(entities)
        return {iri: frozenset(others - {iri}) for iri, others in found.items()}

    def sorted_quads(self) -> Iterator[ox.Quad]:
        """Yield all quads, graph by graph in order of IRI, in a graph by their N-Quads line."""
        for iri in self._graphs():
            yield from sorted(self.quads(iri), key=str)

    def nquads(self) -> Iterator[str]:
        """Yield the store's N-Quads lines (each with its line end); the same claims give the same
        bytes."""
        for iri in self._graphs():
            data = ox.serialize(self.quads(iri), format=ox.RdfFormat.N_QUADS) or b""
            yield from (line + "\n" for line in sorted(data.decode("utf-8").split("\n")) if line)

    def _graphs(self) -> list[str]:
        """All graphs: decisions, documents, known entities."""
        return sorted(
            {
                *self.sources(),
                terms.DECISIONS_GRAPH.value,
                terms.KNOWN_GRAPH.value,
                terms.VERDICTS_GRAPH.value,
            }
        )

    def holds(self, document: str) -> bool:
        """Whether the document with this IRI is stored."""
        with translate_errors(self.path):
            return self._holds(document)

    def count_claims(self, document: str) -> int:
        """How many claims the document with this IRI holds."""
        with translate_errors(self.path):
            return sum(
                1
                for _ in self.engine.quads_for_pattern(
                    None, terms.TYPE, terms.CLAIM, ox.NamedNode(document)
                )
            )

    def _check_writable(self) -> None:
        if self.read_only:
            raise StoreError(
                f"the store {self.path} is open for reading only", "open it without read_only"
            )

    def _holds(self, iri: str) -> bool:
        return self.engine.contains_named_graph(nodes.make_iri(iri))

    def _mark(self, iri: str) -> str:
        node = ox.NamedNode(iri)
        return "".join(
            map(_value, self.engine.quads_for_pattern(node, terms.EXTRACTION_DIGEST, None, node))
        )

    def _graphs_of_source(self, source: str) -> list[str]:
        quads = self.engine.quads_for_pattern(None, terms.SOURCE, nodes.make_literal(source))
        return sorted({_name(q.subject) for q in quads})

    def _resolve_document(self, document: str) -> list[str]:
        """IRIs of a document given by IRI, CURIE or source."""
        with translate_errors(self.path):
            if found := self._graphs_of_source(document):
                return found
            if (iri := expand(document)) in self.sources():
                return [iri]
        raise DocumentNotFound(
            f"no document {document!r} in the store",
            "give a source or an IRI, as listed by: kg query sources",
        )


def _several(given: str | Collection[str] | None) -> list[str]:
    return [] if given is None else [given] if isinstance(given, str) else list(given)


def _value(quad: ox.Quad) -> str:
    return quad.object.value if isinstance(quad.object, ox.NamedNode | ox.Literal) else ""


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
