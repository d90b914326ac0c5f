"""Score kg's claims against gold claims that a user annotated by hand (claims.jsonl).

A gold claim is found when a claim of the same document whose quote overlaps has the same subject,
predicate and object (by id, or by a name that both sides give). Modality, polarity, claimant and
time are judged on what was found. A leak is a claim put as fact that every fitting gold claim puts
weaker."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InvalidClaims, SourceNotFound
from kg.export.claim_records import read_claims
from kg.extraction.run import Chosen
from kg.model import Claim, Document, Entity, Value
from kg.model.opinions import DISAGREES
from kg.namespace import expand
from kg.pipeline.documents import extract_document
from kg.reading.sources import read_source


@dataclass(frozen=True)
class Evaluation:
    """Figures between 0 and 1 over *gold* claims; ``missed`` and ``leaks`` name what to look at.

    ``disagreements`` counts the found claims on whose strength or claimant a model thinks
    otherwise, ``rules_right`` is the share of them that the gold sees as kg's own rules do.

    ``precision`` is over the predictions whose words some gold claim quotes, since gold is seldom
    exhaustive."""

    gold: int
    predicted: int
    precision: float
    recall: float
    f1: float
    modality: float
    polarity: float
    claimant: float
    time: float
    quotes_exact: float
    disagreements: int
    rules_right: float
    missed: tuple[Claim, ...]
    leaks: tuple[Claim, ...]

    def figures(self) -> dict[str, float]:
        """The figures by name, leaks as a count."""
        names = (
            "gold",
            "predicted",
            "precision",
            "recall",
            "f1",
            "modality",
            "polarity",
            "claimant",
            "time",
            "quotes_exact",
            "disagreements",
            "rules_right",
        )
        return {name: round(getattr(self, name), 4) for name in names} | {"leaks": len(self.leaks)}


def evaluate_file(
    path: Path, folder: Path | None = None, minimum: float = 0.0, extractors: Chosen = None
) -> Evaluation:
    """Extract the documents that a gold file names by *extractors* (all, where none is chosen) and
    score the claims of at least *minimum* confidence.

    The documents are looked for as given, in *folder*, and beside the gold file and above it.
    Raises InvalidClaims for a broken gold file, SourceNotFound for a missing document."""
    gold, documents = read_gold(path, folder)
    found = [
        (source, c)
        for source, d in documents.items()
        for c in extract_document(d, extractors).claims
        if c.confidence >= minimum
    ]
    return evaluate_claims(gold, found, documents)


def read_gold(
    path: Path, folder: Path | None = None
) -> tuple[list[tuple[str, Claim]], dict[str, Document]]:
    """Return the claims of a gold file with their sources, and the documents by source (see
    evaluate_file)."""
    gold = list(read_claims(path.read_text("utf-8")))
    if not gold:
        raise InvalidClaims(
            f"{path} holds no gold claims", "see docs/cli.md for the form of claims.jsonl"
        )
    return gold, {source: _find(source, path, folder) for source in sorted({s for s, _ in gold})}


def _find(source: str, gold: Path, folder: Path | None) -> Document:
    places = [folder] if folder else [Path(), gold.parent, gold.parent.parent]
    for place in places:
        for candidate in (place / source, place / Path(source).name):
            if candidate.is_file():
                return read_source(str(candidate))
    raise SourceNotFound(
        f"the gold claims name {source}, which is not there", "give its folder with --texts"
    )


def evaluate_claims(
    gold: Sequence[tuple[str, Claim]],
    found: Sequence[tuple[str, Claim]],
    documents: Mapping[str, Document],
) -> Evaluation:
    """Score *found* against *gold*: pairs of source and claim."""
    best, missed = _match_gold(gold, found)
    precision, recall = _measure_precision(gold, found), _share(len(best), len(gold))
    verdicts = [_judge(wanted, claim) for wanted, claim in best]
    modality, polarity, claimant = (
        _share(sum(verdict[i] for verdict in verdicts), len(verdicts)) for i in range(3)
    )
    doubted = [v for (_, c), v in zip(best, verdicts, strict=True) if DISAGREES in c.reason]
    exact = sum(documents[s].text[c.start : c.end] == c.quote for s, c in found)
    return Evaluation(
        len(gold),
        len(found),
        precision,
        recall,
        _share(2 * precision * recall, precision + recall),
        modality,
        polarity,
        claimant,
        _measure_time(best),
        _share(exact, len(found)),
        len(doubted),
        _share(sum(map(all, doubted)), len(doubted)),
        tuple(missed),
        tuple(_leaks(gold, found)),
    )


def _match_gold(
    gold: Sequence[tuple[str, Claim]], found: Sequence[tuple[str, Claim]]
) -> tuple[list[tuple[Claim, Claim]], list[Claim]]:
    """The gold claims that were found, each with the best of its claims, and those that were
    not."""
    pairs = [(wanted, _best_match(source, wanted, found)) for source, wanted in gold]
    best = [(wanted, claim) for wanted, claim in pairs if claim is not None]
    return best, [wanted for wanted, claim in pairs if claim is None]


def _best_match(source: str, wanted: Claim, found: Sequence[tuple[str, Claim]]) -> Claim | None:
    """The claim of the same triple of which most is right."""
    fitting = (c for s, c in found if s == source and _same_triple(wanted, c))
    return max(fitting, key=lambda c: (sum(_judge(wanted, c)), c.id), default=None)


def _measure_precision(
    gold: Sequence[tuple[str, Claim]], found: Sequence[tuple[str, Claim]]
) -> float:
    """The share of right ones among the claims found in words that some gold claim quotes."""
    near = [(c, [g for source, g in gold if s == source and _overlap(g, c)]) for s, c in found]
    covered = [(claim, wanted) for claim, wanted in near if wanted]
    right = sum(any(_same_triple(g, claim) for g in wanted) for claim, wanted in covered)
    return _share(right, len(covered))


def _measure_time(best: Iterable[tuple[Claim, Claim]]) -> float:
    timed = [_start(wanted) == _start(claim) for wanted, claim in best if _start(wanted)]
    return _share(sum(timed), len(timed))


def _leaks(gold: Sequence[tuple[str, Claim]], found: Iterable[tuple[str, Claim]]) -> list[Claim]:
    out = []
    for source, claim in found:
        fitting = [
            g for s, g in gold if s == source and _overlap(g, claim) and _same_ends(g, claim)
        ]
        if claim.is_fact and fitting and not any(g.is_fact for g in fitting):
            out.append(claim)
    return out


def _overlap(a: Claim, b: Claim) -> bool:
    return a.start < b.end and b.start < a.end


def _same_ends(a: Claim, b: Claim) -> bool:
    return _same(a.subject, b.subject) and _same(a.object, b.object)


def _same_triple(a: Claim, b: Claim) -> bool:
    same = (
        expand(a.predicate.id) == expand(b.predicate.id) or a.predicate.label == b.predicate.label
    )
    return _overlap(a, b) and same and _same_ends(a, b)


def _same(a: Entity | Value, b: Entity | Value) -> bool:
    if isinstance(a, Entity) and isinstance(b, Entity) and a.id == b.id:
        return True
    return bool(_names(a) & _names(b))


def _names(thing: Entity | Value) -> set[str]:
    names = (thing.label, *thing.aliases) if isinstance(thing, Entity) else (thing.value,)
    return {" ".join(n.casefold().split()) for n in names}


def _judge(gold: Claim, claim: Claim) -> tuple[bool, bool, bool]:
    """Whether modality, polarity and innermost claimant agree."""
    mine, theirs = gold.attribution[-1:], claim.attribution[-1:]
    claimant = not mine and not theirs or bool(mine and theirs and _same(mine[0], theirs[0]))
    return gold.modality is claim.modality, gold.polarity is claim.polarity, claimant


def _start(claim: Claim) -> str:
    return (claim.time.start or "") if claim.time else ""


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
