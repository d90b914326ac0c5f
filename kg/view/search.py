"""A picture of a small graph that fits one screen: nodes move one at a time to where the picture
costs least.

The terms are those of Davidson and Harel (1996), with boxes instead of points and with the words on
the lines. Instead of annealing, each node takes the best of a few places, drawn from a fixed seed,
ever closer to where it is.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.view.geometry import (
    Indices,
    Line,
    Points,
    cross_boxes,
    cross_lines,
    curve_center,
    hide_curves,
    overlap_boxes,
)  # fmt: skip

_TIGHT = (10.0, 9.0)
_BENDS = (0.1, 0.18, 0.26, 0.36, 0.48)
_STRAIGHT = 5
_FINE = 16
_ROOMY = 40
"""Up to so many nodes, lines of a pair may spread."""
_CHOICES = 14
_HIDDEN, _OVERLAP, _WORDS, _CROSSING, _STRUCK = 40.0, 1.5, 16.0, 2.5, 1.2


@dataclass(frozen=True)
class Picture:
    """Centres of the nodes in a frame of *frame* pixels; the arrays of lines run in parallel.

    ``share`` is how hard a line pulls its ends together: where there is room, those of one pair,
    however many, pull like one and a half, so that their words fit between."""

    points: Points
    sizes: Points
    frame: Points
    source: Indices
    target: Indices
    bend: Points
    words: Points
    share: Points
    gap: tuple[float, float] = (16.0, 12.0)

    @property
    def halves(self) -> Points:
        """Half sizes of the boxes with the space that they keep around them."""
        return np.asarray((self.sizes + self.gap) / 2)

    @property
    def room(self) -> float:
        """How far apart, in pixels, the nodes would be if they shared the frame evenly, and a
        little less."""
        return 0.62 * math.sqrt(float(self.frame[0] * self.frame[1]) / len(self.points))


def make_picture(
    points: Points, sizes: Points, lines: Sequence[Line], frame: tuple[float, float], grow: float
) -> Picture:
    """Scale *points* into *frame*; *grow* is how many pixels of the frame a pixel of a line's words
    takes."""
    low, span = points.min(axis=0), np.maximum(np.ptp(points, axis=0), 1.0)
    inner = np.array(frame) - sizes.max(axis=0)
    placed = (points - low) / span * np.where(np.ptp(points, axis=0) < 1, 0, inner) + sizes.max(
        axis=0
    ) / 2
    between = [line for line in lines if line.source != line.target]
    fans = Counter(frozenset((x.source, x.target)) for x in between if len(points) <= _ROOMY)
    return Picture(
        placed,
        sizes,
        np.array(frame),
        np.array([x.source for x in between], dtype=np.int64),
        np.array([x.target for x in between], dtype=np.int64),
        np.array([x.bend for x in between], dtype=np.float64),
        np.array([x.words for x in between], dtype=np.float64).reshape(-1, 2) * grow,
        np.array(
            [min(1.0, 1.5 / max(fans[frozenset((x.source, x.target))], 1)) for x in between],
            dtype=np.float64,
        ),
    )


def improve_picture(picture: Picture, rounds: int, seed: int) -> float:
    """Move the nodes, in place, and return what the picture costs in the end."""
    random = np.random.default_rng(seed)
    count = len(picture.points)
    degrees = np.bincount(np.concatenate([picture.source, picture.target]), minlength=count)
    order = np.lexsort((np.arange(count), degrees))
    total = math.inf
    for turn in range(rounds):
        reach = float(picture.frame.max()) * 0.5 * (1 - turn / rounds) ** 2 + 6.0
        total = sum(_move(picture, int(node), reach, random) for node in order)
    return total


def mend_picture(picture: Picture, rounds: int, seed: int) -> int:
    """Move, in place, the boxes that still hide a line, and that line's ends; return how many stay
    hidden.

    What several rounds can't free is bent around the box.
    """
    random = np.random.default_rng(seed)
    picture = replace(picture, gap=_TIGHT)
    hidden = _find_hidden(picture)
    for turn in range(rounds):
        if turn >= _STRAIGHT:
            _bend_lines(picture, hidden)
            hidden = _find_hidden(picture)
        if not len(hidden):
            break
        reach = float(picture.frame.max()) * (0.1 + 0.3 * (turn % 3))
        ends = np.stack([picture.source, picture.target], axis=1)[hidden[:, 0]]
        for node in dict.fromkeys(np.concatenate([hidden[:, 1:], ends], axis=1).ravel().tolist()):
            move = _move_bending if turn >= _STRAIGHT else _mend
            move(picture, node, reach, random)
        hidden = _find_hidden(picture)
    return len(hidden)


def _mend(picture: Picture, node: int, reach: float, random: np.random.Generator) -> float:
    return _move(picture, node, reach, random, choices=120, hidden=5 * _HIDDEN)


def _move_bending(picture: Picture, node: int, reach: float, random: np.random.Generator) -> float:
    """Move a node that hangs on one line together with the line's bend; any other node alone."""
    own = np.nonzero((picture.source == node) | (picture.target == node))[0]
    if len(own) != 1:
        return _mend(picture, node, reach, random)
    line, start = int(own[0]), picture.points[node].copy()
    tried: list[tuple[float, float, float, float]] = []
    for bend in (0.0, *_BENDS, *(-b for b in _BENDS)):
        picture.points[node], picture.bend[line] = start, bend
        cost = _mend(picture, node, reach, random) + 10 * abs(bend)
        tried.append((cost, bend, float(picture.points[node, 0]), float(picture.points[node, 1])))
    cost, bend, x, y = min(tried)
    picture.points[node], picture.bend[line] = (x, y), bend
    return cost


def _bend_lines(picture: Picture, hidden: Indices) -> None:
    """Bend lines, in place, as little as takes them out from behind a box; those of a pair keep to
    their side."""
    number = np.arange(len(picture.points))
    for line in dict.fromkeys(hidden[:, 0].tolist()):
        source, target, bend = picture.source[line], picture.target[line], picture.bend[line]
        signs = (1, -1) if bend == 0 or abs(bend) in _BENDS else (1,) if bend > 0 else (-1,)
        bends = np.array([sign * reach for reach in _BENDS for sign in signs])
        ends = np.repeat(picture.points[[[source, target]]], len(bends), axis=0)
        foreign = (number != source) & (number != target)
        behind = (
            hide_curves(ends[:, 0], ends[:, 1], bends, picture.points, picture.sizes / 2 + 4, _FINE)
            & foreign
        )
        picture.bend[line] = bends[int(behind.sum(axis=1).argmin())]


def _find_hidden(picture: Picture) -> Indices:
    """Pairs of a line and a foreign box before it."""
    a, b = picture.points[picture.source], picture.points[picture.target]
    behind = hide_curves(a, b, picture.bend, picture.points, picture.sizes / 2 + 3, _FINE)
    number = np.arange(len(picture.points))
    return np.argwhere(
        behind & (number != picture.source[:, None]) & (number != picture.target[:, None])
    )


def _move(
    picture: Picture,
    node: int,
    reach: float,
    random: np.random.Generator,
    choices: int = _CHOICES,
    hidden: float = _HIDDEN,
) -> float:
    """Put *node* on the best of a few places: near, anywhere, or between its neighbours; return its
    cost there."""
    half, third = picture.sizes[node] / 2, choices // 4
    places = picture.points[node] + random.normal(0, reach, (choices, 2))
    places[0] = picture.points[node]
    places[1 : 1 + third] = half + random.random((third, 2)) * (picture.frame - 2 * half)
    near = np.concatenate(
        [picture.target[picture.source == node], picture.source[picture.target == node]]
    )
    if len(near):
        places[1 + third : 1 + 2 * third] = picture.points[near].mean(axis=0) + random.normal(
            0, 90.0, (third, 2)
        )
    # Rounded, so that the last bits, in which processors differ, decide nothing.
    places = np.clip(places, half, np.maximum(picture.frame - half, half)).round(1)
    costs = _cost(picture, node, places, hidden).round(6)
    best = int(costs.argmin())
    picture.points[node] = places[best]
    return float(costs[best])


def _cost(picture: Picture, node: int, choices: Points, hidden: float) -> Points:
    """What the picture costs with *node* at each of the *choices*, as far as that depends on this
    node."""
    points, halves = picture.points, picture.halves
    rest = np.arange(len(points)) != node
    apart = overlap_boxes(choices[:, None], points[rest][None], halves[rest] + halves[node])
    distance = np.maximum(
        np.hypot(*np.moveaxis(choices[:, None] - points[rest][None], -1, 0)), 20.0
    )
    cost = (_OVERLAP * hidden * (apart > 0) + 2.0 * apart).sum(axis=1) + (
        (picture.room / distance) ** 2
    ).sum(axis=1)
    own = (picture.source == node) | (picture.target == node)
    cost = cost + _cost_of_others(picture, node, choices, np.nonzero(~own)[0], hidden)
    return np.asarray(
        cost + _cost_of_own(picture, node, choices, np.nonzero(own)[0], hidden)
        if own.any()
        else cost
    )


def _cost_of_others(
    picture: Picture, node: int, choices: Points, lines: Indices, hidden: float
) -> Points:
    """Other nodes' lines behind this box, and their words under it."""
    if not len(lines):
        return np.zeros(len(choices))
    a, b, bend = (
        picture.points[picture.source[lines]],
        picture.points[picture.target[lines]],
        picture.bend[lines],
    )
    behind = hide_curves(a, b, bend, choices, picture.halves[node] - 2)
    words = overlap_boxes(
        choices[:, None],
        curve_center(a, b, bend)[None],
        picture.words[lines] / 2 + picture.sizes[node] / 2,
    )
    return np.asarray(hidden * behind.sum(axis=0) + _WORDS * (words > 0).sum(axis=1))


def _cost_of_own(
    picture: Picture, node: int, choices: Points, lines: Indices, hidden: float
) -> Points:
    """This node's lines: how long they are, what they cross, what hides them, and room for their
    words."""
    points, count = picture.points, len(picture.points)
    source, target, bend = picture.source[lines], picture.target[lines], picture.bend[lines]
    a = np.where((source == node)[None, :, None], choices[:, None], points[source][None])
    b = np.where((target == node)[None, :, None], choices[:, None], points[target][None])
    foreign = (np.arange(count)[None] != source[:, None]) & (
        np.arange(count)[None] != target[:, None]
    )
    behind = hide_curves(a, b, bend, points, picture.halves - 2) & foreign
    length = np.hypot(b[..., 0] - a[..., 0], b[..., 1] - a[..., 1]) / 100
    cost = hidden * behind.sum(axis=(1, 2)) + (
        (0.9 * length + 0.35 * length**2) * picture.share[lines]
    ).sum(axis=1)
    middle = curve_center(a, b, bend)
    under = (
        overlap_boxes(
            middle[:, :, None], points, picture.words[lines][:, None] / 2 + picture.sizes / 2
        )
        > 0
    )
    cost = cost + _WORDS * under.sum(axis=(1, 2))
    others = np.nonzero((picture.source != node) & (picture.target != node))[0]
    return np.asarray(cost + _cost_of_meeting(picture, (a, b, middle), lines, others))


def _cost_of_meeting(
    picture: Picture, own: tuple[Points, Points, Points], lines: Indices, others: Indices
) -> Points:
    """Lines that cross, words that meet words, and words that lines strike through."""
    a, b, middle = own
    words = picture.words[lines]
    twins = (
        overlap_boxes(middle[:, :, None], middle[:, None], (words[:, None] + words[None]) / 2) > 0
    )
    cost = _WORDS * (twins.sum(axis=(1, 2)) - len(lines)) / 2
    if not len(others):
        return np.asarray(cost)
    c, d, bend = (
        picture.points[picture.source[others]],
        picture.points[picture.target[others]],
        picture.bend[others],
    )
    there, taken = curve_center(c, d, bend), picture.words[others]
    crossed = cross_lines(a[:, :, None], b[:, :, None], c, d)
    meet = overlap_boxes(middle[:, :, None], there, (words[:, None] + taken) / 2) > 0
    struck = cross_boxes(a[:, :, None], b[:, :, None], there, taken / 2)
    return np.asarray(
        cost + (_CROSSING * crossed + _WORDS * meet + _STRUCK * struck).sum(axis=(1, 2))
    )
