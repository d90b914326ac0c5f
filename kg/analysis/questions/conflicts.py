"""People with roles in two organisations that deal with each other: possible conflicts of interest.

Roles are director, officer, chief executive, founder, employee, owner, adviser, member, investor,
lawyer; dealings are contracts, payments, data, ownership and supervision. A role or dealing that is
only denied does not count, but denials of a dealing are shown with it. First come loops with a seat
in a governing body, then those with more kinds of dealings and more strongly put claims. "In time"
says whether the roles and a dealing share a day; most texts date neither. A loop is a reason to
ask, not a finding of wrongdoing."""

from itertools import combinations
from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import Evidence, read_evidence, status_of
from kg.analysis.relation_families import relations_in
from kg.analysis.roles import Role, compare_times, dealings_between, find_roles

_COLUMNS = ("person", "role in one", "role in the other", "dealings", "roles put as", "in time")


def ask(
    network: nx.MultiDiGraph,
    *,
    about: Annotated[str | None, ENTITY, "Only loops with this person or organisation."] = None,
) -> Answer:
    """Return the loops person – organisation – organisation, the weightiest first."""
    claims = read_evidence(network)
    index: dict[frozenset[str], list[Evidence]] = {}
    dealings = relations_in("Dealing")
    for claim in claims:
        if claim.predicate in dealings and claim.subject != claim.object:
            index.setdefault(frozenset((claim.subject, claim.object)), []).append(claim)
    found = []
    for person, roles in find_roles(network, claims, relations_in("Role")).items():
        for one, other in combinations(roles, 2):
            deals = dealings_between(index, one.organization, other.organization)
            if any(d.asserts for d in deals) and about in (
                None,
                person,
                one.organization,
                other.organization,
            ):
                found.append((_weight(one, other, deals), _row(one, other, deals)))
    found.sort(key=lambda pair: (pair[0], pair[1][0]))
    return make_answer(
        network,
        "Who has roles in two organisations that deal with each other?",
        _COLUMNS,
        [row for _, row in found],
    )


def _weight(one: Role, other: Role, deals: list[Evidence]) -> tuple[int, ...]:
    held = [d for d in deals if d.asserts]
    governing = relations_in("Governing")
    seats = sum(any(c.predicate in governing for c in role.claims) for role in (one, other))
    facts = sum(any(c.is_fact for c in group) for group in (one.claims, other.claims, held))
    apart = _in_time(one, other, held) == "no"
    return (
        int(apart),
        -min(seats, 1),
        -len({d.predicate for d in held}),
        -facts,
        -len(held),
        -seats,
    )


def _in_time(one: Role, other: Role, held: list[Evidence]) -> str:
    answers = [compare_times((one.period, other.period, d.period)) for d in held]
    return next((a for a in ("yes", "not stated") if a in answers), "no")


def _row(one: Role, other: Role, deals: list[Evidence]) -> tuple[tuple[str, ...], list[Evidence]]:
    first, second = (f"{r.words} {r.claims[0].object_label}" for r in (one, other))
    roles = [*one.claims, *other.claims]
    held = [d for d in deals if d.asserts]
    cells = (
        one.claims[0].subject_label,
        first,
        second,
        "\n".join(dict.fromkeys(d.sentence for d in deals)),
        status_of(roles),
        _in_time(one, other, held),
    )
    return cells, [*roles, *one.ends, *other.ends, *deals]
