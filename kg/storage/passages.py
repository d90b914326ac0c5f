"""Where words stand: the texts of documents, the spans of subjects and objects of claims, and how
often a document names an entity."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.model import Entity
from kg.rdf import terms as t
from kg.rdf.claims import claim_entities
from kg.rdf.engines.protocol import bind_values, select_rows
from kg.storage.disk.engine import translate_errors
from kg.storage.store import Store

type Spans = tuple[tuple[int, int], tuple[int, int]]

_FEW = 20_000
"""Claims or documents up to which they are read by themselves: above, one pass is as fast."""
_TEXTS = f"SELECT ?g ?text {{ GRAPH ?g {{ ?g {t.TEXT} ?text }} }}"
_SPANS = f"SELECT ?c ?s ?o {{ GRAPH ?g {{ ?c {t.SUBJECT_SPAN} ?s ; {t.OBJECT_SPAN} ?o }} }}"


def read_texts(store: Store, documents: Collection[str]) -> dict[str, str]:
    """Return document IRI → text, for those of *documents* that the store holds."""
    with translate_errors(store.path):
        rows = select_rows(store.engine, _choose(_TEXTS, "?g", documents))
        return {row[0].value: row[1].value for row in rows if row[0].value in documents}


def read_spans(store: Store, claims: Collection[str]) -> dict[str, Spans]:
    """Return claim IRI → the code points of its subject's and its object's mention, for *claims*
    at least."""
    with translate_errors(store.path):
        rows = select_rows(store.engine, _choose(_SPANS, "?c", claims))
        return {row[0].value: (_read_span(row[1]), _read_span(row[2])) for row in rows}


def _choose(query: str, variable: str, iris: Collection[str]) -> str:
    """A SELECT of GRAPH ?g with what binds its *variable* to each of *iris*, where they are few."""
    if len(iris) > _FEW:
        return query
    return bind_values(query, variable, iris)


def _read_span(term: object) -> tuple[int, int]:
    text = term.value if isinstance(term, ox.Literal | ox.NamedNode) else ""
    first, _, last = text.rpartition("=")[2].partition(",")
    return int(first), int(last)


@dataclass(frozen=True, slots=True)
class NamedIn:
    """An entity as one document (IRI) has it, with the class of the list of known entities where
    that is narrower; how often that document names it, and in how many
    claims it stands."""

    entity: Entity
    document: str
    occurrences: int
    claims: int


def entities_by_document(store: Store) -> Iterator[NamedIn]:
    """Yield each entity of each document, sorted by the document's source, then by IRI."""
    for extraction in store.extractions():
        named = Counter(o.entity.id for o in extraction.occurrences)
        claimed = Counter(
            iri for c in extraction.claims for iri in {e.id for e in claim_entities(c)}
        )
        for entity in extraction.entities:
            yield NamedIn(
                store.rules.typed(entity),
                extraction.document.id,
                named[entity.id],
                claimed[entity.id],
            )
