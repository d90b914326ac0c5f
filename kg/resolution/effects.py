"""What one document takes back in another: a reversal, a plea withdrawn, a report retracted or
corrected.

As merges are, effects are a function of the documents that are there: a document's own record never
holds them. Where the document that takes something back leaves, the licence comes back."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import pyoxigraph as ox

from kg.model import Claim, Document, Entity, Extraction, Licence, Value
from kg.model.wording import name_end
from kg.namespace import contract
from kg.ontology.harm import accuses, may_accuse, reversals
from kg.rdf import terms as t
from kg.rdf.engines.protocol import Engine, list_values, select_rows
from kg.rdf.nodes import make_iri
from kg.resolution.quads import read_extraction

_DECIDED = frozenset({Licence.VERDICT, Licence.PLEA, Licence.FINDING})
_UNDONE = make_iri(f"kg:{Licence.UNDONE}")
_OF_TRIPLE = frozenset({t.SUBJECT, t.PREDICATE, t.OBJECT, t.LICENCE})
type Graphs = dict[str, list[ox.Quad]]


@dataclass(frozen=True)
class Undoing:
    """A claim that takes something back, and the document in which it stands."""

    claim: Claim
    document: Document

    @property
    def relieves(self) -> bool:
        """Whether it takes back all that held its subject guilty, by what its relation means."""
        return self.claim.licence is not Licence.UNDONE


def find_undoings(extraction: Extraction) -> Iterator[Undoing]:
    """Yield the claims of a document that take something back: a conviction that it tells to be
    reversed, a report retracted."""
    for claim in extraction.claims:
        relieves = claim.predicate.id in reversals() and claim.licence.licenses
        if claim.licence is Licence.UNDONE or relieves:
            yield Undoing(claim, extraction.document)


def find_effects(
    extraction: Extraction, undoings: Collection[Undoing]
) -> dict[str, tuple[str, ...]]:
    """Return the claims of a document that *undoings* of other documents take back, each with the
    claims that do, sorted."""
    others = [
        u
        for u in undoings
        if u.document.id != extraction.document.id
        and not _is_older(u.document, extraction.document)
    ]
    found = {}
    for claim in extraction.claims:
        by = sorted(
            u.claim.id
            for u in others
            if u.claim.subject.id == claim.subject.id and _takes_back(u, claim, extraction.document)
        )
        if by:
            found[claim.id] = tuple(by)
    return found


def _is_older(one: Document, other: Document) -> bool:
    """Whether a document is told to be older than another: what was decided again later stands."""
    return bool(one.date and other.date) and one.date < other.date


def _takes_back(undoing: Undoing, claim: Claim, document: Document) -> bool:
    """Whether a claim of *document* rests on what is taken back."""
    licence = claim.licence
    if not licence.licenses or not _is_about_guilt(claim):
        return False
    if undoing.relieves:
        return True
    same = undoing.claim.predicate.id == claim.predicate.id and _end(undoing.claim.object) == _end(
        claim.object
    )
    return same and (licence in _DECIDED or _is_own_paper(undoing.document, document))


def _end(end: Entity | Value) -> str:
    """What tells an object apart over documents: a name's IRI; the words of a description, whose
    IRI is of its document."""
    return end.id if isinstance(end, Entity) and end.named else name_end(end).casefold()


def _is_own_paper(one: Document, other: Document) -> bool:
    """Whether both may come from one publisher: a paper takes its own reports back, nobody
    else's."""
    return (
        not one.publisher
        or not other.publisher
        or one.publisher.casefold() == other.publisher.casefold()
    )


def _is_about_guilt(claim: Claim) -> bool:
    """Whether a claim holds its subject guilty: a conviction, a plea, a deed that accuses; not that
    a court found a date."""
    return claim.ground in _DECIDED or accuses(
        claim.predicate.id, claim.predicate.label, name_end(claim.object)
    )


class Effects:
    """Settles the effects in the graphs of one change; *gone* graphs count as gone, *rewrite* gives
    a stored one without effects."""

    def __init__(
        self, engine: Engine, gone: Collection[str], rewrite: Callable[[str], list[ox.Quad]]
    ) -> None:
        self.engine, self.gone, self.rewrite = engine, frozenset(gone), rewrite

    def settle(self, graphs: Mapping[str, list[ox.Quad]]) -> Graphs:
        """Return *graphs* with their effects, and each other stored document whose effects change
        with them."""
        before = {
            g: list(self.engine.quads_for_pattern(None, None, None, ox.NamedNode(g)))
            for g in {*graphs, *self.gone}
        }
        touched = {*_undoing_subjects(q for quads in graphs.values() for q in quads),
                   *_undoing_subjects(q for quads in before.values() for q in quads)}  # fmt: skip
        out: Graphs = dict(graphs)
        for other in sorted(self._stored_with(touched) - out.keys() - self.gone):
            out[other] = self.rewrite(other)
        undone = {g: _undoing_subjects(quads) for g, quads in out.items()}
        return {g: self._settle_one(g, quads, out, undone) for g, quads in out.items()}

    def _settle_one(
        self, graph: str, quads: list[ox.Quad], changing: Graphs, undone: Mapping[str, set[object]]
    ) -> list[ox.Quad]:
        others = self._undoing_documents(_guilty_subjects(quads), undone) - {graph}
        undoings = [u for other in sorted(others) for u in self._undoings(other, changing)]
        return (
            mark_undone(quads, find_effects(read_extraction(quads), undoings))
            if undoings
            else quads
        )

    def _undoings(self, document: str, changing: Graphs) -> Iterator[Undoing]:
        quads = changing.get(document) or list(
            self.engine.quads_for_pattern(None, None, None, ox.NamedNode(document))
        )
        return find_undoings(_without_effects(read_extraction(quads)))

    def _undoing_documents(
        self, subjects: Collection[ox.NamedNode], undone: Mapping[str, set[object]]
    ) -> set[str]:
        """The documents, as they will be, that take something back of one of *subjects*; *undone*:
        of whom each that changes does."""
        found = {g for g, own in undone.items() if not own.isdisjoint(subjects)}
        if subjects:
            stored = {row[0].value for row in select_rows(self.engine, _ask_undoing(subjects))}
            found |= stored - self.gone - undone.keys()
        return found

    def _stored_with(self, subjects: Iterable[object]) -> set[str]:
        """The stored documents with a claim whose subject is one of these."""
        quads = (
            q
            for s in subjects
            if isinstance(s, ox.NamedNode)
            for q in self.engine.quads_for_pattern(None, t.SUBJECT, s)
        )
        return {q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode)}


def _ask_undoing(subjects: Iterable[ox.NamedNode]) -> str:
    """Return the SELECT of the documents that take something back of one of *subjects*: one
    question, since a server may be asked."""
    ways = [
        f"{{ GRAPH ?g {{ ?c {t.SUBJECT} ?s ; {predicate} {object_} }} }}"
        for predicate, object_ in (
            (t.LICENCE, _UNDONE),
            *((t.PREDICATE, relation) for relation in sorted(_relieving(), key=str)),
        )
    ]
    return f"SELECT DISTINCT ?g {{ {list_values('?s', subjects)} {' UNION '.join(ways)} }}"


def _guilty_subjects(quads: Iterable[ox.Quad]) -> list[ox.NamedNode]:
    """Those whom a document may hold guilty, sorted: subjects of claims that rest on a decision or
    may accuse."""
    subjects: dict[object, ox.NamedNode] = {}
    guilty: set[object] = set()
    for quad in quads:
        if quad.predicate == t.SUBJECT and isinstance(quad.object, ox.NamedNode):
            subjects[quad.subject] = quad.object
        elif quad.predicate == t.GROUND:
            guilty.add(quad.subject)
        elif (
            quad.predicate == t.PREDICATE
            and isinstance(quad.object, ox.NamedNode)
            and may_accuse(contract(quad.object.value))
        ):
            guilty.add(quad.subject)
    return sorted(
        {subjects[claim] for claim in guilty if claim in subjects}, key=lambda node: node.value
    )


def _without_effects(extraction: Extraction) -> Extraction:
    return replace(
        extraction,
        claims=tuple(replace(c, undone_by=()) if c.undone_by else c for c in extraction.claims),
    )


@cache
def _relieving() -> frozenset[ox.NamedNode]:
    """The relations by which a claim takes another back."""
    return frozenset(map(make_iri, reversals()))


def _undoing_subjects(quads: Iterable[ox.Quad]) -> set[object]:
    """The subjects of the claims among *quads* that take something back."""
    relieving = _relieving()
    subjects: dict[object, object] = {}
    undoing: set[object] = set()
    for quad in quads:
        if quad.predicate == t.SUBJECT:
            subjects[quad.subject] = quad.object
        elif (
            quad.predicate == t.LICENCE
            and quad.object == _UNDONE
            or quad.predicate == t.PREDICATE
            and quad.object in relieving
        ):
            undoing.add(quad.subject)
    return {subjects[claim] for claim in undoing if claim in subjects}


def _licensed_triples(quads: Iterable[ox.Quad]) -> dict[str, tuple[object, ...]]:
    """Claim → its plain triple, for the claims among *quads* that their own document licenses."""
    ends: dict[str, dict[ox.NamedNode, object]] = {}
    for quad in quads:
        if quad.predicate in _OF_TRIPLE and isinstance(quad.subject, ox.NamedNode):
            ends.setdefault(quad.subject.value, {})[quad.predicate] = quad.object
    stands = {make_iri(f"kg:{licence}") for licence in Licence if licence.licenses}
    return {
        claim: (own[t.SUBJECT], own[t.PREDICATE], own[t.OBJECT])
        for claim, own in ends.items()
        if own.get(t.LICENCE) in stands
    }


def mark_undone(quads: Iterable[ox.Quad], effects: Mapping[str, tuple[str, ...]]) -> list[ox.Quad]:
    """Return a document's quads with what others take back in it, and without the plain triples
    that no other claim supports."""
    quads = list(quads)
    if not effects:
        return quads
    triples = _licensed_triples(quads)
    kept = {triple for claim, triple in triples.items() if claim not in effects}
    gone = {triple for claim, triple in triples.items() if claim in effects} - kept
    left = [q for q in quads if (q.subject, q.predicate, q.object) not in gone]
    graph = quads[0].graph_name
    marks = (
        ox.Quad(ox.NamedNode(c), t.UNDONE_BY, make_iri(by), graph)
        for c, others in sorted(effects.items())
        for by in others
    )
    return [*left, *marks]
