"""Verdicts carried over to claims that were read anew: each to the claim that says the same in the
same place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.model import Claim
from kg.model.wording import name_end
from kg.namespace import contract
from kg.review.verdicts import Verdict

type Said = tuple[str, str, str, str]
type Place = tuple[int, int]


@dataclass(frozen=True)
class Carried:
    """All verdicts as they are to be kept, by key, and those of them that found no claim."""

    verdicts: tuple[Verdict, ...]
    idle: tuple[Verdict, ...]


def carry_verdicts(
    verdicts: Iterable[Verdict], claims: Iterable[Claim], digests: Mapping[str, str]
) -> Carried:
    """Return *verdicts* moved to *claims*; *digests*: the digest of the text of each document
    (IRI).

    A verdict is keyed by its claim's words. Where no claim has them now, it moves to the one claim
    of that text with the same subject, relation and object whose quote overlaps. Where there is
    none, or are several, or another verdict stands there, it stays as it was and is idle."""
    places: defaultdict[Said, set[Place]] = defaultdict(set)
    for claim in claims:
        said = (
            digests[claim.document],
            claim.subject.label,
            contract(claim.predicate.id),
            name_end(claim.object),
        )
        places[said].add((claim.start, claim.end))
    kept: dict[str, Verdict] = {}
    idle = []
    for verdict in sorted(
        verdicts, key=lambda v: (_place(v) not in places[_said(v)], v.key)
    ):  # those that need not move come first
        place = _find_place(verdict, places[_said(verdict)])
        moved = verdict if place is None else replace(verdict, start=place[0], end=place[1])
        if place is None or moved.key in kept:
            idle.append(verdict)
            moved = verdict
        kept.setdefault(moved.key, moved)
    return Carried(tuple(kept[key] for key in sorted(kept)), tuple(idle))


def _find_place(verdict: Verdict, places: set[Place]) -> Place | None:
    if _place(verdict) in places:
        return _place(verdict)
    near = [(start, end) for start, end in places if start < verdict.end and end > verdict.start]
    return near[0] if len(near) == 1 else None


def _said(verdict: Verdict) -> Said:
    return verdict.document, verdict.subject, verdict.predicate, verdict.object


def _place(verdict: Verdict) -> Place:
    return verdict.start, verdict.end
