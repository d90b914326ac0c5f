"""schema.org JSON-LD (.schema.jsonld) for web pages: articles and the claims that appear in them.

Each claim is a schema:Claim with its words as ``text``, who makes it as ``author`` and the article
as ``appearance``; no claim becomes a property between two things. Lost: types of relations, spans,
confidence, merges. https://schema.org/Claim"""

from collections.abc import Iterator
from typing import Any

from kg.export.claim_words import describe_status
from kg.model import Claim, Document, Entity
from kg.model.safe_text import json_text
from kg.model.wording import document_name, name_end
from kg.namespace import PREFIXES
from kg.ontology.alignments import find_aligned
from kg.ontology.loader import load_ontology
from kg.storage.store import Store

LOSSLESS = False


def write(store: Store) -> Iterator[str]:
    """Yield one graph, a node a line."""
    yield '{"@context": "https://schema.org", "@graph": [\n'
    between = ""
    for extraction in store.extractions():
        for node in (_article(extraction.document), *map(_claim, extraction.claims)):
            yield between + json_text(node)
            between = ",\n"
    yield "\n]}\n"


def _article(document: Document) -> dict[str, Any]:
    found = {
        "@id": document.id,
        "@type": "Article",
        "headline": document_name(document.title, document.source, document.date),
        "url": document.url,
        "datePublished": document.date,
        "author": [{"@type": "Thing", "name": name} for name in document.authors],
        "publisher": {"@type": "Organization", "name": document.publisher}
        if document.publisher
        else "",
    }
    return {name: value for name, value in found.items() if value}


def _author(entity: Entity) -> dict[str, str]:
    schema = find_aligned(entity.type, load_ontology(), PREFIXES["schema"]) or "Thing"
    return {"@id": entity.id, "@type": schema, "name": entity.label}


def _claim(claim: Claim) -> dict[str, Any]:
    words = f"{claim.subject.label} {claim.predicate.label} {name_end(claim.object)}"
    found = {
        "@id": claim.id,
        "@type": "Claim",
        "name": f"{describe_status(claim)}: {words}",
        "text": claim.quote,
        "creativeWorkStatus": describe_status(claim),
        "author": [_author(entity) for entity in claim.attribution[-1:]],
        "appearance": {"@id": claim.document},
    }
    return {name: value for name, value in found.items() if value}
