"""Further phrases of a clause: "was killed in a crash [near Oslo]", "entered a plea [before Judge
Ruiz]".

The object that stands between is part of the predicate ("entered plea before"), so that the claim
does not say something else than the clause.
"""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.frame_matching import moves_money
from kg.extraction.open_claims import SKIPPED, is_thing, only_relates, pair_ends, reach_by
from kg.extraction.typed_claims import name_at
from kg.language.clauses import Clause, find_clauses
from kg.language.commitments import commitment_of
from kg.language.mentions import mention_at
from kg.model import ClaimMention, Sentence, Token
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_WHEN = frozenset({"prep_after", "prep_following", "prep_despite", "prep_without"})
"""Circumstances that say little of who or what the clause is about: 0 of 12 were wanted on the
development set."""
_NOT_PLACED = (
    SKIPPED
    | _WHEN
    | {
        "prep_as",
        "prep_of",
        "prep_than",
        "prep_like",
        "prep_including",
        "prep_such",
        "prep_such_as",
    }
)


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield an open claim for each prepositional phrase that is not what the clause mainly
    reaches."""
    for clause in find_clauses(sentence):
        if (
            clause.lemma in words_of("LightVerb")
            or "ccomp" in clause.roles
            or "xcomp" in clause.roles
            or only_relates(sentence, clause)
        ):
            continue
        subjects = clause.subjects
        between = _object_between(sentence, clause, ontology)
        if subjects and between is not None:
            yield from _claim_of_clause(sentence, clause, subjects, between, ontology)


def _claim_of_clause(
    sentence: Sentence,
    clause: Clause,
    subjects: tuple[int, ...],
    between: tuple[int, ...],
    ontology: Ontology,
) -> Iterator[ClaimMention]:
    bound = commitment_of(sentence, clause)
    held = clause if bound is None else replace(clause, head=bound.governor)
    told = _end_of_object(sentence, clause, ontology)
    for role in sorted(clause.roles, key=lambda r: (clause.roles[r][0], r)):
        if _is_adjunct(sentence, clause, role) and _adds_end(sentence, clause.roles[role][0], told):
            label, words = reach_by(sentence, clause, role)
            if between:
                label, words = _put_object_before(sentence, label, words, between)
            if bound is not None:
                label = (
                    f"{bound.label} {label.replace('was ', 'be ', 1) if clause.passive else label}"
                )
                words = [*bound.minted, *words]
            yield from pair_ends(
                sentence, held, subjects, clause.roles[role], label, words, ontology, "adjuncts"
            )


def _end_of_object(sentence: Sentence, clause: Clause, ontology: Ontology) -> int:
    """Where the object ends with what it says itself: "opened [an investigation into bribery] at
    the port"."""
    objects = () if clause.passive else clause.roles.get("dobj", ())
    told = (mention_at(sentence, k, ontology) for k in objects)
    return max((m.end for m in told if m is not None and m.head > clause.head), default=0)


def _adds_end(sentence: Sentence, k: int, told: int) -> bool:
    """Whether token *k* stands behind what the object tells, or is a name, an end of its own."""
    return k >= told or sentence.tokens[k].pos == "PROPN"


def _object_between(
    sentence: Sentence, clause: Clause, ontology: Ontology
) -> tuple[int, ...] | None:
    """The common noun that the verb takes, ``()`` where it takes none; ``None`` where the object is
    more than a noun."""
    objects = () if clause.passive else clause.roles.get("dobj", ())
    if _is_sum_alone(sentence, clause, objects):
        return () if moves_money((clause.lemma,), ontology) else None  # "submitted $5 million to"
    if any(sentence.tokens[k].entity == "DATE" for k in objects):
        return None  # "faces ten years on each count"
    apart = any(k < clause.head or _is_more(sentence, k, ontology) for k in objects)
    return None if apart or len(objects) > 1 else objects


def _is_more(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Whether an object is named, or only counts what follows: "planned a [number] of talks"."""
    counts = sentence.tokens[k].lemma in words_of("PartitiveNoun") | {"number", "series", "set"}
    return counts or _is_named(sentence, k, ontology)


def _is_named(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Whether an object is no plain noun, or one with a name in apposition, which its noun alone
    would lose: "defeated the [senator] Karl Oz by"."""
    if sentence.tokens[k].pos != "NOUN":
        return True
    return name_at(sentence, k, ontology) is not None


def _is_sum_alone(sentence: Sentence, clause: Clause, objects: tuple[int, ...]) -> bool:
    """Whether the object is a sum, which is a claim of its own: "paid $2 million for"."""
    sums = [k for k in objects if sentence.tokens[k].entity == "MONEY"]
    return len(objects) == len(sums) == 1 and sentence.tokens[clause.head].dep != "acl"


def _is_adjunct(sentence: Sentence, clause: Clause, role: str) -> bool:
    first = clause.roles[role][0]
    direct = role.startswith("prep_") and ">" not in role and role not in _NOT_PLACED
    return (
        direct
        and first > clause.head
        and is_thing(sentence, first)
        and not _is_kind_of_sum(sentence, first)
    )


def _is_kind_of_sum(sentence: Sentence, k: int) -> bool:
    """Whether *k* is what a sum is of, and no place: "$20,000 in [unlawful
    bribes]"."""
    link = sentence.tokens[k].head
    return link > 0 and sentence.word(link) == "in" and sentence.tokens[link - 1].entity == "MONEY"


def _put_object_before(
    sentence: Sentence, label: str, words: list[str], objects: tuple[int, ...]
) -> tuple[str, list[str]]:
    """Put the object's noun before the preposition, with the adjectives without which it is another
    thing: "entered [plea] before", "used [excessive force] during"."""
    verb, _, preposition = label.partition(" ")
    *kinds, noun = _kind_and_noun(sentence, objects[0])
    thing = " ".join(t.text.lower() for t in (*kinds, noun))
    minted = [words[0], *(t.text.lower() for t in kinds), noun.lemma, *words[1:]]
    return f"{verb} {thing} {preposition}", minted


def _kind_and_noun(sentence: Sentence, noun: int) -> list[Token]:
    """The noun behind the plain adjectives and nouns right before it that say of which kind it
    is."""
    first = noun
    while first > 0 and _says_kind(sentence, sentence.tokens[first - 1], noun):
        first -= 1
    return list(sentence.tokens[first : noun + 1])


def _says_kind(sentence: Sentence, word: Token, noun: int) -> bool:
    """Whether a word before a noun is one of its own modifiers, no name and no figure."""
    plain = word.pos in {"ADJ", "NOUN", "VERB"} and word.text.isalpha() and not word.entity
    return plain and word.head == noun and word.dep in {"amod", "compound"}
