"""The model of the seeded machine (benchmarks.states), and the changes that it knows.

The model is a plain record: which text each source has, the decisions, the verdicts. What a store
should hold is, line for line, what a store in memory holds to which the model was added in the
order of its names."""

import hashlib
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.model import Extraction
from kg.rdf import terms
from kg.resolution.decisions import Decision, Decisions, Judgement
from kg.resolution.plan import Rules
from kg.review.quads import verdicts_to_quads
from kg.review.verdicts import make_verdict
from kg.storage.judgements.reviews import import_verdicts, read_verdicts_of
from kg.storage.loading import load_store
from kg.storage.store import Store
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


@cache
def extraction(text: Text) -> Extraction:
    """The claims of an edition of a source: all four of the first, two of others (a fact and a
    denial). No two have the same text, by which verdicts are keyed."""
    source, edition = text
    whole = make_extraction(source, f"{TEXT} Edition {edition} of {source}.")
    return whole if source == SOURCES[0] else replace(whole, claims=whole.claims[:3:2])


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


@cache
def _verdict_quads(text: Text, outcome: str) -> tuple[ox.Quad, ...]:
    with Store.open() as store:
        store.add(extraction(text))
        write_verdict(store, text, outcome)
        return tuple(verdicts_to_quads(read_verdicts_of(store)))


@cache
def _lines_of(documents: tuple[Text, ...], chosen: frozenset[int]) -> tuple[bytes, ...]:
    with Store.open() as store:
        for text in documents:
            store.add(extraction(text))
        set_decisions(store, chosen)
        return digests_of_lines(store)


@cache
def _lines_of_verdict(text: Text, outcome: str) -> tuple[bytes, ...]:
    with Store.open() as store:
        store.write_graph(terms.VERDICTS_GRAPH.value, _verdict_quads(text, outcome))
        return digests_of_lines(store)


def digests_of_lines(store: Store) -> tuple[bytes, ...]:
    """A digest of each line of N-Quads of a store, in order."""
    lines = {line.encode() for line in store.nquads()}
    return tuple(sorted(hashlib.blake2b(line, digest_size=16).digest() for line in lines))


def digest_of(lines: Iterable[bytes]) -> str:
    """One digest of the digests of lines."""
    return hashlib.blake2b(b"".join(sorted(lines)), digest_size=16).hexdigest()


def expected(model: Model) -> str:
    """The digest of a store in memory to which the model was added in order."""
    lines = set(_lines_of(tuple(sorted(model.documents.items())), model.decisions))
    for text, outcome in model.verdicts.items():
        lines.update(_lines_of_verdict(text, outcome))
    return digest_of(lines)


def observe(store: Store) -> str:
    """The digest of what a store holds."""
    return digest_of(digests_of_lines(store))


@cache
def _export_of(texts: tuple[Text, ...]) -> str:
    with Store.open() as store:
        for text in texts:
            store.add(extraction(text))
        return "".join(store.nquads())


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
    content = _export_of(tuple(texts))
    path = folder / f"{hashlib.blake2b(content.encode(), digest_size=8).hexdigest()}.nq"
    path.write_text(content, "utf-8")
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
