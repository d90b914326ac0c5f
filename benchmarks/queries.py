"""Time of ``run_query`` against the raw engine: ``python -m benchmarks.queries [CLAIMS]``.

A store of invented claims (see benchmarks.network), asked in turn through kg and through pyoxigraph
alone, which iterates over the same rows; medians of CPU seconds of this process, so that other load
does not count. Allowed: 1.15 times for aggregates, 1.5 for row-heavy results. "to_records" and
"to_csv" add the making of Python text on both sides. The last lines are wall seconds of a query
with a time limit, which runs in a process of its own."""

import csv
import gc
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from benchmarks.network import make_store
from kg.namespace import PREFIXES
from kg.sparql.query import run_query
from kg.storage.store import Store

_ROUNDS = 5
_AGGREGATES = {
    "count by predicate and modality": """SELECT ?p ?m (COUNT(*) AS ?n) {
        ?c a kg:Claim ; rdf:predicate ?p ; kg:modality ?m } GROUP BY ?p ?m""",
    "claims of each claimant": (
        "SELECT ?who (COUNT(?c) AS ?n) { ?c prov:wasAttributedTo ?who } "
        "GROUP BY ?who ORDER BY DESC(?n) LIMIT 20"
    ),
    "count all": "SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }",
}
_ROWS = {
    "ends and status": (
        "SELECT ?c ?s ?p ?o ?m { GRAPH ?g { ?c rdf:subject ?s ; "
        "rdf:predicate ?p ; rdf:object ?o ; kg:modality ?m } }"
    ),
    "quotes": "SELECT ?c ?quote ?conf { GRAPH ?g { ?c kg:quote ?quote ; kg:confidence ?conf } }",
}
_SMALL = "SELECT ?c ?quote { ?c kg:quote ?quote } LIMIT 10"


def _raw(engine: ox.Store, sparql: str) -> list[Any]:
    found = engine.query(sparql, use_default_graph_as_union=True, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(row) for row in found]


def _raw_csv(engine: ox.Store, sparql: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([c.value for c in row] for row in _raw(engine, sparql))
    return buffer.getvalue()


def _seconds(run: Callable[[], Any]) -> float:
    gc.collect()
    start = time.process_time()
    result = run()
    taken = time.process_time() - start
    del result
    return taken


def _compare(name: str, ours: Callable[[], Any], raw: Callable[[], Any]) -> None:
    pairs = [(_seconds(raw), _seconds(ours)) for _ in range(_ROUNDS)]
    before, after = (statistics.median(p[k] for p in pairs) for k in (0, 1))
    print(
        f"{name:42} raw {before:7.3f} s  kg {after:7.3f} s  {after / before:5.2f} times", flush=True
    )


def main(claims: int) -> None:
    """Print seconds and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        make_store(Path(folder) / "store", claims)
        with Store.open(Path(folder) / "store", read_only=True) as store:
            for kind, queries in (("aggregate", _AGGREGATES), ("rows", _ROWS)):
                for name, text in queries.items():
                    _compare(
                        f"{kind}: {name}",
                        lambda t=text: run_query(store, t),
                        lambda t=text: _raw(store.engine, t),
                    )
            text = _ROWS["ends and status"]
            _compare(
                "rows to CSV: ends and status",
                lambda: run_query(store, text).to_csv(),
                lambda: _raw_csv(store.engine, text),
            )
            for name, query in (
                ("small", _SMALL),
                ("aggregate", _AGGREGATES["count by predicate and modality"]),
                ("rows", text),
            ):
                start = time.perf_counter()
                rows = len(run_query(store, query, timeout=300))
                print(
                    f"with a time limit, {name}: {rows:,} rows, "
                    f"{time.perf_counter() - start:.2f} s on the clock",
                    flush=True,
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
