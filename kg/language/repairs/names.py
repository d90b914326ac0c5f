"""Repairs of names that the parse cuts: particles, ranks, letters with hyphens, and what initials
in brackets stand for.

Each rule takes a sentence and returns it, or a copy in which one name is one recognised entity,
headed by one word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.language.repairs.tree import mend, take_place
from kg.model import Sentence, Token
from kg.ontology.loader import load_ontology

_PERSON, _BODY = "PERSON", "ORG"
_SPLIT_NAME = re.compile("[A-Z][\u2019\u02bc`][A-Z][^\\W\\d_]+")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "&"})


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in load_ontology().words[kind])


def is_rank(word: str) -> bool:
    """Whether *word* is a form of address, a degree or a rank ("Lt.", "Ph.D."), and no name by
    itself."""
    return word.strip(".,").casefold() in _words("Rank")


def join_particles(sentence: Sentence) -> Sentence:
    """Return "Sofia della Rocca" as one person: small words between capitalised ones, where such
    words stand in names."""
    for start, end in _with_particles(sentence):
        sentence = name_as_one(sentence, start, end, _PERSON)
    return sentence


def join_nicknames(sentence: Sentence) -> Sentence:
    """Return "John S. (Jay) Darden" as one person: a name in brackets between a first name and a
    family name."""
    for start, end, label in sentence.entities:
        last = end + 3
        if label == _PERSON and _is_nickname(sentence.tokens[end : last + 1]):
            sentence = name_as_one(sentence, start, last + 1, _PERSON)
    return sentence


def join_slashed_names(sentence: Sentence) -> Sentence:
    """Return "Harlow Construction/NY, Inc." as one name, where the recogniser saw what the slash
    begins."""
    for start, end, label in sentence.entities:
        inside = sentence.tokens[start].text == "/"
        slash = start if inside else max(start - 1, 0)
        first = first_of_run(sentence, slash)
        touches = sentence.tokens[slash - 1].end == sentence.tokens[slash].start
        if sentence.tokens[slash].text != "/" or first == slash or not touches:
            continue
        if inside and end > start + 1 or label == _BODY:
            sentence = name_as_one(sentence, first, end, _BODY)
    return sentence


def first_of_run(sentence: Sentence, end: int) -> int:
    """Return where the run of proper nouns right before *end* begins."""
    while end > 0 and sentence.tokens[end - 1].pos == "PROPN":
        end -= 1
    return end


def join_apostrophes(sentence: Sentence) -> Sentence:
    """Return "Liam O’Brien" as one person, where the curled apostrophe was not known; and "O’Brien"
    as one, where no further name follows."""
    ends = {end: start for start, end, label in sentence.entities if label == _PERSON}
    held = {k for start, end, _ in sentence.entities for k in range(start, end)}
    for token in sentence.tokens:
        k = token.i
        if k in held or not _SPLIT_NAME.fullmatch(token.text) or _is_followed(sentence, k):
            continue
        sentence = name_as_one(sentence, ends.get(k, k), k + 1, _PERSON)
    return sentence


def _is_followed(sentence: Sentence, place: int) -> bool:
    """Whether a capitalised word stands behind: "O’Hare Airport"."""
    behind = sentence.tokens[place + 1 : place + 2]
    return any(map(_is_capitalised, behind))


def join_title(sentence: Sentence) -> Sentence:
    """Return "the book [Broken Vows] by Ana Ruiz", read as a clause, with the title of a work as
    one name in apposition."""
    for start, end, label in sentence.entities:
        verbs = [t for t in sentence.tokens[start:end] if t.pos == "VERB"]
        if label != "WORK_OF_ART" or not verbs or sentence.tokens[start - 1].tag != "NN":
            continue
        joined = name_as_one(sentence, start, end, label)
        last = joined.tokens[end - 1]
        agents = {
            k: replace(joined.tokens[k], dep="prep") for k in joined.dependents(last.i, "agent")
        }
        sentence = mend(joined, {last.i: replace(last, dep="appos", head=start - 1), **agents})
    return sentence


def _is_nickname(tokens: Sequence[Token]) -> bool:
    """Whether *tokens* are a capitalised name in brackets and one behind it."""
    if [t.text for t in tokens[:3:2]] != ["(", ")"] or len(tokens) < 4:
        return False
    return all(t.pos == "PROPN" and _is_capitalised(t) for t in tokens[1::2])


def _with_particles(sentence: Sentence) -> Iterator[tuple[int, int]]:
    tokens, start = sentence.tokens, 0
    while start < len(tokens):
        end = start + 1
        while _goes_on(tokens, end) and _is_capitalised(tokens[start]):
            end = _end_of_capitalised(tokens, end)
        if end > start + 1 and not is_one_entity(sentence, start, end):
            yield start, end
        start = end


def _goes_on(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether one or more particles stand at *start* and a capitalised word after them."""
    end = start
    while end < len(tokens) and tokens[end].text in _words("NameParticle"):
        end += 1
    return (
        start < end < len(tokens)
        and _is_capitalised(tokens[end])
        and tokens[start - 1].entity not in {"GPE", "LOC"}
    )


def _end_of_capitalised(tokens: tuple[Token, ...], start: int) -> int:
    end = start
    while not _is_capitalised(tokens[end]):
        end += 1
    while end < len(tokens) and _is_capitalised(tokens[end]) and tokens[end].pos == "PROPN":
        end += 1
    return max(end, start + 2)


def _is_capitalised(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.text[1:2].islower()
        and token.pos in {"PROPN", "NOUN", "X", "ADJ"}
    )


def join_letters(sentence: Sentence) -> Sentence:
    """Return "A-B-C Freight" as one name, letters included."""
    tokens, start = sentence.tokens, 0
    while start < len(tokens):
        end = _end_of_letters(tokens, start)
        while end > start + 1 and end < len(tokens) and _is_capitalised(tokens[end]):
            end += 1
            if end == len(tokens) or not _is_capitalised(tokens[end]):
                sentence = name_as_one(sentence, start, end, _BODY)
        start = max(end, start + 1)
    return sentence


def join_hyphened_names(sentence: Sentence) -> Sentence:
    """Return "[Marchetti]-Boone" as one person, where the recogniser saw one half."""
    for start, end, label in sentence.entities:
        if label == _PERSON and _is_hyphened(sentence, end):
            sentence = name_as_one(sentence, start, end + 2, _PERSON)
        elif label == _PERSON and _is_hyphened(sentence, start - 1):
            sentence = name_as_one(sentence, start - 2, end, _PERSON)
    return sentence


def _is_hyphened(sentence: Sentence, hyphen: int) -> bool:
    """Whether a hyphen without spaces joins two capitalised names there."""
    if not 0 < hyphen < len(sentence.tokens) - 1 or sentence.tokens[hyphen].text != "-":
        return False
    before, sign, after = sentence.tokens[hyphen - 1 : hyphen + 2]
    names = before.pos == after.pos == "PROPN" and after.text.istitle()
    return names and before.end == sign.start and sign.end == after.start


def _end_of_letters(tokens: tuple[Token, ...], start: int) -> int:
    """Where a run of single capitals joined by hyphens without spaces ends; *start* where there is
    none."""
    end = start
    while end < len(tokens) and len(tokens[end].text) == 1 and tokens[end].text.isupper():
        joined = (
            end + 1 < len(tokens)
            and tokens[end + 1].text == "-"
            and tokens[end + 1].start == tokens[end].end
        )
        if not joined:
            return end + 1
        end += 2
    return start


def spell_out_initials(sentence: Sentence) -> Sentence:
    """Return the words before "(ISIL)" that its letters stand for as one name (Schwartz and Hearst
    2003).

    Only capitalised words and small ones, each letter the first of a capitalised word, in order.
    """
    tokens = sentence.tokens
    for mark in tokens[2:-2]:
        short = tokens[mark.i + 1].text
        if (
            mark.text != "("
            or tokens[mark.i + 2].text != ")"
            or not (short.isupper() and short.isalpha() and len(short) > 2)
        ):
            continue
        end = mark.i - 1 if tokens[mark.i - 1].tag == "POS" else mark.i
        start = _long_form(tokens, end, short)
        if start is not None and not is_one_entity(sentence, start, end):
            sentence = as_entity(sentence, start, end, _BODY)
    return sentence


def _long_form(tokens: tuple[Token, ...], end: int, short: str) -> int | None:
    """Where the name begins that stands before *end* and has the initials *short*."""
    letters = list(short)
    for i in range(end - 1, max(-1, end - 2 * len(short) - 3), -1):
        word = tokens[i].text
        if word[0].isupper() and letters and word[0] == letters[-1]:
            letters.pop()
            if not letters:
                return i
        elif word.lower() not in _SMALL:
            return None
    return None


def is_one_entity(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether one recognised entity holds ``[start, end)``."""
    return any(s <= start and end <= e for s, e, _ in sentence.entities)


def as_entity(sentence: Sentence, start: int, end: int, label: str) -> Sentence:
    """Return the sentence with one entity over ``[start, end)`` in place of those inside; the tree
    stays."""
    others = [e for e in sentence.entities if e[1] <= start or end <= e[0]]
    tokens = tuple(replace(t, entity=label) if start <= t.i < end else t for t in sentence.tokens)
    return replace(sentence, tokens=tokens, entities=tuple(sorted([*others, (start, end, label)])))


def name_as_one(sentence: Sentence, start: int, end: int, label: str) -> Sentence:
    """Return the sentence with ``[start, end)`` as a flat name, headed by its last word, which
    takes the place of the topmost."""
    tokens, head = sentence.tokens, end - 1
    inside = range(start, end)
    top = next(
        (t for t in tokens[start:end] if t.head not in inside or t.head == t.i), tokens[head]
    )
    changed = {
        k: replace(tokens[k], pos="PROPN", tag="NNP", dep="compound", head=head)
        for k in inside[:-1]
    }
    changed[head] = replace(take_place(tokens[head], top), pos="PROPN", tag="NNP")
    changed |= {
        t.i: replace(t, head=head) for t in tokens if t.i not in inside and t.head in inside[:-1]
    }
    mended = mend(sentence, changed)
    return sentence if mended is sentence else as_entity(mended, start, end, label)
