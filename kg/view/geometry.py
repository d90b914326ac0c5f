"""Lines and boxes in the plane, over arrays: what crosses what."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]
_STEPS = 7


@dataclass(frozen=True)
class Line:
    """A line to be drawn: places of its ends among the nodes, bend (vis-network's signed
    roundness), and width and height in pixels of the words on it."""

    source: int
    target: int
    bend: float = 0.0
    words: tuple[float, float] = (0.0, 0.0)


def curve_middle(start: Points, end: Points, bend: Points) -> Points:
    """The control point that vis-network gives a quadratic curve (curvedCW, curvedCCW for a
    negative bend)."""
    along = end - start
    angle = bend * np.pi / 2
    cos, sin = np.cos(angle), np.sin(angle)
    reach = np.abs(bend) / 2 + 0.5
    x = along[..., 0] * cos + along[..., 1] * sin
    y = along[..., 1] * cos - along[..., 0] * sin
    return np.asarray(start + np.stack([x * reach, y * reach], axis=-1))


def trace_curve(start: Points, end: Points, bend: Points, steps: int = _STEPS) -> Points:
    """Points along the curves; a new axis before the last."""
    middle = curve_middle(start, end, bend)
    t = np.linspace(0.0, 1.0, steps)[:, None]
    return np.asarray(
        (1 - t) ** 2 * start[..., None, :]
        + 2 * t * (1 - t) * middle[..., None, :]
        + t**2 * end[..., None, :]
    )


def curve_center(start: Points, end: Points, bend: Points) -> Points:
    """Where the words on the curves stand."""
    return np.asarray(0.25 * start + 0.5 * curve_middle(start, end, bend) + 0.25 * end)


def cross_boxes(start: Points, end: Points, centers: Points, halves: Points) -> Mask:
    """Which straight pieces pass through which boxes (slab test); the arrays are broadcast."""
    enter: Points = np.array(0.0)
    leave: Points = np.array(1.0)
    for axis in (0, 1):
        along = end[..., axis] - start[..., axis]
        inverse = 1.0 / np.where(np.abs(along) < 1e-9, 1e-9, along)
        middle, reach = (
            (centers[..., axis] - start[..., axis]) * inverse,
            np.abs(halves[..., axis] * inverse),
        )
        enter, leave = np.maximum(enter, middle - reach), np.minimum(leave, middle + reach)
    return np.asarray(enter < leave)


def hide_curves(
    start: Points, end: Points, bend: Points, centers: Points, halves: Points, steps: int = _STEPS
) -> Mask:
    """Which curves run behind which boxes: the last two axes are curves and boxes."""
    out = cross_boxes(start[..., None, :], end[..., None, :], centers, halves)
    curved = np.nonzero(bend)[0]
    if len(curved):
        path = trace_curve(start[..., curved, :], end[..., curved, :], bend[curved], steps)
        pieces = cross_boxes(
            path[..., :-1, None, :], path[..., 1:, None, :], centers[..., None, :, :], halves
        )
        out[..., curved, :] = pieces.any(axis=-2)
    return out


def overlap_boxes(a: Points, b: Points, halves: Points) -> Points:
    """By how many pixels boxes around *a* and *b* overlap, 0 where they don't; *halves* are the
    sums of half sizes."""
    x = halves[..., 0] - np.abs(a[..., 0] - b[..., 0])
    y = halves[..., 1] - np.abs(a[..., 1] - b[..., 1])
    return np.asarray(np.maximum(np.minimum(x, y), 0.0))


def cross_lines(a: Points, b: Points, c: Points, d: Points) -> Mask:
    """Which straight lines a–b and c–d cross; the arrays are broadcast."""

    def side(p: Points, q: Points, r: Points) -> Mask:
        return np.asarray(
            (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1])
            > (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        )

    return np.asarray((side(a, b, c) != side(a, b, d)) & (side(c, d, a) != side(c, d, b)))
