"""Repairs of verbs that the parser took for adjectives, and of subjects that it hung elsewhere;
each rule is a pure function."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend, mend_each, mend_first, move_before, take_place
from kg.model import Sentence, Token
from kg.ontology.lexicon import words_of
from kg.values.date_forms import MONTHS

_PAST = frozenset({"VBN", "VBD"})
_MOVING = frozenset({"nsubj", "prep", "punct", "advmod", "aux", "mark", "neg", "cc"})


def read_past_verb(sentence: Sentence) -> Sentence:
    """Return "Acme deliberately [removed] material information" with the participle behind a noun's
    own subject as its verb."""
    return mend_first(sentence, _raise_participle)


def _raise_participle(sentence: Sentence, noun: Token) -> Changes:
    if noun.pos not in {"NOUN", "PROPN"}:
        return {}
    kids = _kids(sentence, noun)
    if any(t.dep == "cop" or t.lemma == "be" for t in kids):
        return {}
    start = next(iter(_subjects_before(sentence, noun)), noun.i)
    verb = next(
        (t for t in kids if t.dep == "amod" and t.tag in _PAST and start < t.i < noun.i), None
    )
    return _raise(sentence, noun, verb) if verb is not None else {}


def _subjects_before(sentence: Sentence, noun: Token) -> list[int]:
    """The subjects before *noun*; for the root, a name that an adverb parts from its participle
    ("Acme [deliberately] removed")."""
    found = [k for k in sentence.dependents(noun.i, "nsubj") if k < noun.i]
    return found or [
        t.i for t in _kids(sentence, noun) if noun.head == noun.i and _acts(sentence, t, noun.i)
    ]


def _acts(sentence: Sentence, name: Token, noun: int) -> bool:
    """Whether a name before *noun*, read as its modifier, is parted from a participle by an
    adverb."""
    modifies = (
        name.pos == "PROPN" and name.dep in {"nmod", "compound", "npadvmod"} and name.i + 2 < noun
    )
    return (
        modifies
        and sentence.tokens[name.i + 1].tag == "RB"
        and sentence.tokens[name.i + 2].tag in _PAST
    )


def read_causative(sentence: Sentence) -> Sentence:
    """Return "Had [the ledgers destroyed]" with the things as what the subject had destroyed, not
    as subjects of a clause."""
    return mend_each(sentence, _lower_things, "ccomp")


def _lower_things(sentence: Sentence, verb: Token) -> Changes:
    if verb.tag != "VBN" or sentence.tokens[verb.head].lemma not in {"have", "get"}:
        return {}
    things = sentence.dependents(verb.i, "nsubj", "nsubjpass")
    if len(things) != 1 or sentence.dependents(verb.i, "aux", "auxpass", "mark", "dobj"):
        return {}
    thing = sentence.tokens[things[0]]
    return {
        thing.i: replace(thing, dep="dobj", head=verb.head),
        verb.i: replace(verb, dep="acl", head=thing.i),
    }


def read_second_verb(sentence: Sentence) -> Sentence:
    """Return "Accepted and [acknowledged] responsibility" with the participle of the first verb's
    form as a verb, too."""
    return mend_each(sentence, _join_participle, "conj")


def _join_participle(sentence: Sentence, noun: Token) -> Changes:
    first = sentence.tokens[noun.head]
    if noun.pos != "NOUN" or not _is_past_before(first, noun):
        return {}
    verb = next((t for t in _kids(sentence, noun) if t.dep == "amod" and t.tag in _PAST), None)
    if verb is None or not _is_joined_to(sentence, verb, first):
        return {}
    return {
        verb.i: replace(verb, dep="conj", head=first.i, pos="VERB", tag=first.tag),
        noun.i: replace(noun, dep="dobj", head=verb.i),
    }


def _is_past_before(verb: Token, noun: Token) -> bool:
    return verb.pos == "VERB" and verb.tag in _PAST and verb.i <= noun.i


def _is_joined_to(sentence: Sentence, verb: Token, first: Token) -> bool:
    """Whether the conjunction right before *verb* hangs on *first*."""
    before = sentence.tokens[verb.i - 1]
    return before.dep == "cc" and before.head == first.i


def _raise(sentence: Sentence, noun: Token, verb: Token) -> Changes:
    """Let *verb* take the noun's place in the tree, and the noun become its object."""
    changed = {
        verb.i: replace(take_place(verb, noun), pos="VERB", tag="VBD"),
        noun.i: replace(noun, dep="dobj", head=verb.i),
    }
    for token in _kids(sentence, noun):
        if _acts(sentence, token, noun.i):
            changed[token.i] = replace(token, dep="nsubj", head=verb.i)
        elif token.i != verb.i and _moves(token, noun, verb):
            changed[token.i] = replace(token, head=verb.i)
    return changed


def _moves(token: Token, noun: Token, verb: Token) -> bool:
    """Whether what hangs on the noun belongs to the verb: what stands before it, and phrases behind
    the noun but "of"."""
    behind = token.dep == "prep" and token.i > noun.i and token.text.lower() != "of"
    return token.dep in _MOVING and token.i < verb.i or behind


def free_subject(sentence: Sentence) -> Sentence:
    """Return "On May 5, 2008, [Ruiz] and Meyer burned …" with the names, which are no partners of a
    date, as the subject."""
    return mend_first(sentence, _find_subject)


def _find_subject(sentence: Sentence, verb: Token) -> Changes:
    if (
        verb.pos != "VERB"
        or verb.tag not in {"VBD", "VBZ", "VBP"}
        or sentence.dependents(verb.i, "nsubj", "nsubjpass", "csubj")
    ):
        return {}
    for name in sentence.tokens[: verb.i]:
        if _hangs_on_date(sentence, name) and verb.i in sentence.ancestors(name.head):
            return {name.i: replace(name, dep="nsubj", head=verb.i)}
    return {}


def _hangs_on_date(sentence: Sentence, name: Token) -> bool:
    """Whether a name was read as a partner of a date before it."""
    joined = (
        name.pos == "PROPN"
        and name.dep in {"conj", "appos"}
        and name.head < name.i
        and name.entity != "DATE"
    )
    return joined and _is_dated(sentence, name.head)


def _is_dated(sentence: Sentence, i: int) -> bool:
    """Whether token *i* is of a date, or a month with its day or year behind it."""
    token = sentence.tokens[i]
    numbered = token.tag == "NNP" and sentence.dependents(i, "nummod")
    return (
        token.entity in {"DATE", "TIME"}
        or bool(numbered)
        and token.text.rstrip(".").lower() in MONTHS
    )


def read_pronoun_subject(sentence: Sentence) -> Sentence:
    """Return "Admitted that [he], Meyer and others gave …" with the pronoun as the subject of the
    verb behind the list."""
    return mend_first(sentence, _lower_pronoun, "ccomp")


def _lower_pronoun(sentence: Sentence, pronoun: Token) -> Changes:
    if pronoun.tag != "PRP":
        return {}
    verb = _finite_below(sentence, pronoun)
    if verb is None or sentence.dependents(verb.i, "nsubj", "nsubjpass"):
        return {}
    moved = sentence.dependents(pronoun.i, "mark", "prep")
    return {
        verb.i: replace(verb, dep="ccomp", head=pronoun.head),
        pronoun.i: replace(pronoun, dep="nsubj", head=verb.i),
        **{k: replace(sentence.tokens[k], head=verb.i) for k in moved},
    }


def _finite_below(sentence: Sentence, pronoun: Token) -> Token | None:
    """The first finite verb of a clause behind *pronoun* and below it."""
    below = (sentence.tokens[k] for k in sentence.subtree(pronoun.i) if k > pronoun.i)
    finite = (t for t in below if t.tag in {"VBD", "VBP", "VBZ"})
    return next((t for t in finite if t.dep in {"acl", "relcl"}), None)


def free_preposition(sentence: Sentence) -> Sentence:
    """Return "Pleaded guilty today [before] Judge Ruiz" with the phrase at the verb above: a day
    has no judge."""
    return mend_each(sentence, _raise_preposition, "prep")


def _raise_preposition(sentence: Sentence, prep: Token) -> Changes:
    day = sentence.tokens[prep.head]
    if _is_deed_of_year(sentence, prep, day):
        return {prep.i: replace(prep, head=sentence.tokens[day.head].head)}
    if day.entity not in {"DATE", "TIME"} or day.dep != "npadvmod" or prep.i < day.i:
        return {}
    if _dates(sentence, prep):
        return {}
    above = sentence.tokens[day.head]
    verb = sentence.tokens[above.head] if above.pos == "ADJ" else above
    return {prep.i: replace(prep, head=verb.i)} if verb.pos == "VERB" else {}


def _is_deed_of_year(sentence: Sentence, prep: Token, day: Token) -> bool:
    """ "Found guilty in 2017 [of] murdering": a deed is no part of a year."""
    year = day.tag == "CD" and day.dep == "pobj" and day.i < prep.i
    deed = bool(sentence.dependents(prep.i, "pcomp"))
    return year and deed and sentence.tokens[sentence.tokens[day.head].head].pos == "VERB"


def _dates(sentence: Sentence, prep: Token) -> bool:
    """Whether a preposition may go on with a date: "May of 2008", "the day before the trial";
    nobody is a date."""
    word = prep.text.lower()
    named = any(sentence.tokens[k].pos == "PROPN" for k in sentence.dependents(prep.i, "pobj"))
    return word in {"of", "in", "after"} or word == "before" and not named


def _kids(sentence: Sentence, token: Token) -> list[Token]:
    return [sentence.tokens[k] for k in sentence.children[token.i]]


def read_trailing_announcement(sentence: Sentence) -> Sentence:
    """Return "Acme has agreed to pay, the Agency [announced] today" with the announcement as the
    sentence and the rest as what is announced."""
    verbs = [t for t in sentence.tokens if t.pos == "VERB"]
    last = verbs[-1] if len(verbs) > 1 else None
    if last is None or not _closes(sentence, last):
        return sentence
    subject = _who_announces(sentence, last)
    told = sentence.tokens[last.head]
    if subject is None or told.head != told.i:
        return sentence
    changed: Changes = {
        told.i: replace(told, dep="ccomp", head=last.i),
        last.i: replace(last, dep="ROOT", head=last.i),
        subject.i: replace(subject, dep="nsubj", head=last.i),
    }
    return mend(sentence, changed)


def _closes(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb of statement in the past ends the sentence, but for its date, under the verb
    that opens it."""
    rest = sentence.tokens[verb.i + 1 :]
    dated = all(t.entity in {"DATE", "TIME"} or t.pos in {"PUNCT", "ADP"} for t in rest)
    loose = verb.tag == "VBD" and verb.dep in {"advcl", "conj"} and verb.head < verb.i
    return loose and dated and verb.lemma in words_of("StatementVerb")


def _who_announces(sentence: Sentence, verb: Token) -> Token | None:
    """The subject of *verb*, or the head of the first phrase between a comma and it that holds no
    other verb and opens with no place ("near Oslo, [Norway]")."""
    if own := sentence.dependents(verb.i, "nsubj"):
        return sentence.tokens[own[0]]
    verbs = [t.i for t in sentence.tokens[: verb.i] if t.pos in {"VERB", "AUX"} and t.dep != "amod"]
    for comma in sentence.tokens[max(verbs, default=0) : verb.i]:
        first = sentence.tokens[comma.i + 1]
        if comma.text == "," and first.tag in {"NNP", "DT"} and first.entity != "GPE":
            return _top_noun(sentence, comma.i + 1, verb.i)
    return None


def _top_noun(sentence: Sentence, start: int, end: int) -> Token | None:
    """The first noun of ``[start, end)`` that hangs on a word outside."""
    inside = range(start, end)
    tops = (t for t in sentence.tokens[start:end] if t.head not in inside)
    return next((t for t in tops if t.pos in {"NOUN", "PROPN"}), None)


def read_helping(sentence: Sentence) -> Sentence:
    """Return "by [helping] hide it" with the participle as the verb above the deed, where the
    parser made it an auxiliary."""
    return mend_each(sentence, _raise_helping, "aux")


def _raise_helping(sentence: Sentence, helping: Token) -> Changes:
    deed = sentence.tokens[helping.head]
    if helping.text.lower() != "helping" or deed.tag != "VB" or helping.i > deed.i:
        return {}
    return move_before(sentence, deed.i, helping.i) | {
        helping.i: replace(take_place(helping, deed), pos="VERB", lemma="help"),
        deed.i: replace(deed, dep="xcomp", head=helping.i),
    }
