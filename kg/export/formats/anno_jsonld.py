"""W3C Web Annotations (.anno.jsonld), for Hypothesis, Recogito and every other annotation tool.

One annotation a claim on its quote, with the claim in words as its body. Lost: entities as nodes,
spans of subject and object, merges. https://www.w3.org/TR/annotation-model/"""

from collections.abc import Iterator
from typing import Any

from kg.export.claim_words import describe_qualifiers, describe_status
from kg.model import Claim, Document
from kg.model.safe_text import json_text
from kg.model.wording import name_end
from kg.storage.store import Store

LOSSLESS = False
_AROUND = 32
"""Characters of prefix and suffix, as Hypothesis's own client writes them."""


def write(store: Store) -> Iterator[str]:
    """Yield an AnnotationPage, an annotation a line."""
    yield '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [\n'
    between = ""
    for extraction in store.extractions():
        for claim in extraction.claims:
            yield between + json_text(_annotation(claim, extraction.document))
            between = ",\n"
    yield "\n]}\n"


def _annotation(claim: Claim, document: Document) -> dict[str, Any]:
    text, details = document.text, describe_qualifiers(claim)
    proposition = f"{claim.subject.label} — {claim.predicate.label} — {name_end(claim.object)}"
    words = f"{describe_status(claim)}: {proposition}" + (f" ({details})" if details else "")
    quote = {
        "type": "TextQuoteSelector",
        "exact": claim.quote,
        "prefix": text[max(0, claim.start - _AROUND) : claim.start],
        "suffix": text[claim.end : claim.end + _AROUND],
    }
    place = {"type": "TextPositionSelector", "start": claim.start, "end": claim.end}
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": claim.modality.value}]
    return {
        "id": claim.id,
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "value": words,
            },
            *tags,
        ],
        "target": {"source": document.url or document.id, "selector": [quote, place]},
    }
