"""KnowledgeNet (Mesquita et al. 2019): 15 relations of named things in short passages."""

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.models.relations import find_relations
from kg.language.parser import parse_document
from kg.model import ClaimMention, Document, Span
from kg.ontology.loader import load_ontology

THRESHOLD = 0.35
# property of the benchmark → the relation of the ontology that the pair model knows it by
RELATIONS = {
    "CEO": "kg:chiefExecutiveOf",
    "CHILD_OF": "kg:childOf",
    "DATE_FOUNDED": "kg:foundedOn",
    "DATE_OF_BIRTH": "kg:bornOn",
    "DATE_OF_DEATH": "kg:diedOn",
    "EDUCATED_AT": "kg:educatedAt",
    "EMPLOYEE_OR_MEMBER_OF": "kg:memberOf",
    "FOUNDED_BY": "kg:founderOf",
    "HEADQUARTERS": "kg:basedIn",
    "NATIONALITY": "kg:nationality",
    "PLACE_OF_BIRTH": "kg:bornIn",
    "PLACE_OF_RESIDENCE": "kg:residesIn",
    "POLITICAL_AFFILIATION": "kg:politicalAffiliation",
    "SPOUSE": "kg:spouseOf",
    "SUBSIDIARY_OF": "kg:subsidiaryOf",
}


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "facts"}`` for items with a ``text``."""
    ontology, properties = load_ontology(), {relation: name for name, relation in RELATIONS.items()}
    for item in items:
        sentences = parse_document(Document(item["id"], item["id"], item["text"]))
        facts = [
            _fact(properties[c.predicate], c)
            for s in sentences
            for c in find_relations(s, ontology, THRESHOLD)
        ]
        yield {"id": item["id"], "facts": facts}


def _fact(name: str, claim: ClaimMention) -> dict[str, Any]:
    return {"property": name, "subj": _pair(claim.subject.span), "obj": _pair(claim.object.span)}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def overlap(a: list[int], b: list[int]) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]
