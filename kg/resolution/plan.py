"""Which graphs change when documents come or go, or when a decision is taken: resolution across
documents.

The result is a function of the documents that are there and of the recorded decisions, never of the
order in which they came. Only documents that share a person's name with what changes are looked at.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from kg.model import Entity, Extraction
from kg.ontology.loader import load_ontology
from kg.rdf import nodes
from kg.rdf import quads as rdf
from kg.rdf import terms as t
from kg.rdf.claims import claim_entities
from kg.rdf.engines.protocol import Engine, select_rows
from kg.rdf.statements import further_entities
from kg.resolution.decisions import Decisions, Judgement
from kg.resolution.effects import Effects
from kg.resolution.known_entities import KnownEntity, KnownNames, is_of_kind
from kg.resolution.namesakes import COMMON, ENOUGH, part_namesakes, split_iri
from kg.resolution.quads import as_seen, follow, quads_to_decisions, quads_to_known

_PERSON, _PLACE = nodes.class_iri("Person"), nodes.class_iri("Place")
_KEPT = 2048  # contexts in memory


class Rules:
    """What steers resolution beside the documents: decisions and known entities."""

    def __init__(self, decisions: Decisions, known: Collection[KnownEntity]) -> None:
        self.decisions, self.known = decisions, tuple(known)
        self._names, self._merged = KnownNames(known), decisions.targets({k.id for k in known})
        self._listed: dict[str, list[KnownEntity]] = {}
        for entity in known:
            iri = self._merged.get(entity.id, entity.id)
            self._listed.setdefault(iri, []).append(entity)

    @classmethod
    def load(cls, engine: Engine) -> "Rules":
        """Read the rules that a store holds."""
        decisions = quads_to_decisions(
            engine.quads_for_pattern(None, None, None, t.DECISIONS_GRAPH)
        )
        return cls(
            Decisions(decisions),
            quads_to_known(engine.quads_for_pattern(None, None, None, t.KNOWN_GRAPH)),
        )

    def changed(self, other: "Rules") -> set[str] | None:
        """The entities that *other* rules may resolve in another way; ``None`` where that may be
        any."""
        if self.known != other.known:
            return None
        mine, theirs = set(self.decisions), set(other.decisions)
        ends = {iri for d in mine ^ theirs for iri in d.pair}
        return ends | {
            i
            for m in (self._merged, other._merged)
            for i, target in m.items()
            if target in {m.get(e) for e in ends}
        }

    def listed(self, entity: Entity) -> list[KnownEntity]:
        """What the list says of a resolved entity: its entries of that name and kind, and those
        that a decision joined with it."""
        return [
            k
            for k in self._listed.get(entity.id, ())
            if k.id != entity.id or is_of_kind(k, entity.type)
        ]

    def identifiers(self, entity: Entity) -> tuple[tuple[str, str], ...]:
        """What registers call a resolved entity: pairs of scheme and value."""
        return tuple(pair for known in self.listed(entity) for pair in known.identifiers)

    def typed(self, entity: Entity) -> Entity:
        """Return a resolved entity with the class that the list gives it, where that is narrower
        than the documents' ("Company" of an "Organization") and its entries agree."""
        above = load_ontology().is_a
        kinds = {k.type for k in self.listed(entity) if above(k.type, entity.type)}
        found = [kind for kind in kinds if all(above(kind, other) for other in kinds)]
        return replace(entity, type=found[0]) if found and found != [entity.type] else entity

    def target(self, entity: Entity, person: str) -> str:
        """The IRI that stands for *entity*, which its context shows to be *person* (mostly its own
        IRI)."""
        iri = person
        if person == entity.id and (known := self._names.find(entity)) is not None:
            decision = self.decisions.get(entity.id, known)
            iri = known if decision is None or decision.judgement is not Judgement.NEGATIVE else iri
        return self._merged.get(iri, iri)


@dataclass
class Memory:
    """What one plan may tell the next, to spare reading, until a graph is dropped: then ``clear``
    it.

    *contexts*: document → what it names beside places. *united*: person who is one in all documents
    → how many they are (beyond ``COMMON`` the number does not matter) and what is named with them.
    """

    contexts: dict[str, frozenset[str]] = field(default_factory=dict)
    united: dict[str, tuple[int, frozenset[str]]] = field(default_factory=dict)

    def clear(self) -> None:
        """Forget everything."""
        self.contexts.clear()
        self.united.clear()


class Plan:
    """The graphs to write for one change. *dropped* graphs count as gone, *added* as there."""

    def __init__(
        self,
        engine: Engine,
        rules: Rules,
        dropped: Iterable[str] = (),
        added: Extraction | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.engine, self.rules, self.added = engine, rules, added
        self.dropped = frozenset(dropped)
        self._claimed = () if added is None else tuple(rdf.claimed_entities(added).values())
        self._memory = Memory() if memory is None else memory
        self._united: dict[str, tuple[int, frozenset[str]]] = {}
        self._persons: dict[str, dict[str, str]] = {}
        self._stored: dict[str, set[str]] = {}

    def graphs(self, quads: Collection[ox.Quad] = ()) -> dict[str, list[ox.Quad]]:
        """Graph IRI → its quads, for the added document (*quads* as extracted) and for each other
        one that changes with it."""
        touched: set[str] = set()
        for person in sorted(self._people_of_change()):
            if not self.dropped and self._stays_one(person):
                self._persons[person] = {}
                continue
            before, after = (
                self._part(person, self._stored_with(person), self._stored_context),
                self._persons_by_document(person),
            )
            touched.update(
                d
                for d in before.keys() | after.keys()
                if before.get(d, person) != after.get(d, person)
            )
        touched -= self.dropped
        if self.added is not None:
            touched.discard(self.added.document.id)
        out = {g: self.rewritten(g) for g in sorted(touched)}
        if self.added is not None:
            out[self.added.document.id] = follow(quads, self._targets(self.added))
        return self.settle(out)

    def settle(self, graphs: dict[str, list[ox.Quad]]) -> dict[str, list[ox.Quad]]:
        """Return resolved *graphs* with what other documents take back in them, and the graphs that
        change with that."""
        return Effects(self.engine, self.dropped, self.rewritten).settle(graphs)

    def keep(self) -> None:
        """Tell the memory what was learnt; to be called once the graphs are written."""
        if len(self._memory.united) > _KEPT:
            self._memory.united.clear()
        self._memory.united |= self._united

    def _stays_one(self, person: str) -> bool:
        """Whether a person who was one in all stored documents is one with the added document, too
        (see part_namesakes)."""
        assert self.added is not None
        known = self._memory.united
        count, names = known.pop(person) if person in known else self._unite(person)
        own = self._context(self.added.document.id) - {person}
        vague = len(own) < ENOUGH
        if count < 0 or count < COMMON and names and not vague and names.isdisjoint(own):
            return False
        self._united[person] = (
            count + 1,
            frozenset() if count >= COMMON else names if vague else names | own,
        )
        return True

    def _unite(self, person: str) -> tuple[int, frozenset[str]]:
        """The state of a person for the memory; -1 documents where some mean another person."""
        stored = self._stored_with(person)
        if set(self._part(person, stored, self._stored_context).values()) - {person}:
            return -1, frozenset()
        others = (
            [self._stored_context(d) - {person} for d in stored] if len(stored) <= COMMON else []
        )
        return len(stored), frozenset().union(*(o for o in others if len(o) >= ENOUGH))

    def rewritten(self, document: str) -> list[ox.Quad]:
        """The quads of a stored document as the rules now have them, before effects (see
        *settle*)."""
        extraction = self._extraction(document)
        return follow(rdf.extraction_to_quads(extraction), self._targets(extraction))

    def differs(self, document: str, iri: str) -> bool:
        """Whether an entity of a stored document is now to be resolved in another way."""
        entity = self._entity(iri, document)
        return self._now(iri, document) != self.rules.target(entity, self._meant(entity, document))

    def suspects(self, changed: set[str] | None) -> Iterator[tuple[str, str]]:
        """Yield ``(document, entity as seen)`` wherever one of the *changed* entities (``None``:
        any) stands."""
        for quad in self._quads_of(changed):
            if isinstance(quad.graph_name, ox.NamedNode):  # the others are the union
                yield quad.graph_name.value, _iri(quad.subject)

    def _quads_of(self, changed: set[str] | None) -> Iterator[ox.Quad]:
        if changed is None:
            yield from self.engine.quads_for_pattern(None, t.NAMED, None, None)
            return
        for iri in sorted(changed):
            for node in {iri, iri.partition("~")[0]}:
                yield from self.engine.quads_for_pattern(ox.NamedNode(node), t.NAMED, None, None)
            yield from self.engine.quads_for_pattern(None, t.RESOLVES, ox.NamedNode(iri), None)

    def _extraction(self, document: str) -> Extraction:
        return rdf.quads_to_extraction(as_seen(self._quads(None, None, document)))

    def _targets(self, extraction: Extraction) -> Mapping[str, str]:
        document = extraction.document.id
        held = (
            *further_entities(extraction),
            *(e for c in extraction.claims for e in claim_entities(c)),
        )
        every = {e.id: e for e in (*held, *extraction.entities)}
        found = {
            iri: self.rules.target(e, self._meant(e, document)) for iri, e in sorted(every.items())
        }
        return {iri: target for iri, target in found.items() if target != iri}

    def _meant(self, entity: Entity, document: str) -> str:
        """Whom or what a document means by a name: one of its own where somebody split it off."""
        if self.rules.decisions.apart([entity.id], [document]):
            return split_iri(entity.id, document)
        return self._person(entity, document)

    def _person(self, entity: Entity, document: str) -> str:
        if entity.type != "Person" or not entity.named:
            return entity.id
        return self._persons_by_document(entity.id).get(document, entity.id)

    def _people_of_change(self) -> set[str]:
        people = (
            {e.id for e in self.added.entities if e.type == "Person" and e.named}
            if self.added
            else set()
        )
        for graph in self.dropped:
            named = {_iri(q.subject) for q in self._quads(t.NAMED, ox.Literal(True), graph)}
            people |= {
                _iri(q.subject)
                for q in self._quads(t.TYPE, _PERSON, graph)
                if _iri(q.subject) in named
            }
        return people

    def _persons_by_document(self, person: str) -> dict[str, str]:
        if person not in self._persons:
            self._persons[person] = self._part(person, self._documents_of(person), self._context)
        return self._persons[person]

    def _part(
        self, person: str, documents: Collection[str], context: Callable[[str], frozenset[str]]
    ) -> dict[str, str]:
        return (
            part_namesakes(person, {d: context(d) for d in documents})
            if len(documents) <= COMMON
            else {}
        )

    def _documents_of(self, person: str) -> set[str]:
        found = self._stored_with(person) - self.dropped
        if self.added is not None:
            found.discard(self.added.document.id)
            if any(e.id == person and e.type == "Person" and e.named for e in self.added.entities):
                found.add(self.added.document.id)
        return found

    def _stored_with(self, person: str) -> set[str]:
        """The stored documents that name a person; where they are too common to be parted, enough
        of them to show it."""
        if person not in self._stored:
            found: set[str] = set()
            query = (
                f"SELECT ?g {{ GRAPH ?g {{ {ox.NamedNode(person)} {t.TYPE} {_PERSON} ; "
                f"{t.NAMED} true }} }}"
            )
            for row in select_rows(self.engine, query):  # three times as fast as quads
                found.add(_iri(row[0]))
                if len(found) > COMMON + len(self.dropped):
                    break
            self._stored[person] = found
        return self._stored[person]

    def _context(self, document: str) -> frozenset[str]:
        if self._is_new(document) and self.added is not None:
            held = (*self._claimed, *further_entities(self.added), *self.added.entities)
            claimed, every = (
                frozenset(e.id for e in part if e.named and e.type != "Place")
                for part in (self._claimed, held)
            )
            return _context_of(claimed, every)
        return self._stored_context(document)

    def _stored_context(self, document: str) -> frozenset[str]:
        """The named things of a stored document that are no places (see _context_of)."""
        if document not in self._memory.contexts:
            if len(self._memory.contexts) >= _KEPT:
                self._memory.contexts.clear()
            named = {_iri(q.subject) for q in self._quads(t.NAMED, ox.Literal(True), document)}
            named = named.difference(_iri(q.subject) for q in self._quads(t.TYPE, _PLACE, document))
            only = {_iri(q.subject) for q in self._quads(t.MENTIONED_ONLY, None, document)}
            self._memory.contexts[document] = _context_of(frozenset(named - only), frozenset(named))
        return self._memory.contexts[document]

    def _is_new(self, document: str) -> bool:
        return self.added is not None and document == self.added.document.id

    def _now(self, iri: str, document: str) -> str:
        node, graph = ox.NamedNode(iri), ox.NamedNode(document)
        return next(
            (_iri(q.object) for q in self.engine.quads_for_pattern(node, t.RESOLVES, None, graph)),
            iri,
        )

    def _entity(self, iri: str, document: str) -> Entity:
        """An entity as a stored document has it."""
        node, graph = ox.NamedNode(iri), ox.NamedNode(document)
        found: dict[ox.NamedNode, list[str]] = {}
        for quad in self.engine.quads_for_pattern(node, None, None, graph):
            if isinstance(quad.object, ox.Literal | ox.NamedNode):
                found.setdefault(quad.predicate, []).append(quad.object.value)
        type_ = nodes.class_name(min(found.get(t.TYPE, ["Thing"])))
        named = found.get(t.NAMED) == ["true"]
        return Entity(
            iri,
            found[t.PREF_LABEL][0],
            type_,
            tuple(sorted(found.get(t.ALT_LABEL, ()))),
            named,
            tuple(sorted(found.get(t.DESCRIBED_AS, ()))),
        )

    def _quads(
        self, predicate: ox.NamedNode | None, object_: ox.NamedNode | ox.Literal | None, graph: str
    ) -> Iterator[ox.Quad]:
        return self.engine.quads_for_pattern(None, predicate, object_, ox.NamedNode(graph))


def _context_of(claimed: frozenset[str], named: frozenset[str]) -> frozenset[str]:
    """What tells whom a document means: what its claims hold, as names alone are shared by many;
    where that is too little, its names."""
    return claimed if len(claimed) > ENOUGH else named


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
