"""Names that the parser listed with a noun further off, or made the subject of what follows."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each
from kg.model import Sentence, Token
from kg.model.text import NOMINALS, SUBJECTS


def appose_in_relative(sentence: Sentence) -> Sentence:
    """Return "his attorney, Boyd, who called the expert, Dr. [Ruiz], a fool" with Ruiz as the
    expert, where the parser listed him with Boyd: no "and" joins them."""
    return mend_each(sentence, _appose, "conj")


def _appose(sentence: Sentence, name: Token) -> Changes:
    first, start = sentence.tokens[name.head], sentence.subtree(name.i)[0]
    if name.pos != "PROPN" or sentence.dependents(first.i, "cc") or start < 2:
        return {}
    noun = sentence.tokens[start - 2]
    inside = any(noun.i in sentence.subtree(k) for k in sentence.dependents(first.i, "relcl"))
    apart = sentence.tokens[start - 1].text == "," and noun.pos == "NOUN"
    return {name.i: replace(name, dep="appos", head=noun.i)} if inside and apart else {}


def part_next_clause(sentence: Sentence) -> Sentence:
    """Return "was denied by the issuer, Acme AB, and that [one of its directors] was a clerk" with
    Acme as the issuer, where the parser made both the subject."""
    return mend_each(sentence, _part, "conj")


def _part(sentence: Sentence, subject: Token) -> Changes:
    name, start = sentence.tokens[subject.head], sentence.subtree(subject.i)[0]
    opening = [t.text for t in sentence.tokens[max(start - 2, 0) : start + 1]]
    if name.dep not in SUBJECTS or opening != [",", "and", "that"]:
        return {}
    noun = sentence.tokens[max(sentence.subtree(name.i)[0] - 2, 0)]
    if name.pos != "PROPN" or noun.pos not in NOMINALS:
        return {}
    that = sentence.tokens[start]
    return {
        subject.i: replace(subject, dep=name.dep, head=name.head),
        name.i: replace(name, dep="appos", head=noun.i),
        that.i: replace(that, dep="mark", head=name.head),
    }


def read_alias(sentence: Sentence) -> Sentence:
    """Return "whose leader, Karl Boyd, [alias] "Nail," is wanted" with the leader as who is wanted,
    where the parser took the word for the other name as the subject."""
    return mend_each(sentence, _read_alias, *SUBJECTS)


def _read_alias(sentence: Sentence, alias: Token) -> Changes:
    before = [sentence.tokens[k] for k in sentence.children[alias.i] if k < alias.i]
    named = next((t for t in before if t.dep in SUBJECTS or t.dep == "nmod"), None)
    if alias.text.lower() != "alias" or named is None:
        return {}
    return {
        named.i: replace(named, dep=alias.dep, head=alias.head),
        alias.i: replace(alias, dep="appos", head=named.i),
    }
