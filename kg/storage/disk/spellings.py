"""The spellings of all names, kept beside the documents by what each is without regard to case, so
that a name is found through the engine's indexes.

It is written with the union, never exported, and left out where the store is written anew. A
spelling that no document holds any more stays until then, and finds nothing."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

import pyoxigraph as ox

from kg.namespace import DATA
from kg.rdf import terms as t
from kg.rdf.engines.protocol import Engine, Server, select_rows

_FOLDED = f"{DATA}spelling/"
_NAMES = (t.PREF_LABEL, t.ALT_LABEL)
_UNION = ox.DefaultGraph()


def spelling_quads(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Return what is kept of the names among the quads of documents."""
    return {
        ox.Quad(_fold(quad.object.value), t.LEXICAL, quad.object, t.SPELLINGS_GRAPH)
        for quad in quads
        if quad.predicate in _NAMES and isinstance(quad.object, ox.Literal)
    }


def _quote(text: str) -> str:
    return quote(text, safe="", errors="replace")


def _fold(name: str) -> ox.NamedNode:
    return ox.NamedNode(_FOLDED + _quote(name.casefold()))


def add_spellings(engine: Engine) -> None:
    """Write the spellings of all names of an engine that has none."""
    for predicate in _NAMES:
        engine.extend(spelling_quads(engine.quads_for_pattern(None, predicate, None)))


def keeps_spellings(engine: Engine) -> bool:
    """Whether names can be found so: not on a server, nor where an older kg wrote and none of
    today has written since."""
    return not isinstance(engine, Server) and any(
        engine.quads_for_pattern(None, None, None, t.SPELLINGS_GRAPH)
    )


def things_spelled(engine: Engine, name: str) -> set[str]:
    """Return the IRIs of what has this name, but for case."""
    found = engine.quads_for_pattern(_fold(name), t.LEXICAL, None, t.SPELLINGS_GRAPH)
    return set(_things_called(engine, (quad.object for quad in found)))


def things_spelled_with(engine: Engine, part: str) -> set[str]:
    """Return the IRIs of what has this *part* in a name, but for case: each spelling is looked at
    once, in the engine, however many documents have it."""
    folded = part.casefold()
    query = (
        f"SELECT ?name {{ GRAPH {t.SPELLINGS_GRAPH} {{ ?folded {t.LEXICAL} ?name "
        f'FILTER(CONTAINS(STR(?folded), "{_quote(folded)}")) }} }}'
    )
    names = (row[0] for row in select_rows(engine, query))
    return set(_things_called(engine, (n for n in names if folded in _text(n).casefold())))


def _things_called(engine: Engine, names: Iterable[object]) -> Iterator[str]:
    for name in names:
        assert isinstance(name, ox.Literal)
        for predicate in _NAMES:
            for quad in engine.quads_for_pattern(None, predicate, name, _UNION):
                if isinstance(quad.subject, ox.NamedNode) and _is_named_elsewhere(engine, quad):
                    yield quad.subject.value


def _is_named_elsewhere(engine: Engine, quad: ox.Quad) -> bool:
    """Whether a graph gives the name that is not the thing's own: a document is no entity of its
    own."""
    found = engine.quads_for_pattern(quad.subject, quad.predicate, quad.object)
    return any(q.graph_name not in (_UNION, quad.subject) for q in found)


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.Literal) else ""
