"""Names of a document in groups, one an entity; and what a group is: its class, its label, its
other names."""

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.language.entity_types import NOT_PERSON, STRONG, class_by_form
from kg.language.names import is_acronym, is_titled
from kg.ontology.loader import Ontology


class NameGroups:
    """Union of names by key; each set of names becomes one entity."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.parent: dict[str, str] = {}
        self.texts: dict[str, Counter[str]] = {}
        self.weak: dict[str, Counter[str]] = {}
        self.strong: dict[str, Counter[str]] = {}
        self.order: dict[str, int] = {}
        self.former: set[str] = set()
        self.genders: dict[str, set[bool]] = {}
        self.kin: set[str] = set()
        """Those whom the text introduces as somebody's relative: a family name alone is the
        other's."""

    def add(self, key: str, text: str, evidence: Iterable[tuple[str, int, str]]) -> None:
        self.parent.setdefault(key, key)
        self.order.setdefault(key, len(self.order))
        self.texts.setdefault(key, Counter())[text] += 1
        for type_, weight, _ in evidence:
            (self.strong if weight >= STRONG else self.weak).setdefault(key, Counter())[type_] += (
                weight
            )

    def take_for_person(self, key: str) -> None:
        """Count it as sure that *key* is somebody, as several people of that family are named."""
        self.strong.setdefault(key, Counter())["Person"] += STRONG

    def gender(self, key: str) -> bool | None:
        """What the words at a name tell of a person (true: female); ``None`` where nothing or
        both."""
        told = self.genders.get(key, set())
        return next(iter(told)) if len(told) == 1 else None

    def find(self, key: str) -> str:
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def join(self, left: str, right: str) -> None:
        a, b = self.find(left), self.find(right)
        if a != b:
            first, second = sorted((a, b), key=lambda k: self.order[k])
            self.parent[second] = first

    def members(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for key in self.parent:
            groups.setdefault(self.find(key), []).append(key)
        return groups

    def type_of(self, keys: Sequence[str]) -> str:
        """The class by form, else by weight of evidence; in a tie the first in order of letters."""
        for key in sorted(keys, key=lambda k: (-len(k), k)):
            if (by_form := class_by_form(next(iter(self.texts[key])), self.ontology)) is not None:
                return by_form
        votes = self.votes(keys)
        return min(votes, key=lambda t: (-votes[t], t)) if votes else "Thing"

    def votes(self, keys: Sequence[str]) -> dict[str, float]:
        """What speaks for each class of a group of names, by weight."""
        votes: dict[str, float] = {}
        for key in keys:
            for type_, weight in self._votes(key).items():
                votes[type_] = votes.get(type_, 0) + weight
        if votes.pop(NOT_PERSON, 0) and votes.get("Person", 0) < STRONG:
            votes.pop("Person", None)
        return votes

    def _votes(self, key: str) -> dict[str, float]:
        """What speaks for each class; all weak evidence counts 1 together, and 3 for a full name,
        where recognisers seldom err."""
        weak, strong = self.weak.get(key, Counter()), self.strong.get(key, Counter())
        share = (3 if " " in key else 1) / max(1, sum(weak.values()))
        return {t: weak[t] * share + strong[t] for t in {*weak, *strong} - {"Thing"}}

    def label(self, keys: Sequence[str]) -> str:
        """The fullest name; a former name only where there is no other."""
        current = [k for k in keys if k not in self.former] or list(keys)
        texts = [(t, n) for k in current for t, n in self.texts[k].items()]
        whole = [(t, n) for t, n in texts if not is_acronym(t) and not is_titled(t)] or texts
        return min(
            whole, key=lambda p: (-len(p[0].split()), p[0].isupper(), -p[1], -len(p[0]), p[0])
        )[0]

    def aliases(self, keys: Sequence[str], label: str) -> tuple[str, ...]:
        return tuple(sorted({t for k in keys for t in self.texts[k]} - {label}))
