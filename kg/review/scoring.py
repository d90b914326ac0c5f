"""Verdicts as gold: how often what kg reads of one's own documents is right, and what a confidence
is worth there.

Only claims that somebody confirmed, rejected or corrected count; a corrected one was not read
right. What was checked is no random part of all, so that the shares hold for claims of the kind
that was checked."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kg.model import Claim
from kg.namespace import contract
from kg.review.verdicts import Outcome, Verdict

_Z = 1.96
"""Standard deviations that hold 95 % of a normal distribution."""
_STEP = 0.1
"""Width of the classes of confidence."""
_FEWEST = 20
"""Checked claims below which a calibration would be chance."""


@dataclass(frozen=True)
class Share:
    """How many of the checked claims of one group were right; ``low`` and ``high`` bound the share
    with 95 % (Wilson 1927)."""

    group: str
    name: str
    checked: int
    right: int
    share: float
    low: float
    high: float

    def to_record(self) -> dict[str, Any]:
        """Return JSON values."""
        return asdict(self)


def judge_claims(
    claims: Iterable[Claim], verdicts: Mapping[str, Verdict]
) -> list[tuple[Claim, bool]]:
    """Return the claims that count, each with whether it was read right; *verdicts* by the claim's
    IRI."""
    told = {Outcome.CONFIRMED: True, Outcome.REJECTED: False, Outcome.CORRECTED: False}
    checked = ((c, verdicts[c.id].outcome) for c in claims if c.id in verdicts)
    return [(claim, told[outcome]) for claim, outcome in checked if outcome in told]


def score_claims(judged: Iterable[tuple[Claim, bool]]) -> list[Share]:
    """Return the share of right claims: of all, then by strength, relation, extractor and
    confidence, the most checked first."""
    groups: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for claim, right in judged:
        for group in _groups_of(claim):
            groups[group].append(right)
    order = list(dict.fromkeys(group for group, _ in groups))
    shares = [_share(group, name, held) for (group, name), held in groups.items()]
    return sorted(shares, key=lambda s: (order.index(s.group), -s.checked, s.name))


def _groups_of(claim: Claim) -> list[tuple[str, str]]:
    low = math.floor(claim.confidence / _STEP + 1e-9) * _STEP
    return [
        ("all", "all"),
        ("strength", claim.modality.value),
        ("relation", contract(claim.predicate.id)),
        ("extractor", claim.extractor),
        ("confidence", f"{low:.1f} to {low + _STEP:.1f}"),
    ]


def _share(group: str, name: str, held: list[bool]) -> Share:
    count, right = len(held), sum(held)
    share, half = right / count, _Z * _Z / (2 * count)
    spread = _Z * math.sqrt((share * (1 - share) + half / 2) / count)
    low, high = ((share + half + sign * spread) / (1 + 2 * half) for sign in (-1, 1))
    return Share(group, name, count, right, round(share, 3), round(low, 3), round(high, 3))


@dataclass(frozen=True)
class Calibration:
    """What a confidence is worth on one's own documents: steps of (least confidence, share right),
    both rising."""

    steps: tuple[tuple[float, float], ...]
    checked: int

    def share_right(self, confidence: float) -> float:
        """Return the share of claims of this confidence that is right; raise ValueError where
        nothing was learned."""
        if not self.steps:
            raise ValueError("nothing was learned")
        reached = [share for least, share in self.steps if confidence >= least]
        return reached[-1] if reached else self.steps[0][1]


def calibrate(judged: Iterable[tuple[Claim, bool]]) -> Calibration:
    """Return what confidences are worth, by isotonic regression (pool adjacent violators, Ayer et
    al. 1955); without steps where fewer than 20 claims were checked."""
    points = sorted((claim.confidence, right) for claim, right in judged)
    if len(points) < _FEWEST:
        return Calibration((), len(points))
    pools: list[tuple[float, int, int]] = []  # least confidence, right, checked
    for confidence in dict.fromkeys(point[0] for point in points):
        held = [right for at, right in points if at == confidence]
        pools.append((confidence, sum(held), len(held)))
        while len(pools) > 1 and _is_below(pools[-1], pools[-2]):
            (_, right, count), (least, before, others) = pools.pop(), pools.pop()
            pools.append((least, right + before, count + others))
    steps = tuple((least, round(right / count, 3)) for least, right, count in pools)
    return Calibration(steps, len(points))


def _is_below(pool: tuple[float, int, int], other: tuple[float, int, int]) -> bool:
    return pool[1] * other[2] <= other[1] * pool[2]
