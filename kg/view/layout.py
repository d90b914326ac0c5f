"""Positions for the nodes: deterministic, computed here so that the page needs no physics.

Forces after Fruchterman and Reingold (1991), then the boxes of the labels are pushed apart; small
graphs try several starts and keep the one whose lines run behind the fewest foreign boxes.
"""

import math
from collections import Counter
from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
LINE, CHAR, PAD = 19.0, 7.4, 26.0
_TRIES = 24
_SMALL = 60
_SCREEN = 560_000.0
"""World pixels that a window of 1366 × 768 shows at a scale where labels keep 10 pixels."""


def box_size(label: str) -> tuple[float, float]:
    """Width and height in pixels of a node's box around its (wrapped) label."""
    lines = label.split("\n")
    return max(len(line) for line in lines) * CHAR + PAD, len(lines) * LINE + 16


def layout_network(graph: nx.MultiDiGraph, labels: Sequence[str]) -> list[tuple[float, float]]:
    """Return the position of each node, in the order of ``graph.nodes``, in pixels around (0, 0).

    Parts that hang together are laid out apart from each other, then packed in rows.
    """
    if not graph:
        return []
    index = {node: k for k, node in enumerate(graph)}
    sizes = np.array([box_size(label) for label in labels])
    parts = [sorted(index[n] for n in part) for part in nx.weakly_connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part))
    placed = [_lay_out(graph, part, index, sizes) for part in parts]
    points = np.zeros((len(graph), 2))
    for part, moved in zip(parts, _pack([(p, sizes[part]) for p, part in zip(placed, parts, strict=True)]), strict=True):
        points[part] = moved
    points -= (points.max(axis=0) + points.min(axis=0)) / 2
    return [(round(float(x), 1), round(float(y), 1)) for x, y in points]


def _lay_out(graph: nx.MultiDiGraph, part: list[int], index: dict[str, int], sizes: Points) -> Points:
    """Positions of one part; small ones are tried from several starts."""
    if len(part) == 2:
        reach = float(sizes[part][:, 0].sum()) / 2 + 150
        return np.array([[0.0, 0.0], [reach, 0.0]])
    nodes, place = list(graph), {k: p for p, k in enumerate(part)}
    inside = (
        (place[index[a]], place[index[b]]) for a, b in graph.subgraph(nodes[k] for k in part).edges() if a != b
    )  # fmt: skip
    edges = np.array(sorted({(min(e), max(e)) for e in inside}), dtype=np.int64).reshape(-1, 2)
    small = len(part) <= _SMALL
    best: Points | None = None
    lowest = math.inf
    heaviest = _heaviest(graph, [nodes[k] for k in part])
    for seed in range(_TRIES if small and len(part) > 2 else 1):
        points = _turn(_forces(len(part), edges, seed), heaviest)
        points = _settle(_fit_area(points, sizes[part], sizes), sizes[part], edges, rounds=60 if small else 12)
        cost = _cost(points, sizes[part], edges) if small else 0.0
        if cost < lowest:
            best, lowest = points, cost
    assert best is not None
    return best


def _heaviest(graph: nx.MultiDiGraph, part: list[str]) -> tuple[int, int] | None:
    """The pair with the most claims: it will lie level, so that its lines fan out above each other."""
    place = {node: k for k, node in enumerate(part)}
    counts = Counter((min(place[a], place[b]), max(place[a], place[b])) for a, b in graph.subgraph(part).edges() if a != b)
    return min(counts, key=lambda pair: (-counts[pair], pair)) if counts else None


def _turn(points: Points, pair: tuple[int, int] | None) -> Points:
    if pair is None:
        return points
    along = points[pair[1]] - points[pair[0]]
    angle = -math.atan2(float(along[1]), float(along[0]))
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return np.asarray(points @ turn.T)


def _fit_area(points: Points, sizes: Points, every: Points) -> Points:
    """Scale to this part's share of a screen that leaves labels readable, but never below what the boxes need."""
    own, whole = float((sizes[:, 0] * sizes[:, 1]).sum()), float((every[:, 0] * every[:, 1]).sum())
    area = own * min(max(_SCREEN / whole, 2.1), 7.0)
    span = np.maximum(points.max(axis=0) - points.min(axis=0), 1.0)
    target = np.array([math.sqrt(area * 1.25), math.sqrt(area / 1.25)])
    return np.asarray((points - points.mean(axis=0)) * (target / span))


def _pack(parts: list[tuple[Points, Points]]) -> list[Points]:
    """Shelves, the largest part first; the width is the one that fills a window best."""
    spans = [high - low for low, high in (_extent(*part) for part in parts)]
    least = max(float(span[0]) for span in spans)
    best = max((least + step * 120 for step in range(12)), key=lambda width: _fill(spans, width))
    corners = _shelve(spans, best)
    return [points - _extent(points, sizes)[0] + corner for (points, sizes), corner in zip(parts, corners, strict=True)]


def _shelve(spans: list[Points], limit: float) -> list[tuple[float, float]]:
    """The upper left corner of each part, in rows no wider than *limit*."""
    corners: list[tuple[float, float]] = []
    x = y = shelf = 0.0
    for span in spans:
        if x > 0 and x + span[0] > limit:
            x, y, shelf = 0.0, y + shelf + 34, 0.0
        corners.append((x, y))
        x, shelf = x + float(span[0]) + 44, max(shelf, float(span[1]))
    return corners


def _fill(spans: list[Points], limit: float) -> float:
    """The scale at which the shelves fit the picture's part of a window of 1366 × 768."""
    corners = _shelve(spans, limit)
    width = max(x + float(s[0]) for (x, _), s in zip(corners, spans, strict=True))
    height = max(y + float(s[1]) for (_, y), s in zip(corners, spans, strict=True))
    return min(800 / width, 600 / height)


def _extent(points: Points, sizes: Points) -> tuple[Points, Points]:
    return (points - sizes / 2).min(axis=0), (points + sizes / 2).max(axis=0)


def _forces(count: int, edges: NDArray[np.int64], seed: int) -> Points:
    random = np.random.default_rng(seed)
    angles = np.arange(count) * 2.399963 + random.uniform(0, 6.28)
    radii = 60.0 * np.sqrt(np.arange(count) + 1.0)
    points = np.stack([np.cos(angles), np.sin(angles)], axis=1) * radii[:, None] + random.normal(0, 20, (count, 2))
    ideal = 165.0
    rounds = 260 if count <= _SMALL else max(30, 60_000 // count)
    heat = ideal
    for _ in range(rounds):
        delta = points[:, None, :] - points[None, :, :]
        square = np.maximum((delta**2).sum(axis=2), 25.0)
        move = (delta * (ideal**2 / square)[:, :, None]).sum(axis=1)
        move -= points * 0.35 * ideal / (60.0 * math.sqrt(count) + 1)
        if len(edges):
            along = points[edges[:, 0]] - points[edges[:, 1]]
            pull = along * (np.linalg.norm(along, axis=1) / ideal)[:, None]
            np.add.at(move, edges[:, 0], -pull)
            np.add.at(move, edges[:, 1], pull)
        length = np.maximum(np.linalg.norm(move, axis=1), 1e-9)
        points = points + move / length[:, None] * np.minimum(length, heat)[:, None]
        heat = max(heat * 0.97, 2.0)
    return points


def _settle(points: Points, sizes: Points, edges: NDArray[np.int64], rounds: int) -> Points:
    """Push boxes apart, and boxes off the lines that they hide; until nothing moves, or the rounds are over."""
    for _ in range(rounds):
        moved = _part_boxes(points, sizes)
        if len(points) <= _SMALL:
            moved = _clear_lines(points, sizes, edges) or moved
        if not moved:
            break
    for _ in range(200):
        if not _part_boxes(points, sizes):
            break
    return points


def _part_boxes(points: Points, sizes: Points) -> bool:
    """Move each pair of overlapping boxes apart, along the axis that needs less."""
    order = np.argsort(points[:, 0], kind="stable")
    widest = float(sizes[:, 0].max()) + 40
    moved = False
    for place, i in enumerate(order):
        for j in order[place + 1 :]:
            if points[j, 0] - points[i, 0] > widest:
                break
            gap = (sizes[i] + sizes[j]) / 2 + (22.0, 20.0) - np.abs(points[j] - points[i])
            if gap[0] > 0.01 and gap[1] > 0.01:
                axis = 0 if gap[0] < gap[1] else 1
                sign = 1.0 if points[j, axis] >= points[i, axis] else -1.0
                points[j, axis] += sign * gap[axis] / 2
                points[i, axis] -= sign * gap[axis] / 2
                moved = True
    return moved


def _clear_lines(points: Points, sizes: Points, edges: NDArray[np.int64]) -> bool:
    """Move boxes that lie on a line between two others to the side."""
    moved = False
    for a, b in edges:
        for k in _hidden_by(points, sizes, int(a), int(b)):
            along = points[b] - points[a]
            normal = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-9)
            offset = float((points[k] - points[a]) @ normal)
            reach = abs(normal[0]) * sizes[k, 0] / 2 + abs(normal[1]) * sizes[k, 1] / 2 + 12
            points[k] += normal * (math.copysign(reach, offset) - offset) * 0.6
            moved = True
    return moved


def _hidden_by(points: Points, sizes: Points, a: int, b: int) -> list[int]:
    """The boxes, other than the ends', that the line from *a* to *b* crosses (slab test)."""
    start, along = points[a], points[b] - points[a]
    along = np.where(np.abs(along) < 1e-9, 1e-9, along)
    low = (points - sizes / 2 - 5 - start) / along
    high = (points + sizes / 2 + 5 - start) / along
    enter = np.minimum(low, high).max(axis=1)
    leave = np.maximum(low, high).min(axis=1)
    hit = (enter < leave) & (leave > 0) & (enter < 1)
    hit[[a, b]] = False
    return [int(k) for k in np.nonzero(hit)[0]]


def _cost(points: Points, sizes: Points, edges: NDArray[np.int64]) -> float:
    """Hidden lines count most, then crossings, then the area."""
    hidden = sum(len(_hidden_by(points, sizes, int(a), int(b))) for a, b in edges)
    span = points.max(axis=0) - points.min(axis=0)
    shape = abs(math.log((span[0] + 300) / (span[1] + 200) / 1.5))
    return 50.0 * hidden + _crossings(points, edges) + float(span[0] * span[1]) / 1e5 + 6 * shape


def _crossings(points: Points, edges: NDArray[np.int64]) -> int:
    def side(p: Points, q: Points, r: Points) -> NDArray[np.bool_]:
        turn = (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        return np.asarray(turn > 0)

    if len(edges) < 2:
        return 0
    a, b = points[edges[:, 0]], points[edges[:, 1]]
    i, j = np.triu_indices(len(edges), 1)
    apart = ~(edges[i][:, :, None] == edges[j][:, None, :]).any(axis=(1, 2))
    cross = (side(a[i], b[i], a[j]) != side(a[i], b[i], b[j])) & (side(a[j], b[j], a[i]) != side(a[j], b[j], b[i]))
    return int((cross & apart).sum())
