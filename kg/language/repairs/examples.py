"""Examples that the parser hung on a noun that they are none of."""

from dataclasses import replace

from kg.language.mentions import noun_types
from kg.language.repairs.tree import Changes, mend_each
from kg.model import Sentence, Token
from kg.ontology.loader import load_ontology

STRESSED = frozenset({"notably", "especially", "particularly"})
"""Adverbs that single out one of several ("partners, especially the Harbour Fund")."""
_OF_PEOPLE = frozenset({"Person", "Group"})


def attach_examples(sentence: Sentence) -> Sentence:
    """Return "defectors from the firm [including Ana Ruiz]" with her as one of the defectors, and
    no part of the firm."""
    return mend_each(sentence, _attach, "prep")


def _attach(sentence: Sentence, word: Token) -> Changes:
    named = [sentence.tokens[k] for k in sentence.dependents(word.i, "pobj")]
    if word.text != "including" or not named or named[0].entity != "PERSON":
        return {}
    body = sentence.tokens[word.head]
    people = sentence.tokens[sentence.tokens[body.head].head]
    kinds = noun_types(load_ontology())
    fits = people.tag == "NNS" and kinds.get(people.lemma) in _OF_PEOPLE and people.i < body.i
    if body.dep != "pobj" or kinds.get(body.lemma) in _OF_PEOPLE or not fits:
        return {}
    return {word.i: replace(word, head=people.i)}


def attach_stressed(sentence: Sentence) -> Sentence:
    """Return "uncovered a scheme that involved several aides, most notably [Ana Ruiz]" with her as
    one of the aides: nobody uncovered her."""
    return mend_each(sentence, _single_out, "conj")


def _single_out(sentence: Sentence, named: Token) -> Changes:
    stress = next(
        (k for k in sentence.dependents(named.i, "advmod") if sentence.word(k) in STRESSED), None
    )
    above = sentence.tokens[named.head]
    if stress is None or above.tag not in {"NN", "NNP"}:
        return {}
    between = reversed(sentence.tokens[above.i + 1 : stress])
    several = (t.i for t in between if t.tag == "NNS" and above.i in sentence.ancestors(t.i))
    kind = next(several, None)
    return {} if kind is None else {named.i: replace(named, dep="appos", head=kind)}


def attach_range(sentence: Sentence) -> Sentence:
    """Return "drew help ranging from the mayor [to Ana Ruiz]" with both ends of the range at its
    participle, and nobody to whom the help was drawn."""
    return mend_each(sentence, _close_range, "prep")


def _close_range(sentence: Sentence, to: Token) -> Changes:
    opened = (
        t.i
        for t in sentence.tokens[: to.i]
        if t.lemma == "range" and t.tag == "VBG" and to.head in sentence.ancestors(t.i)
    )
    ranging = next(opened, None)
    if to.text != "to" or ranging is None:
        return {}
    starts = [k for k in sentence.dependents(ranging, "prep") if sentence.word(k) == "from"]
    return {to.i: replace(to, head=ranging)} if starts else {}
