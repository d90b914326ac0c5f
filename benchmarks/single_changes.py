"""A seeded machine over all commands that change a store, with kills and flipped bits: ``python -m
benchmarks.states --seeds 200``.

The model is a plain record: which text each source has, the decisions, the verdicts. After each
step the store must hold, line for line, what a store in memory holds to which the model was added
in the order of its names. A step is a process of its own, and often killed at any moment: then the
store must be as before or as after it (safety), and the same step must go through when it is done
again (liveness). A failing seed is printed; ``--first SEED --seeds 1 --steps N`` runs it alone."""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from kg.errors import KgError, StoreNotFound
from kg.model import Extraction
from kg.rdf import terms
from kg.resolution.decisions import Decision, Decisions, Judgement
from kg.resolution.plan import Rules
from kg.review.quads import verdicts_to_quads
from kg.review.verdicts import make_verdict
from kg.storage.judgements.reviews import import_verdicts, read_verdicts_of
from kg.storage.loading import load_store
from kg.storage.store import Store
from kg.storage.validation import validate_store
from tests.builders import TEXT, make_entity, make_extraction

SOURCES = ("a.txt", "b.txt", "c/a.txt", "d.txt")
EDITIONS = 3
PAIRS = (
    ("Orla Brandt", "Quillmark", "negative"),
    ("Quillmark", "Tessera", "positive"),
    ("Orla Brandt", "Tessera", "negative"),
)
OUTCOMES = ("confirmed", "rejected", "unsure")

type Text = tuple[str, int]
type Lines = frozenset[str]


@dataclass(frozen=True)
class Model:
    """What a store should hold: source → edition, the decisions (indices of PAIRS), text → outcome
    of its verdict."""

    documents: dict[str, int] = field(default_factory=dict)
    decisions: frozenset[int] = frozenset()
    verdicts: dict[Text, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A change: its name, what it does to an open store, and the models through which it goes, the
    last when it is done."""

    name: str
    run: Callable[[Store], None]
    models: tuple[Model, ...]


@lru_cache(maxsize=64)
def extraction(text: Text) -> Extraction:
    """The claims of an edition of a source; no two have the same text, by which verdicts are
    keyed."""
    source, edition = text
    return make_extraction(source, f"{TEXT} Edition {edition} of {source}.")


def decisions(chosen: frozenset[int]) -> Decisions:
    """Those of PAIRS as decisions."""
    found = Decisions()
    for number in sorted(chosen):
        left, right, judgement = PAIRS[number]
        ends = sorted(
            (
                make_entity(left, "Person" if left == "Orla Brandt" else "Organization").id,
                make_entity(right).id,
            )
        )
        found.add(
            Decision(
                ends[0], ends[1], Judgement(judgement), 1.0, "", "ana", "2026-01-01T00:00:00+00:00"
            )
        )
    return found


def set_decisions(store: Store, chosen: frozenset[int]) -> None:
    """Let a store follow those of PAIRS."""
    store.set_rules(Rules(decisions(chosen), ()))


def write_verdict(store: Store, text: Text, outcome: str) -> None:
    """Write a verdict on the first claim of a text that the store holds."""
    one = extraction(text)
    digest = Store.digests(store)[one.document.id]
    import_verdicts(
        store,
        [make_verdict(one.claims[0], digest, outcome, by="ana", when="2026-01-01T00:00:00+00:00")],
        theirs=True,
    )


def expected(model: Model) -> Lines:
    """The lines of a store in memory to which the model was added in order."""
    with Store.open() as store:
        for text in model.verdicts:
            store.add(extraction(text))
            write_verdict(store, text, model.verdicts[text])
        kept = list(verdicts_to_quads(read_verdicts_of(store)))
    with Store.open() as store:
        for text in sorted(model.documents.items()):
            store.add(extraction(text))
        set_decisions(store, model.decisions)
        store.write_graph(terms.VERDICTS_GRAPH.value, kept)
        return frozenset(store.nquads())


def observed(path: Path) -> Lines:
    """The lines of the store on disk, as a reader sees it.

    It reads in a process of its own: the engine starts threads, and a process with threads must not
    fork."""
    seen = path.with_name("seen.nq")
    seen.write_text("", "utf-8")

    def read() -> None:
        with suppress(StoreNotFound), Store.open(path, read_only=True) as store:
            seen.write_text("".join(store.nquads()), "utf-8")

    code = in_process(read)
    return (
        frozenset(seen.read_text("utf-8").splitlines(keepends=True))
        if code == 0
        else frozenset([f"unreadable: {code}"])
    )


def forgetting(model: Model, source: str) -> Model:
    """The model without a source, its verdicts and those of texts that are not there, and decisions
    on what nobody names."""
    documents = {s: e for s, e in model.documents.items() if s != source}
    verdicts = {t: o for t, o in model.verdicts.items() if documents.get(t[0]) == t[1]}
    return Model(documents, model.decisions if documents else frozenset(), verdicts)


def next_step(model: Model, rng: random.Random, folder: Path) -> Step:
    """Choose a step that the model allows."""
    there = sorted(model.documents)
    kinds = [
        "add",
        "add",
        "load",
        "decide",
        *(["remove", "forget", "review", "again"] if there else []),
    ]
    return STEPS[rng.choice(kinds)](model, rng, folder)


def _add(model: Model, rng: random.Random, folder: Path) -> Step:
    text = rng.choice(SOURCES), rng.randrange(EDITIONS)
    after = replace(model, documents=model.documents | dict([text]))
    return Step(f"add {text}", lambda store: _ignore(store.add(extraction(text))), (after,))


def _again(model: Model, rng: random.Random, folder: Path) -> Step:
    text = rng.choice(sorted(model.documents.items()))
    return Step(f"again {text}", lambda store: _ignore(store.add(extraction(text))), (model,))


def _remove(model: Model, rng: random.Random, folder: Path) -> Step:
    source = rng.choice(sorted(model.documents))
    after = replace(model, documents={s: e for s, e in model.documents.items() if s != source})

    def run(store: Store) -> None:
        if source in store.sources().values():
            store.remove(source)

    return Step(f"remove {source}", run, (after,))


def _forget(model: Model, rng: random.Random, folder: Path) -> Step:
    source = rng.choice(sorted(model.documents))
    return Step(
        f"forget {source}", lambda store: store.forget([source]), (forgetting(model, source),)
    )


def _load(model: Model, rng: random.Random, folder: Path) -> Step:
    texts = [(source, rng.randrange(EDITIONS)) for source in sorted(rng.sample(SOURCES, 2))]
    path = folder / "load.nq"
    with Store.open() as store:
        for text in texts:
            store.add(extraction(text))
        path.write_text("".join(store.nquads()), "utf-8")
    between = [model]
    for text in texts:
        between.append(replace(between[-1], documents=between[-1].documents | dict([text])))
    if (
        not model.documents
    ):  # the file takes the place of the store as a whole: decisions and verdicts go with it
        between = [model, Model(dict(texts))]
    return Step(f"load {texts}", lambda store: _ignore(load_store(store, path)), tuple(between[1:]))


def _decide(model: Model, rng: random.Random, folder: Path) -> Step:
    chosen = model.decisions ^ {rng.randrange(len(PAIRS))}
    after = replace(model, decisions=chosen)
    return Step(f"decide {sorted(chosen)}", lambda store: set_decisions(store, chosen), (after,))


def _review(model: Model, rng: random.Random, folder: Path) -> Step:
    text, outcome = rng.choice(sorted(model.documents.items())), rng.choice(OUTCOMES)
    after = replace(model, verdicts=model.verdicts | {text: outcome})
    return Step(
        f"review {text} {outcome}", lambda store: write_verdict(store, text, outcome), (after,)
    )


def _ignore(_: object) -> None:
    """Steps return nothing."""


STEPS: dict[str, Callable[[Model, random.Random, Path], Step]] = {
    "add": _add,
    "again": _again,
    "remove": _remove,
    "forget": _forget,
    "load": _load,
    "decide": _decide,
    "review": _review,
}


def in_process(work: Callable[[], None], kill_after: float = 0.0) -> int:
    """Run *work* in a process of its own, killed after so many seconds (0: not); return its exit
    code, negative for a signal."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        if kill_after:
            signal.setitimer(signal.ITIMER_REAL, kill_after)
        try:
            work()
        except BaseException as error:  # the exit code is all that the parent learns
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(3)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def change(path: Path, step: Step) -> None:
    """Open the store, do the step, close it."""
    with Store.open(path) as store:
        step.run(store)


def flip_bit(path: Path, rng: random.Random, folder: Path) -> str:
    """Flip a bit of a copy of the store; return what is wrong: another content that validate does
    not report."""
    copy = folder / "flipped.store"
    shutil.copytree(path, copy)
    file = rng.choice(
        sorted(
            f
            for f in copy.rglob("*")
            if f.is_file() and f.stat().st_size and f.name not in {"LOG", "LOCK"}
        )
    )
    data = bytearray(file.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    file.write_bytes(data)
    lines = observed(path)

    def look() -> None:
        try:
            with Store.open(copy, read_only=True) as store:
                if (
                    not any(f.rule == "damage" for f in validate_store(store))
                    and frozenset(store.nquads()) != lines
                ):
                    os._exit(9)
        except KgError:
            return

    code = in_process(look)
    shutil.rmtree(copy)
    return "" if code == 0 else f"a flipped bit in {file.name}: exit code {code}"


def run_seed(seed: int, steps: int, folder: Path, done: Counter[str]) -> str:
    """Run the machine; return what went wrong, "" where nothing did."""
    rng, model, path = random.Random(seed), Model(), folder / "kg.store"
    lines: Lines = frozenset()
    for number in range(steps):
        step = next_step(model, rng, folder)
        after = expected(step.models[-1])
        done[step.name.partition(" ")[0]] += 1
        if rng.random() < 0.5:
            code = in_process(lambda step=step: change(path, step), rng.uniform(0.001, 0.12))
            done["killed"] += code == -signal.SIGALRM
            now = observed(path)
            if code not in (0, -signal.SIGALRM):
                return f"step {number}, {step.name}: exit code {code} before the kill"
            if now != after and now != lines and now not in [expected(m) for m in step.models[:-1]]:
                return (
                    f"step {number}, {step.name}, killed: "
                    "the store is neither as before nor as after"
                )
        if code := in_process(lambda step=step: change(path, step)):
            return f"step {number}, {step.name}: exit code {code}"
        if observed(path) != after:
            return f"step {number}, {step.name}: the store is not what the model says"
        model, lines = step.models[-1], after
        if rng.random() < 0.1:
            done["flipped"] += 1
            if wrong := flip_bit(path, rng, folder):
                return f"step {number}: {wrong}"
    return ""


def main() -> None:
    """Run seeds, print what was done, and end with 1 and the seed where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--steps", type=int, default=12)
    arguments = parser.parse_args()
    done: Counter[str] = Counter()
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        with tempfile.TemporaryDirectory() as name:
            os.environ["KG_SECRET"] = f"{name}/secret"
            if wrong := run_seed(seed, arguments.steps, Path(name), done):
                print(f"seed {seed}: {wrong}")
                sys.exit(1)
    what = ", ".join(f"{count} {name}" for name, count in sorted(done.items()))
    print(
        f"{arguments.seeds} seeds, {arguments.steps} steps each: nothing lost, nothing half; {what}"
    )


if __name__ == "__main__":
    main()
