"""Repairs of lists that the parser broke: items behind semicolons, names hung on a verb or before
it; pure functions.

A list of names is one coordination, whatever stands between its items (Huddleston & Pullum 2002,
chapter 15)."""

from collections.abc import Iterator
from dataclasses import replace

from kg.language.repairs.names import first_of_run
from kg.language.repairs.tree import mend
from kg.model import Sentence, Token
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import words_of

_NOMINAL = frozenset({"NOUN", "PROPN"})
_ARGUMENTS = frozenset({"dobj", "attr", "agent", "nsubj", "nsubjpass", "prep"})
_STRAY = frozenset({"npadvmod", "dep", "appos", "conj", "meta", "ROOT", "nmod"})
_JOINS = frozenset({"and", "or", "&"})
_LABELS = frozenset({"ORG", "PERSON", "GPE"})


def join_semicolons(sentence: Sentence) -> Sentence:
    """Return "Investigated by [the Agency]; [the Office]; and [the Bank]" with what stands between
    semicolons as items of one list."""
    segments = list(_segments(sentence))
    if len(segments) < 3:
        return sentence
    changed = _free_clause(sentence, *segments[0])
    previous = _last_argument(sentence, *segments[0])
    for start, end in segments[1:]:
        item = _item(sentence, start, end)
        if previous is None or item is None:
            return sentence
        if item.dep != "conj" or item.head != previous:
            changed[item.i] = replace(item, dep="conj", head=previous)
        previous = item.i
    return mend(sentence, changed)


def _free_clause(sentence: Sentence, start: int, end: int) -> dict[int, Token]:
    """ "[It is investigated by the Agency]; the Office; …": the clause is the sentence, where the
    parser hung it on an item of its list."""
    verbs = (t for t in sentence.tokens[start:end] if t.pos in {"VERB", "AUX"})
    verb = next((t for t in verbs if t.head >= end and t.head == sentence.root), None)
    return {} if verb is None else {verb.i: replace(verb, dep="ROOT", head=verb.i)}


def _segments(sentence: Sentence) -> Iterator[tuple[int, int]]:
    start = 0
    for token in sentence.tokens:
        if token.text == ";":
            yield start, token.i
            start = token.i + 1
    yield start, len(sentence.tokens)


def _last_argument(sentence: Sentence, start: int, end: int) -> int | None:
    """The argument of a verb with which the first segment ends: "was investigated by [the Agency]
    for Trade"."""
    found = None
    for k in (end - 1, *sentence.ancestors(end - 1)):
        token = sentence.tokens[k]
        if not start <= k < end or token.pos in {"VERB", "AUX"}:
            return found
        if token.pos in _NOMINAL:
            found = k
    return None


def _item(sentence: Sentence, start: int, end: int) -> Token | None:
    """The noun on which the words from *start* to *end* hang, if they are no clause."""
    if any(t.dep in SUBJECTS and t.tag not in {"WDT", "WP"} for t in sentence.tokens[start:end]):
        return None
    tops = [
        t
        for t in sentence.tokens[start:end]
        if (t.head == t.i or not start <= t.head < end) and t.pos in _NOMINAL
    ]
    return tops[0] if tops else None


def join_stray_names(sentence: Sentence) -> Sentence:
    """Return "Prosecuted by [Ruiz] of the Section, and [Meyer]" with the name as a partner of the
    verb's last argument of the kind, not of the verb."""
    changed: dict[int, Token] = {}
    for name in sentence.tokens:
        verb = sentence.tokens[name.head]
        if (
            name.dep != "conj"
            or name.pos != "PROPN"
            or name.entity not in _LABELS
            or verb.pos != "VERB"
            or name.i < verb.i
        ):
            continue
        if any(sentence.tokens[k].dep in SUBJECTS for k in sentence.children[name.i]):
            continue
        partner = _partner(sentence, verb.i, name)
        if partner is not None:
            changed[name.i] = replace(name, head=partner)
    return mend(sentence, changed)


def _partner(sentence: Sentence, verb: int, name: Token) -> int | None:
    """The last argument of *verb* before *name* that is a name of its kind."""
    objects = [o for k in sentence.children[verb] if k < name.i for o in _names_of(sentence, k)]
    alike = [k for k in objects if sentence.tokens[k].entity == name.entity]
    return alike[-1] if alike else None


def _names_of(sentence: Sentence, k: int) -> list[int]:
    """The name that an argument is, or that its preposition reaches."""
    token = sentence.tokens[k]
    found = sentence.dependents(k, "pobj") if token.pos == "ADP" else (k,)
    return [o for o in found if token.dep in _ARGUMENTS and sentence.tokens[o].pos == "PROPN"]


def join_subject_names(sentence: Sentence) -> Sentence:
    """Return "If convicted, [Ruiz], [Meyer] and [Cole] could face" with all names in a row before
    the verb as its subject."""
    for last in sentence.tokens:
        if last.dep not in SUBJECTS or last.pos != "PROPN" or last.head < last.i:
            continue
        run = _run_before(sentence, last)
        if len(run) > 1 and any(
            sentence.tokens[k].dep in _STRAY and not _is_below(sentence, k, run) for k in run[:-1]
        ):
            first = replace(sentence.tokens[run[0]], dep=last.dep, head=last.head)
            others = {
                k: replace(sentence.tokens[k], dep="conj", head=run[n])
                for n, k in enumerate(run[1:])
            }
            return mend(sentence, {first.i: first, **others})
    return sentence


def _is_below(sentence: Sentence, k: int, run: list[int]) -> bool:
    return sentence.tokens[k].head in run


def _run_before(sentence: Sentence, last: Token) -> list[int]:
    """The heads of the names in a row that end in *last*: with commas between them, and "and"
    before the last."""
    run, start, joined = [last.i], first_of_run(sentence, last.i), False
    while (k := _name_before(sentence, start, joined)) is not None:
        begin = first_of_run(sentence, k)
        if begin and sentence.tokens[begin - 1].pos == "ADP":
            break
        run.insert(0, k)
        start, joined = begin, True
    return run


def _name_before(sentence: Sentence, start: int, joined: bool) -> int | None:
    """The name that "and" (once, for the last), or a comma (before others) joins to the name that
    opens at *start*."""
    if start < 2:
        return None
    mark = sentence.tokens[start - 1]
    if mark.text != "," if joined else mark.text.lower() not in _JOINS:
        return None
    k = (
        start - 3
        if start > 2 and not joined and sentence.tokens[start - 2].text == ","
        else start - 2
    )
    return k if sentence.tokens[k].pos == "PROPN" else None


def join_following(sentence: Sentence) -> Sentence:
    """Return "28 months in prison followed by [two years] of parole" with what follows a stretch of
    time as a second one."""
    changed: dict[int, Token] = {}
    for verb in sentence.tokens:
        if verb.text.lower() == "followed" and verb.dep in {"advcl", "acl", "conj", "xcomp"}:
            later = _term_following(sentence, verb)
            before = sentence.tokens[max(verb.i - 6, 0) : verb.i]
            first = [t.i for t in before if t.lemma in words_of("TimeUnit")]
            if later is not None and first:
                head = _penalty(sentence, first[-1])
                changed[later.i] = replace(later, dep="conj", head=head)
    return mend(sentence, changed)


def _term_following(sentence: Sentence, verb: Token) -> Token | None:
    """The stretch of time that "followed by" names."""
    for by in sentence.dependents(verb.i, "agent"):
        for k in sentence.dependents(by, "pobj"):
            if _is_term(sentence, k):
                return sentence.tokens[k]
    return None


def _is_term(sentence: Sentence, k: int) -> bool:
    return any(sentence.tokens[m].lemma in words_of("TimeUnit") for m in sentence.subtree(k))


def _penalty(sentence: Sentence, term: int) -> int:
    """The noun that a stretch of time measures: "28 months' [imprisonment]", "a [sentence] of ten
    years"."""
    token = sentence.tokens[term]
    if token.dep in {"poss", "nmod", "compound"}:
        return token.head
    above = sentence.tokens[token.head]
    return above.head if token.dep == "pobj" and above.text.lower() == "of" else term
