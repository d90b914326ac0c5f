"""How much a claim is worth an edge, apart from how sure it is: what pictures and questions start
from.

Three things count, each a factor from 0 to 1: whether both ends can be told (a name, an amount, or
only a description), whether the relation is one of substance (the ontology's families), and whether
the sentence is more than what the genre always says. The measure follows from the claim alone, so
that it needs no place in the graph."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import networkx as nx

from kg.model import Claim, Entity, Modality, Value
from kg.ontology.loader import load_ontology

INTERESTING = 0.45
"""From here on a claim is drawn and listed first. Development gold: 58 % of the claims are, 79 % of
the core claims found."""
_SUBJECT = {"named": 1.0, "value": 0.6, "described": 0.6}
_OBJECT = {"named": 1.0, "value": 1.0, "described": 0.75}
_FAMILY, _OTHER = 1.0, 0.8
_UNSURE = 0.6
_ATTRIBUTE = 0.5  # a title, a day of birth: a property of one thing, no tie between two
_ROUTINE = 0.4
_OPEN = frozenset({Modality.HYPOTHETICAL, Modality.UNKNOWN, Modality.POSSIBLE})


def measure_interest(claim: Claim) -> float:
    """Return how much a claim is worth an edge, from 0 to 1."""
    return _measure(
        claim.predicate.id, _kind(claim.subject), _kind(claim.object), claim.modality, claim.quote
    )


def edge_interest(
    network: nx.MultiDiGraph, source: str, target: str, edge: Mapping[str, Any]
) -> float:
    """Return how much an edge of a network is worth drawing, as *measure_interest* does for its
    claim."""
    subject, object_ = (_node_kind(network.nodes[node]) for node in (source, target))
    return _measure(edge["predicate"], subject, object_, edge["modality"], edge["quote"])


def _measure(predicate: str, subject: str, object_: str, modality: str, quote: str) -> float:
    score = _substance(predicate) * _SUBJECT[subject] * _OBJECT[object_]
    if object_ == "value" and predicate.startswith("kg:") and _substance(predicate) < _FAMILY:
        score *= _ATTRIBUTE
    if modality in _OPEN:
        score *= _UNSURE  # "a party may ask": a rule or a wish, no deed
    return round(score * (_ROUTINE if _routine().search(quote) else 1), 2)


@cache
def _substance(predicate: str) -> float:
    relation = load_ontology().relations.get(predicate)
    return _FAMILY if relation is not None and set(relation.families) - {"Neutral"} else _OTHER


@cache
def _routine() -> re.Pattern[str]:
    """The phrases of which a genre makes all its texts ("presumed innocent"), as one pattern."""
    phrases = sorted(load_ontology().words["RoutinePhrase"])
    return re.compile("|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases), re.IGNORECASE)


def _kind(end: Entity | Value) -> str:
    return "value" if isinstance(end, Value) else "named" if end.named else "described"


def _node_kind(node: Mapping[str, Any]) -> str:
    return "value" if node["type"] == "Value" else "named" if node["named"] else "described"
