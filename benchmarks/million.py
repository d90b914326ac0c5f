"""A store of up to a million claims, each command against a hand-written floor over the raw engine:
``python -m benchmarks.million [CLAIMS ...] [--folder FOLDER] [--only NAME ...]``.

Sizes are 10,000, 100,000 and 1,000,000 claims unless others are given (benchmarks.invented); a
store that stands in FOLDER is used again. Each line is a process of its own: seconds of processor
time and peak memory. What changes a store is done to a copy of its files, which counts in nothing.
The questions are asked of one network in one process; each has two minutes. The network of a
million claims needs some 5 GB, the folder 40."""

import argparse
import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox

from benchmarks.invented import World, make_extraction, make_extractions, make_world, write_store
from benchmarks.network import LEAN, loop_lean
from kg.analysis.ask import load_question, question_names
from kg.export.write import export_store
from kg.graph import Graph
from kg.model import Extraction
from kg.namespace import PREFIXES
from kg.network.from_store import read_network
from kg.network.part import find_part
from kg.rdf import quads as rdf
from kg.rdf import terms as t
from kg.storage.loading import load_store
from kg.storage.store import Store

type Run = Callable[[Path, World], tuple[float, str]]
_SIZES = (10_000, 100_000, 1_000_000)
_TIMES = 5
_SECONDS = 120
_NEAR = """SELECT DISTINCT ?o {{ GRAPH ?g {{ {{ ?c rdf:subject <{0}> ; rdf:object ?o }} UNION
  {{ ?c rdf:object <{0}> ; rdf:subject ?o }} }} }}"""
_BETWEEN = """SELECT ?c ?s ?p ?o ?m ?pol ?quote {{
  VALUES ?s {{ {0} }} VALUES ?o {{ {0} }} GRAPH ?g {{ ?c rdf:subject ?s ; rdf:predicate ?p ;
  rdf:object ?o ; kg:modality ?m ; kg:polarity ?pol ; kg:quote ?quote }} }}"""


def _median(runs: Iterator[Any], run: Callable[[Any], object]) -> float:
    """Return the median time of a run for each of what is given, the first left out."""
    taken = []
    for given in runs:
        start = time.process_time()
        run(given)
        taken.append(time.process_time() - start)
    return statistics.median(taken[1:])


def _once(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def _engine(path: Path, read_only: bool = True) -> ox.Store:
    folder = str(next(p for p in path.iterdir() if p.is_dir()))
    return ox.Store.read_only(folder) if read_only else ox.Store(folder)


def _further(world: World) -> Iterator[Extraction]:
    return (make_extraction(world, random.Random(k), 900_000 + k) for k in range(_TIMES + 1))


def add_one(path: Path, world: World) -> tuple[float, str]:
    """Time of adding a document of 50 claims, safe on disk."""
    with Store.open(path) as store:
        return _median(_further(world), lambda e: (store.add(e), store.flush())), ""


def add_one_raw(path: Path, world: World) -> tuple[float, str]:
    """Its quads alone."""
    engine = _engine(path, False)
    given = ([*rdf.extraction_to_quads(e)] for e in _further(world))
    return _median(given, lambda quads: (engine.extend(quads), engine.flush())), ""


def remove_one(path: Path, world: World) -> tuple[float, str]:
    """Time of removing a document by its source."""
    with Store.open(path) as store:
        every = random.Random(1).sample(sorted(store.sources().values()), _TIMES + 1)
        return _median(iter(every), lambda source: (store.remove(source), store.flush())), ""


def remove_one_raw(path: Path, world: World) -> tuple[float, str]:
    """Its graph dropped."""
    engine = _engine(path, False)
    every = random.Random(1).sample(sorted(map(str, _documents(engine))), _TIMES + 1)
    drop = (f"DROP GRAPH {graph}" for graph in every)
    return _median(drop, lambda update: (engine.update(update), engine.flush())), ""


def _documents(engine: ox.Store) -> Iterator[object]:
    return (q.graph_name for q in engine.quads_for_pattern(None, t.EXTRACTION_DIGEST, None)
            if isinstance(q.graph_name, ox.NamedNode))  # fmt: skip


def _rare(world: World) -> Iterator[str]:
    """Names in few documents, whatever the size of the store."""
    return (world.firms[-1 - 7 * k].label for k in range(_TIMES + 1))


def decide_one(path: Path, world: World) -> tuple[float, str]:
    """Time of a decision that two names are one thing's, each in few documents."""
    names = list(_rare(world))
    with Store.open(path) as store:
        graph = Graph(store)
        pairs = zip(names[::2], names[1::2], strict=True)
        return _median(pairs, lambda pair: (graph.decide(*pair), store.flush())), ""


def decide_one_raw(path: Path, world: World) -> tuple[float, str]:
    """Each triple of the one name put anew about the other."""
    engine, names = _engine(path, False), {f.label: ox.NamedNode(f.id) for f in world.firms}
    rare = list(_rare(world))

    def put(pair: tuple[str, str]) -> None:
        one, other = names[pair[0]], names[pair[1]]
        found = list(engine.quads_for_pattern(other, None, None))
        ends = list(engine.quads_for_pattern(None, None, other))
        engine.extend(
            [
                *(ox.Quad(one, q.predicate, q.object, q.graph_name) for q in found),
                *(ox.Quad(q.subject, q.predicate, one, q.graph_name) for q in ends),
            ]
        )
        engine.flush()

    return _median(zip(rare[::2], rare[1::2], strict=True), put), ""


def find_name(path: Path, world: World) -> tuple[float, str]:
    """Time of finding an entity by its name in small letters."""
    with Store.open(path, read_only=True) as store:
        return _median(map(str.lower, _rare(world)), store.find_one), ""


def find_name_raw(path: Path, world: World) -> tuple[float, str]:
    """The exact name in the engine's index, with all that is said of it."""
    engine = _engine(path)

    def find(name: str) -> None:
        for quad in list(engine.quads_for_pattern(None, t.PREF_LABEL, ox.Literal(name))):
            list(engine.quads_for_pattern(quad.subject, None, None, quad.graph_name))

    return _median(_rare(world), find), ""


def read_part(path: Path, world: World) -> tuple[float, str]:
    """Time of the network around one entity, of some 500 claims."""
    with Store.open(path, read_only=True) as store:
        about, size = _find_middle(store, world)
        return _median(iter([about] * _TIMES), lambda iri: read_network(store, [iri])), f"{size}"


def _find_middle(store: Store, world: World) -> tuple[str, int]:
    """Of a hundred firms the one whose part has most nearly 500 claims, and how many it has."""
    half = world.firms[len(world.firms) // 60 :: max(1, len(world.firms) // 100)]
    parts = ((find_part(store.engine, [firm.id], 1), firm.id) for firm in half)
    sizes = [(len(part.claims), iri) for part, iri in parts if part is not None]
    size, iri = min(sizes, key=lambda found: abs(found[0] - 500))
    return iri, size


def read_part_raw(path: Path, world: World) -> tuple[float, str]:
    """Its claims' ends, status and quotes by two SELECTs."""
    with Store.open(path, read_only=True) as store:
        about, _ = _find_middle(store, world)

        def read(iri: str) -> nx.MultiDiGraph:
            near = {str(row[0]) for row in _select(store.engine, _NEAR.format(iri))} | {f"<{iri}>"}
            rows = _select(store.engine, _BETWEEN.format(" ".join(sorted(near))))
            return nx.MultiDiGraph([(s.value, o.value) for _, s, _, o, *_ in rows])

        return _median(iter([about] * _TIMES), read), ""


def _select(engine: Any, query: str) -> Any:
    return engine.query(query, prefixes=PREFIXES)


def view_part(path: Path, world: World) -> tuple[float, str]:
    """Time of the page around that entity."""
    with Store.open(path, read_only=True) as store:
        about, _ = _find_middle(store, world)
        label = store.label_of(about)
        return _median(iter([label] * 3), lambda name: Graph(store).view(about=name)), ""


def read_all(path: Path, world: World) -> tuple[float, str]:
    """Time of the network of all claims."""
    with Store.open(path, read_only=True) as store:
        return _once(lambda: read_network(store)), ""


def read_all_raw(path: Path, world: World) -> tuple[float, str]:
    """Ends, status and quotes by one SELECT into the same kind of graph."""
    engine = _engine(path)
    return _once(lambda: loop_lean(engine)), ""


def export_quads(path: Path, world: World) -> tuple[float, str]:
    """Time of the export as N-Quads, which is sorted."""
    return _export(path, "nq")


def export_quads_raw(path: Path, world: World) -> tuple[float, str]:
    """The engine's dump."""
    engine, out = _engine(path), path.with_name(f"{path.name}.dump.nq")
    taken = _once(lambda: engine.dump(str(out), format=ox.RdfFormat.N_QUADS))
    out.unlink()
    return taken, ""


def export_claims(path: Path, world: World) -> tuple[float, str]:
    """Time of the export as a line of JSON a claim."""
    return _export(path, "jsonl")


def export_claims_raw(path: Path, world: World) -> tuple[float, str]:
    """Ends, status and quotes of one SELECT as lines of JSON."""
    engine, out = _engine(path), path.with_name(f"{path.name}.raw.jsonl")

    def write() -> None:
        with out.open("w", encoding="utf-8") as file:
            for row in _select(engine, LEAN):
                file.write(json.dumps([term.value for term in row]) + "\n")

    return _once(write), ""


def _export(path: Path, ending: str) -> tuple[float, str]:
    out = path.with_name(f"{path.name}.{ending}")
    with Store.open(path, read_only=True) as store:
        return _once(lambda: export_store(store, out)), ""


def load_all(path: Path, world: World) -> tuple[float, str]:
    """Time of loading the export as N-Quads into an empty store."""
    with _fresh(path) as folder, Store.open(folder) as store:
        return _once(lambda: load_store(store, path.with_name(f"{path.name}.nq"))), ""


def load_all_raw(path: Path, world: World) -> tuple[float, str]:
    """The engine's bulk loader."""
    with _fresh(path) as folder:
        engine, source = ox.Store(str(folder)), path.with_name(f"{path.name}.nq")
        return _once(lambda: engine.bulk_load(path=str(source), format=ox.RdfFormat.N_QUADS)), ""


@contextmanager
def _fresh(path: Path) -> Iterator[Path]:
    folder = path.with_name(f"{path.name}-loaded")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


CHANGES: dict[str, tuple[Run, Run]] = {
    "add one document": (add_one, add_one_raw),
    "remove one": (remove_one, remove_one_raw),
    "a decision": (decide_one, decide_one_raw),
}
READINGS: dict[str, tuple[Run, Run | None]] = {
    "find a name": (find_name, find_name_raw),
    "a part": (read_part, read_part_raw),
    "page of the part": (view_part, None),
    "network of all": (read_all, read_all_raw),
    "export claims": (export_claims, export_claims_raw),
    "export N-Quads": (export_quads, export_quads_raw),
    "load": (load_all, load_all_raw),
}


def ask_each(path: Path, world: World) -> Iterator[tuple[str, float, str]]:
    """Yield each question with the time that it takes over the network of all claims."""
    with Store.open(path, read_only=True) as store:
        network = read_network(store)
    for name in question_names():
        given = _arguments(name, world)
        if given is not None:
            start = time.process_time()
            try:
                signal.alarm(_SECONDS)
                rows = f"{len(load_question(name).ask(network, *given)):,} rows"
            except TimeoutError:
                rows = "stopped"
            finally:
                signal.alarm(0)
            yield name, time.process_time() - start, rows


def _arguments(name: str, world: World) -> tuple[str, ...] | None:
    """What a question is given; ``None`` where it asks of two stores or of pleadings."""
    given = {"paths": (world.firms[40].id, world.people[60].id), "without": (world.firms[3].id,)}
    return None if name in ("diff", "responses") else given.get(name, ())


def _stop(*_: object) -> None:
    raise TimeoutError


def _in_child(run: Callable[[Any], None]) -> Iterator[Any]:
    """Yield what a process of its own sends."""
    ours, theirs = multiprocessing.Pipe(False)
    process = multiprocessing.get_context("fork").Process(target=run, args=(theirs,))
    process.start()
    theirs.close()
    try:
        while True:
            yield ours.recv()
    except EOFError:
        process.join()


def measure(run: Run, path: Path, world: World) -> tuple[float, str, float]:
    """Return seconds, what else is told, and peak memory in MB."""

    def work(pipe: Any) -> None:
        told = run(path, world)
        pipe.send((*told, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))

    return next(iter([*_in_child(work)]))


def _copy_file(source: str, target: str) -> None:
    """Copy a file of the engine; tables, which it never changes, are linked."""
    (os.link if source.endswith(".sst") else shutil.copy2)(source, target)


def _compare(name: str, ours: Run, raw: Run | None, path: Path, world: World, copy: bool) -> None:
    def take(run: Run) -> tuple[float, str, float]:
        if not copy:
            return measure(run, path, world)
        changed = path.with_name(f"{path.name}-changed")
        shutil.copytree(path, changed, copy_function=_copy_file)
        try:
            return measure(run, changed, world)
        finally:
            shutil.rmtree(changed)

    taken, told, peak = take(ours)
    line = f"| {name}{f' ({told} claims)' if told else ''} | {taken:.3f} s | {peak:,.0f} MB |"
    if raw is not None:
        floor, _, least = take(raw)
        line += f" {floor:.3f} s | {least:,.0f} MB | {taken / floor:.2f} |"
    print(line, flush=True)


def measure_size(folder: Path, claims: int, only: list[str]) -> None:
    """Print a table for a store of so many claims."""
    path, world = folder / f"store-{claims}", make_world(claims)
    if not path.exists():
        start = time.process_time()
        write_store(path, make_extractions(claims))
        print(f"{claims:,} claims made in {time.process_time() - start:.0f} s", flush=True)
    print(f"\n| {claims:,} claims | kg | | by hand | | times |\n|---|---|---|---|---|---|")
    for name, (ours, raw) in (CHANGES | READINGS).items():
        if not only or name in only:
            _compare(name, ours, raw, path, world, name in CHANGES)
    if not only or "questions" in only:
        signal.signal(signal.SIGALRM, _stop)

        def work(pipe: Any) -> None:
            for told in ask_each(path, world):
                pipe.send(told)

        for name, taken, rows in _in_child(work):
            print(f"| ask {name} ({rows}) | {taken:.2f} s |", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="*", default=_SIZES)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        for claims in given.claims:
            measure_size(given.folder or Path(own), claims, given.only)


if __name__ == "__main__":
    main()
