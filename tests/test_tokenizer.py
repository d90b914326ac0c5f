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


@pytest.mark.parametrize(
    "text",
    [
        "Larkfield Motors paid Quillmark Inc. $40,000 in May 2021, prosecutors said.",
        "Larkfield sold Northgate Corp. 20 vans last year.",
    ],
)
def test_no_sentence_starts_at_a_sum_behind_an_abbreviation(text: str) -> None:
    assert len(parse_document(Document(id="d", source="d.txt", text=text))) == 1


def test_sentences_start_at_a_capital_behind_an_abbreviation() -> None:
    text = "Orr worked at Quillmark Inc. The company paid him."
    assert len(parse_document(Document(id="d", source="d.txt", text=text))) == 2
