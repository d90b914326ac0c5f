"""People's roles in organisations, with the time in which they are held, as far as the documents
tell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import networkx as nx

from kg.analysis.evidence import Evidence, strongest_first
from kg.analysis.relation_families import relations_in
from kg.values.periods import LAST, Period


@dataclass(frozen=True)
class Role:
    """A person's tie to one organisation: the claims of it, and those of its end."""

    person: str
    organization: str
    claims: tuple[Evidence, ...]
    ends: tuple[Evidence, ...]

    @property
    def words(self) -> str:
        """The roles, each once: "founded, is a director of"."""
        return ", ".join(dict.fromkeys(c.label for c in self.claims))

    @property
    def period(self) -> Period | None:
        """From the earliest start that is claimed to the end that is claimed, else open; ``None``
        where undated."""
        starts = [p.earliest for c in self.claims if (p := c.period) is not None]
        if not starts:
            return None
        first = min(starts)
        return Period(first, min((d for d in self._last_days() if d >= first), default=LAST))

    def _last_days(self) -> Iterator[date]:
        """The days at which it is claimed to end."""
        bounded = (c for c in self.claims if c.time_end not in (None, ".."))
        for claim in (*self.ends, *bounded):
            if (period := claim.period) is not None:
                yield period.latest


def find_roles(
    network: nx.MultiDiGraph, claims: Iterable[Evidence], predicates: frozenset[str]
) -> dict[str, list[Role]]:
    """Return person → their roles by one of *predicates* that somebody asserts, in different
    organisations."""
    ties: dict[str, dict[str, list[Evidence]]] = {}
    ends: dict[tuple[str, str], list[Evidence]] = {}
    leaving = relations_in("RoleEnd")
    for claim in claims:
        kind, body = network.nodes[claim.subject]["type"], network.nodes[claim.object]["type"]
        if claim.predicate in leaving and claim.asserts:
            ends.setdefault((claim.subject, claim.object), []).append(claim)
        elif (
            claim.predicate in predicates
            and claim.asserts
            and _may_hold(kind, body)
            and claim.subject != claim.object
        ):
            ties.setdefault(claim.subject, {}).setdefault(claim.object, []).append(claim)
    return {
        person: [
            Role(person, org, strongest_first(found), strongest_first(ends.get((person, org), ())))
            for org, found in sorted(places.items())
        ]
        for person, places in sorted(ties.items())
    }


def _may_hold(holder: str, body: str) -> bool:
    """Whether things of these types can be a person with a role, and what it is a role in."""
    return holder in ("Person", "Thing") and body not in ("Person", "Value")


def may_be_one(one: str, other: str) -> bool:
    """Whether one name begins with the whole other: "Rail Office", "Rail Office of the
    Ministry"."""
    short, long = sorted((one.casefold().split(), other.casefold().split()), key=len)
    return long[: len(short)] == short


def compare_times(periods: Iterable[Period | None]) -> str:
    """Return whether all *periods* share a day: "yes", "no", or "not stated" where one is undated.

    Two that exclude each other make it "no", whatever is undated.
    """
    known = list(periods)
    dated = [p for p in known if p is not None]
    if any(not a.meets(b) for k, a in enumerate(dated) for b in dated[k + 1 :]):
        return "no"
    return "yes" if dated and len(dated) == len(known) else "not stated"


def describe_period(period: Period | None) -> str:
    """Return a period in words: "2020-03-01 to open", or "undated"."""
    if period is None:
        return "undated"
    return f"{period.earliest} to {'open' if period.latest == LAST else period.latest}"


def dealings_between(
    index: Mapping[frozenset[str], list[Evidence]], one: str, other: str
) -> list[Evidence]:
    """The claims of *index* between two organisations, strongest first."""
    return list(strongest_first(index.get(frozenset((one, other)), ())))
