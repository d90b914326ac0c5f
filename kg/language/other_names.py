"""Other names given in the text: "Meta (previously Facebook)", "X, formerly known as Y", "a/k/a
Z"."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kg.language.mentions import mention_at
from kg.model import Mention, MentionKind, Sentence
from kg.model.caching import keep_with_sentence
from kg.ontology.lexicon import any_of, words_of
from kg.ontology.loader import Ontology

_APART = 10  # words that may stand between two names of one thing


@cache
def _former() -> re.Pattern[str]:
    """What stands between a name and the one that it replaced."""
    return re.compile(
        rf"^\W*(?:which was |who was )?(?:{any_of(words_of('FormerNameAdverb'))})\b"
        rf"(?: (?:{any_of(words_of('NamingParticiple'))}))?(?: as)?\W*$",
        re.IGNORECASE,
    )


@cache
def _also() -> re.Pattern[str]:
    """What stands between two names that a thing has at one time."""
    return re.compile(
        rf"^\W*(?:{any_of(words_of('OtherNamePhrase'))}"
        rf"|(?:{any_of(words_of('OtherNameAdverb'))}) (?:{any_of(words_of('NamingParticiple'))})"
        r"(?: by (?:its|his|her|their) (?:\w+ )?(?:acronyms?|names?|initials|abbreviation))?"
        r"(?: as)?)\W*$",
        re.IGNORECASE,
    )


@cache
def _hint() -> re.Pattern[str]:
    """What a sentence holds that gives another name: cheap to ask first."""
    classes = ("FormerNameAdverb", "NamingParticiple", "OtherNamePhrase")
    return re.compile(any_of(frozenset().union(*map(words_of, classes))), re.IGNORECASE)


@keep_with_sentence
def other_names(
    sentence: Sentence, ontology: Ontology
) -> tuple[tuple[Mention, Mention, bool], ...]:
    """Return ``(other name, name, whether it is a former one)`` for names that the text joins."""
    if not _hint().search(sentence.text):
        return ()
    return tuple(_find_joined(sentence, ontology))


def _find_joined(sentence: Sentence, ontology: Ontology) -> Iterator[tuple[Mention, Mention, bool]]:
    names = [
        m
        for t in sentence.tokens
        if (m := mention_at(sentence, t.i, ontology)) and m.kind is MentionKind.NAME
    ]
    for left, right in (
        *pairwise(names),
        *zip(names, names[2:], strict=False),
    ):  # a name may stand between: "its Arabic acronym"
        if not left.end < right.start <= left.end + _APART:
            continue
        if _names_another(sentence, left, right):
            continue
        between = re.sub("[\"“”']", " ", sentence.slice(left.end, right.start))
        if between[0] in "(,[-–—" and _former().match(between):
            yield right, left, True
        elif _also().match(between):
            yield right, left, "now" in between.split()


def _names_another(sentence: Sentence, left: Mention, right: Mention) -> bool:
    """Whether the first name is the subject of an active verb of naming: "Brask [also named] Ruiz
    chairman"; or the second only owns something: "Ana Ruiz, then [Orbis'] treasurer"."""
    if sentence.tokens[right.head].dep == "poss":
        return True
    verb = sentence.tokens[sentence.tokens[left.head].head]
    return sentence.tokens[left.head].dep == "nsubj" and left.head < verb.i < right.head
