"""Invented but realistic documents for measuring: names as frequent as names are (Zipf), several
papers, claimants, lists, sums, dates, and firms that some papers spell otherwise."""

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.model import (
    Claim,
    Document,
    Entity,
    EventTime,
    Extraction,
    Modality,
    Polarity,
    Predicate,
    Qualifier,
    Span,
    Value,
)
from kg.namespace import DATA, digest, document_iri, entity_iri
from kg.rdf import quads as rdf
from kg.rdf.claims import claim_entities
from kg.storage.store import Store

PER_DOCUMENT = 50
_SYLLABLES = "ba co di fe gu ha jo ka le mi no po qui ra su ta ve wi xo za".split()
_KINDS = "Holdings Group Bank Motors Systems Energy Media Partners".split()
_GIVEN = "Ana Bert Carla Dana Edgar Fiona Gregor Hanna Ivan Judith".split()
_PAPERS = tuple(f"Paper {k}" for k in range(1, 41))
_DEALS = ("paid", "sued", "acquired", "lentTo", "contractedWith", "ownerOf", "suppliedTo")
_ROLES = ("directorOf", "chiefExecutiveOf", "employedBy", "lawyerOf")
_STRENGTHS = {
    Modality.STATED_AS_FACT: 45,
    Modality.REPORTED: 20,
    Modality.ALLEGED: 20,
    Modality.DENIED: 8,
    Modality.FOUND: 4,
    Modality.ADMITTED: 3,
}
_LISTED = (1, 1, 1, 1, 2, 3)


@dataclass(frozen=True)
class World:
    """Who there is, the most frequent first: people and firms, with weights summed up."""

    people: Sequence[Entity]
    firms: Sequence[Entity]
    sums: Sequence[float]

    def draw(self, rng: random.Random, among: Sequence[Entity], count: int) -> list[Entity]:
        """Return so many different ones of *among* (people or firms), frequent ones more often."""
        found: dict[str, Entity] = {}
        while len(found) < count:
            for one in rng.choices(among, cum_weights=self.sums[: len(among)], k=count):
                found.setdefault(one.id, one)
        return list(found.values())[:count]


def make_world(claims: int) -> World:
    """Return a world for a store of so many claims: a tenth as many names."""
    names = max(40, claims // 10)
    people = [_make_person(k) for k in range(names * 3 // 10)]
    firms = [_make_firm(k) for k in range(names - len(people))]
    return World(people, firms, list(itertools.accumulate(1 / (k + 1) for k in range(len(firms)))))


def make_word(number: int) -> str:
    """Return an invented word of its own for each number.

    >>> make_word(0), make_word(21)
    ('Bababa', 'Bacoco')
    """
    parts: list[str] = []
    while number or len(parts) < 3:
        number, rest = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[rest])
    return "".join(reversed(parts)).capitalize()


def _make_person(k: int) -> Entity:
    label = f"{_GIVEN[k % len(_GIVEN)]} {make_word(k)}"
    return Entity(entity_iri(label), label, "Person", (make_word(k),))


def _make_firm(k: int) -> Entity:
    label = f"{make_word(k)} {_KINDS[k % len(_KINDS)]}"
    return Entity(entity_iri(label), label, "Company", (make_word(k),))


def make_extractions(claims: int, seed: int = 1, first: int = 0) -> Iterator[Extraction]:
    """Yield documents of PER_DOCUMENT claims each, so many claims in all; numbered from *first*."""
    world, rng = make_world(claims), random.Random(seed)
    for number in range(first, first + claims // PER_DOCUMENT):
        yield make_extraction(world, rng, number)


def make_extraction(world: World, rng: random.Random, number: int) -> Extraction:
    """Return one document of the *world* with its claims."""
    cast = _choose_cast(world, rng, number)
    told: list[tuple[str, list[tuple[Entity, str, Entity]]]] = []
    while sum(len(claims) for _, claims in told) < PER_DOCUMENT:
        told.append(_tell(cast, rng))
    paper = _PAPERS[int(len(_PAPERS) * rng.random() ** 2)]
    source = f"{paper.lower().replace(' ', '-')}/{number:06}.txt"
    text = " ".join(quote for quote, _ in told)
    day = f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
    document = Document(
        document_iri(source, text), source, text, f"Report {number}", day, publisher=paper
    )
    claims = list(_claim_each(document, told, cast, rng))[:PER_DOCUMENT]
    entities = {e.id: e for c in claims for e in claim_entities(c)}
    return Extraction(document, tuple(entities[i] for i in sorted(entities)), tuple(claims))


@dataclass(frozen=True)
class _Cast:
    """Who stands in one document."""

    people: list[Entity]
    firms: list[Entity]


def _choose_cast(world: World, rng: random.Random, number: int) -> _Cast:
    """Some frequent names, and one of each kind that hardly any other document has; every seventh
    paper writes out legal forms."""
    people, firms = world.draw(rng, world.people, 6), world.draw(rng, world.firms, 14)
    people.append(world.people[number % len(world.people)])
    firms.append(world.firms[-1 - number % len(world.firms)])
    if number % 7 == 0:
        firms = [replace(f, label=f"{f.label}, Inc.", aliases=(f.label,)) for f in firms]
    return _Cast(list({e.id: e for e in people}.values()), list({e.id: e for e in firms}.values()))


def _tell(cast: _Cast, rng: random.Random) -> tuple[str, list[tuple[Entity, str, Entity]]]:
    """A sentence, with what it claims: somebody's role, or what a firm did to one or several."""
    if rng.random() < 0.25:
        who, where = rng.choice(cast.people), rng.choice(cast.firms)
        role = rng.choice(_ROLES)
        return f"{who.label} was {role} {where.label} then.", [(who, role, where)]
    one, *others = rng.sample(cast.firms, 1 + rng.choice(_LISTED))
    deal = rng.choice(_DEALS)
    named = " and ".join(filter(None, (", ".join(o.label for o in others[:-1]), others[-1].label)))
    return f"{one.label} {deal} {named}.", [(one, deal, other) for other in others]


def _claim_each(
    document: Document,
    told: Sequence[tuple[str, list[tuple[Entity, str, Entity]]]],
    cast: _Cast,
    rng: random.Random,
) -> Iterator[Claim]:
    start = 0
    for quote, claims in told:
        how = rng.choices(list(_STRENGTHS), list(_STRENGTHS.values()))[0]
        who = () if how is Modality.STATED_AS_FACT else (rng.choice(cast.people + cast.firms),)
        year = str(2000 + rng.randrange(25))
        for number, (one, relation, other) in enumerate(claims):
            yield Claim(
                f"{DATA}claim/{digest(document.id, str(start), str(number))}",
                document.id,
                one,
                Predicate(f"kg:{relation}", relation),
                other,
                how,
                Polarity.NEGATIVE if how is Modality.DENIED else Polarity.POSITIVE,
                quote,
                start,
                start + len(quote),
                who,
                EventTime(year, None, year) if rng.random() < 0.3 else None,
                _sum_of(relation, rng),
                "verbs",
                0.9,
                "",
                Span(start, start + len(one.label)),
                Span(start, start + len(one.label)),
            )
        start += len(quote) + 1


def _sum_of(relation: str, rng: random.Random) -> tuple[Qualifier, ...]:
    if relation not in ("paid", "lentTo"):
        return ()
    return (Qualifier("kg:amount", Value(f"${rng.randrange(1, 900)} million")),)


def write_store(path: Path, extractions: Iterable[Extraction]) -> None:
    """Write a store of *extractions* to *path*."""
    quads = (quad for e in extractions for quad in rdf.extraction_to_quads(e))
    with Store.open(path) as store:
        store.rebuild(lambda engine: engine.bulk_extend(quads))
        store.optimize()
