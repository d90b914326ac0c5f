"""A seeded machine over all commands that change a store, with kills and flipped bits: ``python -m
benchmarks.states --seeds 200``.

After each change the store must hold, line for line, what the model says
(benchmarks.state_model). Changes come in batches, each a process of its own that opens the store,
makes the changes and reports each one; half of them are killed at any moment. Then the store must
hold all that was reported, and of the change under way all or nothing (safety), and the same
change must go through when it is made again, with those that were to follow (liveness). A failing
seed is printed; ``--first SEED --seeds 1 --steps N`` runs it alone."""

import argparse
import gc
import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic

from benchmarks.state_model import Model, Step, expected, next_step, observe
from kg.errors import KgError, StoreNotFound
from kg.ontology.harm import reversals
from kg.storage.store import Store
from kg.storage.validation import validate_store

LONGEST = 5
"""Most changes of one process."""
FLIPPED = 0.1
"""How often a bit is flipped after a batch."""

type Tell = Callable[[str], None]


@dataclass(frozen=True)
class Report:
    """What became of a process: its exit code (negative for a signal), and the lines it told."""

    code: int
    told: tuple[str, ...]


def run_process(work: Callable[[Tell], None], kill_after: float = 0.0) -> Report:
    """Run *work* in a process of its own, killed after so many seconds (0: not)."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        if kill_after:
            signal.setitimer(signal.ITIMER_REAL, kill_after)
        try:
            work(lambda line: _ignore(os.write(into, f"{line}\n".encode())))
        except BaseException as error:  # what it tells is all that the parent learns
            os.write(into, f"{type(error).__name__}: {error}\n".encode())
            os._exit(3)
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        told = pipe.read().decode().splitlines()
    return Report(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), tuple(told))


def _ignore(_: object) -> None:
    """Nobody asks for it."""


def make_changes(path: Path, before: Collection[str], steps: list[Step], tell: Tell) -> None:
    """Open the store, which must hold one of *before*, and make the changes; tell each that is
    made, and end with 9 where the store holds other than the model says."""
    with Store.open(path) as store:
        if observe(store) not in before:
            tell("the store that was opened is neither as before nor as after")
            os._exit(9)
        for step in steps:
            step.run(store)
            if observe(store) != expected(step.models[-1]):
                tell(f"{step.name}: the store is not what the model says")
                os._exit(9)
            tell("made")


def read_store(path: Path) -> str:
    """Return the digest of what a reader sees of the store on disk; where there is none, an empty
    one's."""
    try:
        with Store.open(path, read_only=True) as store:
            return observe(store)
    except StoreNotFound:
        return expected(Model())


def observe_apart(path: Path) -> str:
    """Return what a reader sees of the store on disk, read in a process of its own: the engine
    starts threads, and a process with threads must not fork."""
    report = run_process(lambda tell: tell(read_store(path)))
    return report.told[0] if report.code == 0 else f"unreadable: {report.code}, {report.told}"


def read_changes(path: Path, allowed: Collection[str], tell: Tell) -> None:
    """Open the store as a reader does, which must hold one of *allowed*."""
    if read_store(path) not in allowed:
        tell("a reader sees what is neither as before nor as after")
        os._exit(9)


@dataclass
class Machine:
    """A store on disk, its model, and what was done to it."""

    folder: Path
    rng: random.Random
    done: Counter[str]
    model: Model
    lasts: float = 0.1
    """Seconds of the last batch that was not killed; kills come within them."""

    @property
    def path(self) -> Path:
        """The store's folder."""
        return self.folder / "kg.store"

    def plan_batch(self, steps: int) -> list[Step]:
        """Choose changes, each of which the model allows after the one before."""
        batch: list[Step] = []
        model = self.model
        for _ in range(steps):
            batch.append(next_step(model, self.rng, self.folder))
            model = batch[-1].models[-1]
            expected(model)  # known here, so that no process works it out anew
            self.done[batch[-1].name.partition(" ")[0]] += 1
        return batch

    def run_batch(self, batch: list[Step]) -> str:
        """Make the changes, killed or not; return what went wrong, "" where nothing did."""
        allowed, left = {expected(self.model)}, list(batch)
        killing = self.rng.random() < 0.5
        while left:
            kill_after = self.rng.uniform(0.0005, 1.2 * self.lasts) if killing else 0.0
            began = monotonic()
            work = partial(make_changes, self.path, allowed, left)
            report = run_process(work, kill_after)
            made = report.told.count("made")
            if report.code not in (0, -signal.SIGALRM):
                return f"{[s.name for s in left[made:]]}: {report.code}, {report.told[made:]}"
            if report.code == 0:
                self.lasts = monotonic() - began if not killing else self.lasts
                break
            self.done["killed"] += 1
            allowed = self._allowed_after(allowed, left, made)
            left = left[made:]
            if wrong := self._look(allowed):
                return f"killed in {[s.name for s in left]}: {wrong}"
            killing = self.rng.random() < 0.3
        self.model = batch[-1].models[-1]
        return ""

    def _allowed_after(self, before: set[str], steps: list[Step], made: int) -> set[str]:
        """What may stand after a kill: what was reported, and of the next change all or nothing."""
        kept = {expected(steps[made - 1].models[-1])} if made else before
        return {*kept, *(expected(m) for m in steps[made].models)} if made < len(steps) else kept

    def _look(self, allowed: Collection[str]) -> str:
        """Look at what a kill left, one time in four as a reader, before a writer mends it."""
        if self.rng.random() > 0.25 or not self.path.exists():
            return ""
        report = run_process(lambda tell: read_changes(self.path, allowed, tell))
        return "" if report.code == 0 else f"{report.code}, {report.told}"

    def flip_bit(self) -> str:
        """Flip a bit of a copy of the store; return what is wrong: another content that validate
        does not report."""
        copy, wanted = self.folder / "flipped.store", expected(self.model)
        shutil.copytree(self.path, copy)
        files = [f for f in copy.rglob("*") if f.is_file() and f.name not in {"LOG", "LOCK"}]
        file = self.rng.choice(sorted(f for f in files if f.stat().st_size))
        data = bytearray(file.read_bytes())
        data[self.rng.randrange(len(data))] ^= 1 << self.rng.randrange(8)
        file.write_bytes(data)

        def look(_: Tell) -> None:
            try:
                with Store.open(copy, read_only=True) as store:
                    unseen = observe(store) != wanted and not any(
                        finding.rule == "damage" for finding in validate_store(store)
                    )
            except KgError:
                return
            if unseen:
                os._exit(9)

        report = run_process(look)
        shutil.rmtree(copy)
        if report.code == 0:
            return ""
        return f"a flipped bit in {file.name}: {report.code}, {report.told}"


def run_seed(seed: int, steps: int, folder: Path, done: Counter[str]) -> str:
    """Run the machine; return what went wrong, "" where nothing did."""
    machine = Machine(folder, random.Random(seed), done, Model())
    while steps > 0:
        batch = machine.plan_batch(min(machine.rng.randint(1, LONGEST), steps))
        steps -= len(batch)
        if wrong := machine.run_batch(batch):
            return wrong
        if machine.rng.random() < FLIPPED:
            done["flipped"] += 1
            if wrong := machine.flip_bit():
                return wrong
    return ""


def main() -> None:
    """Run seeds, print what was done, and end with 1 and the seed where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--steps", type=int, default=12)
    arguments = parser.parse_args()
    reversals()  # read once here, not in each process
    gc.freeze()  # collecting would write to memory that the processes share
    gc.disable()
    done: Counter[str] = Counter()
    for number in range(arguments.seeds):
        seed = arguments.first + number
        with tempfile.TemporaryDirectory() as name:
            os.environ["KG_SECRET"] = f"{name}/secret"
            if wrong := run_seed(seed, arguments.steps, Path(name), done):
                print(f"seed {seed}: {wrong}")
                sys.exit(1)
        if number % 100 == 99:
            print(f"{number + 1} seeds", file=sys.stderr, flush=True)
    what = ", ".join(f"{count} {name}" for name, count in sorted(done.items()))
    print(
        f"{arguments.seeds} seeds, {arguments.steps} steps each: nothing lost, nothing half; {what}"
    )


if __name__ == "__main__":
    main()
