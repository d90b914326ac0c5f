"""What stands behind "with" before the main clause, which the parser took for its subject."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_first
from kg.model import Sentence, Token
from kg.model.text import FINITE_TAGS

_LONGEST = 20
"""Words of the phrase in front."""


def free_fronted_with(sentence: Sentence) -> Sentence:
    """Return "With [the progress] made in Oslo and now in Rome, the group builds a fund" with the
    progress as what "with" leads to, and the group alone as who builds: a finite verb has one
    subject, which nothing marks."""
    opening = sentence.tokens[0] if sentence.tokens else None
    if opening is None or opening.text.lower() != "with":
        return sentence
    if sentence.dependents(0, "pobj"):
        return mend_first(sentence, _go_on, "acl")
    loose = opening.dep in {"mark", "prep"} and not sentence.dependents(0, "pcomp")
    return mend_first(sentence, _free_front, "nsubj") if loose else sentence


def _go_on(sentence: Sentence, inner: Token) -> Changes:
    """The phrases before the comma that go on with what was done: "and now [in Rome]"."""
    noun = sentence.tokens[inner.head]
    if (noun.dep, noun.head) != ("pobj", 0):
        return {}
    comma = next((t.i for t in sentence.tokens[inner.i : _LONGEST] if t.text == ","), 0)
    phrases = sentence.dependents(sentence.tokens[0].head, "prep")
    return {k: replace(sentence.tokens[k], head=inner.i) for k in phrases if inner.i < k < comma}


def _free_front(sentence: Sentence, noun: Token) -> Changes:
    verb = sentence.tokens[noun.head]
    if verb.tag not in FINITE_TAGS or sentence.tokens[0].head != verb.i:
        return {}
    comma = next((t.i for t in sentence.tokens[noun.i : _LONGEST] if t.text == ","), 0)
    subject = _subject_behind(sentence, comma, verb) if comma and comma < verb.i else None
    if subject is None:
        return {}
    changed: Changes = {
        0: replace(sentence.tokens[0], dep="prep", pos="ADP"),
        noun.i: replace(noun, dep="pobj", head=0),
        subject.i: replace(subject, dep="nsubj", head=verb.i),
    }
    inner = next(iter(sentence.dependents(noun.i, "acl")), noun.i)
    for k in sentence.dependents(verb.i, "prep"):
        if 0 < k < comma:
            changed[k] = replace(sentence.tokens[k], head=inner)
    return changed


def _subject_behind(sentence: Sentence, comma: int, verb: Token) -> Token | None:
    """The head of the noun phrase between the comma and the verb."""
    behind = [t for t in sentence.tokens[comma + 1 : verb.i] if t.pos in {"NOUN", "PROPN", "PRON"}]
    tops = [t for t in behind if not comma < t.head < verb.i]
    return tops[0] if len(tops) == 1 else None
