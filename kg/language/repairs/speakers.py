"""Who speaks, named before a colon: nobody of whom the line tells a deed.

A parser takes the label of a line ("Ivo Renn: ...") for a subject of the verb behind it."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend
from kg.model import Sentence, Token

_SUBJECTS = ("nsubj", "nsubjpass")
_LONGEST = 8
"""The words of a label."""


def free_label(sentence: Sentence) -> Sentence:
    """Return "Ivo Renn: Dina Harlan robbed the bank" with the label before the colon as no subject
    of a verb behind it, but who stands right behind it."""
    colon = next((t.i for t in sentence.tokens[: _LONGEST + 1] if t.text.endswith(":")), 0)
    if not colon or any(t.pos in {"VERB", "AUX"} for t in sentence.tokens[:colon]):
        return sentence
    changed: Changes = {}
    for label in sentence.tokens[:colon]:
        if label.dep in _SUBJECTS and label.head > colon:
            changed[label.i] = replace(label, dep="dep")
            changed |= _take_over(sentence, label, colon)
    return mend(sentence, changed)


def _take_over(sentence: Sentence, label: Token, colon: int) -> Changes:
    """The noun behind the colon that hangs on the label, as the subject that its verb lacks."""
    verb = label.head
    if any(k > colon for k in sentence.dependents(verb, *_SUBJECTS)):
        return {}
    behind = [k for k in sentence.dependents(label.i, "appos", "conj", "dep") if colon < k < verb]
    return {k: replace(sentence.tokens[k], dep=label.dep, head=verb) for k in behind[:1]}
