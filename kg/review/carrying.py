"""Verdicts carried over to claims that were read anew: each to the claim that says the same in the
same place."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from kg.model import Claim
from kg.model.wording import name_end
from kg.namespace import contract
from kg.review.verdicts import Verdict

type Said = tuple[str, str, str, str]
type Place = tuple[int, int]
type Names = tuple[str, str]
"""A claim's subject and object as they read."""


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
    places: defaultdict[Said, dict[Place, Names]] = defaultdict(dict)
    for claim in claims:
        subject, object_ = claim.subject.label, name_end(claim.object)
        relation = contract(claim.predicate.id)
        said = (digests[claim.document], _fold(subject), relation, _fold(object_))
        places[said][claim.start, claim.end] = (subject, object_)
    kept: dict[str, Verdict] = {}
    idle = []
    for verdict in sorted(
        verdicts, key=lambda v: (_place(v) not in places[_said(v)], v.key)
    ):  # those that need not move come first
        place = _find_place(verdict, places[_said(verdict)])
        moved = verdict if place is None else _move(verdict, place, places[_said(verdict)][place])
        if place is None or moved.key in kept:
            idle.append(verdict)
            moved = verdict
        kept.setdefault(moved.key, moved)
    return Carried(tuple(kept[key] for key in sorted(kept)), tuple(idle))


def _move(verdict: Verdict, place: Place, names: Names) -> Verdict:
    """*verdict* at the place and with the names of the claim that it goes on with."""
    subject, object_ = names
    return replace(verdict, start=place[0], end=place[1], subject=subject, object=object_)


def _find_place(verdict: Verdict, places: Collection[Place]) -> Place | None:
    if _place(verdict) in places:
        return _place(verdict)
    near = [(start, end) for start, end in places if start < verdict.end and end > verdict.start]
    return near[0] if len(near) == 1 else None


def _said(verdict: Verdict) -> Said:
    return verdict.document, _fold(verdict.subject), verdict.predicate, _fold(verdict.object)


def _fold(name: str) -> str:
    """The words of a name without signs and capitals: an earlier kg told of "Brandt Roe" where the
    text has "Brandt & Roe"."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def _place(verdict: Verdict) -> Place:
    return verdict.start, verdict.end
