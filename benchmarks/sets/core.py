"""CORE (Borchert et al. 2023): the relation of a marked pair of companies."""

from collections.abc import Iterable, Iterator
from typing import Any

from kg.extract import extract_claims
from kg.model import ClaimMention, Document, Mention
from kg.ontology import load_ontology
from kg.parse import parse_document

# relation of the ontology → label of the benchmark, and whether our subject is its second company
MAPPING = {
    "kg:provides": ("product_or_service_of", True), "kg:soldTo": ("client_of", True), "kg:suppliedTo": ("client_of", True),
    "kg:clientOf": ("client_of", False), "kg:acquired": ("acquired_by", True), "kg:partnerOf": ("collaboration", False),
    "kg:contractedWith": ("collaboration", False), "kg:investedIn": ("shareholder_of", False), "kg:lentTo": ("shareholder_of", False),
    "kg:tradedOn": ("traded_on", False), "kg:competitorOf": ("competitor_of", False), "kg:subsidiaryOf": ("subsidiary_of", False),
    "kg:ownerOf": ("subsidiary_of", True), "kg:mergedWith": ("merged_with", False), "kg:brandOf": ("brand_of", False),
    "kg:regulates": ("regulated_by", True), "kg:founderOf": ("subsidiary_of", True), "kg:paid": ("client_of", False),
    "kg:investigated": ("regulated_by", True), "kg:fined": ("regulated_by", True),
}  # fmt: skip


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "relation", "inverted"}`` for items with ``tokens``, ``e1`` and ``e2``."""
    ontology = load_ontology()
    for item in items:
        text, spans = join_words(item["tokens"], item["e1"], item["e2"])
        claims = extract_claims(parse_document(Document(item["id"], item["id"], text)), ontology)
        yield {"id": item["id"], **_answer(claims, spans)}


def join_words(tokens: list[str], *spans: list[int]) -> tuple[str, list[tuple[int, int]]]:
    """The sentence as text, and where the token spans stand in it."""
    starts, text = [], ""
    for word in tokens:
        starts.append(len(text))
        text += word + " "
    return text, [(starts[a], starts[b - 1] + len(tokens[b - 1])) for a, b in spans]


def _answer(claims: list[ClaimMention], spans: list[tuple[int, int]]) -> dict[str, Any]:
    best: tuple[float, str, bool] | None = None
    for claim in claims:
        if claim.predicate not in MAPPING:
            continue
        relation, swapped = MAPPING[claim.predicate]
        ends = [claim.subject, claim.object, *(m for _, m in claim.qualifiers)]
        for first, second, flipped in ((0, 1, False), (1, 0, True)):
            subject = _touches(ends[0], spans[first])
            target = any(_touches(e, spans[second]) for e in ends[1:])
            if subject and target and (best is None or claim.confidence > best[0]):
                best = claim.confidence, relation, swapped != flipped
    return {"relation": best[1], "inverted": best[2]} if best else {"relation": "undefined", "inverted": False}


def _touches(mention: Mention, span: tuple[int, int]) -> bool:
    return mention.span.start < span[1] and span[0] < mention.span.end
