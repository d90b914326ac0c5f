"""People who sit in the governing bodies of two organisations.

Governing roles are director, officer and chief executive (interlocking directorates: Mizruchi
1996). "At the same time" compares the periods that are claimed; a role without a stated end is
taken as open, one without a date as unknown. Where the documents say that the two organisations
compete, the answer says so too. Where the name of one holds the name of the other ("Rail Office",
"Rail Office of the Ministry"), they may be one body: such pairs are counted, not listed."""

from collections.abc import Iterable
from itertools import combinations
from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import Evidence, read_evidence, status_of
from kg.analysis.relation_families import relations_in
from kg.analysis.roles import Role, compare_times, describe_period, find_roles, may_be_one

_COLUMNS = (
    "person",
    "one",
    "held",
    "other",
    "held there",
    "at the same time",
    "put as",
    "competitors",
)


def ask(
    network: nx.MultiDiGraph,
    *,
    about: Annotated[
        str | None, ENTITY, "Only interlocks with this person or organisation."
    ] = None,
) -> Answer:
    """Return one row for each person and pair of organisations, in order of names."""
    claims = read_evidence(network)
    rivals = _find_rivals(claims)
    governing = find_roles(network, claims, relations_in("Governing"))
    pairs = [pair for roles in governing.values() for pair in combinations(roles, 2)]
    if about is not None:
        pairs = [pair for pair in pairs if about in _ends(*pair)]
    apart = [pair for pair in pairs if not _may_be_one_body(*pair)]
    rows = [
        _make_row(one, other, rivals.get(frozenset((one.organization, other.organization)), []))
        for one, other in apart
    ]
    doubtful = len(pairs) - len(apart)
    note = f"{doubtful} left out, where one body's name holds the other's: they may be one"
    return make_answer(
        network,
        "Who sits in the governing bodies of two organisations?",
        _COLUMNS,
        sorted(rows, key=lambda row: row[0]),
        note if doubtful else "",
    )


def _find_rivals(claims: Iterable[Evidence]) -> dict[frozenset[str], list[Evidence]]:
    """Two organisations → the claims that they compete."""
    rivalry = relations_in("Rivalry")
    rivals: dict[frozenset[str], list[Evidence]] = {}
    for claim in claims:
        if claim.predicate in rivalry and claim.asserts:
            rivals.setdefault(frozenset((claim.subject, claim.object)), []).append(claim)
    return rivals


def _ends(one: Role, other: Role) -> tuple[str, str, str]:
    return one.person, one.organization, other.organization


def _may_be_one_body(one: Role, other: Role) -> bool:
    return may_be_one(one.claims[0].object_label, other.claims[0].object_label)


def _make_row(
    one: Role, other: Role, compete: list[Evidence]
) -> tuple[tuple[str, ...], list[Evidence]]:
    cells = (
        one.claims[0].subject_label,
        f"{one.words} {one.claims[0].object_label}",
        describe_period(one.period),
        f"{other.words} {other.claims[0].object_label}",
        describe_period(other.period),
        compare_times((one.period, other.period)),
        status_of((*one.claims, *other.claims)),
        status_of(compete) or "not stated",
    )
    return cells, [*one.claims, *one.ends, *other.claims, *other.ends, *compete]
