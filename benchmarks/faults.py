"""Kill ``kg add`` at random moments and check what is left: ``python -m benchmarks.faults --kills
200``.

After each kill the store must open, hold at least every document that was reported, and each stored
document must be, quad for quad, that of a run nobody interrupted; the same command then goes on.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreChanged
from kg.storage.store import Store

ROOT = Path(__file__).parents[1]
_TRIES = 5
PARTIES = (
    "Larkfield Motors",
    "Northgate Systems",
    "Ortiz Partners",
    "Quillmark Ltd",
    "Harlow Bank",
    "Tessera AG",
    "Brandt Holdings",
)
"""Bodies, not people: who shares a person's name may be parted or joined by the documents that are
there."""


@dataclass(frozen=True)
class Kills:
    """What a series of kills left: how many, at how many stored documents, and the faults found."""

    kills: int
    stored: tuple[int, ...]
    completed: int
    faults: tuple[str, ...]


def write_corpus(folder: Path, count: int) -> Path:
    """Write *count* short documents of our own words; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for k in range(count):
        a, b, c = (PARTIES[(k * step + step) % len(PARTIES)] for step in (1, 2, 3))
        text = (
            f"{a} sued {b} over case {k}. The complaint alleges that {b} paid {c}. "
            f"{c} denied that it met {a} in {1990 + k % 30}."
        )
        (folder / f"{k:05}.txt").write_text(text, "utf-8")
    return folder


def start_add(corpus: Path, store: Path, workers: int = 1) -> subprocess.Popen[str]:
    """Start ``kg add --json`` as a process of its own, with its output on a pipe."""
    command = [
        sys.executable,
        "-m",
        "kg",
        "add",
        "--json",
        "--workers",
        str(workers),
        "--store",
        str(store),
        str(corpus),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )


def read_documents(store: Path) -> dict[str, str]:
    """Source → digest of the document's quads; reads again where a writer came between."""
    for _ in range(_TRIES):
        with suppress(StoreChanged):
            return _read_documents_once(store)
    return _read_documents_once(store)


def _read_documents_once(store: Path) -> dict[str, str]:
    with Store.open(store, read_only=True) as opened:
        return {
            source: hashlib.sha256(
                "\n".join(sorted(map(str, opened.quads(iri)))).encode()
            ).hexdigest()
            for iri, source in opened.sources().items()
        }


def kill_add(
    corpus: Path, store: Path, delay: float, workers: int = 1, awaited: bool = False
) -> tuple[list[str], bool]:
    """Run ``kg add`` and kill it *delay* seconds after its start, or after its first report where
    that is *awaited*; return the sources it reported, and whether it had ended by then."""
    process = start_add(corpus, store, workers)
    first = _read_first_report(process) if awaited else ""
    try:
        out, _ = process.communicate(timeout=delay)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()
    out = first + out
    lines = [line for line in out.split("\n") if line.endswith("}")]
    return [json.loads(line)["source"] for line in lines], process.returncode == 0


def _read_first_report(process: subprocess.Popen[str]) -> str:
    """What a process prints up to the end of its first line, or all; past Python's own buffer, so
    that nothing is held back from who reads on."""
    assert process.stdout is not None
    found = b""
    while b"\n" not in found and (more := os.read(process.stdout.fileno(), 4096)):
        found += more
    return found.decode()


def find_faults(
    store: Path, reported: list[str], before: int, reference: dict[str, str]
) -> tuple[list[str], int]:
    """Return what is wrong with a store after a kill, and how many documents it holds."""
    if not (store / "kg-store.json").exists():
        return (["reported, but there is no store"] if reported or before else []), 0
    found = read_documents(store)
    faults = [f"reported and lost: {source}" for source in reported if source not in found]
    faults += [
        f"half a document: {source}" for source, mark in found.items() if reference[source] != mark
    ]
    if len(found) < before:
        faults.append(f"{before} documents before, {len(found)} after")
    return faults, len(found)


def kill_many(kills: int, documents: int, folder: Path, seed: int = 1, workers: int = 1) -> Kills:
    """Kill *kills* times, each second time soon after a first report, so that a slow start leaves
    something to look at; whenever the work is complete, start with a new store."""
    corpus, rng = write_corpus(folder / "corpus", documents), random.Random(seed)
    began = time.perf_counter()
    process = start_add(corpus, folder / "reference")
    process.communicate()
    longest = time.perf_counter() - began
    reference, stored, faults, completed = read_documents(folder / "reference"), [], [], 0
    assert process.returncode == 0 and len(reference) == documents
    store, before, done = folder / "store-0", 0, 0
    while done < kills:
        awaited = done % 2 == 1
        delay = rng.uniform(0, 0.3 * longest) if awaited else rng.uniform(0.3 * longest, longest)
        reported, ended = kill_add(corpus, store, delay, workers if done % 4 == 3 else 1, awaited)
        wrong, now = find_faults(store, reported, before, reference)
        faults += wrong
        if ended:
            completed += 1
            faults += [] if read_documents(store) == reference else ["the finished store differs"]
            store, before = folder / f"store-{completed}", 0
        else:
            done, before = done + 1, now
            stored.append(now)
            print(
                f"kill {done}: {now} stored, {len(reported)} reported, {len(faults)} faults",
                file=sys.stderr,
                flush=True,
            )
    return Kills(done, tuple(stored), completed, tuple(faults))


def main() -> None:
    """Kill, check, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = kill_many(
            arguments.kills, arguments.documents, Path(folder), arguments.seed, workers=2
        )
    between = sum(0 < n < arguments.documents for n in found.stored)
    print(
        f"{found.kills} kills, {between} of them with some but not all documents stored, "
        f"{found.completed} runs to the end between them"
    )
    print(f"{len(found.faults)} faults", *found.faults[:20], sep="\n")
    sys.exit(1 if found.faults else 0)


if __name__ == "__main__":
    main()
