"""Extraction over several processes or machines: the same results in the same order, over any
``concurrent.futures.Executor``."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from itertools import chain

from kg.errors import WorkerLost
from kg.model import Document, Extraction

type Extract = Callable[[Document], Extraction]

_WORTH = 100_000
"""Characters below which two processes gain less than they cost: to start takes some 4 s, and one
process reads some 10,000 a second."""
_PARCEL, _MOST = 8_000, 8
"""Characters and documents that go to a worker at a time at most: some 0.5 s of work. A task costs
the processes of a Dask cluster 5 ms together, and a document of 780 characters 40 ms."""
_AHEAD, _EACH = 6, 3
"""Parcels that are handed out before the first is taken back, in all and for each worker: enough
to keep workers busy while one reads a long document, and a bound on memory."""


def share_work(
    extract: Extract, documents: Iterable[Document], workers: int, executor: Executor | None = None
) -> Iterator[Extraction]:
    """Yield what *extract* gives for each document, in order: by *executor* (of that many
    *workers*), else by *workers* processes where the work is worth them.

    Raises WorkerLost where a worker died; what was yielded before is whole.
    """
    if executor is not None:
        yield from hand_out(extract, documents, executor, workers)
        return
    first, rest = take_worth(documents)
    if workers <= 1 or rest is None:
        yield from map(extract, chain(first, rest or ()))
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=leave_interrupts) as pool:
        yield from hand_out(extract, chain(first, rest), pool, workers)


def take_worth(documents: Iterable[Document]) -> tuple[list[Document], Iterator[Document] | None]:
    """Return the first documents, as many as make a share of the work worth it, and the rest;
    ``None`` where there are not so many."""
    first, size, rest = [], 0, iter(documents)
    for document in rest:
        first.append(document)
        size += len(document.text)
        if size >= _WORTH:
            return first, rest
    return first, None


def hand_out(
    extract: Extract, documents: Iterable[Document], executor: Executor, workers: int = 1
) -> Iterator[Extraction]:
    """Yield the results of *executor*, which has so many *workers*, in the order of the documents,
    which are read as they are needed."""
    ahead = max(_AHEAD, _EACH * workers)
    waiting: deque[Future[list[Extraction]]] = deque()
    try:
        for parcel in make_parcels(documents):
            waiting.append(executor.submit(extract_each, extract, parcel))
            if len(waiting) >= ahead:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenExecutor as error:
        mend = (
            "what was reported is stored: run the same command again, "
            "with fewer workers where memory is short"
        )
        raise WorkerLost("a worker process died (killed, or out of memory)", mend) from error
    finally:
        for future in waiting:
            future.cancel()


def make_parcels(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield the *documents* in order, short ones several together."""
    parcel: list[Document] = []
    for document in documents:
        if parcel and sum(len(d.text) for d in (*parcel, document)) > _PARCEL:
            yield parcel
            parcel = []
        parcel.append(document)
        if len(parcel) == _MOST:
            yield parcel
            parcel = []
    if parcel:
        yield parcel


def extract_each(extract: Extract, parcel: list[Document]) -> list[Extraction]:
    """Return what *extract* gives for each document of a parcel."""
    return [extract(document) for document in parcel]


def leave_interrupts() -> None:
    """Let Ctrl-C reach the process that hands out the work, alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
