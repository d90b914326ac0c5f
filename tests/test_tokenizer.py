"""The bounded tokenizer gives spaCy's own tokens."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language.parser import parse_document
from kg.language.tokenizer import bound_work
from kg.model import Document

_PARTS = (
    "(",
    ")",
    ".",
    "...",
    ":",
    "@",
    "a",
    "Bob",
    "http://",
    "www.x.com",
    "/",
    "?q=1",
    "'s",
    "’s",
    "km",
    "3",
    "°F",
    "U.S.",
    "$",
    "-",
    "—",
    '"',
    "''",
    "joe@a.org",
    "…",
    "..",
    "e.g.",
    ",",
    "!",
    "*",
    "€",
    "5",
    "%",
    "+",
    "=",
    "§",
    "AT&T",
    "^",
    "<",
    ">",
    "[",
    "]",
    " ",
    "." * 150,
    ")" * 150,
)


@cache
def tokenizers() -> tuple[Any, Any]:
    import spacy

    plain, bounded = spacy.blank("en").tokenizer, spacy.blank("en").tokenizer
    bound_work(bounded)
    return plain, bounded


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_PARTS), max_size=14).map("".join))
def test_the_tokens_are_those_of_spacy(text: str) -> None:
    plain, bounded = (
        [token.text_with_ws for token in tokenizer(text)] for tokenizer in tokenizers()
    )
    assert plain == bounded


def test_the_stop_behind_a_code_letter_ends_a_sentence() -> None:
    read = parse_document(Document("urn:a", "a", "Larkfield sued Company B. Ada Pell left."))
    assert [s.text for s in read] == ["Larkfield sued Company B.", "Ada Pell left."]
