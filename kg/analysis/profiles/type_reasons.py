"""Why an entity has its type: its documents are read again, and every mention says what it tells.

Evidence that points elsewhere is listed too, so that a conflict inside one document can be seen.
"""

from collections import Counter
from collections.abc import Iterator

from kg.attribution.document import attribute_document
from kg.coreference.entities import resolve_document
from kg.language.entity_types import class_by_form, evidence_of
from kg.language.mentions import find_mentions
from kg.language.parser import parse_document
from kg.model import Document, Entity, MentionKind
from kg.ontology.loader import load_ontology
from kg.storage.store import Store


def type_reasons(store: Store, entity: Entity) -> list[tuple[str, str, int]]:
    """Return ``(class, why, number of mentions)`` for an entity of *store*, the most frequent
    first; parses its documents."""
    seen = {iri.partition("~")[0] for iri in (entity.id, *store.seen_as(entity.id))}
    counts: Counter[tuple[str, str]] = Counter()
    for extraction in store.extractions(store.documents_about(entity.id)):
        counts.update(_reasons(extraction.document, seen))
    return [
        (kind, why, n) for (kind, why), n in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    ]


def _reasons(document: Document, seen: set[str]) -> Iterator[tuple[str, str]]:
    ontology, sentences = load_ontology(), parse_document(document)
    mentions = sorted(
        {m for s in sentences for m in find_mentions(s, ontology)}, key=lambda m: (m.span, m.end)
    )
    said = attribute_document(document, sentences, ontology).attributions
    for mention, found in resolve_document(document, sentences, mentions, ontology, said).items():
        if found.id in seen and mention.kind is MentionKind.NAME:
            if (by_form := class_by_form(found.label, ontology)) is not None:
                yield by_form, "the form of its name"
            yield from (
                (kind, why)
                for kind, _, why in evidence_of(sentences[mention.sentence], mention, ontology)
            )
