"""A Dask cluster on this machine, for a test: a scheduler and workers, a process each."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_SETTINGS = {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False", "OMP_NUM_THREADS": "1"}
"""Dask looks a hundred times a second at what its processes do, and kg does not ask for it."""
_LOCAL = ("--host", "127.0.0.1", "--no-dashboard")


class Cluster:
    """A scheduler with its workers: ``address``, ``scheduler`` and ``workers`` (processes)."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.workers = folder, []
        self._place = folder / "scheduler.json"
        where = ("--scheduler-file", str(self._place))
        command = ["distributed.cli.dask_scheduler", "--port", "0", *_LOCAL, *where]
        self.scheduler = self._start("scheduler", command, {})
        self.address = str(self._read_place()["address"])

    workers: list[subprocess.Popen[bytes]]

    def start_worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start one worker of one thread, as docs/scale.md says, with *environment* besides."""
        name = f"worker-{len(self.workers)}"
        command = [
            *("distributed.cli.dask_worker", self.address, *_LOCAL, "--no-nanny"),
            *("--nthreads", "1", "--name", name, "--memory-limit", "0"),
            *("--local-directory", str(self.folder / name)),
        ]
        self.workers.append(self._start(name, command, environment))
        return self.workers[-1]

    def stop(self) -> None:
        """End every process that this cluster started."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(
        self, name: str, command: list[str], environment: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env={**os.environ, **_SETTINGS, "PYTHONPATH": str(ROOT), **environment},
                stdout=log,
                stderr=log,
            )

    def _read_place(self) -> Any:
        while not self._place.exists():
            assert self.scheduler.poll() is None, (self.folder / "scheduler.log").read_text("utf-8")
            time.sleep(0.05)
        return json.loads(self._place.read_text("utf-8"))


@contextmanager
def run_cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Give a cluster of this many *workers* that are starting; its files lie in *folder*."""
    cluster = Cluster(folder)
    try:
        for _ in range(workers):
            cluster.start_worker()
        yield cluster
    finally:
        cluster.stop()
