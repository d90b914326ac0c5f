"""Positions for the nodes: deterministic, computed here so that the page needs no physics.

Up to 60 nodes and 360 lines the picture is searched for in a frame of one screen (kg.view.search),
from a few starts. Above, each part that hangs together starts as a radial tree (Eades 1992), takes
the forces of Fruchterman and Reingold (1991), and has its boxes pushed apart; the parts are packed
in shelves.
"""

import math
from collections.abc import Sequence

import networkx as nx
import numpy as np

from kg.view.geometry import Indices, Line, Points
from kg.view.search import Picture, improve_picture, make_picture, mend_picture

SMALL = 60
_STARTS, _ROUNDS, _MENDING, _CHOOSY = 4, 24, 14, 24
_CROWDED, _FULL = 120, 360
"""Lines above which a search costs too much, as it takes the square of their number: of one start
and with less mending, and none at all."""
_STAGE = (796.0, 660.0)
"""Pixels that the picture has in a window of 1366 × 768, less a margin."""
_LEAST, _MOST = 0.72, 1.05
"""Scales: at the least one a label of 14 pixels still has more than 10."""
_FILL = 0.4
_IDEAL = 165.0


def place_nodes(
    sizes: Sequence[tuple[float, float]], lines: Sequence[Line]
) -> tuple[list[tuple[float, float]], list[float]]:
    """Return the centre of each node, in pixels around (0, 0), and the bend of each line, which may
    have to go around a box.

    *sizes* are the boxes' widths and heights.
    """
    bends = [line.bend for line in lines]
    if not sizes:
        return [], bends
    boxes = np.array(sizes, dtype=np.float64)
    edges = _edges(lines)
    parts = _find_parts(len(boxes), edges)
    if len(boxes) <= SMALL and len(lines) <= _FULL:
        points, bends = _place_small(boxes, lines, edges, parts)
    else:
        points = _place_parts(boxes, edges, parts, 0)
    points -= (_extent(points, boxes)[0] + _extent(points, boxes)[1]) / 2
    return [(round(float(x), 1), round(float(y), 1)) for x, y in points], bends


def _edges(lines: Sequence[Line]) -> Indices:
    pairs = {
        (min(x.source, x.target), max(x.source, x.target)) for x in lines if x.source != x.target
    }
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def _find_parts(count: int, edges: Indices) -> list[list[int]]:
    """What hangs together, the largest part first."""
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(edges.tolist())
    return sorted(
        (sorted(part) for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), part),
    )


def _place_small(
    sizes: Points, lines: Sequence[Line], edges: Indices, parts: list[list[int]]
) -> tuple[Points, list[float]]:
    """The best of a few pictures that fit one screen."""
    found: list[tuple[float, int, Picture]] = []
    share = min(1.0, (_CROWDED / max(1, len(lines))) ** 2)
    for seed in range(_STARTS if share == 1 else 1):
        scale = _choose_scale(sizes, lines)
        frame = (_STAGE[0] / scale, _STAGE[1] / scale)
        picture = make_picture(
            _place_parts(sizes, edges, parts, seed), sizes, lines, frame, 1 / min(scale, 1.0)
        )
        cost = improve_picture(picture, _ROUNDS, seed)
        hidden = mend_picture(picture, math.ceil(_MENDING * share), seed)
        found.append((hidden * 1e6 + cost, seed, picture))
        if not hidden and len(sizes) > _CHOOSY:
            break
    best = min(found, key=lambda entry: entry[:2])[2]
    bends = iter(best.bend.tolist())
    points = _part_boxes(best.points, sizes, 60, (8.0, 6.0))
    return _gather_parts(points, sizes, lines, parts), [
        x.bend if x.source == x.target else round(next(bends), 2) for x in lines
    ]


def _gather_parts(
    points: Points, sizes: Points, lines: Sequence[Line], parts: list[list[int]]
) -> Points:
    """Parts that the search has moved far from each other, in shelves beside each other."""
    if len(parts) < 2:
        return points
    held = [_with_words(part, points, sizes, lines) for part in parts]
    out = points.copy()
    for part, moved in zip(parts, _pack(held), strict=True):
        out[part] = moved[: len(part)]
    return out


def _with_words(
    part: list[int], points: Points, sizes: Points, lines: Sequence[Line]
) -> tuple[Points, Points]:
    """The boxes of a part, then the words at the middle of its lines: points and sizes."""
    inside = [x for x in lines if x.source in part and x.source != x.target]
    middles = [(points[x.source] + points[x.target]) / 2 for x in inside]
    words = [x.words for x in inside]
    return np.vstack([points[part], *middles]), np.vstack([sizes[part], *words])


def _choose_scale(sizes: Points, lines: Sequence[Line]) -> float:
    """How large the picture can be shown when boxes and words take their share of the screen."""
    need = float(((sizes[:, 0] + 30) * (sizes[:, 1] + 30)).sum()) + sum(
        1.5 * w * h for w, h in (x.words for x in lines)
    )
    return min(max(math.sqrt(_STAGE[0] * _STAGE[1] * _FILL / need), _LEAST), _MOST)


def _place_parts(sizes: Points, edges: Indices, parts: list[list[int]], seed: int) -> Points:
    points = np.zeros((len(sizes), 2))
    placed = [_place_part(sizes[part], _within(edges, part, len(sizes)), seed) for part in parts]
    for part, moved in zip(
        parts, _pack([(p, sizes[part]) for p, part in zip(placed, parts, strict=True)]), strict=True
    ):
        points[part] = moved
    return points


def _within(edges: Indices, part: list[int], count: int) -> Indices:
    """The edges of one part, with its nodes numbered from 0."""
    place = np.full(count, -1, dtype=np.int64)
    place[part] = np.arange(len(part))
    return np.asarray(place[edges[place[edges[:, 0]] >= 0]]) if len(edges) else edges


def _place_part(sizes: Points, edges: Indices, seed: int) -> Points:
    count = len(sizes)
    if count <= 2:
        return np.array([[0.0, 0.0], [float(sizes[:, 0].sum()) / 2 + 150, 0.0]])[:count]
    points = _pull(_spread_tree(count, edges, seed), edges)
    area = float(((sizes[:, 0] + 26) * (sizes[:, 1] + 26)).sum()) * (2.2 if count <= SMALL else 3.2)
    span = np.maximum(np.ptp(points, axis=0), 1.0)
    target = np.array([math.sqrt(area * 1.3), math.sqrt(area / 1.3)])
    return _part_boxes((points - points.mean(axis=0)) * (target / span), sizes, 300)


def _spread_tree(count: int, edges: Indices, seed: int) -> Points:
    """A radial tree from the node with the most neighbours: each branch gets a sector as wide as
    its leaves."""
    graph = nx.Graph(edges.tolist())
    root = min(graph, key=lambda n: (-graph.degree(n), n))
    tree = nx.bfs_tree(
        graph, root, sort_neighbors=lambda found: sorted(found, key=lambda n: (graph.degree(n), n))
    )
    leaves = dict.fromkeys(range(count), 0)
    for node in reversed(list(tree)):
        leaves[node] = max(1, sum(leaves[child] for child in tree.successors(node)))
    points, sector = np.zeros((count, 2)), {root: (seed * 1.1, seed * 1.1 + 2 * math.pi, 0)}
    for node in tree:
        start, end, depth = sector[node]
        for child in tree.successors(node):
            width = (end - start) * leaves[child] / leaves[node]
            middle, radius = start + width / 2, _IDEAL * (depth + 1)
            points[child] = (math.cos(middle) * radius, math.sin(middle) * radius)
            sector[child] = (start, start + width, depth + 1)
            start += width
    return points


def _pull(points: Points, edges: Indices) -> Points:
    """Every node pushes every other away, every edge pulls its ends together; steps grow
    smaller."""
    count = len(points)
    at = points
    rounds, heat = max(40, min(200, 50_000 // count)), _IDEAL * 0.8
    cool = (3.0 / heat) ** (1 / rounds)
    for _ in range(rounds):
        dx, dy = at[:, None, 0] - at[None, :, 0], at[:, None, 1] - at[None, :, 1]
        push = _IDEAL**2 / np.maximum(dx * dx + dy * dy, 25.0)
        move = np.stack([np.einsum("ij,ij->i", dx, push), np.einsum("ij,ij->i", dy, push)], axis=1)
        move -= at * (0.35 * _IDEAL / (60.0 * math.sqrt(count) + 1))
        along = at[edges[:, 0]] - at[edges[:, 1]]
        pull = along * (np.linalg.norm(along, axis=1) / _IDEAL)[:, None]
        for axis in (0, 1):
            move[:, axis] -= np.bincount(edges[:, 0], pull[:, axis], count) - np.bincount(
                edges[:, 1], pull[:, axis], count
            )
        length = np.maximum(np.linalg.norm(move, axis=1), 1e-6)
        # Rounded, so that the last bits, in which processors differ, don't grow from round to
        # round.
        at = (at + move * (np.minimum(length, heat) / length)[:, None]).round(2)
        heat *= cool
    return at


def _part_boxes(
    points: Points, sizes: Points, rounds: int, gap: tuple[float, float] = (20.0, 16.0)
) -> Points:
    """Push each pair of overlapping boxes apart, along the axis that needs less, until none overlap
    or the rounds are over."""
    points = points.copy()
    for _ in range(rounds):
        pairs = _find_overlaps(points, sizes + gap)
        if not len(pairs):
            break
        a, b = pairs[:, 0], pairs[:, 1]
        along = points[b] - points[a]
        need = (sizes[a] + sizes[b]) / 2 + gap - np.abs(along) + 0.1
        axis = (need[:, 1] < need[:, 0]).astype(np.int64)
        rows = np.arange(len(pairs))
        step = need[rows, axis] / 2 * np.where(along[rows, axis] >= 0, 1.0, -1.0)
        for k in (0, 1):
            mine = np.where(axis == k, step, 0.0)
            points[:, k] += np.bincount(b, mine, len(points)) - np.bincount(a, mine, len(points))
    return points


def _find_overlaps(points: Points, sizes: Points) -> Indices:
    """The pairs of boxes that overlap: a sweep from left to right, all boxes at once."""
    order = np.argsort(points[:, 0], kind="stable")
    at, size, widest = points[order], sizes[order], float(sizes[:, 0].max())
    found = [np.zeros((0, 2), dtype=np.int64)]
    for step in range(1, len(order)):
        apart = np.abs(at[step:] - at[:-step])
        if float(apart[:, 0].min()) > widest:
            break
        hit = np.nonzero((apart < (size[step:] + size[:-step]) / 2 - 0.01).all(axis=1))[0]
        found.append(np.stack([order[hit], order[hit + step]], axis=1))
    return np.concatenate(found)


def _pack(parts: list[tuple[Points, Points]]) -> list[Points]:
    """Shelves, the largest part first; the width is the one that fills a window best."""
    spans = [high - low for low, high in (_extent(*part) for part in parts)]
    least = max(float(span[0]) for span in spans)
    area = sum(float(s[0] + 44) * float(s[1] + 34) for s in spans)
    step = max(120.0, math.sqrt(area) / 8)
    best = max((least + k * step for k in range(14)), key=lambda width: _fill(spans, width))
    corners = _shelve(spans, best)
    return [
        points - _extent(points, sizes)[0] + corner
        for (points, sizes), corner in zip(parts, corners, strict=True)
    ]


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
    """The scale at which the shelves fit the picture's part of a window."""
    corners = _shelve(spans, limit)
    width = max(x + float(s[0]) for (x, _), s in zip(corners, spans, strict=True))
    height = max(y + float(s[1]) for (_, y), s in zip(corners, spans, strict=True))
    return min(_STAGE[0] / width, _STAGE[1] / height)


def _extent(points: Points, sizes: Points) -> tuple[Points, Points]:
    return (points - sizes / 2).min(axis=0), (points + sizes / 2).max(axis=0)
