"""Repairs of verbs that the parser took for adjectives, and of subjects that it hung elsewhere; each rule is a pure function.

Like ``kg.language.repairs.noun_phrases``, which holds the rules for noun phrases.
"""

from dataclasses import replace

from kg.language.repairs.clauses import mend
from kg.model import Sentence, Token
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import load_ontology
from kg.values.dates import MONTHS

_PAST = frozenset({"VBN", "VBD"})
_MOVING = frozenset({"nsubj", "prep", "punct", "advmod", "aux", "mark", "neg", "cc"})


def read_past_verb(sentence: Sentence) -> Sentence:
    """ "Acme deliberately [removed] material information": a participle behind a noun's own subject is its verb."""
    for noun in sentence.tokens:
        if noun.pos not in {"NOUN", "PROPN"} or any(t.dep == "cop" or t.lemma == "be" for t in _kids(sentence, noun)):
            continue
        start = next(iter(_subjects_before(sentence, noun)), noun.i)
        verb = next((t for t in _kids(sentence, noun) if t.dep == "amod" and t.tag in _PAST and start < t.i < noun.i), None)
        if verb is not None:
            return mend(sentence, _raise(sentence, noun, verb))
    return sentence


def _subjects_before(sentence: Sentence, noun: Token) -> list[int]:
    """The subjects before *noun*; for the root, a name that an adverb parts from its participle ("Acme [deliberately] removed")."""
    found = [k for k in sentence.dependents(noun.i, "nsubj") if k < noun.i]
    return found or [t.i for t in _kids(sentence, noun) if noun.head == noun.i and _acts(sentence, t, noun.i)]


def _acts(sentence: Sentence, name: Token, noun: int) -> bool:
    """Whether a name before *noun*, read as its modifier, is parted from a participle by an adverb."""
    modifies = name.pos == "PROPN" and name.dep in {"nmod", "compound", "npadvmod"} and name.i + 2 < noun
    return modifies and sentence.tokens[name.i + 1].tag == "RB" and sentence.tokens[name.i + 2].tag in _PAST


def read_causative(sentence: Sentence) -> Sentence:
    """ "Had [the ledgers destroyed]": the things are what the subject had destroyed, no subjects of a clause."""
    changed: dict[int, Token] = {}
    for verb in sentence.tokens:
        if verb.tag != "VBN" or verb.dep != "ccomp" or sentence.tokens[verb.head].lemma not in {"have", "get"}:
            continue
        things = sentence.dependents(verb.i, "nsubj", "nsubjpass")
        if len(things) == 1 and not sentence.dependents(verb.i, "aux", "auxpass", "mark", "dobj"):
            changed[things[0]] = replace(sentence.tokens[things[0]], dep="dobj", head=verb.head)
            changed[verb.i] = replace(verb, dep="acl", head=things[0])
    return mend(sentence, changed)


def read_second_verb(sentence: Sentence) -> Sentence:
    """ "Accepted and [acknowledged] responsibility": behind "and" a participle of the first verb's form is a verb, too."""
    changed: dict[int, Token] = {}
    for noun in sentence.tokens:
        first = sentence.tokens[noun.head]
        if noun.dep != "conj" or noun.pos != "NOUN" or first.pos != "VERB" or first.tag not in _PAST or first.i > noun.i:
            continue
        verb = next((t for t in _kids(sentence, noun) if t.dep == "amod" and t.tag in _PAST), None)
        if verb is None or sentence.tokens[verb.i - 1].dep != "cc" or sentence.tokens[verb.i - 1].head != first.i:
            continue
        changed[verb.i] = replace(verb, dep="conj", head=first.i, pos="VERB", tag=first.tag)
        changed[noun.i] = replace(noun, dep="dobj", head=verb.i)
    return mend(sentence, changed)


def pair_responses(sentence: Sentence) -> Sentence:
    """ "Larkfield admits that Boyd runs it, but [denies] the rest": who admits is who denies, not whom the admission is about."""
    ontology = load_ontology()
    changed: dict[int, Token] = {}
    for verb in sentence.tokens:
        inner = sentence.tokens[verb.head]
        outer = sentence.tokens[inner.head]
        if (verb.dep, inner.dep) != ("conj", "ccomp") or sentence.dependents(verb.i, "nsubj", "nsubjpass", "aux"):
            continue
        if all(is_cue(sentence, t.i, ontology, "AdmitVerb", "DenyVerb") for t in (verb, outer)):
            joining = [k for k in sentence.dependents(inner.i, "cc") if inner.i < k < verb.i]
            changed |= {k: replace(sentence.tokens[k], head=outer.i) for k in (verb.i, *joining)}
    return mend(sentence, changed)


def _raise(sentence: Sentence, noun: Token, verb: Token) -> dict[int, Token]:
    """Let *verb* take the noun's place in the tree, and the noun become its object."""
    top = verb.i if noun.head == noun.i else noun.head
    changed = {
        verb.i: replace(verb, dep=noun.dep, head=top, pos="VERB", tag="VBD"),
        noun.i: replace(noun, dep="dobj", head=verb.i),
    }
    for token in _kids(sentence, noun):
        if _acts(sentence, token, noun.i):
            changed[token.i] = replace(token, dep="nsubj", head=verb.i)
            continue
        behind = token.dep == "prep" and token.i > noun.i and token.text.lower() != "of"
        if token.i != verb.i and (token.dep in _MOVING and token.i < verb.i or behind):
            changed[token.i] = replace(token, head=verb.i)
    return changed


def free_subject(sentence: Sentence) -> Sentence:
    """ "On May 5, 2008, [Ruiz] and Meyer burned …": a date is no partner of names; they are the subject of the verb."""
    for verb in sentence.tokens:
        if verb.pos != "VERB" or verb.tag not in {"VBD", "VBZ", "VBP"} or sentence.dependents(verb.i, "nsubj", "nsubjpass", "csubj"):
            continue
        for name in sentence.tokens[: verb.i]:
            date = sentence.tokens[name.head]
            joined = name.pos == "PROPN" and name.dep in {"conj", "appos"} and date.i < name.i and name.entity != "DATE"
            if joined and _is_dated(sentence, date.i) and verb.i in sentence.ancestors(date.i):
                return mend(sentence, {name.i: replace(name, dep="nsubj", head=verb.i)})
    return sentence


def _is_dated(sentence: Sentence, i: int) -> bool:
    """Whether token *i* is of a date, or a month with its day or year behind it."""
    token = sentence.tokens[i]
    numbered = token.tag == "NNP" and sentence.dependents(i, "nummod")
    return token.entity in {"DATE", "TIME"} or bool(numbered) and token.text.rstrip(".").lower() in MONTHS


def read_pronoun_subject(sentence: Sentence) -> Sentence:
    """ "Admitted that [he], Meyer and others gave …": a pronoun is no clause; the verb behind the list is."""
    for pronoun in sentence.tokens:
        if pronoun.tag != "PRP" or pronoun.dep != "ccomp":
            continue
        below = (sentence.tokens[k] for k in sentence.subtree(pronoun.i) if k > pronoun.i)
        verb = next((t for t in below if t.dep in {"acl", "relcl"} and t.tag in {"VBD", "VBP", "VBZ"}), None)
        if verb is None or sentence.dependents(verb.i, "nsubj", "nsubjpass"):
            continue
        changed = {
            verb.i: replace(verb, dep="ccomp", head=pronoun.head),
            pronoun.i: replace(pronoun, dep="nsubj", head=verb.i),
        }
        for k in sentence.dependents(pronoun.i, "mark", "prep"):
            changed[k] = replace(sentence.tokens[k], head=verb.i)
        return mend(sentence, changed)
    return sentence


def free_preposition(sentence: Sentence) -> Sentence:
    """ "Pleaded guilty today [before] Judge Ruiz": a day has no judge; the phrase goes with the verb above."""
    changed: dict[int, Token] = {}
    for prep in sentence.tokens:
        day = sentence.tokens[prep.head]
        word = prep.text.lower()
        dated = word in {"of", "in", "after"} or word == "before" and not _judged(sentence, prep)
        if dated or prep.dep != "prep" or day.entity not in {"DATE", "TIME"} or day.dep != "npadvmod" or prep.i < day.i:
            continue
        above = sentence.tokens[day.head]
        verb = sentence.tokens[above.head] if above.pos == "ADJ" else above
        if verb.pos == "VERB":
            changed[prep.i] = replace(prep, head=verb.i)
    return mend(sentence, changed)


def _judged(sentence: Sentence, prep: Token) -> bool:
    return any(sentence.tokens[k].pos == "PROPN" for k in sentence.dependents(prep.i, "pobj"))


def _kids(sentence: Sentence, token: Token) -> list[Token]:
    return [sentence.tokens[k] for k in sentence.children[token.i]]
