"""Propose pairs of entities that may be one thing: blocking, then a score, then what speaks for and
against.

Blocks are the beginnings of words, folded for spelling, and initials; a large block is searched
only among neighbours in the order of names (sorted neighbourhood, Hernández & Stolfo 1995), so the
work grows as n log n."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Entity
from kg.namespace import DATA, contract
from kg.resolution.decisions import Decisions, Judgement
from kg.resolution.name_similarity import SAME, block_keys, name_score

_LARGE, _WINDOW = 16, 6
_BODIES = frozenset(
    {
        "Organization",
        "Company",
        "Agency",
        "Court",
        "PoliticalParty",
        "MediaOrganization",
        "EducationalOrganization",
        "Group",
    }
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be one: the score (0 to 1), the reason, and what was decided before, if
    anything."""

    left: Entity
    right: Entity
    score: float
    reason: str
    judgement: Judgement | None = None


def propose_merges(
    entities: Iterable[Entity],
    decisions: Decisions,
    contexts: Mapping[str, frozenset[str]],
    minimum: float = SAME,
) -> list[Proposal]:
    """Return the pairs that score at least *minimum*, best first; a pair decided to be apart is
    left out.

    *contexts*: entity IRI → IRIs of what is named in the same documents, a document's own IRI among
    them.
    """
    named = sorted((e for e in entities if e.named and e.label), key=lambda e: e.id)
    labels = {e.id: e.label for e in named}
    groups = _groups(decisions)
    found = []
    for left, right in _candidates(named):
        proposal = _score(left, right, contexts, labels)
        if proposal.score < minimum or decisions.apart(
            groups.get(left.id, [left.id]), groups.get(right.id, [right.id])
        ):
            continue
        decided = decisions.get(left.id, right.id)
        found.append(
            proposal if decided is None else replace(proposal, judgement=decided.judgement)
        )
    return sorted(found, key=lambda p: (-p.score, p.left.id, p.right.id))


def _groups(decisions: Decisions) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for iri, target in decisions.targets().items():
        groups.setdefault(target, []).append(iri)
    return groups


def kind_of(entity: Entity) -> str:
    """The kind of name that an entity has, as kg.resolution.name_similarity wants it; "" where it
    is not known."""
    return "Person" if entity.type == "Person" else "Company" if entity.type in _BODIES else ""


def _compatible(left: Entity, right: Entity) -> bool:
    if left.type == right.type or "Thing" in (left.type, right.type):
        return True
    return left.type in _BODIES and right.type in _BODIES


def _candidates(named: Sequence[Entity]) -> Iterator[tuple[Entity, Entity]]:
    seen: set[tuple[int, int]] = set()
    for members in _blocks(named):
        reach = len(members) if len(members) <= _LARGE else _WINDOW
        for position, i in enumerate(members):
            for j in members[position + 1 : position + 1 + reach]:
                pair = (i, j) if i < j else (j, i)
                if pair not in seen and _compatible(named[i], named[j]):
                    seen.add(pair)
                    yield named[pair[0]], named[pair[1]]


def _blocks(named: Sequence[Entity]) -> Iterator[list[int]]:
    """Yield the numbers of the entities that share a key, in the order of their names."""
    blocks: dict[str, set[int]] = {}
    for i, entity in enumerate(named):
        for name in (entity.label, *entity.aliases):
            for key in block_keys(name):
                blocks.setdefault(key, set()).add(i)
    for key in sorted(blocks):
        yield sorted(blocks[key], key=lambda i: (named[i].label.casefold(), i))


def _score(
    left: Entity,
    right: Entity,
    contexts: Mapping[str, frozenset[str]],
    labels: Mapping[str, str],
) -> Proposal:
    kind = kind_of(left) or kind_of(right)
    score, one, other = _most_alike(left, right, kind)
    bonus, context = _weigh_context(left, right, contexts, labels, kind)
    reasons = [f"“{one}” and “{other}”" if one != other else f"both are called “{one}”", context]
    if left.type != right.type:
        reasons.append(f"{left.type} and {right.type}")
    return Proposal(
        left, right, round(min(1.0, max(0.0, score + bonus)), 3), "; ".join(filter(None, reasons))
    )


def _most_alike(left: Entity, right: Entity, kind: str) -> tuple[float, str, str]:
    """The score of the two names that are most alike, and these names."""
    mine, theirs = ([n for n in (e.label, *e.aliases) if _whole(n, e)] for e in (left, right))
    scored = [(name_score(a, b, kind), a, b) for a in mine for b in theirs]
    return max(scored, default=(0.0, left.label, right.label))


def _weigh_context(
    left: Entity,
    right: Entity,
    contexts: Mapping[str, frozenset[str]],
    labels: Mapping[str, str],
    kind: str,
) -> tuple[float, str]:
    """What the company that both keep adds to the score, and why: what one document tells apart by
    name is two things.

    The weights were chosen on development pairs.
    """
    mine, theirs = contexts.get(left.id, frozenset()), contexts.get(right.id, frozenset())
    shared = sorted((mine & theirs) - {left.id, right.id})
    if any(iri.startswith(DATA + "doc/") for iri in shared):
        return -0.1, "but one document names both" + ", and left this short form open" * _is_part(
            left.label, right.label
        )
    if shared:
        return 0.05, f"both with {', '.join(labels.get(i, contract(i)) for i in shared[:3])}"
    if not mine or not theirs:
        return 0.0, ""
    unlike = kind == "Person" and min(len(mine), len(theirs)) > 2
    return -0.15 if unlike else -0.05, "nothing else in common"


def _is_part(left: str, right: str) -> bool:
    """Whether one name is a word of the other ("Ruiz" of "Ana Ruiz")."""
    words = sorted((left.casefold().split(), right.casefold().split()), key=len)
    return len(words[0]) == 1 and words[0][0] in words[1]


def _whole(name: str, entity: Entity) -> bool:
    """Whether a name says enough: the label does, and an alias of several words."""
    return name == entity.label or " " in name.strip()
