"""Finding entities by name and the claims of a few entities through the engine's indexes, without
reading whole documents."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import chain

import pyoxigraph as ox

from kg.errors import InvalidClaims
from kg.model import Entity, Extraction
from kg.namespace import expand
from kg.rdf import nodes, terms
from kg.rdf import quads as rdf
from kg.rdf.engines.protocol import Engine, bind_values, select_rows
from kg.rdf.node_facts import Facts, Own, Term, all_values, put
from kg.resolution.quads import resolve_extraction
from kg.storage.disk.spellings import keeps_spellings, things_spelled, things_spelled_with
from kg.storage.entities import read_entities, read_merged

type _Step = tuple[Term, ox.NamedNode | None]

_FOLLOWED = {
    terms.SUBJECT: None,
    terms.OBJECT: None,
    terms.QUALIFIED: None,
    terms.AGENT: None,
    terms.QUALIFIER: None,
    terms.RDF_VALUE: None,
    terms.SOURCE_NOTE: None,
    terms.PREDICATE: terms.LABEL,
    terms.GENERATED: terms.ASSOCIATED,
    terms.ASSOCIATED: terms.LABEL,
}
"""Where a claim leads on, and what is read there (``None``: everything)."""

_MOST = 2_000
"""Entities up to which those of a name are read by themselves."""

_NAMES = f"""SELECT DISTINCT ?thing ?name {{
  GRAPH ?g {{ {{ ?thing {terms.PREF_LABEL} ?name }} \
UNION {{ ?thing {terms.ALT_LABEL} ?name }} FILTER(?thing != ?g) }} }}"""


def things_named(engine: Engine, text: str) -> set[str]:
    """IRIs of the entities that *text* means: the IRI or CURIE itself; else a name equal but for
    case; else one that holds it."""
    wanted = text.casefold().strip()
    if _is_entity(engine, text):
        return {expand(text)}
    if not wanted:
        return set()
    if keeps_spellings(engine):
        return things_spelled(engine, wanted) or things_spelled_with(engine, wanted)
    return _search_names(engine, wanted)


def _search_names(engine: Engine, wanted: str) -> set[str]:
    """The same from all names, one by one."""
    found = {(iri, name) for iri, name in _read_names(engine) if wanted in name}
    return {iri for iri, name in found if name == wanted} or {iri for iri, _ in found}


def entities_named(engine: Engine, text: str, whole: bool = False) -> list[Entity]:
    """Return the entities of which *text* is the IRI, the CURIE, a name but for case, or a part of
    one (not where *whole* and a name is found), sorted by IRI, each once."""
    wanted = text.casefold().strip()
    if not keeps_spellings(engine):
        return read_entities(engine)
    seen = things_spelled(engine, wanted) if wanted and whole else set()
    seen = seen or (things_spelled_with(engine, wanted) if wanted else set())
    with suppress(InvalidClaims):
        seen.add(nodes.make_iri(text).value)
    return read_entities(engine) if len(seen) > _MOST else _read_resolved(engine, seen)


def _read_resolved(engine: Engine, seen: Collection[str]) -> list[Entity]:
    """The entities that stand in some document under one of these IRIs, or for one of them."""
    wanted = {*seen, *_resolve(engine, "?e", seen, "?o")}
    read = {*wanted, *_resolve(engine, "?o", wanted, "?e")}
    found = read_merged(engine, lambda q: bind_values(q, "?e", read))
    return [found[iri] for iri in sorted(wanted & found.keys())]


def _resolve(engine: Engine, given: str, iris: Collection[str], wanted: str) -> Iterator[str]:
    """The other ends of resolution (as seen ?e, as resolved ?o) where one end is given."""
    query = f"SELECT {wanted} {{ GRAPH ?g {{ ?e {terms.RESOLVES} ?o }} }}"
    return (row[0].value for row in select_rows(engine, bind_values(query, given, iris)))


def _read_names(engine: Engine) -> Iterator[tuple[str, str]]:
    """Yield each entity's IRI with each of its names, folded for case."""
    for subject, label in select_rows(engine, _NAMES):
        if isinstance(label, ox.Literal) and isinstance(subject, ox.NamedNode):
            yield subject.value, label.value.casefold()


def _is_entity(engine: Engine, text: str) -> bool:
    """Whether *text* is the IRI or CURIE of an entity, as it was seen or as it is resolved."""
    try:
        node = nodes.make_iri(text)
    except InvalidClaims:
        return False
    return any(engine.quads_for_pattern(node, terms.NAMED, None)) or any(
        engine.quads_for_pattern(None, terms.RESOLVES, node)
    )


def extractions_about(
    engine: Engine, things: Iterable[str], graphs: Collection[str] | None = None
) -> list[Extraction]:
    """Return the documents (IRIs *graphs*, or all) with their claims about *things*, sorted by
    source and IRI; without texts."""
    claims: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    for node in map(nodes.make_iri, things):
        for place in (terms.SUBJECT, terms.OBJECT):
            query = f"SELECT ?g ?c {{ GRAPH ?g {{ ?c {place} {node} }} }}"
            for graph, claim in select_rows(engine, query):  # half as many terms as quads
                if (
                    isinstance(graph, ox.NamedNode)
                    and isinstance(claim, ox.NamedNode)
                    and (graphs is None or graph.value in graphs)
                ):
                    claims.setdefault(graph, set()).add(claim)
    found = [_read(engine, graph, held) for graph, held in claims.items()]
    return sorted(found, key=lambda e: (e.document.source, e.document.id))


def _read(engine: Engine, graph: ox.NamedNode, claims: Iterable[ox.NamedNode]) -> Extraction:
    """A document of some *claims*: they, their numbered parts, the entities, relations and programs
    that they name."""
    facts = Facts()
    unresolved = not any(engine.quads_for_pattern(None, terms.RESOLVES, None, graph))
    todo: list[_Step] = [(claim, None) for claim in claims]
    targets: dict[str, str] = {}
    while todo:
        node, only = todo.pop()
        if node in facts.nodes or not isinstance(node, ox.NamedNode):
            continue
        own = facts.nodes[node] = _describe_as_seen(engine, node, only, graph)
        if unresolved:
            todo += _take_claimant(facts, own)
        todo += [step for place, then in _FOLLOWED.items() for step in _steps(own, place, then)]
        if isinstance(target := own.get(terms.RESOLVES), ox.NamedNode):
            targets[node.value] = target.value
    if graph not in facts.nodes:
        facts.nodes[graph] = _describe_paper(engine, graph)
    return resolve_extraction(rdf.facts_to_extraction(facts, graph), targets)


def _describe_paper(engine: Engine, graph: ox.NamedNode) -> Own:
    """Where a document is from, what it is called, and its date, without its text."""
    named = (terms.SOURCE, terms.TITLE, terms.DATE)
    described = (_describe(engine, graph, name, graph) for name in named)
    return dict(chain.from_iterable(own.items() for own in described))


def _take_claimant(facts: Facts, own: Own) -> list[_Step]:
    """Take over who claims where there is one claimant: the claim itself says who, and its part
    need not be read."""
    part = own.get(terms.QUALIFIED)
    if not isinstance(part, ox.NamedNode) or terms.ATTRIBUTED not in own:
        return []
    facts.nodes[part] = {terms.AGENT: own[terms.ATTRIBUTED]}
    return _steps(own, terms.ATTRIBUTED, None)


def _steps(own: Own, place: ox.NamedNode, then: ox.NamedNode | None) -> list[_Step]:
    """Where a node leads on at *place*: the next nodes, and what is to be read there."""
    return [(value, then) for value in all_values(own, place)]


def _describe_as_seen(
    engine: Engine, node: ox.NamedNode, predicate: ox.NamedNode | None, graph: ox.NamedNode
) -> Own:
    """What a graph says of *node* (see _describe), with entities as they were seen before
    resolution."""
    own = _describe(engine, node, predicate, graph)
    for place, seen in terms.SEEN.items():
        if seen in own:
            own[place] = own.pop(seen)
    return own


def _describe(
    engine: Engine, node: ox.NamedNode, predicate: ox.NamedNode | None, graph: ox.NamedNode
) -> Own:
    """What a graph says of *node*, or only the values of one *predicate*."""
    own: Own = {}
    for quad in engine.quads_for_pattern(node, predicate, None, graph):
        if (place := quad.predicate) in own:
            put(own, place, quad.object)
        else:
            own[place] = quad.object
    return own
