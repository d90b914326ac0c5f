"""Who says what in the documents of a store."""

from collections.abc import Iterator

from kg.model import Extraction, Occurrence, Statement
from kg.rdf.claims import claim_entities
from kg.storage.lookup import things_named
from kg.storage.store import Store


def statements_of(
    store: Store, by: str | None = None, about: str | None = None, document: str | None = None
) -> Iterator[tuple[Statement, Extraction]]:
    """Yield statements with their documents, sorted by source and place; all given conditions must
    hold.

    *by*: a speaker in the chain; *about*: an entity that is named in what is said, or held by a
    claim found in it; each an IRI, CURIE or name (every entity so named). Raises DocumentNotFound
    for a *document* (IRI, CURIE or source) that is not there."""
    speakers = None if by is None else things_named(store.engine, by)
    things = None if about is None else things_named(store.engine, about)
    documents = None if document is None else {store.document(document).id}
    for chosen in (speakers, things):
        documents = _narrow(store, documents, chosen)
    for extraction in store.extractions(documents):
        for statement in extraction.statements:
            if _fits(statement, extraction, speakers, things):
                yield statement, extraction


def _narrow(store: Store, documents: set[str] | None, chosen: set[str] | None) -> set[str] | None:
    """Those of *documents* (all, for ``None``) that name one of the things *chosen*, if any are."""
    if chosen is None:
        return documents
    naming = {iri for thing in chosen for iri in store.documents_about(thing)}
    return naming if documents is None else documents & naming


def _fits(
    statement: Statement, extraction: Extraction, speakers: set[str] | None, things: set[str] | None
) -> bool:
    """Whether one of *speakers* says it and it is about one of *things*, where any are asked
    for."""
    if speakers is not None and speakers.isdisjoint(e.id for e in statement.speakers):
        return False
    return things is None or not things.isdisjoint(things_in(statement, extraction))


def things_in(statement: Statement, extraction: Extraction) -> set[str]:
    """Return the IRIs of what a statement names, and of what the claims in it hold beside the
    speakers."""
    named = {o.entity.id for o in extraction.occurrences if _inside(o, statement)}
    held = set(statement.claims)
    claims = [c for c in extraction.claims if c.id in held] if held else ()
    speakers = {e.id for e in statement.speakers}
    return named | {e.id for c in claims for e in claim_entities(c)} - speakers


def _inside(occurrence: Occurrence, statement: Statement) -> bool:
    span = occurrence.span
    return any(part.start <= span.start and span.end <= part.end for part in statement.content)
