"""Look up which cue classes of the ontology a word belongs to."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from kg.model import Sentence
from kg.ontology.loader import Ontology, load_ontology

SAYING_NOUNS = (
    "ReportNoun",
    "AllegeNoun",
    "DenyNoun",
    "AdmitNoun",
    "FindNoun",
    "AccountNoun",
)
"""The cue classes of nouns for what is said."""


@cache
def _classes_by_word(ontology: Ontology) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in ontology.cues.items():
        for word in words:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def cue_classes(sentence: Sentence, i: int, ontology: Ontology) -> frozenset[str]:
    """Names of the cue classes of token *i* ("AllegeVerb", "MayModal"), by lemma, else by word."""
    token = sentence.tokens[i]
    index = _classes_by_word(ontology)
    return index.get(token.lemma) or index.get(token.text.lower()) or frozenset()


def is_cue(sentence: Sentence, i: int, ontology: Ontology, *names: str) -> bool:
    """Whether token *i* belongs to one of the cue classes *names*."""
    return not cue_classes(sentence, i, ontology).isdisjoint(names)


def word_classes(word: str, ontology: Ontology) -> frozenset[str]:
    """Names of the cue classes of a *word* as it stands ("would-be")."""
    return _classes_by_word(ontology).get(word.lower(), frozenset())


def is_word(sentence: Sentence, i: int, ontology: Ontology, name: str) -> bool:
    """Whether token *i* as it stands ("convinced", not "convince") belongs to the cue class
    *name*."""
    return name in _classes_by_word(ontology).get(sentence.tokens[i].text.lower(), frozenset())


def names_wrong(sentence: Sentence, i: int, ontology: Ontology) -> bool:
    """Whether token *i* names a deed that is a wrong ("murder", "fraud")."""
    return is_cue(sentence, i, ontology, "HarmNoun") or sentence.tokens[i].lemma in words_of(
        "WrongNoun"
    )


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the words of the word class *name* ("TransferVerb") in the ontology that the process
    uses; empty where it has none."""
    return load_ontology().words.get(name, frozenset())


@cache
def values_of(name: str) -> Mapping[str, str]:
    """Return the words of the value class *name* ("CurrencyName") with the value that each stands
    for, in the ontology that the process uses.

    >>> values_of("CurrencyName")["canadian dollar"]
    'CAD'
    """
    return load_ontology().values.get(name, {})


def any_of(words: Iterable[str]) -> str:
    """Return the alternatives of a pattern that matches any of *words*, the longest first; nothing
    where there are none.

    >>> any_of({"a.m.", "am", "noon"})
    'a\\\\.m\\\\.|noon|am'
    """
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) or "(?!)"


@cache
def home_nouns() -> frozenset[str]:
    """Return the nouns that say in or from which place somebody is: "resident", "native",
    "citizen"."""
    return frozenset(
        words[-1]
        for entries in load_ontology().role_index.values()
        for relation, words, _ in entries
        if relation.domain == ("Person",)
        and "Place" in relation.range
        and "Organization" not in relation.range
        and len(words) == 1
    )
