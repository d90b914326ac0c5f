"""Claims as a labelled property graph: nodes for things and values, one relationship a claim."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.export.claim_words import describe_qualifiers
from kg.model import Claim, Document, Entity, Value
from kg.model.wording import name_end
from kg.namespace import contract, digest
from kg.storage.store import Store


@dataclass(frozen=True, slots=True)
class Node:
    """A thing or a value; ``label`` is its class (``Person``, ``Value``)."""

    id: str
    label: str
    name: str
    aliases: tuple[str, ...] = ()
    named: bool = True
    datatype: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()


def read_nodes(store: Store) -> Iterator[Node]:
    """Yield every end of a claim once: entities in order of IRI, then values."""
    values: dict[str, Node] = {}
    for extraction in store.extractions():
        for claim in extraction.claims:
            if isinstance(claim.object, Value):
                node_ = Node(
                    node_id(claim.object),
                    "Value",
                    claim.object.value,
                    (),
                    False,
                    claim.object.datatype,
                )
                values[node_.id] = node_
    for entity in store.entities():
        numbers = store.rules.identifiers(entity)
        yield Node(
            node_id(entity),
            entity.type,
            entity.label,
            entity.aliases,
            entity.named,
            identifiers=numbers,
        )
    yield from (values[key] for key in sorted(values))


EDGE_PROPERTIES = (
    "claim", "predicate", "label", "modality", "polarity", "stands_as_fact", "claimant", "quote",
    "source", "start", "end", "published", "confidence", "time_start", "time_end", "qualifiers",
    "revision",
)  # fmt: skip
"""What a relationship says besides its ends, in this order."""


def node_id(end: Entity | Value) -> str:
    """Return the CURIE of an entity, or of a value an identifier made of its words and datatype."""
    return (
        contract(end.id) if isinstance(end, Entity) else f"value:{digest(end.value, end.datatype)}"
    )


def node_properties(node: Node) -> dict[str, str | bool]:
    """Return a node's properties as plain values; aliases are joined by "; ", identifiers too."""
    found: dict[str, str | bool] = {"name": node.name, "named": node.named}
    more = {
        "aliases": "; ".join(node.aliases),
        "datatype": node.datatype,
        "identifiers": join_identifiers(node.identifiers),
    }
    return found | {k: v for k, v in more.items() if v}


def join_identifiers(identifiers: Iterable[tuple[str, str]]) -> str:
    """Return identifiers of registers as one cell.

    >>> join_identifiers([("wikidata", "Q7"), ("cik", "320193")])
    'wikidata Q7; cik 320193'
    """
    return "; ".join(f"{scheme} {value}" for scheme, value in identifiers)


def edge_type(claim: Claim) -> str:
    """Return the type of a claim's relationship: its relation's where it stands as fact, CLAIMED
    otherwise."""
    name = contract(claim.predicate.id).partition(":")[2]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"\W+", "_", words).upper() if claim.is_fact else "CLAIMED"


def edge_properties(claim: Claim, document: Document) -> dict[str, str | float | int | bool]:
    """Return all that a relationship says: who claims what, how strongly, when, in which words."""
    time = claim.time
    return {
        "start_id": node_id(claim.subject),
        "end_id": node_id(claim.object),
        "claim": claim.id,
        "predicate": claim.predicate.id,
        "label": claim.predicate.label,
        "modality": claim.modality.value,
        "polarity": claim.polarity.value,
        "stands_as_fact": claim.is_fact,
        "claimant": " > ".join(map(name_end, claim.attribution)),
        "quote": claim.quote,
        "source": document.source,
        "start": claim.start,
        "end": claim.end,
        "published": document.date,
        "confidence": claim.confidence,
        "time_start": (time.start if time else None) or "",
        "time_end": (time.end if time else None) or "",
        "qualifiers": describe_qualifiers(claim),
        "revision": claim.revision,
    }
