"""What was done to somebody by nobody that the text names: "Ruiz was arrested", "has not been
charged".

A passive without agent and without anything else that it reaches tells a state of its subject
(Quirk et al. 1985, 3.65: agentless passives); the participle is the value, in the text's own
words."""

from collections.abc import Iterator

from kg.extraction.open_claims import is_thing
from kg.language.clauses import Clause, find_clauses
from kg.language.clauses.agreement import is_finite
from kg.language.mentions import mention_at, sharing
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

CONFIDENCE = 0.65
_REACHED = frozenset({"nsubj", "dative", "attr", "acomp", "xcomp", "ccomp", "prt"})
_MAIN = frozenset({"ROOT", "ccomp", "advcl"})
_PERSONS = frozenset({"he", "she", "they"})
_POINTING = frozenset({"the", "this", "these"})


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X was PARTICIPLE" for a named or told person or thing and a verb that reaches nothing
    else."""
    for clause in find_clauses(sentence):
        if not _is_state(sentence, clause):
            continue
        value = _participle(sentence, clause.head)
        for subject in _subjects(sentence, clause, ontology):
            yield ClaimMention(
                sentence.index,
                subject,
                "rel:be",
                "was",
                value,
                clause.head,
                "states",
                (),
                CONFIDENCE,
            )


def _participle(sentence: Sentence, verb: int) -> Mention:
    """The participle with the adverb right before it without which it says little ("[well
    attended]", "[badly hurt]") and with the next one, whose agent it shares ("[struck and killed]
    by a car")."""
    before = verb - 1
    graded = before in sentence.dependents(verb, "advmod")
    start = before if graded and sentence.word(before) in words_of("DegreeAdverb") else verb
    end = verb + 3 if _shares_agent(sentence, verb) else verb + 1
    return Mention.over(sentence, start, end, MentionKind.VALUE, "", verb)


def _is_state(sentence: Sentence, clause: Clause) -> bool:
    """Whether a finite passive reaches nothing but the subject before it."""
    token = sentence.tokens[clause.head]
    subjects = clause.roles.get("dobj", ())
    if not clause.passive or token.tag != "VBN" or not _is_told(sentence, clause):
        return False
    before = bool(subjects) and all(k < clause.head for k in subjects)
    return before and not clause.roles.keys() & _REACHED and not _reaches(sentence, clause)


def _shares_agent(sentence: Sentence, verb: int) -> bool:
    """Whether the participle right behind "and" tells by whom: who is "struck and killed by a car"
    is struck by it too."""
    joined = (k for k in sentence.dependents(verb, "conj") if sentence.word(k - 1) == "and")
    return any(k == verb + 2 and sentence.dependents(k, "agent") for k in joined)


def _is_told(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause is one of its own or about its antecedent ("the man who was arrested"),
    and no aside ("the charges for which he was tried")."""
    token = sentence.tokens[clause.head]
    if token.dep == "relcl":
        return token.head in clause.roles.get("dobj", ())
    return token.dep == "conj" or token.dep in _MAIN and is_finite(sentence, clause.head)


def _reaches(sentence: Sentence, clause: Clause) -> bool:
    """Whether a phrase behind the verb is what it reaches, or the day that is its object."""
    behind = (
        k
        for role, found in clause.roles.items()
        if role.startswith("prep_")
        for k in found
        if k > clause.head
    )
    return any(_is_end(sentence, k) for k in behind)


def _is_end(sentence: Sentence, k: int) -> bool:
    """Whether a token is a thing or a day, and no clause of its own ("was freed after
    [serving] X")."""
    token = sentence.tokens[k]
    return token.pos != "VERB" and (is_thing(sentence, k) or token.entity == "DATE")


def _subjects(sentence: Sentence, clause: Clause, ontology: Ontology) -> Iterator[Mention]:
    """The subjects that are named, persons that the text has told of, and what it counts or picks
    out: "[two men] were killed", "[the charges] will be dismissed"."""
    for k in (m for s in clause.roles["dobj"] for m in sharing(sentence, s, clause.head)):
        mention = mention_at(sentence, k, ontology)
        if mention is None:
            continue
        if mention.kind is MentionKind.NAME or _is_picked_out(sentence, mention):
            yield mention


def _is_picked_out(sentence: Sentence, mention: Mention) -> bool:
    """Whether a pronoun stands for persons, or a description is of some that are counted or that
    the text has told of."""
    if mention.kind is MentionKind.PRONOUN:
        return mention.text.lower() in _PERSONS
    if mention.kind is not MentionKind.NOMINAL:
        return False
    first = sentence.tokens[mention.head]
    heads = (first.i, first.head) if first.dep == "conj" else (first.i,)
    marks = {sentence.word(k) for head in heads for k in sentence.dependents(head, "det")}
    counted = sentence.dependents(first.i, "nummod", "poss")
    return bool(counted) or not marks.isdisjoint(_POINTING)
