"""Clauses whose verb form asks for a deed and tells of none: orders and mandative subjunctives."""

from kg.model import Sentence
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import cue_classes, words_of
from kg.ontology.loader import load_ontology

_BARE = frozenset({"VB", "VBP"})
_PAST = frozenset({"VBD", "VBN"})


def find_mood(sentence: Sentence, i: int) -> str:
    """Return the word that makes the verb *i* an order or a demand; ``""`` where it is a statement.

    "They say no, [call] the lawyer"; "suggested that Ruiz [join] the suit or [drop] hers"."""
    if _is_order(sentence, i):
        return "imperative"
    above = sentence.tokens[_first(sentence, i)].head
    return sentence.tokens[above].text if _is_subjunctive(sentence, i, above) else ""


def _first(sentence: Sentence, i: int) -> int:
    """The first of the verbs that are joined with *i*, unless *i* has a subject of its own."""
    while sentence.tokens[i].dep == "conj" and not sentence.dependents(i, *SUBJECTS):
        i = sentence.tokens[i].head
    return i


def _is_order(sentence: Sentence, i: int) -> bool:
    """Whether a bare verb in a clause of its own is an order."""
    token = sentence.tokens[i]
    if token.tag != "VB" or token.dep not in {"parataxis", "ccomp", "dep"}:
        return False
    above = cue_classes(sentence, token.head, load_ontology())
    if above & {"ImplicativeVerb", "EnableVerb"}:
        return False
    return not sentence.dependents(i, "aux", "auxpass", *SUBJECTS)


def _is_subjunctive(sentence: Sentence, i: int, above: int) -> bool:
    """Whether the clause of *i* under the verb *above* has the base form that demands take: where
    the verb above is past, or the subject singular (Quirk et al. 1985, section 3.59)."""
    first = _first(sentence, i)
    subjects = sentence.dependents(first, *SUBJECTS)
    if sentence.tokens[first].dep != "ccomp" or not subjects or not _is_bare(sentence, i):
        return False
    if sentence.tokens[above].lemma not in words_of("MandativeVerb"):
        return False
    singular = sentence.tokens[subjects[-1]].tag in {"NN", "NNP"}
    return singular or sentence.tokens[above].tag in _PAST


def _is_bare(sentence: Sentence, i: int) -> bool:
    """Whether the verb stands in its base form, or "be" before its participle does."""
    own = [sentence.tokens[k] for k in sentence.dependents(i, "aux", "auxpass")]
    forms = own or [sentence.tokens[i]]
    return all(t.text == t.lemma and t.tag in _BARE for t in forms)
