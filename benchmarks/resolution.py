"""Resolution at scale: proposals over 100,000 entities against half as many, and one document more
in a large store.

python -m benchmarks.resolution [named]: so many names in documents of six, a sixth of them repeated
"""

import itertools
import random
import resource
import sys
import time
from collections.abc import Iterator

from kg.model import Claim, Document, Entity, Extraction, Modality, Polarity, Predicate
from kg.namespace import DATA, digest, document_iri, entity_iri
from kg.resolution.candidates import propose_merges
from kg.resolution.decisions import Decisions
from kg.resolution.plan import Plan
from kg.storage.store import Store

_SYLLABLES = (
    "ba be bo da de do fa fe ka ke ko la le lo ma me mo "
    "na ne no pa pe ra re ro sa se so ta te to va ve vo"
).split()
_FORMS = ("Inc.", "Ltd", "Group", "Bank", "Partners", "Holdings", "Systems", "Motors")
PER_DOCUMENT = 6


def make_documents(entities: int, seed: int = 1) -> Iterator[Extraction]:
    """Documents with six invented names each; a third of the names are older ones, half of those
    misspelt or shortened."""
    rng = random.Random(seed)
    labels: list[tuple[str, str, str]] = []
    for number in range(entities // PER_DOCUMENT):
        found = []
        for _ in range(PER_DOCUMENT):
            iri = ""
            if labels and rng.random() < 0.33:
                label, type_, iri = rng.choice(labels)
                if rng.random() < 0.5:
                    label, iri = _vary(label, rng), ""
            else:
                words = [
                    "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 3))).capitalize()
                    for _ in range(2)
                ]
                person = rng.random() < 0.5
                label, type_ = (
                    " ".join(words if person else [*words, rng.choice(_FORMS)]),
                    "Person" if person else "Company",
                )
            iri = iri or entity_iri(f"{label} {len(labels)}")
            labels.append((label, type_, iri))
            found.append(Entity(iri, label, type_))
        yield _extraction(number, found)


def _vary(label: str, rng: random.Random) -> str:
    i = rng.randrange(len(label) - 1)
    return rng.choice(
        (
            label[:i] + label[i + 1] + label[i] + label[i + 2 :],
            label + " Jr.",
            f"{label[0]}. {label.split()[-1]}",
        )
    )


def _extraction(number: int, found: list[Entity]) -> Extraction:
    text = "; ".join(f"{a.label} sued {b.label}" for a, b in itertools.pairwise(found))
    source = f"news/{number}.txt"
    iri = document_iri(source, text)
    claims = []
    for a, b in itertools.pairwise(found):
        quote = f"{a.label} sued {b.label}"
        start = text.index(quote)
        claims.append(
            Claim(
                f"{DATA}claim/{digest(iri, quote)}",
                iri,
                a,
                Predicate("kg:sued", "sued"),
                b,
                Modality.ALLEGED,
                Polarity.POSITIVE,
                quote,
                start,
                start + len(quote),
            )
        )
    entities = {e.id: e for e in found}
    return Extraction(
        Document(iri, source, text), tuple(entities[i] for i in sorted(entities)), tuple(claims)
    )


def _propose(entities: int) -> tuple[float, int, int]:
    store = [list(d.entities) for d in make_documents(entities)]
    near: dict[str, set[str]] = {}
    for group in store:
        for e in group:
            near.setdefault(e.id, set()).update(o.id for o in group if o != e)
    contexts = {iri: frozenset(others) for iri, others in near.items()}
    every = list({e.id: e for group in store for e in group}.values())
    start = time.process_time()
    found = propose_merges(every, Decisions(), contexts)
    return time.process_time() - start, len(every), len(found)


def main() -> None:
    """Print proposals' time, its growth and memory; then the time of one more document by store
    size."""
    entities = int(sys.argv[1]) if len(sys.argv) > 1 else 120_000
    half, count, _ = _propose(entities // 2)
    whole, every, found = _propose(entities)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    number = entities // PER_DOCUMENT
    print(
        f"{every:,} entities over {number:,} documents: "
        f"{found:,} proposals in {whole:.1f} CPU s, {peak:,.0f} MB at most"
    )
    print(f"against {count:,} entities: {whole / half:.2f} times the time")
    times = {}
    for size in (entities // 10, entities):
        with Store.open() as store:
            documents = list(make_documents(size + 100 * PER_DOCUMENT))
            for document in documents[:-100]:
                store.add(document)
            touched = sum(
                len(Plan(store.engine, store.rules, (), d).graphs()) - 1 for d in documents[-100:]
            )
            start = time.process_time()
            for document in documents[-100:]:
                store.add(document)
            times[size] = (time.process_time() - start) / 100
            claims = (len(documents) - 100) * (PER_DOCUMENT - 1)
            print(
                f"one document more in a store of {claims:,} claims: "
                f"{times[size] * 1000:.2f} ms, {touched / 100:.2f} others rewritten"
            )
    small, large = times.values()
    print(f"ten times the store: {large / small:.2f} times the time for one document")


if __name__ == "__main__":
    main()
