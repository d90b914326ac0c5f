"""Participles read as past tenses, past tenses as participles, and either hung on another word."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each
from kg.model import Sentence, Token
from kg.model.text import FINITE_TAGS, SUBJECTS
from kg.ontology.lexicon import words_of


def read_told_past(sentence: Sentence) -> Sentence:
    """Return "Rebels [killed] ten men, the ministry said" with the first verb as a past, where the
    parser read a participle that has a subject of its own and no auxiliary."""
    return mend_each(sentence, _read_past, "ccomp")


def _read_past(sentence: Sentence, verb: Token) -> Changes:
    told_first = verb.tag == "VBN" and verb.i < verb.head
    helped = sentence.dependents(verb.i, "aux", "auxpass", "nsubjpass")
    if not told_first or helped or not sentence.dependents(verb.i, "nsubj"):
        return {}
    return {verb.i: replace(verb, tag="VBD")}


def read_capital_name(sentence: Sentence) -> Sentence:
    """Return "was added by [Hammerling] in a note" with a name, where the parser read a gerund for
    its ending: no deed has a capital."""
    return mend_each(sentence, _read_name, "pcomp")


def _read_name(sentence: Sentence, name: Token) -> Changes:
    capital = name.tag == "VBG" and name.text.istitle() and name.i == name.head + 1
    if not capital or sentence.word(name.head) != "by" or sentence.dependents(name.i, "dobj"):
        return {}
    verb = sentence.tokens[sentence.tokens[name.head].head]
    hung = {
        k: replace(sentence.tokens[k], head=verb.i) for k in sentence.children[name.i] if k > name.i
    }
    return {name.i: replace(name, pos="PROPN", tag="NNP", dep="pobj", lemma=name.text), **hung}


def read_reduced_past(sentence: Sentence) -> Sentence:
    """Return "an officer [dismissed] in 2017" with a participle, where the parser read a past tense
    that has no subject."""
    return mend_each(sentence, _read_reduced, "acl")


def _read_reduced(sentence: Sentence, verb: Token) -> Changes:
    finite = any(sentence.tokens[k].tag in FINITE_TAGS for k in sentence.ancestors(verb.i))
    if verb.tag != "VBD" or sentence.tokens[verb.head].pos != "NOUN" or not finite:
        return {}
    own = sentence.dependents(verb.i, "nsubj", "nsubjpass", "aux", "dobj")
    return {} if own else {verb.i: replace(verb, tag="VBN")}


def hang_on_object(sentence: Sentence) -> Sentence:
    """Return "Ruiz signed papers, [annexed] to the report, in May" with the participle as what was
    done to the papers, where the parser read a second deed of hers: no "and" joins it."""
    return mend_each(sentence, _hang, "conj")


def _hang(sentence: Sentence, verb: Token) -> Changes:
    first = sentence.tokens[verb.head]
    if not _is_bare(sentence, verb) or sentence.dependents(first.i, "cc"):
        return {}
    objects = sentence.dependents(first.i, "dobj") if first.tag in FINITE_TAGS else ()
    near = next((k for k in objects if sentence.subtree(k)[-1] == verb.i - 2), None)
    return {} if near is None else {verb.i: replace(verb, dep="acl", head=near)}


def _is_bare(sentence: Sentence, verb: Token) -> bool:
    """Whether a participle right behind a comma has nothing of a clause of its own."""
    own = sentence.dependents(verb.i, "aux", "auxpass", "dobj", "conj", *SUBJECTS)
    return verb.tag == "VBN" and sentence.tokens[verb.i - 1].text == "," and not own


def hang_on_fronted(sentence: Sentence) -> Sentence:
    """Return "Under the decree, [lodged] in Ohio, the firms will pay" with the participle as what
    was done to the decree."""
    return mend_each(sentence, _hang_on_fronted, "advcl")


def _hang_on_fronted(sentence: Sentence, verb: Token) -> Changes:
    if verb.i > verb.head or not _is_bare(sentence, verb):
        return {}
    hung = (*sentence.dependents(verb.head, "prep"), *sentence.dependents(verb.i, "prep"))
    for k in (k for k in hung if k < verb.i):
        for noun in sentence.dependents(k, "pobj"):
            if sentence.subtree(noun)[-1] == verb.i - 2:
                link = replace(sentence.tokens[k], head=verb.head)
                return {k: link, verb.i: replace(verb, dep="acl", head=noun)}
    return {}


def share_passive(sentence: Sentence) -> Sentence:
    """Return "was banned for a year and [fined] $400" with who was banned as who was fined, where
    the parser read a past tense: who is banned fines nobody."""
    return mend_each(sentence, _share, "conj")


def _share(sentence: Sentence, verb: Token) -> Changes:
    suffers = words_of("ObjectBlameVerb") | words_of("CustodyVerb")
    passive = sentence.dependents(verb.head, "auxpass") and verb.lemma in suffers
    own = sentence.dependents(verb.i, "aux", "auxpass", *SUBJECTS)
    if not passive or own or verb.tag != "VBD":
        return {}
    named = (sentence.tokens[k] for k in sentence.dependents(verb.i, "dobj"))
    somebody = any(t.entity in {"PERSON", "ORG"} or t.pos == "PRON" for t in named)
    return {} if somebody else {verb.i: replace(verb, tag="VBN")}
