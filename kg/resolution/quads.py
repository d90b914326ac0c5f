"""Resolution in RDF: decisions and known entities as graphs of their own, and documents that follow
them.

A document's graph names the resolved entity in every claim, so that SPARQL sees one thing as one
node, and keeps beside it the entity as it was seen (``kg:subjectAsSeen`` and so on). ``as_seen``
takes all of that back: nothing is overwritten, so every merge can be undone, byte for byte.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Claim, Entity, Extraction, Qualifier, Value
from kg.namespace import DATA, KG, digest
from kg.rdf import terms as t
from kg.rdf.node_facts import Term
from kg.rdf.nodes import class_iri, class_name, make_iri, make_literal
from kg.rdf.quads import quads_to_extraction
from kg.resolution.decisions import Decision, Judgement
from kg.resolution.known_entities import SCHEMES, KnownEntity

_SEEN_AS = {seen: place for place, seen in t.SEEN.items()}
_COPIED = (t.TYPE, t.PREF_LABEL, t.ALT_LABEL, t.DESCRIBED_AS)
_OF_RESOLUTION = {t.RESOLVES, *_SEEN_AS}


def follow(quads: Iterable[Quad], targets: Mapping[str, str]) -> list[Quad]:
    """Return a document's quads as extracted (see kg.rdf.quads) with entities replaced by their
    *targets* (IRI → IRI)."""
    quads = list(quads)
    if not targets:
        return quads
    described = _described(quads)
    out: dict[Quad, None] = {}
    for quad in quads:
        out.update(dict.fromkeys(_follow(quad, targets)))
    for seen in sorted(targets):
        node, target = NamedNode(seen), make_iri(targets[seen])
        if node in described:
            out[Quad(node, t.RESOLVES, target, quads[0].graph_name)] = None
            if target not in described:
                out.update(dict.fromkeys(_describe_like(node, target, quads)))
                described.add(target)
    return list(out)


def _describe_like(node: NamedNode, target: NamedNode, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the type and the names of *node* as those of *target*."""
    for quad in quads:
        if quad.subject == node and quad.predicate in _COPIED:
            yield Quad(target, quad.predicate, quad.object, quad.graph_name)


def _follow(quad: Quad, targets: Mapping[str, str]) -> Iterator[Quad]:
    subject, predicate, object_, graph = quad.subject, quad.predicate, quad.object, quad.graph_name
    seen = isinstance(object_, NamedNode) and object_.value in targets
    if predicate in t.SEEN and seen:
        yield Quad(subject, predicate, _target(object_, targets), graph)
        yield Quad(subject, t.SEEN[predicate], object_, graph)
    elif predicate not in t.RESERVED:
        yield Quad(
            _target(subject, targets),
            predicate,
            _target(object_, targets) if seen else object_,
            graph,
        )
    else:
        yield quad


def _target(term: object, targets: Mapping[str, str]) -> NamedNode:
    assert isinstance(term, NamedNode)
    return make_iri(targets.get(term.value, term.value))


def read_targets(quads: Iterable[Quad]) -> dict[str, str]:
    """Entity as seen → entity as resolved, as one document's quads have it."""
    return {q.subject.value: q.object.value for q in quads if q.predicate == t.RESOLVES
            and isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode)}  # fmt: skip


def as_seen(quads: Iterable[Quad]) -> list[Quad]:
    """Return a document's quads as they were extracted, without the plain triples of what was
    resolved or undone by others."""
    quads = [quad for quad in quads if quad.predicate != t.UNDONE_BY]
    targets = read_targets(quads)
    if not targets:
        return quads
    seen = _read_seen(quads)
    derived = {NamedNode(target) for target in targets.values()} - _described(quads)
    own = (q for q in quads if q.predicate not in _OF_RESOLUTION and q.subject not in derived)
    return [_put_back(quad, seen.get((quad.subject, quad.predicate))) for quad in own]


def _read_seen(quads: Iterable[Quad]) -> dict[tuple[Term, NamedNode], Term]:
    """Node and predicate → the object as it was seen."""
    return {
        (quad.subject, _SEEN_AS[quad.predicate]): quad.object
        for quad in quads
        if quad.predicate in _SEEN_AS
    }


def _described(quads: Iterable[Quad]) -> set[Term]:
    return {quad.subject for quad in quads if quad.predicate == t.NAMED}


def _put_back(quad: Quad, original: Term | None) -> Quad:
    if original is None:
        return quad
    return Quad(quad.subject, quad.predicate, original, quad.graph_name)


def resolve_extraction(extraction: Extraction, targets: Mapping[str, str]) -> Extraction:
    """Return an extraction whose entities carry the IRIs that they are resolved to, and their own
    names."""
    if not targets:
        return extraction

    def of(entity: Entity) -> Entity:
        return replace(entity, id=targets[entity.id]) if entity.id in targets else entity

    def of_value(value: Entity | Value) -> Entity | Value:
        return of(value) if isinstance(value, Entity) else value

    def of_claim(c: Claim) -> Claim:
        return replace(
            c,
            subject=of(c.subject),
            object=of_value(c.object),
            attribution=tuple(map(of, c.attribution)),
            qualifiers=tuple(Qualifier(q.predicate, of_value(q.value)) for q in c.qualifiers),
        )

    entities = sorted(map(of, extraction.entities), key=lambda e: (e.id, e.label))
    return replace(
        extraction,
        entities=tuple(entities),
        claims=tuple(map(of_claim, extraction.claims)),
        occurrences=tuple(replace(o, entity=of(o.entity)) for o in extraction.occurrences),
        statements=tuple(
            replace(s, speakers=tuple(map(of, s.speakers))) for s in extraction.statements
        ),
    )


def read_extraction(quads: Iterable[Quad]) -> Extraction:
    """Return a document as its quads have it, its entities resolved."""
    quads = list(quads)
    targets = read_targets(quads)
    if not targets:
        return quads_to_extraction(quads)
    resolved = resolve_extraction(quads_to_extraction(as_seen(quads)), targets)
    undone = read_undone(quads)
    claims = (replace(c, undone_by=undone[c.id]) if c.id in undone else c for c in resolved.claims)
    return replace(resolved, claims=tuple(claims))


def read_undone(quads: Iterable[Quad]) -> dict[str, tuple[str, ...]]:
    """Claim → the claims of other documents that take its licence back, sorted."""
    found: dict[str, set[str]] = {}
    for quad in quads:
        if (
            quad.predicate == t.UNDONE_BY
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode)
        ):
            found.setdefault(quad.subject.value, set()).add(quad.object.value)
    return {claim: tuple(sorted(others)) for claim, others in found.items()}


def decisions_to_quads(decisions: Iterable[Decision]) -> Iterator[Quad]:
    """Yield the graph of decisions."""
    for d in decisions:
        node = NamedNode(f"{DATA}decision/{digest(*d.pair)}")
        facts: list[tuple[NamedNode, NamedNode | Literal]] = [
            (t.TYPE, t.DECISION), (t.LEFT, make_iri(d.left)), (t.RIGHT, make_iri(d.right)),
            (t.JUDGEMENT, make_iri(f"kg:{d.judgement}")), (t.CONFIDENCE, Literal(d.score)),
        ]  # fmt: skip
        texts = ((t.REASON, d.reason), (t.DECIDED_BY, d.by), (t.DECIDED_AT, d.when))
        yield from (Quad(node, p, o, t.DECISIONS_GRAPH) for p, o in facts)
        yield from (
            Quad(node, p, make_literal(text), t.DECISIONS_GRAPH) for p, text in texts if text
        )


def quads_to_decisions(quads: Iterable[Quad]) -> list[Decision]:
    """Return the decisions of their graph, by IRI."""
    nodes = _nodes(quads)
    return [
        Decision(
            _one(n, t.LEFT),
            _one(n, t.RIGHT),
            Judgement(_one(n, t.JUDGEMENT).removeprefix(KG)),
            float(_one(n, t.CONFIDENCE)),
            _one(n, t.REASON),
            _one(n, t.DECIDED_BY),
            _one(n, t.DECIDED_AT),
        )
        for _, n in sorted(nodes.items())
    ]


def known_to_quads(known: Iterable[KnownEntity]) -> Iterator[Quad]:
    """Yield the graph of known entities; an identifier is a schema:PropertyValue."""
    for entity in known:
        node, graph = make_iri(entity.id), t.KNOWN_GRAPH
        yield Quad(node, t.TYPE, t.KNOWN, graph)
        yield Quad(node, t.TYPE, class_iri(entity.type), graph)
        yield Quad(node, t.PREF_LABEL, make_literal(entity.label), graph)
        yield from (Quad(node, t.ALT_LABEL, make_literal(alias), graph) for alias in entity.aliases)
        for scheme, value in entity.identifiers:
            yield Quad(node, make_iri(f"kg:{scheme}"), make_literal(value), graph)


def quads_to_known(quads: Iterable[Quad]) -> list[KnownEntity]:
    """Return the known entities of their graph, by IRI."""
    found = []
    for iri, n in sorted(_nodes(quads).items()):
        types = [class_name(c) for c in n.get(t.TYPE.value, ()) if c != t.KNOWN.value]
        ids = [(scheme, v) for scheme in SCHEMES for v in sorted(n.get(KG + scheme, ()))]
        aliases = tuple(sorted(n.get(t.ALT_LABEL.value, ())))
        found.append(
            KnownEntity(
                iri, _one(n, t.PREF_LABEL), types[0] if types else "Thing", aliases, tuple(ids)
            )
        )
    return found


def _nodes(quads: Iterable[Quad]) -> dict[str, dict[str, list[str]]]:
    nodes: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            nodes.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(
                quad.object.value
            )
    return nodes


def _one(node: Mapping[str, list[str]], predicate: NamedNode) -> str:
    return next(iter(node.get(predicate.value, ())), "")
