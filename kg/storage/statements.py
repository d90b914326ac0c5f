"""Who says what in the documents of a store."""

from collections.abc import Iterator

from kg.model import Extraction, Occurrence, Statement
from kg.rdf.quads import claim_entities
from kg.storage.lookup import things_named
from kg.storage.store import Store


def statements_of(
    store: Store, by: str | None = None, about: str | None = None, document: str | None = None
) -> Iterator[tuple[Statement, Extraction]]:
    """Yield statements with their documents, sorted by source and place; all given conditions must
    hold.

    *by*: a speaker in the chain; *about*: an entity that is named in what is said, or held by a claim found
    in it; each an IRI, CURIE or name (every entity so named). Raises DocumentNotFound for a
    *document* (IRI, CURIE or source) that is not there."""
    speakers, things = (
        None if name is None else things_named(store.engine, name) for name in (by, about)
    )
    documents = None if document is None else {store.document(document).id}
    for chosen in (speakers, things):
        if chosen is not None:
            naming = {iri for thing in chosen for iri in store.documents_about(thing)}
            documents = naming if documents is None else documents & naming
    for extraction in store.extractions(documents):
        for statement in extraction.statements:
            said = speakers is None or not speakers.isdisjoint({e.id for e in statement.speakers})
            if said and (things is None or not things.isdisjoint(things_in(statement, extraction))):
                yield statement, extraction


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
