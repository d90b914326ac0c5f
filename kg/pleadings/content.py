"""What a paragraph of an answer asserts of its own, and whether a paragraph of the complaint is
about it.

An answer may number points of its own: what stands under 2 there need not respond to paragraph 2 of
the complaint. Where neither the words nor the content say so, nothing is aligned."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from kg.ontology.lexicon import words_of
from kg.ontology.titles import case_parties

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_SHORTEST = 4
"""A shorter word keeps its ending."""
_FUNCTION_WORDS = frozenset(
    "a an the this that these those such it its they them their he him his she her who whom "
    "whose which what we our you your i my itself themselves himself herself and or but nor "
    "as if so than then there here of in on at by to from for with without under over into "
    "upon about against between during before after through is are was were be been being has "
    "have had having do does did doing done will would shall should may might can could must "
    "not no any all each every both either neither some other same also therein herein "
    "therefore further however because since while when where".split()
)


def content_words(words: str) -> frozenset[str]:
    """Return the words that tell what a text is about, without endings and the words of pleading.

    >>> sorted(content_words("Defendant installed the tracking devices in 2019."))
    ['2019', 'devic', 'install', 'track']
    """
    found = (w.casefold() for w in _WORD.findall(words))
    plain = (w.removesuffix("'s").removesuffix("’s") for w in found)
    return frozenset(_without_ending(w) for w in plain if w not in _empty_words())


def _without_ending(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > _SHORTEST else word


@cache
def _empty_words() -> frozenset[str]:
    """Words that say nothing of what is alleged: function words, parties, what a response goes
    to."""
    classes = ("ResponseObject", "ResponseRest", "PleadingWord")
    phrases = (phrase for name in classes for phrase in words_of(name))
    parties = {f"{party}{ending}" for party in case_parties() for ending in ("", "s")}
    return _FUNCTION_WORDS | parties | {word for phrase in phrases for word in phrase.split()}


def asserted_words(clause: str, cues: Sequence[re.Match[str]]) -> frozenset[str] | None:
    """Return the content words of a *clause* in which words of response stand at *cues*; ``None``
    where one of them goes to a paragraph as a whole ("Denied.", "denies the rest")."""
    ends = [*(cue.start() for cue in cues[1:]), len(clause)]
    before = re.sub(r"\b[A-Z]\w*", "", clause[: cues[0].start()]) if cues else clause
    said = [content_words(clause[c.end() : end]) for c, end in zip(cues, ends, strict=False)]
    opening = content_words(before)
    if said and not said[0] and not opening:
        return None
    if any(
        not s and _goes_to_rest(clause[c.end() :]) for c, s in zip(cues[1:], said[1:], strict=True)
    ):
        return None
    return opening.union(*said)


def _goes_to_rest(words: str) -> bool:
    """Whether words behind a word of response mean what else is alleged."""
    plain = " ".join(words.lower().split())
    meant = words_of("ResponseRest") | words_of("ResponseObject")
    return any(re.search(rf"\b{re.escape(word)}\b", plain) for word in meant)


def is_answered_by_number(
    said: frozenset[str], number: int, paragraphs: Mapping[int, frozenset[str]]
) -> bool:
    """Whether what is *said* under a number is about the paragraph of that number, and about none
    of the *paragraphs* more."""
    shared = {n: len(said & words) for n, words in paragraphs.items()}
    return shared.get(number, 0) > 0 and shared[number] == max(shared.values())


def party_words(names: Iterable[str]) -> frozenset[str]:
    """Return the words of the names of parties, of whom every paragraph speaks."""
    return frozenset().union(*map(content_words, names))
