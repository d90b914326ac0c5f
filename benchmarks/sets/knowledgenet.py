"""KnowledgeNet (Mesquita et al. 2019): 15 relations of named things in short passages."""

from collections.abc import Iterable, Iterator
from typing import Any

from kg.model import Claim, Document, Polarity
from kg.parse import parse_document
from kg.pipeline import extract_parsed

# relation of the ontology → property of the benchmark, and whether its ends change places
MAPPING = {
    "kg:employedBy": ("EMPLOYEE_OR_MEMBER_OF", False), "kg:memberOf": ("EMPLOYEE_OR_MEMBER_OF", False),
    "kg:officerOf": ("EMPLOYEE_OR_MEMBER_OF", False), "kg:directorOf": ("EMPLOYEE_OR_MEMBER_OF", False),
    "kg:chiefExecutiveOf": ("CEO", True), "kg:residesIn": ("PLACE_OF_RESIDENCE", False), "kg:spouseOf": ("SPOUSE", False),
    "kg:bornIn": ("PLACE_OF_BIRTH", False), "kg:educatedAt": ("EDUCATED_AT", False), "kg:childOf": ("CHILD_OF", False),
    "kg:basedIn": ("HEADQUARTERS", False), "kg:bornOn": ("DATE_OF_BIRTH", False), "kg:founderOf": ("FOUNDED_BY", True),
    "kg:nationality": ("NATIONALITY", False), "kg:politicalAffiliation": ("POLITICAL_AFFILIATION", False),
    "kg:diedOn": ("DATE_OF_DEATH", False), "kg:foundedOn": ("DATE_FOUNDED", False), "kg:subsidiaryOf": ("SUBSIDIARY_OF", False),
    "kg:ownerOf": ("SUBSIDIARY_OF", True), "kg:acquired": ("SUBSIDIARY_OF", True),
}  # fmt: skip
ALSO = {"kg:chiefExecutiveOf": ("EMPLOYEE_OR_MEMBER_OF", False)}


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "facts"}`` for items with a ``text``."""
    for item in items:
        document = Document(item["id"], item["id"], item["text"])
        extraction = extract_parsed(document, parse_document(document))
        facts = [f for claim in extraction.claims if claim.polarity is Polarity.POSITIVE for f in _facts(claim)]
        yield {"id": item["id"], "facts": facts}


def _facts(claim: Claim) -> Iterator[dict[str, Any]]:
    subject = [claim.subject_span.start, claim.subject_span.end]
    target = [claim.object_span.start, claim.object_span.end]
    for table in (MAPPING, ALSO):
        if claim.predicate.id in table:
            name, swapped = table[claim.predicate.id]
            yield {"property": name, "subj": target if swapped else subject, "obj": subject if swapped else target}
            if name == "SPOUSE":
                yield {"property": name, "subj": target, "obj": subject}
