"""What a store holds, read from its engine: documents, claims, entities."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.errors import DocumentNotFound, InvalidClaims, StoreError
from kg.model import Claim, Document, Entity, Extraction, Modality
from kg.model.safe_text import storable_name
from kg.namespace import contract, expand
from kg.rdf import nodes, terms
from kg.rdf import quads as rdf
from kg.rdf.engines.protocol import Engine, bind_values, select_rows
from kg.resolution.quads import read_extraction
from kg.storage.disk.engine import translate_errors
from kg.storage.disk.records import Records
from kg.storage.entities import (
    choose_entity,
    choose_label,
    rank_by_name,
    read_entities,
    read_entity,
)
from kg.storage.filters import Wanted
from kg.storage.lookup import entities_named, extractions_about, things_named


class Closing(ABC):
    """What is closed at the end of its ``with`` block."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let go of what it holds."""


class Contents:
    """The documents and claims of a store, for reading."""

    def __init__(self, engine: Engine, path: Path | None = None) -> None:
        self._engine: Engine | None = engine
        self.path = path
        self.records = Records(path)
        """What could not be read, and settings."""

    @property
    def engine(self) -> Engine:
        """The quad store below; raises StoreError once closed."""
        if self._engine is None:
            raise StoreError("the store is closed", "open it again with Store.open")
        return self._engine

    @property
    def place(self) -> str:
        """Where the store is, in words."""
        return "in memory" if self.path is None else str(self.path)

    def failures(self) -> Mapping[str, Mapping[str, str]]:
        """Source → why it could not be read when it was last tried: ``error``, ``mend``,
        ``when``."""
        return self.records.read("failures")

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

    def digests(self) -> Mapping[str, str]:
        """Document IRI → digest of its text ("sha256:...")."""
        with translate_errors(self.path):
            found = self.engine.quads_for_pattern(None, terms.DIGEST, None)
            return {_name(q.subject): _value(q) for q in found if q.graph_name == q.subject}

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

    def is_document(self, iri: str) -> bool:
        """Whether an IRI (or CURIE, or any other text) is that of a document of the store."""
        try:
            node = nodes.make_iri(iri)
        except InvalidClaims:
            return False
        with translate_errors(self.path):
            return any(self.engine.quads_for_pattern(node, terms.SOURCE, None, node))

    def digest_of(self, document: str) -> str:
        """The digest of the text of the document with this IRI."""
        node = ox.NamedNode(document)
        with translate_errors(self.path):
            found = self.engine.quads_for_pattern(node, terms.DIGEST, None, node)
            return next(map(_value, found), "")

    def extractions(self, documents: Collection[str] | None = None) -> Iterator[Extraction]:
        """Yield what was added, document by document, sorted by source (only *documents*, if given:
        IRIs)."""
        for iri in self.sources() if documents is None else self._in_order(documents):
            yield read_extraction(self.quads(iri))

    def _in_order(self, documents: Collection[str]) -> list[str]:
        """Those of *documents* (IRIs) that are there, sorted by source, then IRI."""
        with translate_errors(self.path):
            query = f"SELECT ?g ?source {{ GRAPH ?g {{ ?g {terms.SOURCE} ?source }} }}"
            rows = select_rows(self.engine, bind_values(query, "?g", documents))
            found = {(row[1].value, row[0].value) for row in rows}
        return [iri for _, iri in sorted(found)]

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
        return rank_by_name(self._named(text), text)

    def _named(self, text: str, whole: bool = False) -> list[Entity]:
        """Those entities, or more (see kg.storage.lookup.entities_named)."""
        with translate_errors(self.path):
            return entities_named(self.engine, text, whole)

    def find_one(self, text: str) -> Entity:
        """Return the one entity that *text* names, an IRI also by which it was seen before a merge;
        raise EntityNotFound or AmbiguousEntity (see choose_entity)."""
        with translate_errors(self.path):
            found = read_entity(self.engine, text)
        return found or choose_entity(self._named(text, whole=True) or self.entities(), text)

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

    def label_of(self, entity: str) -> str:
        """What documents call the entity, document or relation with this IRI, also an entity that
        was merged into another since; the CURIE where none does."""
        with translate_errors(self.path):
            node = nodes.make_iri(entity)
            labels = Counter(
                _value(quad)
                for label in (terms.PREF_LABEL, terms.LABEL)
                for quad in self.engine.quads_for_pattern(node, label, None)
            )
        return choose_label(labels) if labels else contract(entity)

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
        document = storable_name(document)
        with translate_errors(self.path):
            if found := self._graphs_of_source(document):
                return found
            if self.is_document(iri := expand(document)):
                return [iri]
        if failed := self.failures().get(document):
            raise DocumentNotFound(
                f"{document} was not read: {failed['error']}", failed["mend"] or "add it again"
            )
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
