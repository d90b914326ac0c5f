"""What somebody is told, parsed as a relative clause of who is told it."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each
from kg.model import Sentence, Token
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import load_ontology

_COMPLEMENTS = ("dobj", "acomp", "attr", "oprd", "ccomp", "xcomp", "prep", "prt")


def free_told_clause(sentence: Sentence) -> Sentence:
    """Return "He told the panel he [had eaten] boar" with the clause as what is told.

    A clause without a gap is no relative clause: its verb has all its complements. In "told the man
    he met" the object is the man, and the clause stays his.
    """
    return mend_each(sentence, _free_clause, "relcl")


def _free_clause(sentence: Sentence, verb: Token) -> Changes:
    told = sentence.tokens[verb.head]
    above = sentence.tokens[told.head]
    if told.dep not in {"dobj", "dative", "nsubjpass"}:
        return {}
    if above.lemma not in words_of("TellingVerb") or not above.i < told.i:
        return {}
    subjects = sentence.dependents(verb.i, "nsubj", "nsubjpass")
    if not subjects or not _opens_behind(sentence, told.i, subjects[0]):
        return {}
    whole = any(sentence.dependents(verb.i, label) for label in _COMPLEMENTS)
    return {verb.i: replace(verb, dep="ccomp", head=above.i)} if whole else {}


def _opens_behind(sentence: Sentence, told: int, subject: int) -> bool:
    """Whether a clause opens with its own subject, which is no relative pronoun, right behind who
    is told."""
    first = min([subject, *sentence.dependents(subject, "det", "poss", "amod", "compound")])
    relative = sentence.tokens[subject].tag in {"WP", "WDT"}
    return first == told + 1 and not relative


def free_said_clause(sentence: Sentence) -> Sentence:
    """Return "She insisted to the end that he [lied]" with the clause as what was said, and not as
    one of the time between."""
    return mend_each(sentence, _free_said, "relcl")


def _free_said(sentence: Sentence, verb: Token) -> Changes:
    tokens = sentence.tokens
    noun = tokens[verb.head]
    said = tokens[tokens[noun.head].head]
    that = noun.i + 1
    timed = noun.dep == "pobj" and noun.lemma in words_of("MomentNoun") | {"end", "start"}
    if not timed or that >= len(tokens) or tokens[that].text != "that":
        return {}
    says = is_cue(sentence, said.i, load_ontology(), "ReportVerb", "AllegeVerb")
    subjects = sentence.dependents(verb.i, *SUBJECTS)
    if not says or sentence.dependents(said.i, "ccomp") or not any(k > that for k in subjects):
        return {}
    mark = replace(tokens[that], dep="mark", head=verb.i, pos="SCONJ", tag="IN")
    return {verb.i: replace(verb, dep="ccomp", head=said.i), that: mark}
