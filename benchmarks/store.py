"""The store against the bare engine, as ratios in one run: ``python -m benchmarks.store``.

Extractions are made beforehand, so that only storing is measured; pairs of runs alternate and the
best of each counts. Targets stand in brackets; the figures in docs/promises.md."""

import argparse
import multiprocessing
import os
import resource
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pyoxigraph as ox

from benchmarks.faults import start_add, write_corpus
from kg.cli.demo import find_examples
from kg.language.parser import load_language, read_units
from kg.model import Claim, Document, Entity, Extraction
from kg.namespace import DATA, PREFIXES, digest, document_iri
from kg.pipeline.documents import extract_document
from kg.rdf import quads as rdf
from kg.rdf import terms
from kg.rdf.claims import claim_entities
from kg.reading.sources import find_sources, read_source
from kg.storage.loading import load_store
from kg.storage.store import Store

_ONE = """SELECT ?c ?s ?p ?o ?how ?pole ?confidence ?quote ?span ?source ?who WHERE {
  { ?c rdf:subject <%s> } UNION { ?c rdf:object <%s> }
  GRAPH ?g { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; \
kg:modality ?how ; kg:polarity ?pole ; kg:confidence ?confidence ;
             kg:quote ?quote ; prov:wasDerivedFrom ?span ; \
prov:wasAttributedTo ?who . ?g kg:source ?source } }"""


def make_extractions(documents: int, claims: int, tiny: bool = False) -> list[Extraction]:
    """Real extractions under new names: each document its own source, its entities shared by a
    hundredth of the documents."""
    first = extract_document(read_source(find_sources([str(find_examples() / "meta-netflix")])[0]))
    out = []
    for k in range(documents):
        text = "Quillmark paid Tessera." if tiny else first.document.text
        source = f"{k:06}.txt"
        document = replace(first.document, id=document_iri(source, text), source=source, text=text)
        names = {
            e.id: replace(e, id=f"{e.id}-{k % max(1, documents // 100)}") for e in first.entities
        }
        some = [
            _renamed(c, document, names, n)
            for n, c in zip(range(claims), _repeat(first.claims), strict=False)
        ]
        used = {e.id: e for c in some for e in claim_entities(c)}
        out.append(
            Extraction(
                document,
                tuple(used[i] for i in sorted(used)),
                tuple(sorted(some, key=lambda c: (c.start, c.id))),
            )
        )
    return out


def _repeat(claims: tuple[Claim, ...]) -> list[Claim]:
    return list(claims) * 20


def _renamed(c: Claim, document: Document, names: dict[str, Entity], n: int) -> Claim:
    target = names[c.object.id] if isinstance(c.object, Entity) else c.object
    chain = tuple(names[e.id] for e in c.attribution)
    mark = DATA + "claim/" + digest(document.id, c.id, str(n))
    return replace(
        c,
        id=mark,
        document=document.id,
        subject=names[c.subject.id],
        object=target,
        attribution=chain,
        qualifiers=(),
    )


@dataclass(frozen=True)
class Took:
    """Seconds of the best of several runs: CPU time of all threads, and by the clock on the
    wall."""

    cpu: float
    wall: float

    def over(self, other: "Took") -> str:
        """How many times *other* this is."""
        return f"{self.cpu / other.cpu:.2f} by CPU time, {self.wall / other.wall:.2f} by the clock"


def best(
    ours: Callable[[Path], object], raw: Callable[[Path], object], folder: Path, times: int = 5
) -> tuple[Took, Took]:
    """The best run of each, in turn; each run gets a path of its own that does not exist."""
    took: tuple[list[Took], list[Took]] = ([], [])
    numbers = count()
    for _ in range(times):
        for run, into in ((ours, took[0]), (raw, took[1])):
            path = folder / f"run-{next(numbers)}"
            cpu, wall = time.process_time(), time.perf_counter()
            run(path)
            into.append(Took(time.process_time() - cpu, time.perf_counter() - wall))
            shutil.rmtree(path, ignore_errors=True)
    mine, floor = (Took(min(t.cpu for t in runs), min(t.wall for t in runs)) for runs in took)
    return mine, floor


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
    speed = f"{claims / mine.wall:,.0f} claims/s, raw {claims / floor.wall:,.0f}"
    return f"writing, a transaction a document: {speed}; ratio {floor.over(mine)} (≥ 0.6)"


def loading(folder: Path, documents: int) -> str:
    """An export read back, against the engine's bulk loader on the same file."""
    export = folder / "all.nq"
    with Store.open() as store:
        store.engine.bulk_extend(
            q for e in make_extractions(documents, 40) for q in rdf.extraction_to_quads(e)
        )
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
    return (
        f"bulk load of an export: {size / mine.wall:.1f} MB/s, "
        f"raw {size / floor.wall:.1f}; ratio {floor.over(mine)} (≥ 0.8)"
    )


def asking(folder: Path, documents: int) -> str:
    """Open the store and list the claims of one entity: of one with few claims in each of its
    hundred documents, and of one with many."""
    given, path = make_extractions(documents, 100), folder / "big"
    claims = sum(len(e.claims) for e in given)
    with Store.open(path) as store:
        store.rebuild(
            lambda engine: engine.bulk_extend(q for e in given for q in rdf.extraction_to_quads(e))
        )
        store.optimize()
    often = Counter(c.subject.id for c in given[0].claims).most_common()
    parts = [_ask_both(folder, path, thing) for thing in (often[-1][0], often[0][0])]
    return f"open {claims:,} claims and answer those of one entity (ratio < 2): " + "; ".join(parts)


def _ask_both(folder: Path, path: Path, thing: str) -> str:
    found: list[int] = []
    files = str(min(p for p in path.iterdir() if p.is_dir()))

    def ours(_: Path) -> None:
        with Store.open(path, read_only=True) as store:
            found.append(sum(1 for _ in store.claims(about=thing)))

    def raw(_: Path) -> None:
        engine = ox.Store.read_only(files)
        rows = engine.query(
            _ONE % (thing, thing), prefixes=PREFIXES, use_default_graph_as_union=True
        )
        assert isinstance(rows, ox.QuerySolutions)
        read = {tuple(row) for row in rows}
        named = {term for row in read for term in (row[1], row[2], row[3], row[10])}
        labels = {term: label_of(engine, term) for term in named}
        found.append(len([tuple(labels.get(term, term) for term in row) for row in read]))

    mine, floor = best(ours, raw, folder)
    assert len(set(found)) == 1, found
    return (
        f"{found[0]:,} claims {mine.wall:.3f} s, "
        f"raw SPARQL and labels {floor.wall:.3f} s, {mine.over(floor)}"
    )


def label_of(engine: ox.Store, term: object) -> str:
    """The name of a thing or of a relation; a value is its own."""
    if not isinstance(term, ox.NamedNode):
        return str(term)
    for predicate in (terms.PREF_LABEL, terms.LABEL):
        for quad in engine.quads_for_pattern(term, predicate, None):
            return str(quad.object)
    return ""


def growing(folder: Path, documents: int) -> str:
    """``kg add`` of ten times as many short documents, as processes of their own, without start-up:
    CPU time and peak memory."""
    took: list[float] = []
    peaks: list[float] = []
    for size in (1, documents // 10, documents):
        process = start_add(write_corpus(folder / f"corpus-{size}", size), folder / f"grow-{size}")
        process.communicate()
        assert process.returncode == 0
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(used.ru_utime + used.ru_stime - sum(took))
        peaks.append(used.ru_maxrss / 1024)
    small, large = took[1] - took[0], took[2] - took[0]
    what = (
        f"kg add of {documents // 10:,} documents {small:.0f} s of CPU time, "
        f"of {documents:,} {large:.0f} s"
    )
    memory = (
        f"peak memory {peaks[1]:.0f}, {peaks[2]:.0f} MB: {peaks[2] / peaks[1]:.2f} times (≤ 1.15)"
    )
    return f"{what}: {large / small / 10:.2f} times linear (≤ 1.1); {memory}"


def parse_bare(document: Document) -> int:
    """What no extraction can do without: spaCy alone."""
    lines = (unit.words.text for unit in read_units(document))
    return sum(len(doc) for doc in load_language().pipe(lines, batch_size=64))


def sharing(documents: int, times: int = 3) -> str:
    """Extraction by one and by two processes, with their pools warm; and bare spaCy likewise, since
    the machine may be shared."""
    texts = [
        read_source(p).text
        for p in find_sources(
            [str(find_examples() / "fictional-case"), str(find_examples() / "meta-netflix")]
        )
    ]
    given = [Document(f"urn:{k}", str(k), texts[k % len(texts)]) for k in range(documents)]
    took: dict[tuple[Callable[[Document], object], int], list[float]] = {}
    with (
        multiprocessing.get_context("spawn").Pool(1) as one,
        multiprocessing.get_context("spawn").Pool(2) as two,
    ):
        for work in (extract_document, parse_bare):
            one.map(work, given[:8])
            two.map(work, given[:16], chunksize=2)
        for _ in range(times):
            for work in (extract_document, parse_bare):
                for pool, workers in ((one, 1), (two, 2)):
                    start = time.perf_counter()
                    pool.map(work, given, chunksize=4)
                    took.setdefault((work, workers), []).append(time.perf_counter() - start)
    ours, floor = (
        min(took[work, 1]) / min(took[work, 2]) for work in (extract_document, parse_bare)
    )
    what = (
        f"{documents} documents by one process {min(took[extract_document, 1]):.1f} s, "
        f"by two {min(took[extract_document, 2]):.1f} s"
    )
    return f"{what}: {ours:.2f} times (≥ 1.7); bare spaCy at the same moment {floor:.2f} times"


def main() -> None:
    """Measure and print."""
    os.environ |= {
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }  # for the processes that this one starts
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--claims", type=int, default=1_000_000, help="size of the store that is asked"
    )
    parser.add_argument(
        "--documents", type=int, default=300, help="how many are written, loaded and shared out"
    )
    parser.add_argument(
        "--growth",
        type=int,
        default=10_000,
        help="how many short documents are added, against a tenth of them",
    )
    parser.add_argument("--only", choices=("writing", "loading", "asking", "growing", "sharing"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts: dict[str, Callable[[], str]] = {
            "writing": lambda: writing(folder, arguments.documents),
            "loading": lambda: loading(folder, arguments.documents),
            "asking": lambda: asking(folder, arguments.claims // 100),
            "growing": lambda: growing(folder, arguments.growth),
            "sharing": lambda: sharing(arguments.documents),
        }
        for part in [arguments.only] if arguments.only else parts:
            print(f"- {parts[part]()}", flush=True)


if __name__ == "__main__":
    main()
