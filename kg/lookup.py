"""Finding entities by name and the claims of a few entities through the engine's indexes, without reading whole documents."""

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from kg import rdf, terms
from kg.errors import InvalidClaims
from kg.identity import read_extraction
from kg.model import Extraction
from kg.namespace import expand

_FOLLOWED = frozenset({
    terms.SUBJECT, terms.OBJECT, terms.QUALIFIED, terms.AGENT, terms.QUALIFIER, terms.RDF_VALUE, terms.GENERATED, terms.ASSOCIATED,
    *terms.SEEN.values(),
})  # fmt: skip

_NAMES = f"""SELECT DISTINCT ?thing ?name {{
  GRAPH ?g {{ {{ ?thing {terms.PREF_LABEL} ?name }} UNION {{ ?thing {terms.ALT_LABEL} ?name }} FILTER(?thing != ?g) }} }}"""


def things_named(engine: ox.Store, text: str) -> set[str]:
    """IRIs of the entities that *text* means: the IRI or CURIE itself; else a name equal but for case; else one that holds it."""
    try:
        node = rdf.make_iri(text)
    except InvalidClaims:
        node = None
    if node is not None and any(any(engine.quads_for_pattern(*p)) for p in ((node, terms.NAMED, None), (None, terms.RESOLVES, node))):
        return {expand(text)}
    wanted = text.casefold().strip()
    equal: set[str] = set()
    holding: set[str] = set()
    rows = engine.query(_NAMES)
    assert isinstance(rows, ox.QuerySolutions)
    for subject, label in rows:
        if isinstance(label, ox.Literal) and wanted in (name := label.value.casefold()):
            if wanted and isinstance(subject, ox.NamedNode):
                (equal if name == wanted else holding).add(subject.value)
    return equal or holding


def extractions_about(engine: ox.Store, things: Iterable[str], graphs: Collection[str] | None = None) -> list[Extraction]:
    """Return the documents (IRIs *graphs*, or all) with their claims about *things*, sorted by source and IRI; without texts."""
    claims: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    for thing in things:
        for place in (terms.SUBJECT, terms.OBJECT):
            for quad in engine.quads_for_pattern(None, place, rdf.make_iri(thing)):
                name, node = quad.graph_name, quad.subject
                if isinstance(name, ox.NamedNode) and isinstance(node, ox.NamedNode) and (graphs is None or name.value in graphs):
                    claims.setdefault(name, set()).add(node)
    found = [read_extraction(_parts(engine, graph, nodes)) for graph, nodes in claims.items()]
    return sorted(found, key=lambda e: (e.document.source, e.document.id))


def _parts(engine: ox.Store, graph: ox.NamedNode, claims: Iterable[ox.NamedNode]) -> Iterator[ox.Quad]:
    """The quads of a graph that describe *claims*: the claims, their numbered parts, the entities and relations that they name."""
    yield from engine.quads_for_pattern(graph, terms.SOURCE, None, graph)
    todo = list(claims)
    seen: set[object] = set(todo)
    wanted: set[ox.NamedNode] = set()
    while todo:
        for quad in engine.quads_for_pattern(todo.pop(), None, None, graph):
            _, predicate, target, _ = quad
            if predicate in _FOLLOWED:
                if target not in seen and isinstance(target, ox.NamedNode):
                    seen.add(target)
                    todo.append(target)
            elif predicate == terms.PREDICATE and isinstance(target, ox.NamedNode):
                wanted.add(target)
            yield quad
    for node in wanted:
        yield from engine.quads_for_pattern(node, terms.LABEL, None, graph)
