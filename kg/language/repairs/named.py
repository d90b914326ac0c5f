"""A description and the name that it is given."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each
from kg.model import Sentence, Token
from kg.ontology.lexicon import words_of


def name_described(sentence: Sentence) -> Sentence:
    """Return "a driver named [Ana Boyd] left" with the name in apposition: who left is Boyd."""
    return mend_each(sentence, _appose)


def _appose(sentence: Sentence, verb: Token) -> Changes:
    if verb.dep != "acl" or sentence.word(verb.i) not in words_of("NamingParticiple"):
        return {}
    noun = sentence.tokens[verb.head]
    names = sentence.dependents(verb.i, "oprd", "dobj", "attr")
    if len(names) != 1 or noun.tag != "NN" or names[0] < verb.i:
        return {}
    name = sentence.tokens[names[0]]
    other = sentence.dependents(verb.i, "agent", "prep", "aux")
    if name.pos != "PROPN" or not name.entity or other:
        return {}
    return {
        name.i: replace(name, dep="appos", head=noun.i),
        verb.i: replace(verb, dep="dep", head=name.i, pos="X"),
    }


def read_under_secretary(sentence: Sentence) -> Sentence:
    """Return "said [Under Secretary Ana Boyd]" with the capitalised word as part of the title, no
    preposition."""
    return mend_each(sentence, _join_title)


def _join_title(sentence: Sentence, under: Token) -> Changes:
    behind = sentence.tokens[under.i + 1 : under.i + 2]
    if under.text != "Under" or under.pos != "ADP" or not behind:
        return {}
    title = behind[0]
    if title.tag != "NNP" or title.text.lower() not in words_of("UnderTitle"):
        return {}
    reached = sentence.dependents(under.i, "pobj")
    if len(reached) != 1:
        return {}
    verb, name = sentence.tokens[under.head], sentence.tokens[reached[0]]
    label = "dobj" if sentence.dependents(verb.i, "nsubj") else "nsubj"
    return {
        under.i: replace(under, dep="compound", pos="PROPN", tag="NNP", head=title.i),
        name.i: replace(name, dep=label if verb.pos == "VERB" else "appos", head=verb.i),
    }
