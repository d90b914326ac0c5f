"""What the parser took for the main clause of a sentence though it is said in passing."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_first
from kg.model import Sentence, Token
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import words_of


def free_main_verb(sentence: Sentence) -> Sentence:
    """Return "One survivor, [a baker identified as Salim], said that …" with the survivor as who
    says it, and the baker in apposition.

    A finite verb has one subject: where the parser gives one verb two with a comma between, and the
    verb behind the next comma none, the first belongs to the latter.
    """
    return mend_first(sentence, _give_subject)


def _give_subject(sentence: Sentence, main: Token) -> Changes:
    if main.head != main.i or main.pos != "VERB" or sentence.dependents(main.i, *SUBJECTS):
        return {}
    for k in sentence.dependents(main.i, "ccomp"):
        subjects = _two_subjects(sentence, sentence.tokens[k])
        if subjects is not None and _holds_comma(sentence, k, main.i):
            first, second = subjects
            return {
                first.i: replace(first, head=main.i, dep="nsubj"),
                second.i: replace(second, head=first.i, dep="appos"),
                k: replace(sentence.tokens[k], head=second.i, dep="acl", tag="VBN"),
            }
    return {}


def _two_subjects(sentence: Sentence, verb: Token) -> tuple[Token, Token] | None:
    """The two subjects of one past verb, if a comma parts them."""
    found = sentence.dependents(verb.i, *SUBJECTS)
    if verb.tag not in {"VBD", "VBN"} or len(found) != 2:
        return None
    first, second = found
    parted = _holds_comma(sentence, first, second)
    return (sentence.tokens[first], sentence.tokens[second]) if parted else None


def _holds_comma(sentence: Sentence, first: int, second: int) -> bool:
    return any(token.text == "," for token in sentence.tokens[first + 1 : second])


def appose_second_subject(sentence: Sentence) -> Sentence:
    """Return "His partner, [the trader Ana Boyd], was acquitted" with the name in apposition where
    the parser gave the verb two subjects."""
    return mend_first(sentence, _appose)


def _appose(sentence: Sentence, verb: Token) -> Changes:
    subjects = _two_subjects(sentence, verb)
    if subjects is None:
        return {}
    first, second = subjects
    closed = second.i + 1 < verb.i and sentence.tokens[second.i + 1].text == ","
    nouns = {first.pos, second.pos} <= {"NOUN", "PROPN"}
    if not closed or not nouns:
        return {}
    return {second.i: replace(second, head=first.i, dep="appos")}


def free_time(sentence: Sentence) -> Sentence:
    """Return "Poole is, and at all relevant [times] was, the manager" with the time as no subject
    of "was"."""
    return mend_first(sentence, _lower_time, "nsubj")


def _lower_time(sentence: Sentence, time: Token) -> Changes:
    preposed = (sentence.tokens[k].text.lower() for k in sentence.subtree(time.i))
    moment = time.lemma in words_of("MomentNoun") and "at" in preposed
    verb = sentence.tokens[time.head]
    if not moment or verb.dep != "conj":
        return {}
    return {time.i: replace(time, dep="npadvmod")}


def free_object(sentence: Sentence) -> Sentence:
    """Return "Firms who cheat [workers] will be prosecuted" with the workers as whom they cheat: a
    verb has one subject, and the one behind the relative clause is its object."""
    return mend_first(sentence, _give_object)


def _give_object(sentence: Sentence, verb: Token) -> Changes:
    subjects = sentence.dependents(verb.i, *SUBJECTS)
    if len(subjects) != 2:
        return {}
    first, second = (sentence.tokens[i] for i in subjects)
    opening = min(sentence.subtree(second.i))
    inner = sentence.tokens[opening - 1]
    fits = (
        inner.dep == "relcl" and inner.head == first.i and not sentence.dependents(inner.i, "dobj")
    )
    return {second.i: replace(second, dep="dobj", head=inner.i)} if fits else {}


def find_agent(sentence: Sentence) -> Sentence:
    """Return "was beaten by 300 votes by [James Orr]" with Orr as who beat: votes measure it; and
    "is owned in equal shares by [James Orr]", "on an interim basis by [James Orr]" as well."""
    return mend_first(mend_first(sentence, _swap_agents, "prep"), _raise_agent, "prep")


def _raise_agent(sentence: Sentence, by: Token) -> Changes:
    """The agent that hangs on the shares in which something is owned, at the passive verb."""
    share = sentence.tokens[by.head]
    link = sentence.tokens[share.head]
    verb = sentence.tokens[link.head]
    shares = words_of("ShareNoun") | {"part", "proportion"}
    shared = link.text == "in" and share.lemma in shares or share.lemma == "basis"
    if by.text != "by" or not shared or not sentence.dependents(verb.i, "auxpass"):
        return {}
    return {by.i: replace(by, dep="agent", head=verb.i)}


def _swap_agents(sentence: Sentence, by: Token) -> Changes:
    measure = sentence.tokens[by.head]
    first = sentence.tokens[measure.head]
    if by.text.lower() != "by" or first.dep != "agent":
        return {}
    if not sentence.dependents(measure.i, "nummod"):
        return {}
    return {
        first.i: replace(first, dep="prep"),
        by.i: replace(by, dep="agent", head=first.head),
    }
