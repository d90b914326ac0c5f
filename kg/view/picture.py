"""What the picture draws at first: named actors and typed things, one line a pair, placed by
kg.view.layout.

The rest folds into the actors that it is claimed of. A small graph has room for more than its
actors: what their known relations lead to comes in, most claimed first, until the picture holds
enough."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx
from pyvis.network import Network

from kg.view.geometry import Line
from kg.view.labels import box_size, text_size, wrap_label
from kg.view.layout import place_nodes
from kg.view.model import find_disputed

WORDS_FONT = 11.0
"""Pixels of the words on lines, on the screen (drawing.js)."""

LINE_SIZE = (22, 2)
"""Characters of a line of these words, and how many lines they may take."""

_AMOUNTS = ((2, 2), (2, 1), (1, 2), (1, 1))
"""How many strengths and how many verbs of each stand on a line: the first that fits."""

MOST, PARTS = 60, 8
"""Above so many actors, or parts that hang together, the page opens with a list (docs/view.md)."""

_ROOM = 20
_FOLDED = frozenset({"Place", "Date", "Quantity", "Money", "Value", "Thing"})
LINE_WORDS = {
    "disputed": "disputed",
    "fact": "stated",
    "reported": "reported",
    "alleged": "alleged",
    "denied": "denied",
    "open": "unsure",
}
"""How a line is drawn, the strongest first, and the word that says so on it; the page has them from
here."""
STRENGTHS = tuple(LINE_WORDS)


def is_core(node: dict[str, Any]) -> bool:
    """Whether a node is a named actor or a named thing of a known type: what the picture is
    about."""
    return bool(node["named"]) and node["kind"] not in _FOLDED


def choose_drawn(nodes: Sequence[dict[str, Any]], claims: Sequence[dict[str, Any]]) -> list[int]:
    """Return the numbers of the nodes that the picture draws, in order."""
    core = {number for number, node in enumerate(nodes) if is_core(node)}
    linked = _linked(core, claims)
    if len(linked) >= _ROOM:
        return sorted(linked)
    ranked = _rank(core, claims)
    drawn = _fill(linked or set(ranked[:1]), nodes, claims)
    for actor in ranked:
        if actor in core and actor not in drawn and len(drawn) < _ROOM:
            drawn = _fill(drawn | {actor}, nodes, claims)
    return sorted(_linked(drawn, claims) or drawn)


def _rank(core: set[int], claims: Iterable[dict[str, Any]]) -> list[int]:
    """The nodes with a claim, actors before others, most claimed first."""
    degree = Counter(end for c in claims for end in {c["from"], c["to"]})
    return sorted(degree, key=lambda n: (n not in core, -degree[n], n))


def _linked(chosen: set[int], claims: Iterable[dict[str, Any]]) -> set[int]:
    """The nodes of *chosen* that a claim joins to another of them."""
    ends = [(c["from"], c["to"]) for c in claims]
    return {end for pair in ends if pair[0] != pair[1] and chosen.issuperset(pair) for end in pair}


def _fill(
    drawn: set[int], nodes: Sequence[dict[str, Any]], claims: Sequence[dict[str, Any]]
) -> set[int]:
    """Add what the drawn ones are connected with, most claimed first, while there is room."""
    drawn = set(drawn)
    while len(drawn) < _ROOM:
        weight: Counter[int] = Counter()
        for c in claims:
            for near, far in ((c["from"], c["to"]), (c["to"], c["from"])):
                if (
                    near in drawn
                    and far not in drawn
                    and nodes[far]["kind"] not in ("Value", "Place", "Date", "Quantity", "Money")
                ):
                    weight[far] += 2 + (c["family"] != "fact")
        if not weight:
            return drawn
        drawn |= set(
            sorted(weight, key=lambda n: (-weight[n], not nodes[n]["named"], n))[
                : _ROOM - len(drawn)
            ]
        )
    return drawn


def count_parts(drawn: Iterable[int], claims: Iterable[dict[str, Any]]) -> int:
    """Return how many parts of the drawn nodes hang together within, single ones not counted."""
    graph = nx.Graph()
    graph.add_nodes_from(drawn)
    graph.add_edges_from(
        (c["from"], c["to"]) for c in claims if c["from"] in graph and c["to"] in graph
    )
    return sum(len(part) > 1 for part in nx.connected_components(graph))


def draw_network_part(
    nodes: Sequence[dict[str, Any]],
    claims: Sequence[dict[str, Any]],
    predicates: Sequence[Any],
    drawn: list[int],
) -> Network:
    """Return the picture: boxes with their places, and the lines of bundle_claims."""
    place = {number: k for k, number in enumerate(drawn)}
    lines = bundle_claims(claims, predicates, set(drawn))
    labels = [wrap_label(nodes[n]["name"], 20, 2) for n in drawn]
    traced = [
        Line(place[x["source"]], place[x["to"]], 0.0, text_size(x["label"], WORDS_FONT))
        for x in lines
    ]
    places, bends = place_nodes([box_size(label) for label in labels], traced)
    network = Network(directed=True)
    for number, label, (x, y) in zip(drawn, labels, places, strict=True):
        network.add_node(
            number, label, shape="box", x=x, y=y, physics=False, width=round(box_size(label)[0], 1)
        )
    for line, bend in zip(lines, bends, strict=True):
        network.add_edge(**line | {"bend": bend})
    return network


def bundle_claims(
    claims: Sequence[dict[str, Any]], predicates: Sequence[Any], drawn: set[int]
) -> list[dict[str, Any]]:
    """Return one line a pair of drawn nodes, in order: its claims, its strongest status, the words
    on it.

    ``source`` and ``to`` are as most of its claims run; ``both`` says that some run the other way.
    """
    pairs: dict[tuple[int, int], list[int]] = {}
    for number, c in enumerate(claims):
        if c["from"] in drawn and c["to"] in drawn:
            pairs.setdefault((min(c["from"], c["to"]), max(c["from"], c["to"])), []).append(number)
    disputed = find_disputed(claims)
    lines: list[dict[str, Any]] = []
    for (low, high), members in sorted(pairs.items()):
        forward = sum(claims[k]["from"] == low for k in members)
        source, to = (low, high) if 2 * forward >= len(members) else (high, low)
        states = [status_of(claims[k], disputed) for k in members]
        label = line_label(
            [
                (state, predicates[claims[k]["predicate"]][1])
                for state, k in zip(states, members, strict=True)
            ]
        )
        lines.append(
            {
                "source": source,
                "to": to,
                "id": f"e{low}-{high}",
                "label": wrap_label(label, *LINE_SIZE),
                "claims": members,
                "status": min(states, key=STRENGTHS.index),
                "both": 0 < forward < len(members) and low != high,
            }
        )
    return lines


def status_of(claim: dict[str, Any], disputed: set[int]) -> str:
    """How a claim is drawn: its family, or "disputed" where its statement is asserted and
    denied."""
    return "disputed" if claim["statement"] in disputed else str(claim["family"])


def line_label(parts: Iterable[tuple[str, str]]) -> str:
    """The words on a line from the (status, verb) of its claims: the strongest first, never a
    weaker one without saying so; as many as two lines hold.

    A verb stands once, at its strongest; a denial is never dropped as said already.

    >>> line_label([("alleged", "paid"), ("fact", "works for"), ("alleged", "works for")])
    'works for; alleged: paid'
    """
    groups = _group_verbs(parts)
    told = [_tell(groups, *most) for most in _AMOUNTS]
    return next((text for text in told if "…" not in wrap_label(text, *LINE_SIZE)), told[-1])


def _tell(groups: list[tuple[str, list[str]]], most: int, verbs_each: int) -> str:
    """The first *most* groups with the first *verbs_each* verbs of each, and how many are left."""
    shown = [(state, verbs[:verbs_each]) for state, verbs in groups[:most]]
    texts = [_prefix(state, place) + ", ".join(verbs) for place, (state, verbs) in enumerate(shown)]
    left = sum(len(verbs) for _, verbs in groups) - sum(len(verbs) for _, verbs in shown)
    return "; ".join(texts) + (f" +{left}" if left else "")


def _group_verbs(parts: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Status → verbs, the strongest status first; a verb once, at its strongest, but for
    denials."""
    by: dict[str, list[str]] = {}
    told: set[str] = set()
    for state, verb in sorted(parts, key=lambda part: STRENGTHS.index(part[0])):
        held = by.setdefault(state, [])
        if verb not in held and (verb not in told or state == "denied"):
            held.append(verb)
        told.add(verb)
    return [(state, verbs) for state, verbs in by.items() if verbs]


def _prefix(state: str, place: int) -> str:
    """The word before verbs; what is stated needs one only behind what is disputed."""
    return "" if state == "fact" and not place else f"{LINE_WORDS[state]}: "
