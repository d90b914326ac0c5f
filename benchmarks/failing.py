"""Fail the n-th write, sync and rename of each change of a store, for every n until it goes
through: ``python -m benchmarks.failing``.

As SQLite's tests do. strace makes the system call fail (disk full; input or output error). After
each failure the store must be as before or as after the change, and the change must go through when
it is done again. Needs strace (Linux)."""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.state_model import (
    STEPS,
    Model,
    Step,
    expected,
    extraction,
    set_decisions,
    write_verdict,
)
from benchmarks.states import observe_apart, run_process
from kg.storage.store import Store

ROOT = Path(__file__).parents[1]
CALLS = {
    "write": "ENOSPC",
    "pwrite64": "ENOSPC",
    "fsync": "EIO",
    "fdatasync": "EIO",
    "rename": "EIO",
    "ftruncate": "EIO",
}
CHANGES = ("add", "again", "remove", "forget", "load", "decide", "review")
BEFORE = Model({"a.txt": 0, "b.txt": 1}, frozenset({0}), {("a.txt", 0): "confirmed"})


def step_of(name: str, folder: Path) -> Step:
    """The change of this name, always the same."""
    return STEPS[name](BEFORE, random.Random(1), folder)


def change(path: Path, step: Step) -> None:
    """Open the store, do the step, close it."""
    with Store.open(path) as store:
        step.run(store)


def fill(path: Path) -> None:
    """Make the store that BEFORE describes."""
    with Store.open(path) as store:
        for text in BEFORE.documents.items():
            store.add(extraction(text))
        set_decisions(store, BEFORE.decisions)
        for text, outcome in BEFORE.verdicts.items():
            write_verdict(store, text, outcome)


def fail_each(name: str, call: str, folder: Path, most: int) -> tuple[int, str]:
    """Fail the first, second, ... *call* of a change; return how many were failed, and what went
    wrong ("" where nothing did)."""
    step, before = step_of(name, folder), expected(BEFORE)
    allowed = [before, *map(expected, step.models)]
    for number in range(1, most + 1):
        path, log = folder / "kg.store", folder / "trace"
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(folder / "base" / "kg.store", path)
        inject = ["-e", f"trace={call}", "-e", f"inject={call}:error={CALLS[call]}:when={number}"]
        command = [
            "strace",
            "-f",
            "-qq",
            "-o",
            str(log),
            *inject,
            sys.executable,
            "-m",
            "benchmarks.failing",
            "--do",
            name,
            str(path),
        ]
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if "INJECTED" not in log.read_text("utf-8", "replace"):
            return (
                number - 1,
                ""
                if done.returncode == 0
                else f"{name} fails without a fault: {done.stderr[-300:]}",
            )
        if observe_apart(path) not in allowed:
            return (
                number,
                f"{name}, {call} {number} failed: the store is neither as before nor as after",
            )
        again = run_process(lambda _, path=path: change(path, step))
        if again.code != 0 or observe_apart(path) != allowed[-1]:
            return number, f"{name}, {call} {number} failed: done again, it does not go through"
    return most, ""


def main() -> None:
    """Fail every call of every change, print, and end with 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--do", nargs=2, metavar=("CHANGE", "STORE"), help=argparse.SUPPRESS)
    parser.add_argument("--only", choices=CHANGES)
    parser.add_argument("--most", type=int, default=1_000, help="calls of a kind that are failed")
    arguments = parser.parse_args()
    if arguments.do:
        change(Path(arguments.do[1]), step_of(arguments.do[0], Path(arguments.do[1]).parent))
        return
    wrong = []
    for name in [arguments.only] if arguments.only else CHANGES:
        with tempfile.TemporaryDirectory() as place:
            os.environ["KG_SECRET"] = f"{place}/secret"
            folder = Path(place)
            (folder / "base").mkdir()
            run_process(lambda _, folder=folder: fill(folder / "base" / "kg.store"))
            counts = {call: fail_each(name, call, folder, arguments.most) for call in CALLS}
        wrong += [fault for _, fault in counts.values() if fault]
        print(
            f"{name}: " + ", ".join(f"{count} {call}" for call, (count, _) in counts.items()),
            flush=True,
        )
    print(f"{len(wrong)} faults", *wrong, sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
