"""KnowledgeNet (Mesquita et al. 2019): 15 relations of named things in short passages."""

from collections.abc import Iterable, Iterator
from typing import Any

from kg.attribute import attribute_document
from kg.extract import extract_claims
from kg.model import ClaimMention, Document, Polarity, Span
from kg.ontology import load_ontology
from kg.parse import parse_document
from kg.relate import find_relations

THRESHOLD = 0.3
# property of the benchmark → the relation of the ontology that the pair model knows it by
RELATIONS = {
    "CEO": "kg:chiefExecutiveOf", "CHILD_OF": "kg:childOf", "DATE_FOUNDED": "kg:foundedOn", "DATE_OF_BIRTH": "kg:bornOn",
    "DATE_OF_DEATH": "kg:diedOn", "EDUCATED_AT": "kg:educatedAt", "EMPLOYEE_OR_MEMBER_OF": "kg:memberOf", "FOUNDED_BY": "kg:founderOf",
    "HEADQUARTERS": "kg:basedIn", "NATIONALITY": "kg:nationality", "PLACE_OF_BIRTH": "kg:bornIn", "PLACE_OF_RESIDENCE": "kg:residesIn",
    "POLITICAL_AFFILIATION": "kg:politicalAffiliation", "SPOUSE": "kg:spouseOf", "SUBSIDIARY_OF": "kg:subsidiaryOf",
}  # fmt: skip
# relation that the frames find → property, and whether the ends change places
FRAMES = {
    "kg:chiefExecutiveOf": ("CEO", True), "kg:founderOf": ("FOUNDED_BY", True), "kg:subsidiaryOf": ("SUBSIDIARY_OF", False),
    "kg:bornIn": ("PLACE_OF_BIRTH", False), "kg:foundedOn": ("DATE_FOUNDED", False), "kg:bornOn": ("DATE_OF_BIRTH", False),
    "kg:diedOn": ("DATE_OF_DEATH", False), "kg:educatedAt": ("EDUCATED_AT", False), "kg:acquired": ("SUBSIDIARY_OF", True),
}  # fmt: skip


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "facts"}`` for items with a ``text``."""
    ontology, properties = load_ontology(), {relation: name for name, relation in RELATIONS.items()}
    for item in items:
        document = Document(item["id"], item["id"], item["text"])
        sentences = parse_document(document)
        attributed = attribute_document(document, sentences, ontology)
        facts = [_fact(properties[c.predicate], c, False) for s in sentences for c in find_relations(s, ontology, THRESHOLD)]
        for claim in extract_claims(sentences, ontology):
            held = attributed.stance(claim.sentence, claim.anchor).polarity is Polarity.POSITIVE
            if claim.predicate in FRAMES and held:
                facts.append(_fact(FRAMES[claim.predicate][0], claim, FRAMES[claim.predicate][1]))
        yield {"id": item["id"], "facts": facts}


def _fact(name: str, claim: ClaimMention, swapped: bool) -> dict[str, Any]:
    ends = (claim.object.span, claim.subject.span) if swapped else (claim.subject.span, claim.object.span)
    return {"property": name, "subj": _pair(ends[0]), "obj": _pair(ends[1])}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def overlap(a: list[int], b: list[int]) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]
