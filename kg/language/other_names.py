"""Other names given in the text: "Meta (previously Facebook)", "X, formerly known as Y", "a/k/a
Z"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.language.mentions import mention_at
from kg.model import Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology

_APART = 10  # words that may stand between two names of one thing
_FORMER = re.compile(
    r"^\W*(?:which was |who was )?(?:formerly|previously|originally|once|then|f/?k/?a|n[ée]e)\b"
    r"(?: (?:known|called|named|operating|doing business))?(?: as)?\W*$",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"^\W*(?:a/?k/?a|d/?b/?a|known as|doing business as|now|alias"
    r"|(?:better|also|now|commonly|otherwise|widely) (?:known|called|referred to|nicknamed)"
    r"(?: by (?:its|his|her|their) (?:\w+ )?(?:acronyms?|names?|initials|abbreviation))?(?: as)?)"
    r"\W*$",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"formerly|previously|originally|once|then|n[ée]e|k/?a\b|"
    r"b/?a\b|known|called|referred|nicknamed|business|now|alias",
    re.IGNORECASE,
)


def other_names(sentence: Sentence, ontology: Ontology) -> Iterator[tuple[Mention, Mention, bool]]:
    """Yield ``(other name, name, whether it is a former one)`` for names that the text joins."""
    if not _HINT.search(sentence.text):
        return
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
        between = re.sub("[\"“”']", " ", sentence.slice(left.end, right.start))
        if between[0] in "(,[-–—" and _FORMER.match(between):
            yield right, left, True
        elif _ALSO.match(between):
            yield right, left, "now" in between.split()
