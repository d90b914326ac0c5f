"""FollowTheMoney entities, one a line (.ftm.json), for Aleph, OpenSanctions' tools and the ``ftm``
command.

Only what stands as fact is written, unless *include* names more. How a claim is put stands in
``status``, its predicate in ``role``, both with the quote in ``summary``. Lost: offsets,
confidence, claims about values. Which schema a relation becomes is said by its ``kg:ftm`` in the
ontology ("Payment payer beneficiary": the schema, the property that holds the subject, the one that
holds the object); ends that the schema does not take, open relations, and whatever does not stand
as fact become an UnknownLink. https://followthemoney.tech/explorer/"""

import re
from collections.abc import Collection, Iterator
from typing import Any

from kg.export.claim_words import describe_qualifiers, describe_status
from kg.model import Claim, Document, Entity, Modality
from kg.model.safe_text import json_text
from kg.model.wording import document_name
from kg.namespace import PREFIXES, digest
from kg.ontology.alignments import find_aligned
from kg.ontology.loader import Ontology, load_ontology
from kg.resolution.known_entities import KnownEntity
from kg.storage.store import Store
from kg.values.money import read_amount

LOSSLESS = False
_ABOVE = {
    "Person": {"LegalEntity"},
    "Organization": {"LegalEntity"},
    "PublicBody": {"LegalEntity", "Organization"},
    "Company": {"LegalEntity", "Organization", "Asset"},
    "Contract": {"Asset"},
}
"""FollowTheMoney schema -> the schemata above it that its edges ask for."""
_ASKS = {
    "director": "LegalEntity",
    "organization": "Organization",
    "employee": "Person",
    "employer": "Organization",
    "member": "LegalEntity",
    "owner": "LegalEntity",
    "asset": "Asset",
    "person": "Person",
    "relative": "Person",
    "agent": "LegalEntity",
    "client": "LegalEntity",
    "payer": "LegalEntity",
    "beneficiary": "LegalEntity",
    "debtor": "LegalEntity",
    "creditor": "LegalEntity",
    "case": "CourtCase",
    "party": "Thing",
}
"""Property of an edge -> the schema that its end must have."""
_IDENTIFIERS = {
    "wikidata": ("wikidataId", "Thing", "{}"),
    "lei": ("leiCode", "LegalEntity", "{}"),
    "opencorporates": (
        "opencorporatesUrl",
        "LegalEntity",
        "https://opencorporates.com/companies/{}",
    ),
    "cik": ("cikCode", "Company", "{}"),
    "opensanctions": ("sourceUrl", "Thing", "https://www.opensanctions.org/entities/{}/"),
    "docket": ("caseNumber", "CourtCase", "{}"),
}
"""Scheme of a known entity's identifier -> property, the schema that has it, and its form."""
_WORDED = {"Family": "relationship", "Payment": "purpose", "Debt": "description"}
"""Schemata that have neither role nor status -> the property that says in words what is claimed,
and how."""
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")


def write(store: Store, include: Collection[Modality] = ()) -> Iterator[str]:
    """Yield a line an entity: documents with their edges; things before the first edge that names
    them."""
    ontology, written = load_ontology(), set[str]()
    things = {e.id: e for e in store.entities()}
    for extraction in store.extractions():
        yield _line(_document(extraction.document))
        for claim in extraction.claims:
            if not isinstance(claim.object, Entity) or not (
                claim.is_fact or claim.modality in include
            ):
                continue
            for end in (claim.subject, claim.object):
                if end.id not in written:
                    written.add(end.id)
                    thing = things[end.id]
                    yield _line(_thing(thing, ontology, store.rules.listed(thing)))
            ends = (things[claim.subject.id], things[claim.object.id])
            yield _line(_edge(claim, ends, ontology))


def _line(entity: dict[str, Any]) -> str:
    return json_text(entity, sort_keys=True) + "\n"


def _make(key: str, schema: str, **properties: str | tuple[str, ...]) -> dict[str, Any]:
    lists = {
        name: [value] if isinstance(value, str) else list(value)
        for name, value in properties.items()
    }
    kept = {name: sorted({v for v in values if v}) for name, values in lists.items()}
    return {
        "id": f"kg-{digest(key)}",
        "schema": schema,
        "properties": {k: v for k, v in kept.items() if v},
    }


def _document(document: Document) -> dict[str, Any]:
    return _make(
        document.id,
        "Article",
        fileName=document.source.rpartition("/")[2],
        title=document_name(document.title, document.source, document.date),
        author=document.authors,
        publishedAt=_day(document.date),
        publisher=document.publisher,
        sourceUrl=_url(document.url),
    )


def _url(address: str) -> str:
    return address if address.startswith(("http://", "https://")) else ""


def _find_schema(type_: str, ontology: Ontology) -> str:
    return find_aligned(type_, ontology, PREFIXES["ftm"]) or "Note"


def _thing(entity: Entity, ontology: Ontology, listed: Collection[KnownEntity]) -> dict[str, Any]:
    """An entity, with the numbers that registers give it."""
    schema = _find_schema(entity.type, ontology)
    more = {"title": entity.label} if schema in ("Contract", "Document") else {}
    more |= {"fileName": entity.label} if schema == "Document" else {}
    names = {"alias": entity.aliases, "weakAlias": entity.descriptions}
    known: dict[str, tuple[str, ...]] = {}
    for scheme, value in (pair for k in listed for pair in k.identifiers):
        name, above, form = _IDENTIFIERS[scheme]
        if _is_a(schema, above):
            known[name] = (*known.get(name, ()), form.format(value))
    return _make(entity.id, schema, name=entity.label, **names, **more, **known)


def _edge(claim: Claim, ends: tuple[Entity, Entity], ontology: Ontology) -> dict[str, Any]:
    schema, first, second = _choose_edge(claim, ends, ontology)
    time, details = claim.time, describe_qualifiers(claim)
    status = describe_status(claim)
    properties = {
        first: f"kg-{digest(ends[0].id)}",
        second: f"kg-{digest(ends[1].id)}",
        "summary": f"{status}: {claim.quote}",
        "description": details,
        "proof": f"kg-{digest(claim.document)}",
        "startDate": _day(time.start if time else ""),
        "endDate": _day(time.end if time else ""),
    }
    if schema in _WORDED:
        properties[_WORDED[schema]] = f"{claim.predicate.label} ({status})"
    else:
        properties |= {"role": claim.predicate.label, "status": status}
    amount = (
        next((read_amount(v.value) for v in _amounts(claim)), None)
        if schema in ("Payment", "Debt")
        else None
    )
    if amount is not None:
        properties |= {
            "amount": str(amount.number.normalize().__format__("f")),
            "currency": amount.currency,
        }
    return _make(claim.id, schema, **properties)


def _amounts(claim: Claim) -> Iterator[Any]:
    return (
        q.value
        for q in claim.qualifiers
        if q.predicate == "kg:amount" and not isinstance(q.value, Entity)
    )


def _choose_edge(
    claim: Claim, things: tuple[Entity, Entity], ontology: Ontology
) -> tuple[str, str, str]:
    """The schema of a claim's edge, and the properties that hold its subject and its object."""
    relation = ontology.relations.get(claim.predicate.id)
    ends = [_find_schema(thing.type, ontology) for thing in things]
    for text in relation.ftm if relation is not None and claim.is_fact else ():
        schema, first, second = text.split()
        if all(_is_a(end, _ASKS[name]) for name, end in zip((first, second), ends, strict=True)):
            return schema, first, second
    return "UnknownLink", "subject", "object"


def _is_a(schema: str, wanted: str) -> bool:
    return wanted in ("Thing", schema) or wanted in _ABOVE.get(schema, ())


def _day(date: str | None) -> str:
    return date if date and _DAY.match(date) else ""
