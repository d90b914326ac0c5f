"""How much a claim is worth an edge, apart from how sure it is: what pictures and questions start
from.

The measure is how likely an investigator wants the claim, and it is not wrong: a logistic
regression over what the claim shows by itself (the families of its relation, what its ends are, how
it is put, and by whom), so that it needs no place in the graph. ``interest.json`` holds a weight a
feature; ``python -m benchmarks.train_interest`` makes them from 900 claims that were read beside
their texts. What a genre always says, and what the subject says already, counts less."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx

from kg.model import Claim, Entity, Modality, Value
from kg.ontology.loader import load_ontology

INTERESTING = 0.3
"""From here on a claim is drawn and listed first: half of the claims of the development gold. Of
the better half of 937 claims that were read, .62 are wanted and .81 not wrong, as models of other
documents rank them."""
_UNSURE = 0.7
_OPEN = frozenset({Modality.HYPOTHETICAL, Modality.UNKNOWN, Modality.POSSIBLE})
"""What is no more than possible: a rule or a wish, often."""
_ROUTINE = 0.4
_REPEATED = 0.5
_EMPTY = 0.5
"""Of whom somebody spoke, without what was said: of 12 such claims that were read all were too
short to say something, and nobody wanted one."""
_BARE = 0.75
"""An open relation that reaches one common noun ("stumbled into a store") and no further place: of
50 such claims that were read .30 were too short to say something, of all .14."""
_WORD = re.compile(r"\w+")
_COPULAS = frozenset({"rel:be", "rel:have"})
_LEGAL = frozenset({"LegalStep", "Proceeding", "Outcome"})
MARKS = ("negated", "told", "dated", "placed")
"""The traits that are there or not."""
_LONG = 8
"""From so many words on a description counts as long."""


@dataclass(frozen=True, slots=True)
class End:
    """What the measure asks of an end: "named", "value" or "described", its type and its label."""

    kind: str
    type: str
    label: str


@dataclass(frozen=True, slots=True)
class Traits:
    """What the measure asks of a claim."""

    predicate: str
    subject: End
    object: End
    modality: str
    negated: bool
    told: bool
    """Somebody claims it."""
    dated: bool
    placed: bool
    """It has further places: what for, from where."""
    quote: str


def measure_interest(claim: Claim) -> float:
    """Return how much a claim is worth an edge, from 0 to 1."""
    return _measure(describe_claim(claim))


def edge_interest(
    network: nx.MultiDiGraph, source: str, target: str, edge: Mapping[str, Any]
) -> float:
    """Return how much an edge of a network is worth drawing, as *measure_interest* does for its
    claim."""
    return _measure(
        Traits(
            edge["predicate"],
            _end_of_node(network.nodes[source]),
            _end_of_node(network.nodes[target]),
            edge["modality"],
            edge["polarity"] != "positive",
            bool(edge["attribution_ids"]),
            bool(edge["time_text"]),
            bool(edge["qualifiers"]),
            edge["quote"],
        )
    )


def describe_claim(claim: Claim) -> Traits:
    """Return what the measure asks of *claim*."""
    return Traits(
        claim.predicate.id,
        _end_of(claim.subject),
        _end_of(claim.object),
        claim.modality.value,
        claim.polarity.value != "positive",
        bool(claim.attribution),
        bool(claim.time and claim.time.text),
        bool(claim.qualifiers),
        claim.quote,
    )


def list_features(traits: Traits) -> dict[str, float]:
    """Return what the regression sees of a claim: the name of each feature → its value, 0 to 1."""
    features = dict.fromkeys(_relation_features(traits.predicate), 1.0)
    for side, end in (("subject", traits.subject), ("object", traits.object)):
        features[f"{side} {end.kind}"] = 1.0
        if end.kind != "value":
            features[f"{side} a {end.type}"] = 1.0
        if end.kind == "described":
            words = len(end.label.split())
            features[f"{side} of one word"] = float(words == 1)
            features[f"{side} long"] = min(words, _LONG) / _LONG
    kinds = {traits.subject.kind, traits.object.kind}
    features["both named"] = float(kinds == {"named"})
    typed = "typed" in features
    features["described by nobody"] = float(not typed and "named" not in kinds and not traits.told)
    features[traits.modality] = 1.0
    for name in MARKS:
        features[name] = float(getattr(traits, name))
    return {name: value for name, value in features.items() if value}


@cache
def _relation_features(predicate: str) -> tuple[str, ...]:
    return tuple(_list_relation_features(predicate))


def _list_relation_features(predicate: str) -> Iterator[str]:
    relation = load_ontology().relations.get(predicate)
    if relation is None:
        if predicate.startswith("rel:be"):
            yield "be"
        if predicate in _COPULAS:
            yield "copula alone"
        if predicate in _topic_predicates():
            yield "topic"
        return
    yield "typed"
    families = set(relation.families)
    if families & _LEGAL:
        yield "a legal act"
    if families == {"Neutral"}:
        yield "neutral alone"  # a title, a seat, an affiliation: no deed
    yield from (f"family {name}" for name in sorted(families - {"Neutral"}))


def _measure(traits: Traits) -> float:
    weights = _weights()
    found = list_features(traits).items()
    sum_ = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in found)
    score = 1 / (1 + math.exp(-sum_))
    if traits.modality in _OPEN:
        score *= _UNSURE
    if _says_itself(traits.subject, traits.object):
        score *= _REPEATED
    if _is_bare(traits):
        score *= _BARE
    if traits.predicate in _topic_predicates():
        score *= _EMPTY
    return round(score * (_ROUTINE if _routine().search(traits.quote) else 1), 2)


@cache
def _weights() -> Mapping[str, float]:
    found: dict[str, float] = json.loads(
        (Path(__file__).parent / "interest.json").read_text("utf-8")
    )
    return found


def _says_itself(subject: End, object_: End) -> bool:
    """Whether the description of an end says the claim already: that "Brask employees" are Brask's,
    that "the court in Oslo" is in Oslo, that a rebel-held town is held by rebels."""
    if object_.label.lower().startswith(f"{subject.label.lower()}-"):
        return True
    if subject.kind != "described" or object_.kind == "value":
        return False
    part, whole = (" ".join(_WORD.findall(end.label.lower())) for end in (object_, subject))
    return f" {part} " in f" {whole} "


def _is_bare(traits: Traits) -> bool:
    """Whether a claim reaches one word in a relation of no frame, and nothing else."""
    open_ = traits.predicate.startswith("rel:") and not traits.placed
    return open_ and traits.object.kind == "described" and " " not in traits.object.label


@cache
def _topic_predicates() -> frozenset[str]:
    """The predicates that tell of whom somebody spoke, and nothing of what was said."""
    cues = load_ontology().cues
    return frozenset(f"rel:{v}_about" for v in cues["ReportVerb"] | cues["AllegeVerb"])


@cache
def _routine() -> re.Pattern[str]:
    """The phrases of which a genre makes all its texts ("presumed innocent"), as one pattern."""
    phrases = sorted(load_ontology().words["RoutinePhrase"])
    return re.compile("|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases), re.IGNORECASE)


def _end_of(end: Entity | Value) -> End:
    if isinstance(end, Value):
        return End("value", "", "")
    return End("named" if end.named else "described", end.type, end.label)


def _end_of_node(node: Mapping[str, Any]) -> End:
    if node["type"] == "Value":
        return End("value", "", "")
    return End("named" if node["named"] else "described", node["type"], node["label"])
