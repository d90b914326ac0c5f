"""Descriptions in apposition: "Ana Ruiz, [an Oslo clerk and former Quaker]"."""

from kg.model import Mention, Sentence, Token
from kg.ontology.lexicon import words_of


def first_of_descriptions(sentence: Sentence, noun: int) -> Token:
    """Return the description in apposition that a second one without article is joined to: "an Oslo
    [clerk] and former Quaker"; else the noun's own word."""
    token = sentence.tokens[noun]
    first = sentence.tokens[token.head]
    return first if token.dep == "conj" and first.dep == "appos" and token.tag == "NN" else token


def is_of_one(sentence: Sentence, noun: int) -> bool:
    """Whether nobody else is joined to a description: "an Oslo clerk and former Quaker" is one."""
    for k in sentence.dependents(noun, "conj"):
        before = {sentence.tokens[a].lemma for a in sentence.dependents(k, "amod")}
        named = sentence.tokens[k].entity not in {"", "NORP"}
        if named and before.isdisjoint(words_of("FormerAdjective")):
            return False
        if sentence.dependents(k, "det", "poss"):
            return False
    return True


def adjoins(sentence: Sentence, mention: Mention, name: Mention) -> bool:
    """Whether nothing but marks and the words of the phrase itself stand between a description and
    a name."""
    left, right = sorted((mention, name), key=lambda m: m.start)
    between = sentence.tokens[left.end : right.start]
    own = {*sentence.subtree(left.head), *sentence.subtree(right.head)}
    verbs = any(t.pos in {"VERB", "AUX"} and t.dep not in {"relcl", "acl", "amod"} for t in between)
    return not verbs and all(t.i in own for t in between)
