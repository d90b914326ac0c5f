"""Store → network straight from the engine's rows: the same graph as build_network, without records
in between.

One SELECT gives a row a claim; claimants, qualifiers, names and documents come from small ones
beside it. Building records first (kg.rdf.quads) costs several times the query itself, because it
holds every triple of a document."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import networkx as nx
import pyoxigraph as ox

from kg.errors import StoreDamaged
from kg.model import Entity, find_licence, stands_as_fact
from kg.namespace import KG, contract
from kg.network.part import count_claims, find_part
from kg.rdf import terms as t
from kg.rdf.engines.protocol import Engine, select_rows
from kg.resolution.plan import Rules
from kg.storage.disk.engine import translate_errors
from kg.storage.entities import Choose, read_merged
from kg.storage.store import Store

type _Chain = Sequence[tuple[int, str, str]]
"""Claimants from the outermost: place, IRI, label."""

_MANY = 50_000
_MEND = "remove the document, add it again"
_CLAIMS = f"""SELECT ?g ?c ?s ?p ?o ?m ?pol ?conf ?quote ?span ?lex ?own \
?reason ?text ?start ?end ?act ?ground ?revision ?place
{{ GRAPH ?g {{
  ?c {t.SUBJECT} ?s ; {t.PREDICATE} ?p ; {t.OBJECT} ?o ; \
{t.MODALITY} ?m ; {t.POLARITY} ?pol ; {t.CONFIDENCE} ?conf ;
     {t.QUOTE} ?quote ; {t.DERIVED} ?span .
  OPTIONAL {{ ?c {t.LEXICAL} ?lex }} \
OPTIONAL {{ ?c {t.PREDICATE_LABEL} ?own }} OPTIONAL {{ ?c {t.REASON} ?reason }}
  OPTIONAL {{ ?c {t.TIME_TEXT} ?text }} \
OPTIONAL {{ ?c {t.TIME_START} ?start }} OPTIONAL {{ ?c {t.TIME_END} ?end }}
  OPTIONAL {{ ?c {t.GENERATED} ?act }} \
OPTIONAL {{ ?c {t.GROUND} ?ground }} OPTIONAL {{ ?c {t.REVISION} ?revision }}
  OPTIONAL {{ ?c {t.CITATION} ?place }} }} }}"""
_CHAIN = f"""SELECT ?c ?n ?who ?label {{ GRAPH ?g {{
  ?c {t.QUALIFIED} ?part . ?part {t.AGENT} ?who ; {t.POSITION} ?n
  OPTIONAL {{ ?who {t.PREF_LABEL} ?label }} }} }}"""
_PLACES = f"""SELECT ?c ?n ?p ?v ?lex ?label {{ GRAPH ?g {{
  ?c {t.QUALIFIER} ?part . ?part {t.POSITION} ?n ; {t.QUALIFIER_PREDICATE} ?p ; {t.RDF_VALUE} ?v
  OPTIONAL {{ ?part {t.LEXICAL} ?lex }} OPTIONAL {{ ?v {t.PREF_LABEL} ?label }} }} }}"""
_UNDONE = f"SELECT ?c ?by {{ GRAPH ?g {{ ?c {t.UNDONE_BY} ?by }} }}"
_LABELS = f"SELECT ?g ?p ?label {{ GRAPH ?g {{ ?p {t.LABEL} ?label }} }}"
_LABELS_OF = f"SELECT ?g ?p ?label {{ GRAPH ?g {{ ?c {t.PREDICATE} ?p . ?p {t.LABEL} ?label }} }}"
"""What relations are called: of all documents, or of some claims, which use few of each."""
_AGENTS = (
    f"SELECT ?act ?label {{ GRAPH ?g {{ ?act {t.ASSOCIATED} ?agent . ?agent {t.LABEL} ?label }} }}"
)
_DOCUMENTS = f"""SELECT ?g ?source ?title ?date ?type ?publisher \
{{ GRAPH ?g {{ ?g {t.SOURCE} ?source ; {t.TYPE} ?type
  OPTIONAL {{ ?g {t.TITLE} ?title }} OPTIONAL {{ ?g {t.DATE} ?date }}
  OPTIONAL {{ ?g {t.PUBLISHER} ?publisher }} }} }}"""


def read_network(
    store: Store, about: Collection[str] | None = None, hops: int = 1
) -> nx.MultiDiGraph:
    """Return the network of all claims in *store*: what build_network makes of its extractions,
    faster; of those up to *hops* steps around the entities *about* (IRIs) at least, where they are
    given.

    Raises StoreDamaged where a claim lacks a part, or names an entity that is not described.
    """
    with translate_errors(store.path):
        part = None if about is None else find_part(store.engine, about, hops)
        choose = str if part is None else part.choose
        expected = count_claims(store.engine) if part is None else len(part.claims)
        entities = read_merged(store.engine, choose)
        edges, values = _read_edges(store.engine, expected, choose)
    if expected != len(edges):
        raise StoreDamaged(f"{expected} claims, but {len(edges)} are whole", _MEND)
    graph = nx.MultiDiGraph()
    ends = {n for a, b, _, _ in edges for n in (a, b)}
    for iri in sorted(ends):
        graph.add_node(iri, **_node(iri, entities, values, store.rules))
    graph.add_edges_from(sorted(edges, key=lambda e: e[2]))
    return graph


def _watch(rows: Iterator[Any], total: int) -> Iterator[Any]:
    """Yield *rows* with a progress bar on stderr, where they are many and that is a terminal."""
    if total < _MANY:
        return rows
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return iter(
        track(
            rows,
            "reading claims",
            total,
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
    )


def _node(
    iri: str, entities: Mapping[str, Entity], values: Mapping[str, str], rules: Rules
) -> dict[str, Any]:
    if iri in values:
        return {"label": values[iri], "type": "Value", "aliases": [], "named": False}
    if iri not in entities:
        raise _undescribed(iri)
    entity = rules.typed(entities[iri])
    return {
        "label": entity.label,
        "type": entity.type,
        "aliases": list(entity.aliases),
        "named": entity.named,
    }


def _undescribed(iri: str) -> StoreDamaged:
    return StoreDamaged(f"{iri} is used but not described", _MEND)


def _name(entity: Any, label: Any) -> str:
    """What its document calls an entity."""
    if label is None:
        raise _undescribed(entity.value)
    return str(label.value)


class _Row(NamedTuple):
    """The terms of one claim, as _CLAIMS selects them; ``None`` where there is none."""

    document: Any
    claim: Any
    subject: Any
    predicate: Any
    object: Any
    modality: Any
    polarity: Any
    confidence: Any
    quote: Any
    span: Any
    lexical: Any
    label: Any
    reason: Any
    time_text: Any
    time_start: Any
    time_end: Any
    activity: Any
    ground: Any
    revision: Any
    citation: Any


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the small queries beside the claims tell, by IRI."""

    documents: Mapping[str, dict[str, str]]
    labels: Mapping[tuple[str, str], str]
    agents: Mapping[str, str]
    chains: Mapping[str, _Chain]
    places: Mapping[str, Sequence[tuple[int, str, str]]]
    undone: Mapping[str, list[str]]


def _read_edges(
    engine: Engine, total: int, choose: Choose
) -> tuple[list[tuple[str, str, str, dict[str, Any]]], dict[str, str]]:
    beside = _Beside(
        _read_documents(engine, choose),
        _read_labels(engine, choose),
        {act.value: label.value for act, label in select_rows(engine, choose(_AGENTS))},
        _read_chains(engine, choose),
        _read_places(engine, choose),
        _read_undone(engine, choose),
    )
    edges, values = [], {}
    for found in _watch(select_rows(engine, choose(_CLAIMS)), total):
        row = _Row(*found)
        key, target = row.claim.value, row.object.value
        if isinstance(row.object, ox.Literal):
            target = f"{key}#value"
            values[target] = _text(row.lexical)
        edges.append((row.subject.value, target, key, _edge(row, beside)))
    return edges, values


def _edge(row: _Row, beside: _Beside) -> dict[str, Any]:
    key, document, predicate = row.claim.value, row.document.value, row.predicate.value
    own_label = (
        beside.labels.get((document, predicate), "") if row.label is None else row.label.value
    )
    start, _, end = row.span.value.rpartition("=")[2].partition(",")
    dated = row.time_text is not None
    return {
        "predicate": contract(predicate),
        "label": own_label,
        **_stand(row, beside.chains.get(key, ()), beside.undone.get(key, [])),
        "time_start": (_text(row.time_start) or None) if dated else None,
        "time_end": (_text(row.time_end) or None) if dated else None,
        "time_text": _text(row.time_text),
        "revision": _text(row.revision),
        "citation": _text(row.citation),
        "quote": row.quote.value,
        "start": int(start),
        "end": int(end),
        "document": document,
        **beside.documents[document],
        "confidence": float(row.confidence.value),
        "extractor": "" if row.activity is None else beside.agents[row.activity.value],
        "reason": _text(row.reason),
        "qualifiers": [[q[1], q[2]] for q in beside.places.get(key, ())],
    }


def _text(term: Any) -> str:
    """The characters of a term; "" where there is none."""
    return "" if term is None else str(term.value)


def _stand(row: _Row, who: _Chain, undone_by: list[str]) -> dict[str, Any]:
    """Who puts a claim, how, and what lets it stand as a fact."""
    ids = [iri for _, iri, _ in who]
    stance = (
        row.modality.value.removeprefix(KG),
        row.polarity.value.removeprefix(KG),
        row.subject.value,
        ids,
        _text(row.ground).removeprefix(KG),
    )
    return {
        "modality": stance[0],
        "polarity": stance[1],
        "attribution": [label for _, _, label in who],
        "attribution_ids": ids,
        "is_fact": stands_as_fact(*stance, undone_by),
        "licence": find_licence(*stance).value,
        "undone_by": undone_by,
    }


def _read_labels(engine: Engine, choose: Choose) -> dict[tuple[str, str], str]:
    query = _LABELS if choose is str else choose(_LABELS_OF)
    return {(g.value, p.value): label.value for g, p, label in select_rows(engine, query)}


def _read_undone(engine: Engine, choose: Choose) -> dict[str, list[str]]:
    """Claim → the claims of other documents that take its licence back, sorted."""
    found: dict[str, set[str]] = {}
    for claim, by in select_rows(engine, choose(_UNDONE)):
        found.setdefault(claim.value, set()).add(by.value)
    return {claim: sorted(others) for claim, others in found.items()}


def _read_documents(engine: Engine, choose: Choose) -> dict[str, dict[str, str]]:
    kinds: dict[str, set[str]] = {}
    found: dict[str, dict[str, str]] = {}
    for g, source, title, date, type_, publisher in select_rows(engine, choose(_DOCUMENTS)):
        kinds.setdefault(g.value, set()).add(type_.value)
        found[g.value] = {
            "source": source.value, "document_title": title.value if title is not None else "",
            "document_date": date.value if date is not None else "",
            "document_publisher": publisher.value if publisher is not None else "",
        }  # fmt: skip
    for iri, record in found.items():
        kind = min(
            map(contract, kinds[iri] - {t.DOCUMENT.value, t.ENTITY.value}), default="Document"
        )
        record["document_kind"] = (
            "Article" if kind == "schema:Article" else kind.removeprefix("kg:")
        )
    return found


def _read_chains(engine: Engine, choose: Choose) -> dict[str, list[tuple[int, str, str]]]:
    chains: dict[str, list[tuple[int, str, str]]] = {}
    for c, n, who, label in select_rows(engine, choose(_CHAIN)):
        chains.setdefault(c.value, []).append((int(n.value), who.value, _name(who, label)))
    return {key: sorted(chain) for key, chain in chains.items()}


def _read_places(engine: Engine, choose: Choose) -> dict[str, list[tuple[int, str, str]]]:
    places: dict[str, list[tuple[int, str, str]]] = {}
    for c, n, p, v, lex, label in select_rows(engine, choose(_PLACES)):
        words = _name(v, label) if isinstance(v, ox.NamedNode) else _text(lex)
        places.setdefault(c.value, []).append((int(n.value), contract(p.value), words))
    return {key: sorted(found) for key, found in places.items()}
