"""Verbs of a row that the parser hung on the wrong one."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each, mend_first
from kg.model import Sentence, Token
from kg.model.text import SUBJECTS

_PAST = frozenset({"VBN", "VBD"})


def raise_active_conjunct(sentence: Sentence) -> Sentence:
    """Return "found that Boyd had been dismissed and [ordered Larkfield to pay]" with who found as
    who ordered.

    A verb whose object does what an infinitive says is in the active voice: it shares no "had
    been".
    """
    return mend_first(sentence, _raise_verb)


def _raise_verb(sentence: Sentence, verb: Token) -> Changes:
    first = sentence.tokens[verb.head]
    outer = sentence.tokens[first.head]
    passive = sentence.dependents(first.i, "auxpass")
    if (verb.dep, first.dep) != ("conj", "ccomp") or not passive or verb.tag not in _PAST:
        return {}
    if sentence.dependents(verb.i, *SUBJECTS, "aux", "auxpass") or not _acts(sentence, verb):
        return {}
    joints = [k for k in sentence.dependents(first.i, "cc") if first.i < k < verb.i]
    moved = {k: replace(sentence.tokens[k], head=outer.i) for k in joints}
    return moved | {verb.i: replace(verb, head=outer.i, tag=outer.tag)}


def _acts(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb has an object, and an infinitive behind that."""
    objects = sentence.dependents(verb.i, "dobj")
    behind = [k for k in sentence.dependents(verb.i, "xcomp") if objects and k > objects[0]]
    return any(sentence.dependents(k, "aux") for k in behind)


def join_participles(sentence: Sentence) -> Sentence:
    """Return "for being owned, [controlled], or [directed] by Boyd" with participles in a row as
    one row, not the later ones as partners of a verb before."""
    return mend_each(sentence, _join_row)


def _join_row(sentence: Sentence, verb: Token) -> Changes:
    first = _participle_before(sentence, verb)
    if first is None or verb.dep != "conj" or verb.head >= first.i:
        return {}
    return {verb.i: replace(verb, head=first.i)}


def _participle_before(sentence: Sentence, verb: Token) -> Token | None:
    """The participle that only a comma or a joint parts from *verb*, a participle too."""
    between = sentence.tokens[max(verb.i - 3, 0) : verb.i]
    if verb.tag != "VBN" or sentence.dependents(verb.i, *SUBJECTS, "aux", "auxpass"):
        return None
    for token in reversed(between):
        if token.tag == "VBN":
            return token if sentence.dependents(token.i, "auxpass") else None
        if token.text != "," and token.dep != "cc":
            return None
    return None
