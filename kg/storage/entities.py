"""Entities of a store: read from its rows, merged over documents, found by name. There is one way
to do each."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg.errors import AmbiguousEntity, EntityNotFound, InvalidClaims
from kg.model import Entity
from kg.namespace import contract, expand
from kg.rdf import terms as t
from kg.rdf.engines.protocol import Engine, Server, bind_values, select_rows
from kg.rdf.nodes import class_name, make_iri
from kg.values.near_names import suggest

type Choose = Callable[[str], str]
"""What adds to a SELECT which part of the store it is asked of."""
type Counts = dict[str, Counter[str]]
"""Entity → in how many documents it has each word, or class."""

_SHOWN = 8
_ENTITIES = (
    f"SELECT ?g ?e ?named ?label ?type {{ GRAPH ?g {{ ?e {t.NAMED} ?named ; "
    f"{t.PREF_LABEL} ?label ; {t.TYPE} ?type }} }}"
)
_RESOLVED = f"SELECT ?g ?e ?target {{ GRAPH ?g {{ ?e {t.RESOLVES} ?target }} }}"
_WORDS = "SELECT ?g ?e ?words {{ GRAPH ?g {{ ?e {} ?words }} }}"
_COUNTED = "SELECT ?e ?word (COUNT(?g) AS ?n) {{ GRAPH ?g {{ ?e {} ?word }} }} GROUP BY ?e ?word"
_KINDS = f"{t.NAMED} ?named ; {t.TYPE}"
"""The classes of entities, where they are not given: claims have classes, too."""
_FEW = 5_000
"""Entities up to which their records are read by themselves."""


def read_merged(engine: Engine, choose: Choose = str) -> dict[str, Entity]:
    """Return resolved entity → its record over all documents (see merge_entities); of some entities
    (?e), where *choose* adds to a SELECT which.

    What each document calls an entity is counted by the engine, in which it costs a hundredth of
    what rows do; only what resolution changed, or what is described unevenly, is read document by
    document."""
    if isinstance(engine, Server):
        return _merge_each(read_records(engine, choose))
    rows = select_rows(engine, choose(_RESOLVED))
    resolved = {term.value for _, seen, target in rows for term in (seen, target)}
    merged, uneven = _merge_counted(engine, choose, resolved)
    rest = resolved | uneven
    if not rest:
        return merged
    only = choose if len(rest) > _FEW else lambda q: bind_values(q, "?e", rest)
    found = read_records(engine, only)
    return merged | _merge_each({iri: records for iri, records in found.items() if iri in rest})


def _merge_each(records: Mapping[str, Sequence[Entity]]) -> dict[str, Entity]:
    return {iri: merge_entities(found) for iri, found in records.items()}


def _merge_counted(
    engine: Engine, choose: Choose, resolved: Collection[str]
) -> tuple[dict[str, Entity], set[str]]:
    """Entities that no resolution changed, merged; and those of them whose documents have to be
    read one by one."""
    kind = _KINDS if choose is str else t.TYPE
    named, labels, aliases, described, kinds = (
        _count_words(engine, choose(_COUNTED.format(term)))
        for term in (t.NAMED, t.PREF_LABEL, t.ALT_LABEL, t.DESCRIBED_AS, kind)
    )
    merged, uneven, none = {}, set(), Counter[str]()
    for iri in named.keys() - resolved:
        names, types, others = labels.get(iri, none), kinds.get(iri, none), aliases.get(iri, none)
        label = choose_label(names) if names else ""
        alike = len(names) == len(types) == 1 and label in others
        if alike or not names.total() == types.total() == named[iri].total():
            uneven.add(iri)
            continue
        merged[iri] = Entity(
            iri,
            label,
            _choose_type(Counter({class_name(kind): n for kind, n in types.items()})),
            tuple(sorted({*names, *others} - {label})),
            "true" in named[iri],
            tuple(sorted(described.get(iri, ()))),
        )
    return merged, uneven


def _count_words(engine: Engine, query: str) -> Counts:
    found: Counts = {}
    for e, word, n in select_rows(engine, query):
        found.setdefault(e.value, Counter())[word.value] += int(n.value)
    return found


def read_records(engine: Engine, choose: Choose = str) -> dict[str, list[Entity]]:
    """Return resolved entity → its record in each document; of some entities (?e), where *choose*
    adds to a SELECT which."""
    resolved = select_rows(engine, choose(_RESOLVED))
    targets = {(e.value, g.value): target.value for g, e, target in resolved}
    aliases = _read_words(engine, choose(_WORDS.format(t.ALT_LABEL)))
    described = _read_words(engine, choose(_WORDS.format(t.DESCRIBED_AS)))
    found: dict[tuple[str, str], tuple[str, str, bool]] = {}
    for g, e, named, label, type_ in select_rows(engine, choose(_ENTITIES)):
        key = (e.value, g.value)
        kind = min(type_.value, found[key][1]) if key in found else type_.value
        found[key] = (label.value, kind, named.value == "true")
    entities: dict[str, list[Entity]] = {}
    types = {kind: class_name(kind) for kind in {kind for _, kind, _ in found.values()}}
    for here, (label, kind, is_named) in sorted(
        found.items(), key=lambda f: (f[0] in targets, f[0])
    ):
        iri = targets.get(here, here[0])
        others, words = aliases.get(here, ()), described.get(here, ())
        entities.setdefault(iri, []).append(
            Entity(iri, label, types[kind], tuple(others), is_named, tuple(words))
        )
    return entities


def _read_words(engine: Engine, query: str) -> dict[tuple[str, str], list[str]]:
    """Return entity and document → the words that a predicate gives it there, sorted."""
    found: dict[tuple[str, str], list[str]] = {}
    for g, e, words in select_rows(engine, query):
        found.setdefault((e.value, g.value), []).append(words.value)
    return {place: sorted(words) for place, words in found.items()}


def read_entities(engine: Engine) -> list[Entity]:
    """Return the entities of all documents, sorted by IRI, each once (see merge_entities)."""
    found = read_merged(engine)
    return [found[iri] for iri in sorted(found)]


def read_entity(engine: Engine, text: str) -> Entity | None:
    """Return the entity that an IRI or CURIE means, also under an IRI by which it was seen before a
    merge; None where *text* is none of one entity."""
    try:
        node = make_iri(text)
    except InvalidClaims:
        return None
    seen = {q.subject for q in engine.quads_for_pattern(None, t.RESOLVES, node)}
    wanted = {node.value, *(s.value for s in seen if isinstance(s, ox.NamedNode))}
    found = read_merged(engine, lambda q: bind_values(q, "?e", wanted))
    if node.value in found:
        return found[node.value]
    return read_entity(engine, *found) if len(found) == 1 else None


def merge_entities(records: Sequence[Entity]) -> Entity:
    """Return one record for an entity that several documents describe.

    The label that most of them give wins (ties: the longer, then the first by code point), so does
    the type (Thing only where nobody knows better); all other names are aliases."""
    if all(record == records[0] for record in records):
        return records[0]
    label = choose_label(Counter(record.label for record in records))
    names = {name for record in records for name in (record.label, *record.aliases)} - {label}
    return Entity(
        records[0].id,
        label,
        _choose_type(Counter(record.type for record in records)),
        tuple(sorted(names)),
        any(record.named for record in records),
        tuple(sorted({words for record in records for words in record.descriptions})),
    )


def choose_label(labels: Counter[str]) -> str:
    """Return the most frequent label; one in mixed case says more than a caption, which shouts."""
    written = {name for name in labels if not name.isupper()} or set(labels)
    return min(written, key=lambda name: (-labels[name], -len(name), name))


def _choose_type(types: Counter[str]) -> str:
    known = set(types) - {"Thing"}
    return min(known, key=lambda name: (-types[name], name), default="Thing")


def rank_by_name(entities: Iterable[Entity], text: str) -> list[Entity]:
    """Return the entities that *text* names, best first, then by IRI.

    In this order: the IRI or CURIE itself; a name equal but for case; a name that holds the text.
    """
    iri, wanted = expand(text), text.casefold().strip()
    ranked: list[tuple[int, Entity]] = []
    for entity in entities:
        names = [n.casefold() for n in (entity.label, *entity.aliases)]
        if entity.id == iri:
            ranked.append((0, entity))
        elif wanted in names:
            ranked.append((1, entity))
        elif wanted and any(wanted in name for name in names):
            ranked.append((2, entity))
    return [entity for _, entity in sorted(ranked, key=lambda pair: (pair[0], pair[1].id))]


def choose_entity(entities: Sequence[Entity], text: str) -> Entity:
    """Return the one of *entities* that *text* names; raise EntityNotFound, or AmbiguousEntity with
    the candidates.

    The IRI goes before a whole name, a whole name before a part of one, and what has a name of its
    own before what is only described."""
    found = rank_by_name(entities, text)
    if not found:
        raise entity_not_found(entities, text)
    group = _with_iri(found, text) or _with_whole_name(found, text) or found
    best = [e for e in group if e.named] or group
    if len(best) > 1:
        raise _ambiguous(best, text)
    return best[0]


def _with_iri(entities: Iterable[Entity], text: str) -> list[Entity]:
    return [e for e in entities if e.id == expand(text)]


def _with_whole_name(entities: Iterable[Entity], text: str) -> list[Entity]:
    wanted = text.casefold().strip()
    return [e for e in entities if wanted in {n.casefold() for n in (e.label, *e.aliases)}]


def _ambiguous(entities: Sequence[Entity], text: str) -> AmbiguousEntity:
    shown = "; ".join(f"{e.label} ({e.type}, {contract(e.id)})" for e in entities[:_SHOWN])
    more = f"; and {len(entities) - _SHOWN} more" if len(entities) > _SHOWN else ""
    mend = "give the whole name or the ent: name; kg show tells them apart"
    return AmbiguousEntity(f"{len(entities)} entities are named {text!r}: {shown}{more}", mend)


def entity_not_found(entities: Iterable[Entity], text: str) -> EntityNotFound:
    """Return the error for a name that fits no entity, with the names most like it."""
    if expand(text).startswith(expand("claim:")):
        return EntityNotFound(
            f"{text} is a claim, not an entity", "give the name of a thing, or its ent: name"
        )
    names = (name for e in entities for name in (e.label, *e.aliases))
    return EntityNotFound(
        f"no entity named {text!r} in the store", suggest(text, names, "kg entities lists them")
    )
