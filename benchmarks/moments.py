"""``kill -9`` at many moments of each change, and two writers at once: ``python -m
benchmarks.moments --kills 200``.

A change is a process of its own: it opens the store, adds, removes, forgets, loads, imports,
decides or reviews, and closes. After a kill at a moment of its duration the store must hold, line
for line, what it held before or what it holds after, and the same change must then go through. Two
writers want to add at the same moment, one of them sometimes killed: each is refused or done, and
in the end both documents are there. A fault is printed with its number and ends with 1."""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from benchmarks.state_model import extraction, set_decisions, write_verdict
from benchmarks.states import observe_apart
from kg.errors import StoreLocked
from kg.resolution.known_entities import KnownEntity
from kg.resolution.plan import Rules
from kg.storage.loading import load_store
from kg.storage.store import Store

type Change = Callable[[Store], object]

_BASE = [("a.txt", 0), ("b.txt", 0), ("c/a.txt", 0)]
_NEW = ("d.txt", 1)
_PATIENCE = 60.0
"""Seconds in which a writer that finds the store locked tries again."""


def make_changes(folder: Path) -> Mapping[str, Change]:
    """Return the changes by name; what they load is written to *folder*."""
    loaded = folder / "load.nq"
    with Store.open() as store:
        store.add(extraction(_NEW))
        loaded.write_text("".join(store.nquads()), "utf-8")
    entity = extraction(_NEW).entities[0]
    known = KnownEntity(entity.id, entity.label, entity.type, ("Q. M.",), (("wikidata", "Q42"),))
    return {
        "add": lambda store: store.add(extraction(_NEW)),
        "replace": lambda store: store.add(extraction(("a.txt", 2))),
        "rm": lambda store: _drop(store, store.remove, "b.txt"),
        "forget": lambda store: store.forget(["b.txt"]),
        "load": lambda store: load_store(store, loaded),
        "import": lambda store: store.set_rules(Rules(store.rules.decisions, [known])),
        "resolve": lambda store: set_decisions(store, frozenset({0, 1})),
        "review": lambda store: write_verdict(store, ("a.txt", 0), "confirmed"),
    }


def _drop(store: Store, remove: Callable[[str], object], source: str) -> None:
    """Remove a source that may be gone already: the kill came after the deed."""
    if source in store.sources().values():
        remove(source)


def start(path: Path, change: Change) -> int:
    """Start a process that opens the store, changes it and closes it; return its number. It ends
    with 0, with 4 where another writes, with 3 for any other error."""
    child = os.fork()
    if child:
        return child
    code = 0
    try:
        with Store.open(path) as store:
            change(store)
    except StoreLocked:
        code = 4
    except BaseException as error:  # the exit code is all that the parent learns
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        code = 3
    os._exit(code)


def finish(child: int, kill_after: float | None = None) -> int:
    """Wait for a process, and kill it after so many seconds; return its exit code."""
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def fill(path: Path) -> None:
    """Make the store that every change starts from, in a process of its own."""

    def add(store: Store) -> None:
        for text in _BASE:
            store.add(extraction(text))
        set_decisions(store, frozenset({0}))

    assert finish(start(path, add)) == 0


def kill_change(
    name: str, change: Change, kills: int, folder: Path, rng: random.Random
) -> Iterator[str]:
    """Yield what is wrong after *kills* kills of one change; print how many came in its midst."""
    base, store = folder / "base", folder / "kg.store"
    took, after = _measure(change, base, folder)
    before = observe_apart(base)
    midst = undone = 0
    for number in range(kills):
        _copy(base, store)
        code = finish(start(store, change), rng.uniform(0, took))
        midst += code == -signal.SIGKILL
        found = observe_apart(store)
        undone += found == before
        if found not in (before, after):
            yield f"{name}, kill {number}: the store is neither as before nor as after"
        if (again := finish(start(store, change))) != 0:
            yield f"{name}, kill {number}: done again, it ends with {again}"
        elif observe_apart(store) != after:
            yield f"{name}, kill {number}: done again, the store is another"
    print(
        f"{name}: {kills} kills over {took:.2f} s, {midst} in its midst, {undone} left as before",
        flush=True,
    )


def _measure(change: Change, base: Path, folder: Path) -> tuple[float, str]:
    """The longest of three runs in seconds, and what the store holds after it."""
    longest, store = 0.0, folder / "kg.store"
    for _ in range(3):
        _copy(base, store)
        began = time.perf_counter()
        assert finish(start(store, change)) == 0
        longest = max(longest, time.perf_counter() - began)
    return longest, observe_apart(store)


def _copy(base: Path, store: Path) -> None:
    for place in (store, store.with_name(f"{store.name}.forgotten.json")):
        if place.is_dir():
            shutil.rmtree(place)
        place.unlink(missing_ok=True)
    shutil.copytree(base, store)


def two_writers(rounds: int, folder: Path, rng: random.Random) -> Iterator[str]:
    """Yield what is wrong after two processes wanted to write at once, *rounds* times."""
    base, store = folder / "base", folder / "kg.store"
    texts = (("d.txt", 1), ("e.txt", 2))
    expected = _both(base, folder, texts)
    refused = killed = 0
    for number in range(rounds):
        _copy(base, store)
        deaths = [rng.uniform(0, 0.1) if rng.random() < 0.25 else None for _ in texts]
        children = [start(store, partial(_add, text)) for text in texts]
        codes = [finish(child, death) for child, death in zip(children, deaths, strict=True)]
        refused, killed = refused + codes.count(4), killed + codes.count(-signal.SIGKILL)
        if any(code not in (0, 4, -signal.SIGKILL) for code in codes):
            yield f"two writers, round {number}: exit codes {codes}"
        for text in texts:
            if code := _insist(store, text):
                yield f"two writers, round {number}: done again, {text} ends with {code}"
        if observe_apart(store) != expected:
            yield f"two writers, round {number}: the store is not that of both documents"
    print(f"two writers: {rounds} rounds, {refused} refused, {killed} killed", flush=True)


def _both(base: Path, folder: Path, texts: tuple[tuple[str, int], ...]) -> str:
    """What the store holds after one writer adds both documents."""
    store = folder / "kg.store"
    _copy(base, store)
    for text in texts:
        assert _insist(store, text) == 0
    return observe_apart(store)


def _add(text: tuple[str, int], store: Store) -> None:
    store.add(extraction(text))


def _insist(store: Path, text: tuple[str, int]) -> int:
    """Add a document; while another writes, try again."""
    until = time.monotonic() + _PATIENCE
    while (code := finish(start(store, partial(_add, text)))) == 4:
        if time.monotonic() > until:
            break
    return code


def main() -> None:
    """Kill, let two write, print what was found; end with 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng, faults = random.Random(arguments.seed), list[str]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["KG_SECRET"] = str(folder / "secret")
        fill(folder / "base")
        for what, change in make_changes(folder).items():
            faults += kill_change(what, change, arguments.kills, folder, rng)
        faults += two_writers(arguments.rounds, folder, rng)
    print(f"{len(faults)} faults", *faults[:20], sep="\n")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
