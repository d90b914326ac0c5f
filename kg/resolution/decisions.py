"""Decisions on which entities are one thing: data, never a change of what was extracted.

A decision is about a pair of entity IRIs. Positive ones join, negative ones keep apart (also from
being proposed again), unsure ones only remember that somebody looked. The judgements and the pair
form are those of nomenklatura's resolver; what is joined is the transitive closure.
"""

import csv
import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from kg.errors import ResolveError
from kg.model.safe_text import csv_line, json_text, read_csv_cell
from kg.namespace import contract, expand


class Judgement(StrEnum):
    """Whether two entities are one thing."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a pair: by whom, when (ISO 8601), why, at which score (0 to 1)."""

    left: str
    right: str
    judgement: Judgement
    score: float = 1.0
    reason: str = ""
    by: str = ""
    when: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two IRIs in order."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)


class Decisions:
    """A consistent set of decisions; what would break it raises ResolveError and changes
    nothing."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._by_pair: dict[tuple[str, str], Decision] = {}
        self._parent: dict[str, str] = {}
        for decision in decisions:
            self.add(decision)

    def __iter__(self) -> Iterator[Decision]:
        return (self._by_pair[pair] for pair in sorted(self._by_pair))

    def __len__(self) -> int:
        return len(self._by_pair)

    def get(self, left: str, right: str) -> Decision | None:
        """The decision on a pair, if there is one."""
        return self._by_pair.get((left, right) if left <= right else (right, left))

    def add(self, decision: Decision) -> None:
        """Add a decision; raise ResolveError for a pair of one, a second or a contradictory
        decision."""
        left, right = decision.pair
        if left == right:
            raise ResolveError(
                f"{contract(left)} cannot be decided against itself", "give two different entities"
            )
        old = self._by_pair.get(decision.pair)
        if old is not None and old.judgement is decision.judgement:
            raise ResolveError(
                f"{_pair(decision)}: decided already as {old.judgement}", "nothing to do"
            )
        if old is not None:
            raise ResolveError(
                f"{_pair(decision)}: decided already as {old.judgement}", "undo that decision first"
            )
        self._check(decision)
        self._by_pair[decision.pair] = decision
        if decision.judgement is Judgement.POSITIVE:
            self._join(left, right)

    def remove(self, left: str, right: str) -> Decision:
        """Take back the decision on a pair and return it; raise ResolveError where there is
        none."""
        found = self.get(left, right)
        if found is None:
            raise ResolveError(
                f"no decision on {contract(left)} and {contract(right)}",
                "kg resolve decisions lists them",
            )
        rest = Decisions(d for d in self if d is not found)
        self._by_pair, self._parent = rest._by_pair, rest._parent
        return found

    def targets(self, known: Collection[str] = ()) -> Mapping[str, str]:
        """Each joined IRI → the IRI that stands for its group: a *known* one, a whole name before a
        namesake, the longest."""
        groups: dict[str, list[str]] = {}
        for iri in self._parent:
            groups.setdefault(self._find(iri), []).append(iri)
        return {
            iri: min(group, key=lambda x: (x not in known, "~" in x, -len(x), x))
            for group in groups.values()
            for iri in group
        }

    def apart(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """Whether a negative decision stands between two groups of IRIs."""
        others = set(right)
        return any(
            (d := self.get(a, b)) is not None and d.judgement is Judgement.NEGATIVE
            for a in left
            for b in others
        )

    def _check(self, decision: Decision) -> None:
        left, right = map(self._find, decision.pair)
        if decision.judgement is Judgement.UNSURE:
            return
        if left == right:
            word = (
                "already one by other decisions"
                if decision.judgement is Judgement.POSITIVE
                else "one by other decisions"
            )
            raise ResolveError(
                f"{_pair(decision)} are {word}",
                "undo one of those first: kg resolve decisions lists them",
            )
        if decision.judgement is Judgement.POSITIVE:
            for other in self._by_pair.values():
                if other.judgement is Judgement.NEGATIVE and {
                    self._find(other.left),
                    self._find(other.right),
                } == {left, right}:
                    raise ResolveError(
                        f"{_pair(decision)}: {_pair(other)} are decided to be apart",
                        "undo that decision first",
                    )

    def _find(self, iri: str) -> str:
        while (above := self._parent.get(iri, iri)) != iri:
            iri = above
        return iri

    def _join(self, left: str, right: str) -> None:
        self._parent.setdefault(left, left)
        self._parent.setdefault(right, right)
        a, b = sorted((self._find(left), self._find(right)))
        self._parent[b] = a


def _pair(decision: Decision) -> str:
    return f"{contract(decision.left)} and {contract(decision.right)}"


_FIELDS = tuple(f.name for f in fields(Decision))


def write_decisions(decisions: Iterable[Decision], form: str) -> str:
    """Return decisions as "csv" (with a header) or "jsonl"."""
    rows = [asdict(d) | {"left": contract(d.left), "right": contract(d.right)} for d in decisions]
    if form == "jsonl":
        return "".join(json_text(row) + "\n" for row in rows)
    return "".join(map(csv_line, [_FIELDS, *([row[name] for name in _FIELDS] for row in rows)]))


def read_decisions(text: str, form: str) -> list[Decision]:
    """Return the decisions of a CSV or JSON-lines file; raise ResolveError with the line that
    breaks the form."""
    found = []
    for number, row in _rows(text, form):
        try:
            found.append(
                _decision(
                    {
                        k: read_csv_cell(v) if isinstance(v, str) and form == "csv" else v
                        for k, v in row.items()
                    }
                )
            )
        except (KeyError, ValueError, TypeError) as error:
            what = f"no {error}" if isinstance(error, KeyError) else str(error)
            mend = "left and right name entities; judgement is positive, negative or unsure"
            raise ResolveError(f"line {number}: {what}", mend) from None
    return found


def _rows(text: str, form: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield each row with the number of its line."""
    return _csv_rows(text) if form == "csv" else _json_rows(text)


def _csv_rows(text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    reader = csv.DictReader(io.StringIO(text))
    given = reader.fieldnames or ()
    missing = [name for name in ("left", "right", "judgement") if name not in given]
    if missing:
        raise ResolveError(
            f"line 1: there is no column called {missing[0]}", f"columns: {', '.join(_FIELDS)}"
        )
    try:
        yield from enumerate(reader, 2)
    except csv.Error as error:
        raise ResolveError(
            f"line {reader.line_num + 1}: {error}",
            "a cell holds at most 131,072 characters, on whole lines",
        ) from None


def _json_rows(text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    mend = "each line must be one JSON object"
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ResolveError(f"line {number}: {error}", mend) from None
        if not isinstance(row, dict):
            raise ResolveError(f"line {number}: not a JSON object", mend)
        yield number, row


def _decision(row: Mapping[str, object]) -> Decision:
    score = float(str(row.get("score") or 1.0))
    if not 0 <= score <= 1:
        raise ValueError(f"score {score:g} is not between 0 and 1")
    left, right = expand(str(row["left"] or "")), expand(str(row["right"] or ""))
    if ":" not in left or ":" not in right:
        raise ValueError("left and right must be IRIs or CURIEs")
    if str(row["judgement"]) not in set(Judgement):
        raise ValueError(f"{row['judgement']!r} is no judgement")
    words = [str(row.get(name) or "") for name in ("reason", "by", "when")]
    return Decision(left, right, Judgement(str(row["judgement"])), score, *words)
