"""Text2KGBench (Mihindukulasooriya et al. 2023): triples of an ontology from single sentences.

Relations of ours are mapped to the labels of its ontologies; a label that an item's ontology does not
have is dropped by its number, which stands in the item's ``ontology`` field.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from kg.extract import extract_claims
from kg.model import ClaimMention, Document
from kg.ontology import load_ontology
from kg.parse import parse_document

# relation of the ontology → labels of the benchmark's ontologies, and whether the ends change places
MAPPING = {
    "kg:founderOf": ("founded by", True), "kg:chiefExecutiveOf": ("chief executive officer", True), "kg:ownerOf": ("owned by", True),
    "kg:basedIn": ("headquarters location", False), "kg:subsidiaryOf": ("parent organization", False), "kg:memberOf": ("Member of", False),
    "kg:politicalAffiliation": ("member of political party", False), "kg:foundedOn": ("inception", False),
    "kg:bornIn": ("place of birth", False), "kg:bornOn": ("date of birth", False), "kg:diedOn": ("date of death", False),
    "kg:educatedAt": ("educated at", False), "kg:employedBy": ("employer", False), "kg:spouseOf": ("spouse", False),
    "kg:provides": ("product or material produced", False), "kg:directorOf": ("board member", True),
    "kg:officerOf": ("position held", False),
    "kg:tradedOn": ("stock exchange", False), "kg:acquired": ("owned by", True), "kg:occurredAt": ("location", False),
}  # fmt: skip


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "triples"}`` for items with a ``sentence``."""
    ontology = load_ontology()
    for item in items:
        claims = extract_claims(parse_document(Document(item["id"], item["id"], item["sentence"])), ontology)
        yield {"id": item["id"], "triples": [t for c in claims for t in _triples(c)]}


def _triples(claim: ClaimMention) -> Iterator[dict[str, str]]:
    if claim.predicate in MAPPING:
        label, swapped = MAPPING[claim.predicate]
        ends = (claim.object.text, claim.subject.text) if swapped else (claim.subject.text, claim.object.text)
        yield {"sub": ends[0], "rel": label, "obj": ends[1]}
