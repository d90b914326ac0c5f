"""Match the ontology's frames against clauses and nouns.

A match binds the roles S and O, and any qualifiers, to token indices; ``claims_from`` turns it into
one claim mention for each pair of coordinated members.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.language.mentions import VALUE_TYPES, coordinated, mention_at, paired, sharing
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.frames import Frame
from kg.ontology.loader import Ontology, Relation
from kg.values.money import names_money

Roles = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Match:
    """A frame whose slots are bound: role → token index; ``light`` are tokens that only support
    it."""

    relation: Relation
    frame: Frame
    bound: tuple[tuple[str, int], ...]
    light: frozenset[int] = frozenset()

    def get(self, role: str) -> int | None:
        """The token bound to *role*, if any."""
        return next((i for r, i in self.bound if r == role), None)


def match_frame(sentence: Sentence, relation: Relation, frame: Frame, roles: Roles) -> Match | None:
    """Bind the slots of *frame* to *roles*; ``None`` if one that must be there is missing."""
    bound: list[tuple[str, int]] = []
    taken: set[int] = set()
    light: set[int] = set()
    for slot in frame.slots:
        found = _candidates(sentence, slot.path, slot.words, roles, taken)
        if not found:
            if (
                slot.optional
                or slot.role == "O"
                and _reciprocal(sentence, relation, frame, bound, roles)
            ):
                continue
            return None
        if slot.role == "S+O":
            members = [m for i in found for m in coordinated(sentence, i)]
            if len(members) < 2:
                return None
            bound += [("S", members[0]), ("O", members[1])]
        elif slot.role not in {"_", ""}:
            bound.append((slot.role, found[0]))
        else:
            light.add(found[0])
        taken.add(found[0])
    return Match(relation, frame, tuple(bound), frozenset(light))


def _reciprocal(
    sentence: Sentence, relation: Relation, frame: Frame, bound: list[tuple[str, int]], roles: Roles
) -> bool:
    """Whether a symmetric relation has two coordinated subjects that stand for both ends.

    "Ruiz and Meyer wrote" is to each other, "Ruiz and Meyer wrote a book" is not: an object that
    the frame does not ask for is what they did it to."""
    subject = next((i for r, i in bound if r == "S"), None)
    taken = "dobj" in roles and all(slot.path != "dobj" for slot in frame.slots)
    return (
        relation.symmetric
        and not taken
        and subject is not None
        and len(coordinated(sentence, subject)) > 1
    )


def _candidates(
    sentence: Sentence, path: str, words: frozenset[str], roles: Roles, taken: set[int]
) -> list[int]:
    nested = path.startswith("prep_") or path == "poss"
    keys = (path, f"dobj>{path}", f"attr>{path}", f"acomp>{path}") if nested else (path,)
    for key in keys:
        found = [
            i
            for i in roles.get(key, ())
            if i not in taken and (not words or _is_word(sentence, i, words))
        ]
        if found:
            return (
                sorted(found, key=lambda i: sentence.tokens[i].pos != "PROPN")
                if ">" in key
                else found
            )
    return []


def _is_word(sentence: Sentence, i: int, words: frozenset[str]) -> bool:
    """Whether a token is one of the words that a slot asks for, and not its contrary.

    What a negation says is another word, "not-guilty" or "no-contest", which a frame may ask for.
    """
    lemma = sentence.tokens[i].lemma
    if sentence.dependents(i, "neg"):
        return f"not-{lemma}" in words
    no = any(sentence.tokens[k].lemma == "no" for k in sentence.dependents(i, "det"))
    return lemma in words or no and f"no-{lemma}" in words


def claims_from(
    sentence: Sentence,
    ontology: Ontology,
    match: Match,
    anchor: int,
    extractor: str,
    confidence: float,
) -> Iterator[ClaimMention]:
    """Yield the claims of a match: all pairs of coordinated subjects and objects that fit the
    types."""
    subject, obj = match.get("S"), match.get("O")
    if subject is None:
        return
    subjects = sharing(sentence, subject, anchor)
    if obj is None or obj in subjects:
        pairs = [(a, b) for a in subjects for b in subjects if a < b]
        if (
            len(subjects) > 2 and "Outcome" in match.relation.families
        ):  # "by the Board, the State and Acme": the last is the other side
            pairs = [(a, b) for a, b in pairs if b == subjects[-1]]
    else:
        pairs = paired(sentence, subject, obj, anchor)
    qualifiers = _qualifiers(sentence, ontology, match)
    if qualifiers is None:
        return
    for a, b in pairs:
        left, right = mention_at(sentence, a, ontology), mention_at(sentence, b, ontology)
        if left is None or right is None or left == right:
            continue
        right = _as_sum(right, match, ontology)
        fit = fits(ontology, left, match.relation.domain) * fits(
            ontology, right, match.relation.range
        )
        if fit == 0.0 or left.kind is MentionKind.VALUE:
            continue
        yield ClaimMention(
            sentence.index,
            left,
            match.relation.id,
            match.relation.label,
            right,
            anchor,
            extractor,
            qualifiers,
            round(confidence * fit, 3),
        )


def _qualifiers(
    sentence: Sentence, ontology: Ontology, match: Match
) -> tuple[tuple[str, Mention], ...] | None:
    """The further places of a match; ``None`` where one that must be there is of the wrong kind
    ("send [Gita] to")."""
    out = []
    needed = {slot.role for slot in match.frame.slots if not slot.optional}
    for role, i in match.bound:
        mention = mention_at(sentence, i, ontology) if role not in {"S", "O"} else None
        if mention is None:
            continue
        if _suits(role, mention):
            out.append((role, mention))
        elif role in needed:
            return None
    return tuple(out)


def _as_sum(mention: Mention, match: Match, ontology: Ontology) -> Mention:
    """Where a relation takes money, or its verb is one of paying or getting, a phrase that names a
    sum is that sum."""
    return (
        read_as_sum(mention)
        if "Money" in match.relation.range or moves_money(match.frame.triggers, ontology)
        else mention
    )


def moves_money(verbs: Iterable[str], ontology: Ontology) -> bool:
    """Return whether a verb of paying or getting is among *verbs*."""
    return any(
        not ontology.words[name].isdisjoint(verbs) for name in ("PayingVerb", "ReceivingVerb")
    )


def read_as_sum(mention: Mention) -> Mention:
    """ "Disgorgement of $47,796": a phrase that names a sum is that sum and what it is for; any
    other stays as it is."""
    named = mention.kind is MentionKind.NOMINAL and names_money(mention.text)
    return replace(mention, kind=MentionKind.VALUE, type="Money") if named else mention


def _suits(role: str, mention: Mention) -> bool:
    """An amount is money or a number; what else a relation reaches is no date."""
    if role in {"kg:amount", "kg:price"}:
        return mention.type in {"Money", "Quantity"} or names_money(mention.text)
    return mention.type != "Date" or role.endswith(("date", "time"))


_SURE = frozenset({"Event", "Law", "LegalCase"})
"""Classes that a recogniser of names seldom mistakes for others."""


def fits(ontology: Ontology, mention: Mention, classes: tuple[str, ...]) -> float:
    """How well a mention fits a domain or range: 1 fits or unknown, 0 cannot be, between:
    unsure."""
    if not classes or "Thing" in classes:
        return 0.0 if mention.type == "Date" and mention.kind is MentionKind.VALUE else 1.0
    if not mention.type:
        if all(c in VALUE_TYPES for c in classes):
            return 0.0
        return 1.0 if mention.kind in {MentionKind.NAME, MentionKind.PRONOUN} else 0.5
    if any(ontology.is_a(mention.type, c) or ontology.is_a(c, mention.type) for c in classes):
        return 1.0
    if mention.type in VALUE_TYPES or any(c in VALUE_TYPES for c in classes):
        return 0.0
    if (
        mention.type in _SURE
        or mention.type == "Person"
        and not any(ontology.is_a(c, "Agent") for c in classes)
    ):
        return 0.5 if mention.kind is MentionKind.NAME or mention.type in _SURE else 0.0
    return 0.7 if mention.kind is MentionKind.NAME else 0.0
