"""An entity's page: its names, its type and why, its claims, its time line, its neighbours, its
merges."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.language.names import is_short_person
from kg.model import Claim, Entity, Extraction, Modality, Span, Statement
from kg.model.licence import plain_words
from kg.model.safe_text import html_text
from kg.model.wording import document_name, name_end
from kg.resolution.decisions import Decision
from kg.storage.entities import choose_label
from kg.storage.store import Store


@dataclass(frozen=True)
class EntityPage:
    """What a store holds on one entity.

    ``names``: name → how often the documents' texts use it; ``types``: type → in how many
    documents; ``listed_types``: what lists of known entities say that it is; ``claims`` in order of
    predicate, strength and place; ``timeline``: the dated ones by date; ``neighbours``: other
    entity's label → number of claims; ``merged``: the IRIs seen for it; ``decisions`` that concern
    it; ``open_links``: full names of which this may be a short form, where a document gives several
    or too little to tell; ``places``: document (IRI) and span, wherever a text names it;
    ``statements``: what it says, or is said to say; ``sources``: document (IRI) and what it is
    called, with its date."""

    entity: Entity
    names: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    identifiers: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]
    timeline: tuple[Claim, ...]
    neighbours: tuple[tuple[str, int], ...]
    merged: tuple[str, ...]
    decisions: tuple[Decision, ...]
    open_links: tuple[str, ...] = ()
    places: tuple[tuple[str, Span], ...] = ()
    statements: tuple[Statement, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    listed_types: tuple[str, ...] = ()

    @property
    def conflicting_types(self) -> bool:
        """Whether documents type it differently."""
        return len([t for t, _ in self.types if t != "Thing"]) > 1

    def _repr_html_(self) -> str:
        names = ", ".join(f"{html_text(n)} ({c})" for n, c in self.names)
        sources = dict(self.sources)
        rows = "".join(
            f"<tr><td>{html_text(c.subject.label)}</td>"
            f"<td>{html_text(c.predicate.label)}</td><td>{html_text(name_end(c.object))}</td>"
            f"<td>{html_text(plain_words(c.modality))}, "
            f"by {html_text(_claimant(c))}</td><td>{html_text(c.quote)}</td>"
            f"<td>{html_text(sources.get(c.document, ''))}</td></tr>"
            for c in self.claims
        )
        return (
            f"<p><b>{html_text(self.entity.label)}</b>, {html_text(self.entity.type)}: "
            f"{names}</p><table>{rows}</table>"
        )


def _claimant(claim: Claim) -> str:
    return " › ".join(e.label for e in claim.attribution) or "the document"


@dataclass
class _Found:
    """What the documents that name an entity hold on it."""

    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    claims: list[Claim] = field(default_factory=list)
    unlinked: set[str] = field(default_factory=set)
    places: list[tuple[str, Span]] = field(default_factory=list)
    said: list[Statement] = field(default_factory=list)
    sources: list[tuple[str, str]] = field(default_factory=list)

    def add(self, extraction: Extraction, entity: str) -> None:
        """Take over what one document holds on an entity (IRI)."""
        own = [e for e in extraction.entities if e.id == entity]
        self.types.update({e.type for e in own})
        self._count_names(own, extraction.document.text)
        self.unlinked.update(_longer_names(extraction.entities, own))
        self.claims += [c for c in extraction.claims if entity in _ends(c)]
        self.said += [s for s in extraction.statements if entity in {e.id for e in s.speakers}]
        self.places += _places_of(entity, extraction)
        paper = extraction.document
        called = (document_name(paper.title, paper.source), paper.date or "no date")
        self.sources.append((paper.id, ", ".join(called)))

    def _count_names(self, own: Sequence[Entity], text: str) -> None:
        for name in {n for e in own for n in (e.label, *e.aliases)}:
            words = r"\s+".join(map(re.escape, name.split()))
            self.names[name] += len(re.findall(rf"(?<!\w){words}(?!\w)", text))


def entity_page(store: Store, entity: Entity) -> EntityPage:
    """Return the page of an entity of *store* (see Store.find_entity)."""
    found = _Found()
    for extraction in store.extractions(store.documents_about(entity.id)):
        found.add(extraction, entity.id)
    claims = sorted(found.claims, key=_page_order)
    dated = sorted((c for c in found.claims if start_of(c)), key=lambda c: (start_of(c), c.id))
    merged = store.seen_as(entity.id)
    return EntityPage(
        entity,
        _most(found.names),
        _most(found.types),
        store.rules.identifiers(entity),
        tuple(claims),
        tuple(dated),
        _most(_neighbours(found.claims, entity.id)),
        tuple(merged),
        tuple(d for d in store.rules.decisions if {d.left, d.right} & {entity.id, *merged}),
        tuple(sorted(found.unlinked)),
        tuple(found.places),
        tuple(found.said),
        tuple(found.sources),
        tuple(sorted({known.type for known in store.rules.listed(entity)})),
    )


def _page_order(claim: Claim) -> tuple[str, int, str, int, str]:
    return (
        claim.predicate.label,
        list(Modality).index(claim.modality),
        claim.document,
        claim.start,
        claim.id,
    )


def _neighbours(claims: Sequence[Claim], entity: str) -> Counter[str]:
    """What most documents call each other entity → how many claims join the two."""
    labels: dict[str, Counter[str]] = {}
    for claim in claims:
        ends = {e.id: e for e in (claim.subject, claim.object) if isinstance(e, Entity)}
        for iri in ends.keys() - {entity}:
            labels.setdefault(iri, Counter())[ends[iri].label] += 1
    found: Counter[str] = Counter()
    for named in labels.values():
        found[choose_label(named)] += named.total()
    return found


def _places_of(entity: str, extraction: Extraction) -> list[tuple[str, Span]]:
    named = (o.span for o in extraction.occurrences if o.entity.id == entity)
    return [(extraction.document.id, span) for span in named]


def _longer_names(entities: Iterable[Entity], own: Sequence[Entity]) -> set[str]:
    """The full names among *entities* of what a document calls by a short one only."""
    taken = {e.id for e in own}
    return {other.label for other in entities if other.id not in taken and _may_be(own, other)}


def _may_be(own: Sequence[Entity], other: Entity) -> bool:
    """Whether *other* has the full name of what a document calls by a short one only."""
    short = [e.label for e in own if e.named and " " not in e.label]
    return (
        other.named
        and bool(short)
        and other.type == "Person"
        and any(is_short_person(s, other.label) for s in short)
    )


def _ends(claim: Claim) -> set[str]:
    """All entities that a claim names: its ends, claimants and further places."""
    things = (claim.subject, claim.object, *claim.attribution, *(q.value for q in claim.qualifiers))
    return {e.id for e in things if isinstance(e, Entity)}


def start_of(claim: Claim) -> str:
    """The EDTF date at which the claim's event starts; "" where it has none."""
    return (claim.time.start or "") if claim.time else ""


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda x: (-x[1], x[0])))
