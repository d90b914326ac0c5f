"""Sentences and words that claim nothing: "presumed innocent until proven guilty", "as described in
the indictment"."""

import re

from kg.model import Sentence

PRESUMED = re.compile(
    r"\b(presumed (?:to be )?innocent|(?:merely|only|mere) (?:an? )?"
    r"(?:accusation|allegation|charge)s?|are (?:only )?allegations)\b",
    re.IGNORECASE,
)
"""What prosecutors must add to the announcement of a charge (United States Justice Manual
1-7.520)."""


_ATTRIBUTION = re.compile(
    r"\W*(?:attribution (?:is|as|to|for)\b|(?:please )?attribute the\b|(?:the )?(?:following|above)"
    r"[\w -]{0,24} attribut(?:able|ed) to\b)",
    re.IGNORECASE,
)
"""How a press office says to whom its text may be attributed."""


def is_boilerplate(sentence: Sentence) -> bool:
    """Whether a sentence only says that who is charged is presumed innocent, or whose word the text
    is."""
    presumed = PRESUMED.search(sentence.text) is not None
    return presumed or _ATTRIBUTION.match(sentence.text) is not None


def is_pointer(sentence: Sentence, anchor: int) -> bool:
    """Whether the word at *anchor* only points to where something is told: "as described in the
    indictment"."""
    before = sentence.tokens[anchor - 1] if anchor else None
    return (
        before is not None and before.text.lower() == "as" and sentence.tokens[anchor].tag == "VBN"
    )
