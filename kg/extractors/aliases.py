"""Other names given in the text: "Meta (previously Facebook)", "X, formerly known as Y", "a/k/a Z"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.mentions import mention_at
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology import Ontology

CONFIDENCE = 0.9
_FORMER = re.compile(
    r"^\W*(?:which was |who was )?(?:formerly|previously|originally|once|then|f/?k/?a|n[ée]e)\b"
    r"(?: (?:known|called|named|operating|doing business))?(?: as)?\W*$", re.IGNORECASE,
)  # fmt: skip


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "Y is a former name of X" for names in apposition after a word for "formerly"."""
    names = [m for t in sentence.tokens if (m := mention_at(sentence, t.i, ontology)) and m.kind is MentionKind.NAME]
    for left, right in pairwise(names):
        if _is_former(sentence, left, right):
            yield ClaimMention(
                sentence.index, right, "kg:formerNameOf", "is a former name of", left, right.head, "aliases", (), CONFIDENCE
            )


def _is_former(sentence: Sentence, left: Mention, right: Mention) -> bool:
    if not left.end < right.start <= left.end + 7:
        return False
    between = sentence.slice(left.end, right.start)
    return between[0] in "(,[-–—" and _FORMER.match(between.replace('"', " ").replace("“", " ")) is not None
