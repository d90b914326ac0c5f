"""Repairs of verbs joined to a verb of another form, and of offices joined to their holder's name;
each rule is a pure function."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each
from kg.model import Sentence, Token
from kg.ontology.lexicon import words_of

_FINITE = frozenset({"VBD", "VBZ"})


def join_finite_verb(sentence: Sentence) -> Sentence:
    """Return "ordered her to pay and [barred] her from office" with the finite verb joined to the
    finite one: an infinitive is no partner of a past tense (the law of the coordination of likes,
    Williams 1978)."""
    return mend_each(sentence, _raise_finite)


def _raise_finite(sentence: Sentence, verb: Token) -> Changes:
    """The finite *verb*, joined to the nearest verb of its tense above an infinitive."""
    partner = sentence.tokens[verb.head]
    if verb.dep != "conj" or not _is_bare_finite(sentence, verb):
        return {}
    if not _is_infinitive_before(sentence, partner, verb):
        return {}
    above = (sentence.tokens[k] for k in sentence.ancestors(partner.i))
    first = next((t for t in above if (t.pos, t.tag) == ("VERB", verb.tag)), None)
    return {verb.i: replace(verb, head=first.i)} if first is not None else {}


def _is_bare_finite(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb shows its tense and has no subject of its own; "cut" may be an infinitive."""
    shown = verb.tag in _FINITE and verb.text.lower() != verb.lemma
    return shown and not sentence.dependents(verb.i, "nsubj", "nsubjpass", "aux")


def _is_infinitive_before(sentence: Sentence, partner: Token, verb: Token) -> bool:
    """Whether *partner* stands before *verb* and is an infinitive with "to"."""
    to = (sentence.tokens[k].tag == "TO" for k in sentence.dependents(partner.i, "aux"))
    return partner.i < verb.i and partner.tag == "VB" and any(to)


def part_appointed(sentence: Sentence) -> Sentence:
    """Return "elected [Lena Ort] [mayor] of Dayton", read as one compound, with the name as who is
    elected and the office as what to."""
    return mend_each(sentence, _part_name)


def _part_name(sentence: Sentence, verb: Token) -> Changes:
    """The name right behind a verb of giving a role, and the office behind it."""
    name = _name_behind(sentence, verb)
    if name is None or verb.lemma not in words_of("RoleVerb"):
        return {}
    start, last = name
    behind = (sentence.tokens[k] for k in sentence.dependents(verb.i, "dobj"))
    office = next((t for t in behind if t.tag == "NN" and t.i > last.i), None)
    if office is None:
        return {}
    parts = {t.i: replace(t, head=last.i, dep="compound") for t in sentence.tokens[start : last.i]}
    held = {office.i: replace(office, dep="oprd"), last.i: replace(last, head=verb.i, dep="dobj")}
    return parts | held


def _name_behind(sentence: Sentence, verb: Token) -> tuple[int, Token] | None:
    """Where the name of a person right behind *verb* begins, and its last word; none that owns
    what follows."""
    for start, end, label in sentence.entities:
        if verb.pos == "VERB" and start == verb.i + 1 and label == "PERSON":
            owns = any(t.tag == "POS" for t in sentence.tokens[end : end + 1])
            return None if owns else (start, sentence.tokens[end - 1])
    return None
