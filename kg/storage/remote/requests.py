"""What goes to a SPARQL server and what comes back, as text: patterns, pages, and the one update
that writes a document."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from kg.rdf.engines.protocol import GraphName, Object, Subject, list_values
from kg.rdf.terms import EXTRACTION_DIGEST

type Pattern = tuple[Subject, ox.NamedNode | None, Object, GraphName]

_PLACES = ("s", "p", "o", "g")


def write_pattern(pattern: Pattern) -> str:
    """Return the SELECT of the variables of *pattern*, whose graph is named or any named one.

    >>> write_pattern((None, ox.NamedNode("urn:p"), None, None))
    'SELECT ?s ?o ?g { GRAPH ?g { ?s <urn:p> ?o } }'
    """
    wanted = " ".join(f"?{v}" for v, t in zip(_PLACES, pattern, strict=True) if t is None) or "*"
    s, p, o, g = (f"?{v}" if t is None else str(t) for v, t in zip(_PLACES, pattern, strict=True))
    return f"SELECT {wanted} {{ GRAPH {g} {{ {s} {p} {o} }} }}"


def fill_pattern(pattern: Pattern, row: ox.QuerySolution) -> ox.Quad:
    """Return the quad that a row of write_pattern stands for."""
    terms: list[Any] = [row[v] if t is None else t for v, t in zip(_PLACES, pattern, strict=True)]
    return ox.Quad(*terms)


def choose_graphs(query: str, graphs: Iterable[str]) -> str:
    """Return a SELECT over GRAPH ?g for these *graphs* (IRIs) alone.

    >>> choose_graphs("SELECT ?g { GRAPH ?g { ?s ?p ?o } }", ["urn:a"])
    'SELECT ?g { VALUES ?g { <urn:a> } GRAPH ?g { ?s ?p ?o } }'
    """
    return query.replace("{", f"{{ {list_values('?g', map(ox.NamedNode, graphs))}", 1)


def cut_page(
    query: str, variables: Sequence[str], size: int, start: int, apart: bool = False
) -> str:
    """Return a page of a SELECT of these *variables*, in an order that the terms alone decide.

    With *apart* it is cut outside of what orders, and orders by the words of the terms alone, for
    a server that orders few rows where it also cuts, by few keys (Virtuoso, which keeps the
    order)."""
    names = " ".join(f"?{name}" for name in variables)
    keys = ("STR",) if apart else ("STR", "DATATYPE", "LANG")
    order = " ".join(f"{key}(?{name})" for name in variables for key in keys)
    ordered = f"SELECT {names} {{ {{ {query} }} }} ORDER BY {order}"
    whole = f"SELECT {names} {{ {{ {ordered} }} }}" if apart else ordered
    return f"{whole} LIMIT {size} OFFSET {start}"


def write_replacement(dropped: Collection[str], graphs: Mapping[str, Collection[ox.Quad]]) -> str:
    """Return the update that drops graphs and writes others, and keeps the union (the default
    graph) right.

    What says that a document is whole (its digest) is written last, so that a server that stops in
    the middle leaves a document that the next ``kg add`` takes for missing."""
    every = [quad for quads in graphs.values() for quad in quads]
    steps = [*map(_leave_union, [dropped] * bool(dropped)), *map(_drop, dropped)]
    body = [quad for quad in every if quad.predicate != EXTRACTION_DIGEST]
    marks = [quad for quad in every if quad.predicate == EXTRACTION_DIGEST]
    steps += [insert_data(part, union=True) for part in (body, marks) if part]
    return " ;\n".join(steps)


def insert_data(quads: Iterable[ox.Quad], union: bool = False) -> str:
    """Return the INSERT DATA of *quads*, with *union* of the default graph's, too."""
    found: dict[str, list[str]] = {}
    for quad in quads:
        graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        for place in {"", graph} if union else {graph}:
            found.setdefault(place, []).append(_line(quad))
    parts = [
        f"GRAPH {ox.NamedNode(graph)} {{\n{_body(lines)}\n}}" if graph else _body(lines) + " ."
        for graph, lines in sorted(found.items())
    ]
    return "INSERT DATA {\n" + "\n".join(parts) + "\n}"


def delete_data(*quads: ox.Quad) -> str:
    """Return the DELETE DATA of quads of one named graph."""
    return f"DELETE DATA {{ GRAPH {quads[0].graph_name} {{\n{_body(map(_line, quads))}\n}} }}"


def _leave_union(dropped: Collection[str]) -> str:
    """Take what stands in no graph but *dropped* ones out of the union."""
    going = ", ".join(str(ox.NamedNode(graph)) for graph in dropped)
    return (
        f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g IN ({going})) "
        f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other NOT IN ({going})) }} }}"
    )


def _drop(graph: str) -> str:
    return f"DROP SILENT GRAPH {ox.NamedNode(graph)}"


def _line(quad: ox.Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object}"


def _body(lines: Iterable[str]) -> str:
    return " .\n".join(lines)
