"""How two entities are connected, hop by hop, and whether it holds without what is only alleged.

Claims are followed in both directions; the sentence of a hop says which way it goes. A denial
connects nothing, nor does what is only asked or supposed, unless --modality names it. Fewest hops
first; among those, the path whose weakest hops are put most strongly (k shortest paths: Yen 1971).
With --in-order each hop must be able to follow the one before it in time (a time-respecting path:
Holme & Saramäki 2012), so hops without a date are left out."""

import heapq
from collections.abc import Iterator
from datetime import date
from itertools import islice, pairwise
from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import OPEN, Evidence, read_evidence, strongest_first, weakness
from kg.errors import QuestionError
from kg.values.periods import FIRST

type Links = dict[frozenset[str], list[Evidence]]

_PENALTY = 1e-4
_LABELS = 50_000


def ask(
    network: nx.MultiDiGraph,
    start: Annotated[str, ENTITY, "Where to begin: a name or an IRI."],
    end: Annotated[str, ENTITY, "Where to end."],
    *,
    k: Annotated[int, "How many paths at most."] = 3,
    in_order: Annotated[bool, "Only paths whose hops can follow each other in time."] = False,
) -> Answer:
    """Return up to *k* simple paths between two entities; raise QuestionError where both are the
    same, or k < 1."""
    if start == end:
        raise QuestionError(
            "both ends are the same entity",
            "give two different names; kg claims --about NAME lists the claims of one",
        )
    if k < 1:
        raise QuestionError(f"k is {k}", "ask for one path or more")
    links = _links(network, in_order)
    find = _ordered if in_order else _shortest
    label = {node: str(name) for node, name in network.nodes(data="label")}
    rows = [
        _make_row(
            [label[n] for n in path], [strongest_first(links[frozenset(p)]) for p in pairwise(path)]
        )
        for path in find(links, start, end, k)
    ]
    how = ", in order of time" if in_order else ""
    return make_answer(
        network,
        f"How are {label.get(start, start)} and {label.get(end, end)} connected{how}?",
        ("hops", "path", "holds on fact-like claims alone"),
        rows,
        _survival(find(_facts(links), start, end, 1), bool(rows)),
    )


def _make_row(
    names: list[str], hops: list[tuple[Evidence, ...]]
) -> tuple[tuple[str, ...], list[Evidence]]:
    """A path's row: its hops, its names, and which of its hops no fact-like claim holds."""
    weak = [
        f"{a} – {b}"
        for (a, b), hop in zip(pairwise(names), hops, strict=True)
        if not any(c.is_fact for c in hop)
    ]
    cells = (str(len(hops)), " – ".join(names), "no: " + "; ".join(weak) if weak else "yes")
    return cells, [claim for hop in hops for claim in hop]


def _links(network: nx.MultiDiGraph, dated: bool) -> Links:
    claims = [
        c
        for c in read_evidence(network)
        if not c.negative and c.subject != c.object and (c.period or not dated)
    ]
    firm = [c for c in claims if c.modality not in OPEN]
    links: Links = {}
    for claim in firm or claims:
        links.setdefault(frozenset((claim.subject, claim.object)), []).append(claim)
    return links


def _graph(links: Links) -> nx.Graph:
    """One edge a pair; its cost is one hop and a trifle for how weakly the best claim is put."""
    graph = nx.Graph()
    for pair in sorted(links, key=sorted):
        a, b = sorted(pair)
        graph.add_edge(a, b, cost=1 + _PENALTY * min(map(weakness, links[pair])))
    return graph


def _shortest(links: Links, start: str, end: str, k: int) -> list[list[str]]:
    graph = _graph(links)
    if start not in graph or end not in graph or not nx.has_path(graph, start, end):
        return []
    return list(islice(nx.shortest_simple_paths(graph, start, end, weight="cost"), k))


def _facts(links: Links) -> Links:
    kept = {pair: [c for c in claims if c.is_fact] for pair, claims in links.items()}
    return {pair: claims for pair, claims in kept.items() if claims}


def _survival(facts: list[list[str]], connected: bool) -> str:
    if facts:
        hops = len(facts[0]) - 1
        return (
            "On claims that are stated as fact, admitted or found alone, "
            f"they are connected over {hops} hop{'s' * (hops != 1)}"
        )
    return (
        (
            "Without what is only alleged, "
            "reported or possible there is no connection in these documents"
        )
        if connected
        else ""
    )


def _ordered(links: Links, start: str, end: str, k: int) -> list[list[str]]:
    """Simple paths in order of hops, then of earliest arrival; a node is reached anew only if it
    pays."""
    steps: dict[str, list[tuple[str, date, date]]] = {}
    for pair in sorted(links, key=sorted):
        periods = {c.period for c in links[pair]} - {None}
        for one, other in (sorted(pair), sorted(pair, reverse=True)):
            steps.setdefault(one, []).extend(
                (other, p.earliest, p.latest) for p in sorted(periods, key=str) if p
            )
    return list(islice(_walk(steps, start, end, k), k))


def _walk(
    steps: dict[str, list[tuple[str, date, date]]], start: str, end: str, k: int
) -> Iterator[list[str]]:
    heap: list[tuple[int, date, tuple[str, ...]]] = [(0, FIRST, (start,))]
    reached: dict[str, list[date]] = {}
    seen: set[tuple[str, ...]] = set()
    for _ in range(_LABELS):
        if not heap:
            return
        hops, now, path = heapq.heappop(heap)
        node = path[-1]
        if path in seen or sum(t <= now for t in reached.get(node, ())) >= k:
            continue
        seen.add(path)
        reached.setdefault(node, []).append(now)
        if node == end:
            yield list(path)
            continue
        for neighbour, earliest, latest in steps.get(node, ()):
            if latest >= now and neighbour not in path:
                heapq.heappush(heap, (hops + 1, max(now, earliest), (*path, neighbour)))
