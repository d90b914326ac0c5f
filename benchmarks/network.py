"""Time of ``Graph.network`` against a hand-written loop over one raw engine SELECT that builds the
same MultiDiGraph.

``python -m benchmarks.network [CLAIMS [ROUNDS]]`` makes a store of invented claims (50 a document,
a tenth as many entities), then measures both in turn in one run, each three times (or ROUNDS), and
prints the ratio of the medians. "Same" is checked: nodes, edges, keys and all attributes. The lean
loop, for comparison, takes only ends, predicate, status and quote. Seconds are CPU time of this
process, so that other load does not count."""

import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox

from benchmarks.invented import write_store
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
    find_licence,
    stands_as_fact,
)
from kg.namespace import DATA, KG, PREFIXES, contract, digest, document_iri, entity_iri
from kg.network.from_store import read_network
from kg.rdf.claims import claim_entities
from kg.storage.entities import merge_entities
from kg.storage.store import Store

_PER_DOCUMENT = 50
_ROUNDS = 3
_CORE = (
    "?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; "
    "kg:modality ?m ; kg:polarity ?pol ; kg:quote ?quote"
)
LEAN = f"SELECT ?c ?s ?p ?o ?m ?pol ?quote {{ GRAPH ?g {{ {_CORE} }} }}"
_WHOLE = f"""SELECT * {{ GRAPH ?g {{ {_CORE} ; kg:confidence ?conf ; prov:wasDerivedFrom ?span .
  ?g kg:source ?source ; schema:headline ?title ; schema:datePublished ?date ; \
a ?kind FILTER(?kind = schema:Article)
  ?p rdfs:label ?label . ?c prov:wasGeneratedBy/prov:wasAssociatedWith/rdfs:label ?extractor .
  ?s skos:prefLabel ?slabel ; a ?stype ; kg:named ?snamed ; skos:altLabel ?salias .
  OPTIONAL {{ ?o skos:prefLabel ?olabel ; a ?otype ; kg:named ?onamed ; skos:altLabel ?oalias }}
  OPTIONAL {{ ?c kg:timeText ?text }} OPTIONAL {{ ?c kg:timeStart ?start }}
  OPTIONAL {{ ?c prov:qualifiedAttribution/prov:agent ?who . ?who skos:prefLabel ?wholabel }}
  OPTIONAL {{ ?c kg:qualifier ?q . ?q kg:qualifierPredicate ?qp ; kg:lexicalForm ?qv }} }} }}"""


def make_store(path: Path, claims: int, seed: int = 1) -> None:
    """Write a store of *claims* invented claims to *path*."""
    rng = random.Random(seed)
    things = [
        Entity(entity_iri(f"Firm {k}"), f"Firm {k}", "Organization", (f"F{k}",))
        for k in range(max(10, claims // 10))
    ]
    made = (_make_document(rng, things, number) for number in range(claims // _PER_DOCUMENT))
    write_store(path, made)


def _make_document(rng: random.Random, things: list[Entity], number: int) -> Extraction:
    quotes = [
        f"Sentence {k} of document {number} says what one firm did to another."
        for k in range(_PER_DOCUMENT)
    ]
    source, text = f"d{number}.txt", " ".join(quotes)
    document = Document(document_iri(source, text), source, text, f"Report {number}", "2021-01-02")
    claims, start = [], 0
    for k, quote in enumerate(quotes):
        one, other, who = rng.sample(things, 3)
        modality = rng.choice(list(Modality))
        claims.append(
            Claim(
                f"{DATA}claim/{digest(document.id, str(k))}",
                document.id,
                one,
                Predicate("kg:paid", "paid"),
                other,
                modality,
                Polarity.NEGATIVE if modality is Modality.DENIED else Polarity.POSITIVE,
                quote,
                start,
                start + len(quote),
                (who,) if k % 2 else (),
                EventTime("2020", None, "2020") if k % 3 == 0 else None,
                (Qualifier("kg:amount", Value("$5")),) if k % 5 == 0 else (),
                "verbs",
                0.9,
                "",
                Span(start, start + 5),
                Span(0, 0),
            )
        )
        start += len(quote) + 1
    entities = {e.id: e for c in claims for e in claim_entities(c)}
    return Extraction(document, tuple(entities.values()), tuple(claims))


def loop_lean(engine: ox.Store) -> nx.MultiDiGraph:
    """The least that is a network keyed by claim."""
    graph = nx.MultiDiGraph()
    for c, s, p, o, m, pol, quote in _select(engine, LEAN):
        graph.add_edge(
            s.value,
            o.value,
            key=c.value,
            predicate=p.value,
            modality=m.value,
            polarity=pol.value,
            quote=quote.value,
        )
    return graph


def loop_whole(engine: ox.Store) -> nx.MultiDiGraph:
    """The same network as kg's, from one SELECT, for claims as this benchmark makes them."""
    edges: dict[str, tuple[str, str, dict[str, Any]]] = {}
    things: dict[str, dict[str, Entity]] = {}
    for row in _select(engine, _WHOLE):
        g, c, s, o = (row[name].value for name in ("g", "c", "s", "o"))
        for iri, x in ((s, "s"), (o, "o")):
            if g not in (known := things.setdefault(iri, {})):
                label, kind, alias = (
                    row[f"{x}label"].value,
                    row[f"{x}type"].value,
                    row[f"{x}alias"].value,
                )
                known[g] = Entity(
                    iri, label, kind.removeprefix(KG), (alias,), row[f"{x}named"].value == "true"
                )
        text, start, who, place = row["text"], row["start"], row["who"], row["qp"]
        first, _, last = row["span"].value.rpartition("=")[2].partition(",")
        edges[c] = (
            s,
            o,
            {
                "predicate": contract(row["p"].value),
                "label": row["label"].value,
                "modality": row["m"].value.removeprefix(KG),
                "polarity": row["pol"].value.removeprefix(KG),
                "attribution": [row["wholabel"].value] if who else [],
                "attribution_ids": [who.value] if who else [],
                "time_start": start.value if start else None,
                "time_end": None,
                "time_text": text.value if text else "",
                "quote": row["quote"].value,
                "start": int(first),
                "end": int(last),
                "document": g,
                "source": row["source"].value,
                "document_title": row["title"].value,
                "document_date": row["date"].value,
                "document_kind": "Article",
                "document_publisher": "",
                "revision": "",
                "citation": "",
                "undone_by": [],
                **_stand(row, s),
                "confidence": float(row["conf"].value),
                "extractor": row["extractor"].value,
                "reason": "",
                "qualifiers": [[contract(place.value), row["qv"].value]] if place else [],
            },
        )
    graph = nx.MultiDiGraph()
    for iri in sorted(things):
        e = merge_entities(list(things[iri].values()))
        graph.add_node(iri, label=e.label, type=e.type, aliases=list(e.aliases), named=e.named)
    graph.add_edges_from((a, b, key, d) for key, (a, b, d) in sorted(edges.items()))
    return graph


def _stand(row: ox.QuerySolution, subject: str) -> dict[str, Any]:
    """Whether a claim stands as fact, and by which licence."""
    modality, polarity = (row[name].value.removeprefix(KG) for name in ("m", "pol"))
    who = [row["who"].value] if row["who"] else []
    stance = (modality, polarity, subject, who)
    return {"is_fact": stands_as_fact(*stance), "licence": find_licence(*stance).value}


def _select(engine: ox.Store, sparql: str) -> ox.QuerySolutions:
    found = engine.query(sparql, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _time(build: Callable[[], nx.MultiDiGraph]) -> tuple[float, nx.MultiDiGraph]:
    gc.collect()
    start = time.process_time()
    graph = build()
    return time.process_time() - start, graph


def main(claims: int, rounds: int = _ROUNDS) -> None:
    """Print seconds and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        make_store(Path(folder) / "store", claims)
        with Store.open(Path(folder) / "store", read_only=True) as store:
            builds = {
                "kg": lambda: read_network(store),
                "one SELECT, the same graph": lambda: loop_whole(store.engine),
                "one SELECT, lean": lambda: loop_lean(store.engine),
            }
            seconds: dict[str, list[float]] = {name: [] for name in builds}
            for round_ in range(rounds):
                graphs = {}
                for name, build in builds.items():
                    taken, graphs[name] = _time(build)
                    seconds[name].append(taken)
                if round_ == 0:
                    _check(graphs["kg"], graphs["one SELECT, the same graph"])
                graphs.clear()
    ours = statistics.median(seconds["kg"])
    for name, found in seconds.items():
        print(
            f"{claims:,} claims, {name}: {statistics.median(found):.2f} s CPU; "
            f"kg takes {ours / statistics.median(found):.2f} times"
        )


def _check(one: nx.MultiDiGraph, other: nx.MultiDiGraph) -> None:
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:]) if len(sys.argv) > 1 else (100_000,)))
