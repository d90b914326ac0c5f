"""The union of all documents, kept as the engine's default graph, in which each triple stands once.

SPARQL 1.1 counts a triple of the default graph once, however many documents hold it. The engine's
own view of a union yields it once a document (``COUNT(*)`` over one triple in three papers gave 3),
so the union is written down."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain

import pyoxigraph as ox

from kg.rdf.engines.protocol import Engine
from kg.rdf.terms import ARRIVALS_GRAPH, SPELLINGS_GRAPH
from kg.storage.disk.spellings import add_spellings, spelling_quads

_DEFAULT = ox.DefaultGraph()
_DERIVED = (_DEFAULT, SPELLINGS_GRAPH)


def union_quad(quad: ox.Quad) -> ox.Quad:
    """Return the quad of the union that a document's quad stands for."""
    return ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)


def with_union(quads: Collection[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield each quad of a document with its quad of the union, and the spellings of names."""
    pairs = chain.from_iterable((quad, union_quad(quad)) for quad in quads)
    return chain(pairs, spelling_quads(quads))


def named_quads(engine: Engine) -> Iterator[ox.Quad]:
    """Yield the quads of all graphs but what is derived from them: the union, and the spellings of
    names."""
    return (
        quad
        for quad in engine.quads_for_pattern(None, None, None)
        if quad.graph_name not in _DERIVED
    )


def add_union(engine: ox.Store) -> None:
    """Write the union of an engine that has none, and the spellings of its names."""
    engine.bulk_extend(
        union_quad(quad) for quad in named_quads(engine) if quad.graph_name != ARRIVALS_GRAPH
    )
    add_spellings(engine)


def copy_without(engine: Engine, into: ox.Store, graphs: Mapping[str, Collection[ox.Quad]]) -> None:
    """Copy all graphs, with those of *graphs* (IRI → quads) in the place of the ones of that name;
    no union."""
    into.bulk_extend(quad for quad in named_quads(engine) if _name(quad) not in graphs)
    into.bulk_extend(quad for quads in graphs.values() for quad in quads)


def copy_engine(engine: Engine) -> ox.Store:
    """Return all graphs and the union in memory; a dump is several times as fast as quads one by
    one."""
    copy = ox.Store()
    if not isinstance(engine, ox.Store):
        copy.bulk_extend(named_quads(engine))
        add_union(copy)
        return copy
    copy.bulk_load(engine.dump(format=ox.RdfFormat.N_QUADS) or b"", format=ox.RdfFormat.N_QUADS)
    return copy


def fill_memory(fill: Callable[[ox.Store], None]) -> ox.Store:
    """Return an engine in memory with what *fill* writes, and the union."""
    engine = ox.Store()
    fill(engine)
    add_union(engine)
    return engine


def replacement(
    engine: Engine, dropped: Collection[str], graphs: Mapping[str, Collection[ox.Quad]]
) -> str:
    """Return the SPARQL update that drops graphs and writes others, and keeps the union right."""
    steps = [f"DROP SILENT GRAPH <{graph}>" for graph in dropped]
    if gone := sorted(_gone(engine, set(dropped), graphs)):
        steps.append(f"DELETE DATA {{\n{_body(gone)}\n}}")
    for graph, quads in graphs.items():
        body = _body(map(_line, quads))
        steps.append(f"INSERT DATA {{ {body}\nGRAPH <{graph}> {{\n{body}\n}} }}")
    if spelled := spelling_quads(quad for quads in graphs.values() for quad in quads):
        lines = _body(sorted(map(_line, spelled)))
        steps.append(f"INSERT DATA {{ GRAPH {SPELLINGS_GRAPH} {{\n{lines}\n}} }}")
    return " ;\n".join(steps)


def _gone(
    engine: Engine, dropped: set[str], graphs: Mapping[str, Collection[ox.Quad]]
) -> Iterator[str]:
    """The triples that stand in no graph any more."""
    kept, going = {_line(quad) for quads in graphs.values() for quad in quads}, {"", *dropped}
    for graph in dropped:
        for quad in engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            others = engine.quads_for_pattern(quad.subject, quad.predicate, quad.object)
            if _line(quad) not in kept and all(
                _name(other) in going for other in others
            ):  # stops at the first that stays
                yield _line(quad)


def _line(quad: ox.Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object}"


def _body(lines: Iterable[str]) -> str:
    return " .\n".join(lines)


def _name(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
