"""A store on a SPARQL server of this machine (oxigraph serve), against the same update requests
alone: ``python -m benchmarks.remote --documents 200``.

Extractions of the packaged examples are made beforehand, under new names, so that only storing is
measured. The median counts, since others may use the machine."""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

from benchmarks.store import make_extractions
from kg.rdf.quads import extraction_to_quads
from kg.storage.remote.engine import RemoteEngine
from kg.storage.remote.requests import write_replacement
from kg.storage.remote.store import RemoteStore
from kg.storage.store import Store
from tests.sparql_server import run_server


class Counted(RemoteEngine):
    """An engine that counts its requests."""

    requests = 0

    def _post(self, *given: Any) -> httpx.Response:
        self.requests += 1
        return super()._post(*given)


def time_each(run: Callable[[Any], object], items: Sequence[object]) -> list[float]:
    """Return the milliseconds that *run* takes for each item."""
    out = []
    for item in items:
        start = time.perf_counter()
        run(item)
        out.append(1000 * (time.perf_counter() - start))
    return out


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--claims", type=int, default=20)
    arguments = parser.parse_args()
    extractions = list(make_extractions(arguments.documents, arguments.claims))
    updates = [write_replacement((), {e.document.id: extraction_to_quads(e)}) for e in extractions]
    size = statistics.mean(len(update) for update in updates) / 1000
    with tempfile.TemporaryDirectory() as folder:
        with run_server(Path(folder) / "floor") as server, closing(Counted(server.address)) as bare:
            floor = time_each(bare.update, updates)
            asked = time_each(lambda _: bare.query("ASK { ?s ?p 1 }"), updates)
        with run_server(Path(folder) / "db") as server, closing(Counted(server.address)) as engine:
            far = time_each(RemoteStore(engine).add, extractions)
            requests = engine.requests
        with Store.open(Path(folder) / "store") as near:
            disk = time_each(near.add, extractions)
    count = len(extractions)
    print(
        f"{count} documents of {arguments.claims} claims, {size:.0f} kB an update; a document: "
        f"{statistics.median(far):.1f} ms on a server ({requests / count:.1f} requests), "
        f"{statistics.median(disk):.1f} ms on disk; "
        f"the update alone {statistics.median(floor):.1f} ms, "
        f"a query {statistics.median(asked):.1f} ms"
    )


if __name__ == "__main__":
    main()
