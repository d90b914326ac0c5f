"""Where the documents of a store name its entities."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Entity
from kg.rdf.quads import claim_entities
from kg.storage.store import Store


@dataclass(frozen=True, slots=True)
class NamedIn:
    """An entity as one document (IRI) has it; how often that document names it, and in how many
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
            yield NamedIn(entity, extraction.document.id, named[entity.id], claimed[entity.id])
