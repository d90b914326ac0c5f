"""The network around one entity in a small store and in a large one: ``python -m benchmarks.part
[SMALL [LARGE]]`` (claims; 10,000 and 1,000,000 unless told otherwise).

An entity of benchmarks.network stands in some twenty claims, whatever the size; in a small store
its neighbours share more, so time is given for each claim of the part. Seconds are processor
time, the best of five."""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.network import make_store
from kg.namespace import entity_iri
from kg.network.from_store import read_network
from kg.storage.store import Store

_ABOUT = [entity_iri(f"Firm {k}") for k in range(25)]
"""Enough of them for a part of some 500 claims in a large store."""


def measure_part(claims: int) -> float:
    """Return the seconds that each claim of the part around _ABOUT takes in a store of so many."""
    with tempfile.TemporaryDirectory() as folder:
        make_store(Path(folder) / "store", claims)
        with Store.open(Path(folder) / "store", read_only=True) as store:
            best = float("inf")
            for _ in range(5):
                start = time.process_time()
                network = read_network(store, _ABOUT)
                best = min(best, time.process_time() - start)
    edges = network.number_of_edges()
    print(f"{claims:,} claims: a part of {edges} claims in {best:.3f} s")
    return best / edges


def main(small: int = 10_000, large: int = 1_000_000) -> None:
    """Print seconds and their ratio."""
    first = measure_part(small)
    print(f"{measure_part(large) / first:.2f} times as long a claim in the larger store")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
