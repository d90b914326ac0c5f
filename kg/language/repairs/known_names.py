"""Repairs of names of bodies that a parser cuts at "and" or "of"; pure functions.

Like ``kg.language.repairs.noun_phrases``, which holds the rules for noun phrases.
"""

from dataclasses import replace
from functools import cache

from kg.language.repairs.names import as_entity, is_one_entity
from kg.language.repairs.tree import Changes, mend, mend_each
from kg.model import Sentence, Token
from kg.model.text import SUBJECTS
from kg.ontology.legal_forms import is_legal_form
from kg.ontology.lexicon import words_of
from kg.ontology.loader import load_ontology


@cache
def _joined_names() -> tuple[str, ...]:
    """The names of well-known bodies that hold "and", the longest first."""
    names = (name for name in load_ontology().bodies if " and " in name)
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def join_known_name(sentence: Sentence) -> Sentence:
    """Return "[the Islamic State of Iraq and the Levant] fell" with a well-known name as one,
    whatever "and" joins in it."""
    name = next((name for name in _joined_names() if name in sentence.text), None)
    if name is None:
        return sentence
    start, end = _span_of(sentence, name)
    entities = (
        *(e for e in sentence.entities if e[1] <= start or e[0] >= end),
        (start, end, "ORG"),
    )
    changed = {
        k: replace(sentence.tokens[k], head=_head_inside(sentence, k, start), entity="ORG")
        for k in range(start, end)
    }
    mended = mend(sentence, changed)
    return sentence if mended is sentence else replace(mended, entities=tuple(sorted(entities)))


def _span_of(sentence: Sentence, name: str) -> tuple[int, int]:
    """The tokens of the first *name* in the sentence."""
    first = sentence.text.index(name)
    inside = [i for i, place in enumerate(sentence.places) if first <= place < first + len(name)]
    return inside[0], inside[-1] + 1


def _head_inside(sentence: Sentence, k: int, start: int) -> int:
    """Where token *k* of the name hangs: a noun behind "and" on the one before it, not on the head
    of the whole name."""
    token = sentence.tokens[k]
    if token.dep not in {"conj", "cc"} or token.head < start:
        return token.head
    before = [t for t in sentence.tokens[start:k] if t.dep == "pobj"]
    return before[-1].i if before else token.head


def complete_body_name(sentence: Sentence) -> Sentence:
    """Return "[the Guild of Pilots and Mates of North Bay] sued" with the name of a body as one,
    over the "and" inside of it and the place behind it; cut off, two bodies would be one."""
    for start, end in _bodies(sentence):
        whole = _end_of_place(sentence, start, _end_of_members(sentence, start, end))
        if whole > end and not is_one_entity(sentence, start, whole):
            sentence = as_entity(sentence, start, whole, "ORG")
    return mend_each(sentence, _inside_name, "conj")


def _inside_name(sentence: Sentence, token: Token) -> Changes:
    """Hang what "and" joins inside the name of a body on it as a part: the "Sons" of "[Smith and
    Sons]" do nothing themselves; the second of two bodies that were taken for one does."""
    ends = (
        end
        for start, end, label in sentence.entities
        if label == "ORG" and start <= token.head < token.i < end
    )
    end = next(ends, None)
    if end is None or not _is_named(token) or _has_body_noun(sentence, token.head + 1, end):
        return {}
    return {token.i: replace(token, dep="nmod")}


def _has_body_noun(sentence: Sentence, start: int, end: int) -> bool:
    return any(sentence.word(k) in words_of("BodyNameNoun") for k in range(start, end))


def _bodies(sentence: Sentence) -> list[tuple[int, int]]:
    """The names of bodies, also those that the recogniser did not see: "the Harbour [Guild] of"."""
    tokens = sentence.tokens
    seen = [
        (a, b) for a, b, label in sentence.entities if label == "ORG" and _is_body(sentence, a, b)
    ]
    unseen = [
        (min(k for k in sentence.subtree(t.i) if _is_led(sentence, k, t.i)), t.i + 1)
        for t in tokens[:-1]
        if _is_named(t) and not t.entity and sentence.word(t.i) in words_of("BodyNameNoun")
    ]
    return [*seen, *unseen]


def _is_led(sentence: Sentence, k: int, noun: int) -> bool:
    """Whether all words from *k* up to the noun are names."""
    return k <= noun and all(_is_named(t) and not t.entity for t in sentence.tokens[k : noun + 1])


def _is_body(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name is that of a body, by the noun before its "of" or at its end, and no firm's
    with its legal form ("Calder Mills Inc.")."""
    words = [sentence.word(k) for k in range(start, end)]
    noun = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    firm = is_legal_form(sentence.tokens[end - 1].text)
    return len(words) > 1 and noun in words_of("BodyNameNoun") and not firm


def _end_of_members(sentence: Sentence, start: int, end: int) -> int:
    """Where a name ends that goes on over "and" behind the noun of its "of": the parser hangs both
    on that noun, and on the body where another body follows."""
    tokens = sentence.tokens
    if tokens[end - 1].text in {"and", "&"}:  # cut in the middle
        return _end_of_name(sentence, end)
    if end + 1 >= len(tokens) or tokens[end].text not in {"and", "&"}:
        return end
    last, named = _end_of_name(sentence, end + 1), tokens[end].head
    if not start < tokens[named].head < named < end or tokens[named].dep != "pobj":
        return end
    if not any((t.head, t.dep) == (named, "conj") for t in tokens[end:last]):
        return end
    return last if _opens_clause(sentence, named) or _goes_on_with_place(sentence, last) else end


def _opens_clause(sentence: Sentence, named: int) -> bool:
    """Whether the body is a subject: of an object's "and" the parser knows less."""
    above = [named, *sentence.ancestors(named)]
    return any(sentence.tokens[k].dep in SUBJECTS for k in above[:4])


def _end_of_place(sentence: Sentence, start: int, end: int) -> int:
    """Where a name ends that "of" and a name follow: "[the Union of Pilots] of North Bay"."""
    if not _goes_on_with_place(sentence, end) or sentence.tokens[end].head not in range(start, end):
        return end
    first = end + 2 if sentence.word(end + 1) == "the" else end + 1
    return _end_of_name(sentence, first)


def _goes_on_with_place(sentence: Sentence, end: int) -> bool:
    if end + 1 >= len(sentence.tokens) or sentence.word(end) != "of":
        return False
    first = end + 2 if sentence.word(end + 1) == "the" else end + 1
    return _end_of_name(sentence, first) > first


def _end_of_name(sentence: Sentence, first: int) -> int:
    """Where the capitalised words end that begin at *first*; *first* where there are none."""
    last = first
    while last < len(sentence.tokens) and _is_named(sentence.tokens[last]):
        last += 1
    return last


def _is_named(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[:1].isupper() and token.entity not in {"DATE", "LAW"}


def complete_aim_name(sentence: Sentence) -> Sentence:
    """Return "[the Global League to Defeat Piracy] met" and "[the Centre for Peace] sued" with the
    name of a body as one, over what it is for; cut off, it is another body's name."""
    for noun in sentence.tokens[1:-2]:
        end = _end_of_aim(sentence, noun)
        if end is not None and not sentence.heading:
            start = min(_first_of_name(sentence, noun), _entity_start(sentence, noun.i))
            joined = mend(sentence, _below_noun(sentence, noun.i, end))
            sentence = sentence if joined is sentence else as_entity(joined, start, end, "ORG")
    return sentence


def _end_of_aim(sentence: Sentence, noun: Token) -> int | None:
    """Where the name of a body ends behind "for" and what it is for, or "to" and what it does;
    ``None`` where it is no such name."""
    if not _is_named(noun) or not _leads_aim(sentence, noun.i):
        return None
    link = sentence.tokens[noun.i + 1]
    last = link.i + 1
    while last < len(sentence.tokens) and _is_of_aim(sentence, last):
        last += 1
    least = _least_aim(sentence, noun, link)
    return last if least is not None and last >= link.i + least else None


def _least_aim(sentence: Sentence, noun: Token, link: Token) -> int | None:
    """How many words from the *link* on a name of the body *noun* needs; ``None`` where the link
    leads to no aim."""
    if link.text == "for":
        told = _first_of_name(sentence, noun) < noun.i and link.head == noun.i
        return 2 if told else None
    aims = link.text == "to" and sentence.word(link.i + 1) in words_of("AimVerb")
    return 3 if aims else None


def _leads_aim(sentence: Sentence, i: int) -> bool:
    """Whether a noun is that of a body; a commissioner is none, but a high one is."""
    word = sentence.word(i)
    high = word == "commissioner" and sentence.word(i - 1) == "high"
    return high or word in words_of("BodyNameNoun") | words_of("AimBodyNoun")


def _is_of_aim(sentence: Sentence, k: int) -> bool:
    """Whether token *k* is a word of what a body is for, and names no person, place or time."""
    token = sentence.tokens[k]
    apart = token.entity in {"PERSON", "GPE", "LOC", "FAC", "DATE", "MONEY"}
    return token.text[:1].isupper() and token.pos in {"PROPN", "NOUN", "VERB", "ADJ"} and not apart


def _first_of_name(sentence: Sentence, noun: Token) -> int:
    """Where the names begin that stand right before a *noun* and hang on it."""
    start = noun.i
    while (
        start
        and sentence.tokens[start - 1].head == noun.i
        and _is_named(sentence.tokens[start - 1])
    ):
        start -= 1
    return start


def _entity_start(sentence: Sentence, i: int) -> int:
    """Where the recognised name begins that holds token *i*."""
    return next((a for a, b, _ in sentence.entities if a <= i < b), i)


def _below_noun(sentence: Sentence, noun: int, end: int) -> Changes:
    """The link behind the *noun* hung on it, and the words up to *end* hung on the last of them,
    that one on the link; what follows hangs on the noun."""
    tokens, link = sentence.tokens, noun + 1
    changed = {
        k: replace(tokens[k], pos="PROPN", tag="NNP", dep="compound", head=end - 1)
        for k in range(link + 1, end - 1)
    }
    behind = (k for k in sentence.dependents(end - 1, "prep") if k >= end)
    changed |= {k: replace(tokens[k], head=noun) for k in behind}
    changed[link] = replace(tokens[link], pos="ADP", tag="IN", dep="prep", head=noun)
    changed[end - 1] = replace(tokens[end - 1], pos="PROPN", tag="NNP", dep="pobj", head=link)
    return changed
