"""The store against the bare engine, as ratios in one run: ``python -m benchmarks.store``.

Extractions are made beforehand, so that only storing is measured; each pair of runs alternates and the best
of three counts. Targets stand in docs/promises.md.
"""

import argparse
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pyoxigraph as ox

from kg import rdf
from kg.demo import find_examples
from kg.graph import Graph
from kg.load import load_store
from kg.model import Claim, Document, Entity, Extraction
from kg.namespace import DATA, PREFIXES, digest, document_iri
from kg.pipeline import extract_document, extract_documents
from kg.read import find_sources, read_source
from kg.store import Store

_ONE = """SELECT ?c ?s ?p ?o ?how ?pole ?quote ?span ?source ?who WHERE {
  { ?c rdf:subject <%s> } UNION { ?c rdf:object <%s> }
  GRAPH ?g { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:modality ?how ; kg:polarity ?pole ; kg:quote ?quote ;
             prov:wasDerivedFrom ?span ; prov:wasAttributedTo ?who . ?g kg:source ?source } }"""


def make_extractions(documents: int, claims: int, tiny: bool = False) -> list[Extraction]:
    """Real extractions under new names: each document its own source, its entities shared by a hundredth of the documents."""
    first = extract_document(read_source(find_sources([str(find_examples() / "meta-netflix")])[0]))
    out = []
    for k in range(documents):
        text = "Quillmark paid Tessera." if tiny else first.document.text
        source = f"{k:06}.txt"
        document = replace(first.document, id=document_iri(source, text), source=source, text=text)
        names = {e.id: replace(e, id=f"{e.id}-{k % max(1, documents // 100)}") for e in first.entities}
        some = [_renamed(c, document, names, n) for n, c in zip(range(claims), _repeat(first.claims), strict=False)]
        used = {e.id: e for c in some for e in rdf.claim_entities(c)}
        out.append(Extraction(document, tuple(used[i] for i in sorted(used)), tuple(sorted(some, key=lambda c: (c.start, c.id)))))
    return out


def _repeat(claims: tuple[Claim, ...]) -> list[Claim]:
    return list(claims) * 20


def _renamed(c: Claim, document: Document, names: dict[str, Entity], n: int) -> Claim:
    target = names[c.object.id] if isinstance(c.object, Entity) else c.object
    chain = tuple(names[e.id] for e in c.attribution)
    mark = DATA + "claim/" + digest(document.id, c.id, str(n))
    return replace(c, id=mark, document=document.id, subject=names[c.subject.id], object=target, attribution=chain, qualifiers=())


def best(ours: Callable[[Path], object], raw: Callable[[Path], object], folder: Path, times: int = 3) -> tuple[float, float]:
    """Seconds of the best run of each, in turn; each run gets a path of its own that does not exist."""
    took: tuple[list[float], list[float]] = ([], [])
    numbers = count()
    for _ in range(times):
        for run, into in ((ours, took[0]), (raw, took[1])):
            path = folder / f"run-{next(numbers)}"
            start = time.perf_counter()
            run(path)
            into.append(time.perf_counter() - start)
            shutil.rmtree(path, ignore_errors=True)
    return min(took[0]), min(took[1])


def writing(folder: Path, documents: int) -> str:
    """One transaction a document: records → store, against quads → engine."""
    given = make_extractions(documents, 40)
    quads = [rdf.extraction_to_quads(e) for e in given]

    def ours(path: Path) -> None:
        with Store.open(path) as store:
            for extraction in given:
                store.add(extraction)

    def raw(path: Path) -> None:
        engine = ox.Store(str(path))
        for part in quads:
            engine.extend(part)
        engine.flush()

    mine, floor = best(ours, raw, folder)
    claims = sum(len(e.claims) for e in given)
    return f"writing, a transaction a document: {claims / mine:,.0f} claims/s, raw {claims / floor:,.0f}; ratio {floor / mine:.2f} (≥ 0.6)"


def loading(folder: Path, documents: int) -> str:
    """An export read back, against the engine's bulk loader on the same file."""
    export = folder / "all.nq"
    with Store.open() as store:
        store.engine.bulk_extend(q for e in make_extractions(documents, 40) for q in rdf.extraction_to_quads(e))
        with export.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(store.nquads())

    def ours(path: Path) -> None:
        with Store.open(path) as store:
            load_store(store, export)

    def raw(path: Path) -> None:
        engine = ox.Store(str(path))
        engine.bulk_load(path=str(export), format=ox.RdfFormat.N_QUADS)
        engine.flush()

    mine, floor = best(ours, raw, folder)
    size = export.stat().st_size / 1e6
    return f"bulk load of an export: {size / mine:.1f} MB/s, raw {size / floor:.1f}; ratio {floor / mine:.2f} (≥ 0.8)"


def asking(folder: Path, documents: int) -> str:
    """Open the store and list the claims of one entity, by IRI and by name."""
    given, path = make_extractions(documents, 100), folder / "big"
    claims = sum(len(e.claims) for e in given)
    with Store.open(path) as store:
        store.rebuild(lambda engine: engine.bulk_extend(q for e in given for q in rdf.extraction_to_quads(e)))
        store.optimize()
        parts = sorted(p for p in path.iterdir() if p.is_dir())
    thing, found = given[0].claims[0].subject, []

    def ours(_: Path) -> None:
        with Store.open(path, read_only=True) as store:
            found.append(sum(1 for _ in store.claims(about=thing.id)))

    def raw(_: Path) -> None:
        engine = ox.Store.read_only(str(parts[0]))
        rows = engine.query(_ONE % (thing.id, thing.id), prefixes=PREFIXES, use_default_graph_as_union=True)
        found.append(len({str(row["c"]) for row in rows}))

    def by_name(_: Path) -> None:
        with Store.open(path, read_only=True) as store:
            assert sum(1 for _ in store.claims(about=thing.label)) >= found[0]

    mine, floor = best(ours, raw, folder)
    assert len(set(found)) == 1, found
    named, _ = best(by_name, raw, folder, 1)
    what = f"open {claims:,} claims, answer {found[0]} of one entity"
    return f"{what}: {mine:.3f} s, raw SPARQL {floor:.3f} s; ratio {mine / floor:.2f} (< 2); by name {named:.2f} s"


def growing(folder: Path) -> str:
    """10,000 tiny documents against 1,000, through Graph's own path, with ready extractions; and memory."""
    given = make_extractions(11_000, 3, tiny=True)
    took, peaks = [], []
    for part in (given[:1_000], given[1_000:]):
        with Store.open(folder / f"grow-{len(part)}") as store:
            graph, start = Graph(store), time.perf_counter()
            assert sum(1 for _ in graph.settle(graph.store_each(part))) == len(part)
            took.append(time.perf_counter() - start)
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    ratio = took[1] / took[0] / 10
    memory = f"peak memory {peaks[0]:.0f}, {peaks[1]:.0f} MB"
    return f"1,000 documents {took[0]:.1f} s, 10,000 {took[1]:.1f} s: {ratio:.2f} times linear (≤ 1.1); {memory}"


def sharing(documents: int) -> str:
    """Extraction by one and by two processes, both with their pools warm."""
    texts = [read_source(p).text for p in find_sources([str(find_examples() / "fictional-case"), str(find_examples() / "meta-netflix")])]
    given = [Document(f"urn:{k}", str(k), texts[k % len(texts)]) for k in range(documents)]
    took, used = [], [_children()]
    for workers in (1, 2):
        with multiprocessing.get_context("spawn").Pool(workers) as pool:
            pool.map(extract_document, given[: 8 * workers], chunksize=2)
            start = time.perf_counter()
            pool.map(extract_document, given, chunksize=4)
            took.append(time.perf_counter() - start)
        used.append(_children())
    start = time.perf_counter()
    assert sum(1 for _ in extract_documents(given, 2)) == documents
    cold = time.perf_counter() - start
    work = f"CPU time {used[1] - used[0]:.1f} and {used[2] - used[1]:.1f} s with start-up"
    ratio = f"{took[0] / took[1]:.2f} times (≥ 1.7)"
    return f"{documents} documents by one process {took[0]:.1f} s, by two {took[1]:.1f} s: {ratio}; {work}; cold {cold:.1f} s"


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000, help="size of the store that is asked")
    parser.add_argument("--documents", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for line in (
            lambda: writing(folder, arguments.documents), lambda: loading(folder, arguments.documents),
            lambda: asking(folder, arguments.claims // 100), lambda: growing(folder), lambda: sharing(arguments.documents),
        ):  # fmt: skip
            print(line(), flush=True)


if __name__ == "__main__":
    main()
