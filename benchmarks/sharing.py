"""Extraction shared by processes of this machine or by a Dask cluster on it, against one process:
``python -m benchmarks.sharing --documents 1000``.

Wall time means something on a quiet machine alone (the load is printed beside it). Processor time
means something on a busy one, too: the work of one process divided by all that the sharing ones
together used is what they could at most reach. From bytes, processor time a task and the time to
store a document follows the paper model: how many documents a second 1 to 400 workers would read,
and what holds them up. It is checked against what the workers here did.

``--break-even`` looks for the size below which two processes are slower than one."""

import argparse
import os
import pickle
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import psutil
from distributed import Client

from benchmarks.speed import texts
from kg.model import Document, Extraction
from kg.pipeline.cluster import fingerprint, open_cluster, run_alike
from kg.pipeline.documents import extract_document, extract_documents
from kg.storage.store import Store
from tests.clusters import Cluster, run_cluster

_WARM = 8
"""Documents for each worker before the clock runs: it has loaded the model then."""


@dataclass(frozen=True)
class Cost:
    """Seconds that a run took, by the clock and by the processors of each kind of process."""

    wall: float
    own: float
    workers: float = 0.0
    scheduler: float = 0.0

    @property
    def processor(self) -> float:
        """All seconds of processors."""
        return self.own + self.workers + self.scheduler


def invent_documents(count: int, folder: str | None) -> list[Document]:
    """Return *count* documents, in turn from *folder* or the packaged examples."""
    return [Document(f"urn:{k}", f"{k}.txt", text) for k, text in enumerate(texts(count, folder))]


def measure(run: Callable[[], object], workers: Iterable[int] = (), scheduler: int = 0) -> Cost:
    """Return what *run* costs this process, its *workers* and the *scheduler* (process ids).

    What they use while nothing is asked of them (heartbeats) is counted too."""
    team, head = list(workers), [scheduler] if scheduler else []
    before, clock = (
        (processor_time([os.getpid()]), processor_time(team), processor_time(head)),
        time.perf_counter(),
    )
    run()
    wall = time.perf_counter() - clock
    after = processor_time([os.getpid()]), processor_time(team), processor_time(head)
    return Cost(wall, *(b - a for a, b in zip(before, after, strict=True)))


def processor_time(processes: Iterable[int]) -> float:
    """Return the seconds of processors that these processes have used."""
    used = (psutil.Process(each).cpu_times() for each in processes)
    return float(sum(times.user + times.system for times in used))


def consume(extractions: Iterable[Extraction]) -> None:
    """Take all results, and keep none."""
    for _ in extractions:
        pass


@contextmanager
def start_pool(workers: int) -> Iterator[tuple[Executor, list[int], int]]:
    """Give a process pool and the ids of its processes."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(time.sleep, [0.2] * workers))
        yield pool, [child.pid for child in psutil.Process().children()], 0


@contextmanager
def start_cluster(workers: int) -> Iterator[tuple[Executor, list[int], int]]:
    """Give the executor of a cluster on this machine and the ids of its processes."""
    with (
        tempfile.TemporaryDirectory() as folder,
        run_cluster(Path(folder), workers) as cluster,
        open_all(cluster, workers) as executor,
    ):
        yield executor, [w.pid for w in cluster.workers], cluster.scheduler.pid


@contextmanager
def open_all(cluster: Cluster, workers: int) -> Iterator[Executor]:
    """Give the cluster's executor when all workers are there."""
    with Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(workers)
    with open_cluster(cluster.address) as executor:
        yield executor


def compare(documents: list[Document], workers: int, way: str) -> tuple[Cost, Cost]:
    """Return what one process costs and what *workers* cost, both with their models loaded; print
    them."""
    consume(extract_documents(documents[:_WARM]))
    one = measure(lambda: consume(extract_documents(documents)))
    start = start_cluster if way == "dask" else start_pool
    with start(workers) as (executor, team, scheduler):
        consume(extract_documents(documents[: _WARM * workers], workers, executor=executor))
        many = measure(
            lambda: consume(extract_documents(documents, workers, executor=executor)),
            team,
            scheduler,
        )
    load = os.getloadavg()[0]
    print(
        f"one process {one.wall:.1f} s, {workers} workers ({way}) {many.wall:.1f} s: "
        f"{one.wall / many.wall / workers:.2f} of linear by the clock (load {load:.1f} beside)"
    )
    print(
        f"processors: one {one.processor:.1f} s; workers {many.workers:.1f} s, scheduler "
        f"{many.scheduler:.2f} s, the asking process {many.own:.2f} s: "
        f"{one.processor / many.processor:.2f} of linear at most"
    )
    return one, many


def print_model(documents: list[Document], many: Cost, idle: Cost, workers: int) -> None:
    """Print the paper model, and what it foretells for the workers that were measured; *idle*: what
    the cluster takes in a second in which nothing is asked of it."""
    count = len(documents)
    extractions = [extract_document(d) for d in documents[: min(count, 50)]]
    extract = partial(extract_document, extractors=None)
    sent = sum(len(pickle.dumps((run_alike, fingerprint(), extract, d))) for d in documents) / count
    back = sum(len(pickle.dumps(e)) for e in extractions) / len(extractions)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as store:
        storing = measure(lambda: [store.add(e) for e in extractions]).own / len(extractions)
    reading = (many.workers - idle.workers * many.wall) / count
    planning = max(many.scheduler - idle.scheduler * many.wall, 0.0) / count
    asking = many.own / count
    print(
        f"a document: {sent / 1000:.1f} kB out, {back / 1000:.1f} kB back, {1000 * reading:.0f} ms "
        f"of a worker, {1000 * planning:.2f} ms of the scheduler, {1000 * asking:.2f} ms of the "
        f"asking process, {1000 * storing:.1f} ms to store"
    )
    for machines in (workers, 10, 50, 100, 400):
        rates = {
            "the workers": machines / reading,
            "the asking process and the store": 1 / (asking + storing),
            "the scheduler": 1 / planning if planning else float("inf"),
        }
        bound = min(rates, key=lambda name: rates[name])
        traffic = rates[bound] * (sent + back) / 1e6
        print(
            f"  {machines:4} workers: {rates[bound]:7.1f} documents/s, held by {bound}; "
            f"{traffic:.2f} MB/s"
        )
    print(
        f"foretold for {workers} workers without storing: {count * reading / workers:.1f} s, "
        f"measured {many.wall:.1f} s"
    )


def measure_idle(workers: int, seconds: float = 10.0) -> Cost:
    """Return what the cluster takes in a second in which nothing is asked of it (heartbeats)."""
    with start_cluster(workers) as (_, team, scheduler):
        cost = measure(lambda: time.sleep(seconds), team, scheduler)
    idle = Cost(1.0, *(used / cost.wall for used in (cost.own, cost.workers, cost.scheduler)))
    print(
        f"with nothing to do the scheduler takes {100 * idle.scheduler:.1f} % of a core, "
        f"the workers {100 * idle.workers:.1f} %"
    )
    return idle


def find_break_even(workers: int, folder: str | None) -> None:
    """Print the time of one process and of *workers* by size, both from a cold start."""
    for count in (10, 20, 40, 80, 160, 320):
        documents = invent_documents(count, folder)
        size = sum(len(d.text) for d in documents)
        walls = []
        for how in (1, workers):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
                walls.append(fresh.submit(time_cold, documents, how).result())
        print(
            f"{count:4} documents, {size:7} characters: "
            f"one {walls[0]:.1f} s, {workers} {walls[1]:.1f} s"
        )


def time_cold(documents: list[Document], workers: int) -> float:
    """Return the seconds that a process with nothing loaded takes with so many workers."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        executor = pool if workers > 1 else None
        return measure(
            lambda: consume(extract_documents(documents, workers, executor=executor))
        ).wall


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", help="texts to read; the packaged examples where none is named")
    parser.add_argument("--break-even", action="store_true")
    arguments = parser.parse_args()
    if arguments.break_even:
        find_break_even(arguments.workers, arguments.folder)
        return
    documents = invent_documents(arguments.documents, arguments.folder)
    size = sum(len(d.text) for d in documents)
    print(f"{len(documents)} documents, {size / len(documents):.0f} characters each")
    compare(documents, arguments.workers, "processes")
    _, many = compare(documents, arguments.workers, "dask")
    print_model(documents, many, measure_idle(arguments.workers), arguments.workers)


if __name__ == "__main__":
    main()
