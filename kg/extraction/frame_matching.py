"""Match the ontology's frames against clauses and nouns.

A match binds the roles S and O, and any qualifiers, to token indices; ``claims_from`` turns it into
one claim mention for each pair of coordinated members.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.language.mentions import VALUE_TYPES, coordinated, mention_at, paired, sharing
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.frames import Frame, Slot
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology, Relation
from kg.values.dates import is_length
from kg.values.money import names_money

Roles = Mapping[str, tuple[int, ...]]
_SETTINGS = frozenset({"prep_on", "prep_in", "prep_at"})


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
    """Bind the slots of *frame* to *roles*; ``None`` if one that must be there is missing, or one
    is there that must not."""
    return _bind(sentence, relation, frame, roles) if frame.barred.isdisjoint(roles) else None


def _bind(sentence: Sentence, relation: Relation, frame: Frame, roles: Roles) -> Match | None:
    """The slots of *frame*, each with the token that fills it."""
    bound: list[tuple[str, int]] = []
    taken: set[int] = set()
    light: set[int] = set()
    for slot in frame.slots:
        found = _find_candidates(sentence, slot.path, slot.words, roles, taken)
        if not found:
            if slot.optional or _is_reciprocal(sentence, relation, frame, slot, bound, roles):
                continue
            return None
        if slot.role == "S+O":
            members = [m for i in found for m in coordinated(sentence, i)]
            if len(members) < 2:
                return None
            bound += [("S", members[0]), ("O", members[1])]
        elif slot.role in {"_", ""}:
            light.add(found[0])
        else:
            bound.append((slot.role, found[0]))
        taken.add(found[0])
    return Match(relation, frame, tuple(bound), frozenset(light))


def _is_reciprocal(
    sentence: Sentence,
    relation: Relation,
    frame: Frame,
    slot: Slot,
    bound: list[tuple[str, int]],
    roles: Roles,
) -> bool:
    """Whether *slot* is the object of a symmetric relation, and its two coordinated subjects stand
    for both ends.

    "Ruiz and Meyer wrote" is to each other, "Ruiz and Meyer wrote a book" is not: an object that
    the frame does not ask for is what they did it to. Nor are "phone calls", made to others."""
    if slot.role != "O" or not relation.symmetric or frame.triggers <= words_of("SentNoun"):
        return False
    if _takes_other_object(sentence, frame, roles):
        return False
    subject = next((i for role, i in bound if role == "S"), None)
    return subject is not None and len(coordinated(sentence, subject)) > 1


def _takes_other_object(sentence: Sentence, frame: Frame, roles: Roles) -> bool:
    """Whether the verb has an object that the frame does not ask for, or one that a third may have
    brought."""
    objects = roles.get("dobj", ())
    asked = any(other.path == "dobj" for other in frame.slots)
    return bool(objects) and not asked or any(_is_brought(sentence, k) for k in objects)


def _is_brought(sentence: Sentence, k: int) -> bool:
    """Whether a case is one that a third may have brought: "Ruiz and Meyer settled [charges]", not
    "their [lawsuit]"."""
    owners = (sentence.word(p) for p in sentence.dependents(k, "poss"))
    return sentence.tokens[k].lemma in words_of("SuitNoun") and "their" not in owners


def _find_candidates(
    sentence: Sentence, path: str, words: frozenset[str], roles: Roles, taken: set[int]
) -> list[int]:
    """The tokens that may fill a slot: those of its own role, else of the first role nested in
    another that has any, names first."""
    nested = path.startswith("prep_") or path == "poss"
    keys = (path, f"dobj>{path}", f"attr>{path}", f"acomp>{path}") if nested else (path,)
    for key in keys:
        filled = roles.get(key, ())
        free = [i for i in filled if i not in taken and _is_asked_for(sentence, i, words)]
        found = _without_settings(sentence, free, path, roles)
        if found and ">" in key:
            return sorted(found, key=lambda i: sentence.tokens[i].pos != "PROPN")
        if found:
            return found
    return []


def _without_settings(sentence: Sentence, found: list[int], path: str, roles: Roles) -> list[int]:
    """Those that the verb reaches; a place before the subject is where it all happens: "[On a new
    site], Brask launched a campaign" (Quirk et al. 1985, section 8.36: sentence adjuncts)."""
    if path not in _SETTINGS:
        return found
    subjects = roles.get("nsubj", ())
    return [i for i in found if not any(i < k for k in subjects)]


def _is_asked_for(sentence: Sentence, i: int, words: frozenset[str]) -> bool:
    """Whether a slot with these *words* takes token *i*; one without words takes any."""
    return not words or _is_word(sentence, i, words)


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
    qualifiers = _find_qualifiers(sentence, ontology, match, anchor)
    if qualifiers is None:
        return
    for a, b in _pair_ends(sentence, match, anchor):
        left, right = mention_at(sentence, a, ontology), mention_at(sentence, b, ontology)
        if left is None or right is None or left == right:
            continue
        right = _read_sum(_as_length(right, match), match, ontology)
        fit = _fit_of_ends(ontology, match.relation, left, right)
        if fit > 0.0:
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


def _pair_ends(sentence: Sentence, match: Match, anchor: int) -> list[tuple[int, int]]:
    """The pairs of tokens that a match holds of: each subject with each object, or, where they did
    it to one another, each two subjects."""
    subject, obj = match.get("S"), match.get("O")
    if subject is None:
        return []
    subjects = sharing(sentence, subject, anchor)
    if obj is not None and _deals_out_numbers(sentence, obj):
        return []
    if obj is not None and obj not in subjects:
        return list(paired(sentence, subject, obj, anchor))
    return _pairs_among(subjects, match.relation)


def _deals_out_numbers(sentence: Sentence, obj: int) -> bool:
    """Whether each of several gets another number of the same thing: "sentenced to [eight and 10
    years] respectively"."""
    numbers = sentence.dependents(obj, "nummod")
    rows = any(sentence.dependents(k, "conj") for k in numbers)
    return rows and any(t.lemma == "respectively" for t in sentence.tokens)


def _pairs_among(subjects: list[int], relation: Relation) -> list[tuple[int, int]]:
    """Each two of those who did it to one another; of more than two parties to an outcome, the last
    is the other side ("by the Board, the State and Acme")."""
    if len(subjects) > 2 and "Outcome" in relation.families:
        return [(a, subjects[-1]) for a in subjects if a < subjects[-1]]
    return [(a, b) for a in subjects for b in subjects if a < b]


def _fit_of_ends(ontology: Ontology, relation: Relation, left: Mention, right: Mention) -> float:
    """How well two mentions fit a relation's ends; no value is its subject."""
    if left.kind is MentionKind.VALUE:
        return 0.0
    return fits(ontology, left, relation.domain) * fits(ontology, right, relation.range)


def _find_qualifiers(
    sentence: Sentence, ontology: Ontology, match: Match, anchor: int
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
    return (*out, *_price(sentence, ontology, match, anchor, out))


def _price(
    sentence: Sentence,
    ontology: Ontology,
    match: Match,
    anchor: int,
    found: Sequence[tuple[str, Mention]],
) -> list[tuple[str, Mention]]:
    """ "A [$3 million] settlement with Ruiz", "a settlement [of $3 million]": the sum at the noun
    of a payment or a dealing, where nothing else gives it."""
    dealt = {"PricedDealing", "Payment"} & set(match.relation.families)
    if not dealt or {"kg:amount", "kg:price"} & {role for role, _ in found}:
        return []
    nouns = (anchor, *sorted(match.light))
    sums = (mention_at(sentence, k, ontology) for noun in nouns for k in _sums_at(sentence, noun))
    return [("kg:amount", m) for m in sums if m is not None and m.type == "Money"][:1]


def _sums_at(sentence: Sentence, noun: int) -> list[int]:
    """The sums that modify a noun or stand behind its "of"."""
    if sentence.tokens[noun].pos != "NOUN":
        return []
    of = (k for k in sentence.dependents(noun, "prep") if sentence.tokens[k].text.lower() == "of")
    near = [*sentence.dependents(noun, "nummod", "nmod", "compound", "quantmod")]
    near += [k for prep in of for k in sentence.dependents(prep, "pobj")]
    return [k for k in near if sentence.tokens[k].entity == "MONEY"]


def _read_sum(mention: Mention, match: Match, ontology: Ontology) -> Mention:
    """Where a relation takes money, or its verb is one of paying or getting, a phrase that names a
    sum is that sum."""
    return (
        read_as_sum(mention)
        if "Money" in match.relation.range or moves_money(match.frame.triggers, ontology)
        else mention
    )


def _as_length(mention: Mention, match: Match) -> Mention:
    """A length of time as the quantity that it is, where a court fixes one: sentenced to [two
    years]."""
    fixed = match.relation.rests == "verdict" and mention.type == "Date"
    return replace(mention, type="Quantity") if fixed and is_length(mention.text) else mention


def moves_money(verbs: Iterable[str], ontology: Ontology) -> bool:
    """Return whether a verb of paying or getting is among *verbs*."""
    return any(
        not ontology.words[name].isdisjoint(verbs) for name in ("PayingVerb", "ReceivingVerb")
    )


def read_as_sum(mention: Mention) -> Mention:
    """Return a phrase that names a sum as that sum and what it is for ("disgorgement of $47,796");
    any other stays as it is."""
    priced = not words_of("WorthAdjective").isdisjoint(mention.text.lower().split())
    named = mention.kind is MentionKind.NOMINAL and names_money(mention.text) and not priced
    return replace(mention, kind=MentionKind.VALUE, type="Money") if named else mention


def _suits(role: str, mention: Mention) -> bool:
    """An amount is money or a number; what else a relation reaches is no date."""
    if role in {"kg:amount", "kg:price"}:
        return mention.type in {"Money", "Quantity"} or names_money(mention.text)
    return mention.type != "Date" or role.endswith(("date", "time"))


_PERSONAL = frozenset("he him his himself she her hers herself who".split())
_SURE = frozenset({"Event", "Law", "LegalCase"})
"""Classes that a recogniser of names seldom mistakes for others."""


def fits(ontology: Ontology, mention: Mention, classes: tuple[str, ...]) -> float:
    """How well a mention fits a domain or range: 1 fits or unknown, 0 cannot be, between:
    unsure."""
    if not classes or "Thing" in classes:
        return 0.0 if mention.type == "Date" and mention.kind is MentionKind.VALUE else 1.0
    known = class_of(mention)
    if not known:
        return _fit_of_untyped(mention, classes)
    if may_be(ontology, known, classes):
        return 1.0
    if mention.type in VALUE_TYPES or any(c in VALUE_TYPES for c in classes):
        return 0.0
    return _fit_of_mistaken(ontology, mention, classes)


def class_of(mention: Mention) -> str:
    """The class that a mention is known to be of: "his" is a person's; "" if none is."""
    gendered = mention.kind is MentionKind.PRONOUN and mention.text.lower() in _PERSONAL
    return "Person" if gendered else mention.type


def may_be(ontology: Ontology, type_: str, classes: Iterable[str]) -> bool:
    """Return whether what is of one class may be of one of *classes*: it is, or one is narrower."""
    return any(ontology.is_a(type_, c) or ontology.is_a(c, type_) for c in classes)


def _fit_of_untyped(mention: Mention, classes: tuple[str, ...]) -> float:
    """How well a mention of unknown class fits: a value shows its class, a description half."""
    if all(c in VALUE_TYPES for c in classes):
        return 0.0
    return 1.0 if mention.kind in {MentionKind.NAME, MentionKind.PRONOUN} else 0.5


def _fit_of_mistaken(ontology: Ontology, mention: Mention, classes: tuple[str, ...]) -> float:
    """How well a mention of another class fits: a recogniser may mistake a name, seldom a person
    for what cannot act."""
    if mention.type in _SURE:
        return 0.5
    if mention.kind is not MentionKind.NAME:
        return 0.0
    acts = any(ontology.is_a(c, "Agent") for c in classes)
    return 0.5 if mention.type == "Person" and not acts else 0.7
