"""Repairs of the parse: whatever a parser returns, a sentence stays a tree."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.language.parser import parse_document
from kg.language.repairs.run import repair_parse
from kg.language.repairs.tree import mend
from kg.model import Document, Sentence, Token

WORDS = (
    ("Larkfield", "PROPN", "NNP", "ORG"),
    ("Ortiz", "PROPN", "NNP", "PERSON"),
    ("section", "NOUN", "NN", ""),
    ("clerks", "NOUN", "NNS", ""),
    ("which", "PRON", "WDT", ""),
    ("who", "PRON", "WP", ""),
    ("pays", "VERB", "VBZ", ""),
    ("found", "VERB", "VBD", ""),
    ("to", "PART", "TO", ""),
    ("guilty", "ADJ", "JJ", ""),
    ("and", "CCONJ", "CC", ""),
    (",", "PUNCT", ",", ""),
    ("of", "ADP", "IN", ""),
    ("that", "PRON", "WDT", ""),
    ("'s", "PART", "POS", ""),
    ("-", "PUNCT", "HYPH", ""),
    ("his", "PRON", "PRP$", ""),
)
LABELS = (
    "nsubj",
    "dobj",
    "relcl",
    "appos",
    "conj",
    "pobj",
    "prep",
    "ccomp",
    "poss",
    "amod",
    "compound",
    "det",
    "punct",
    "acomp",
    "xcomp",
)


@st.composite
def parses(draw: st.DrawFn) -> Sentence:
    """A sentence of up to fourteen words under any tree."""
    count = draw(st.integers(2, 14))
    order = draw(st.permutations(range(count)))
    heads = {order[0]: order[0]}
    for place, i in enumerate(order[1:], 1):
        heads[i] = order[draw(st.integers(0, place - 1))]
    tokens, at = [], 0
    for i in range(count):
        text, pos, tag, entity = draw(st.sampled_from(WORDS))
        label = "ROOT" if heads[i] == i else draw(st.sampled_from(LABELS))
        tokens.append(
            Token(i, at, at + len(text), text, text.lower(), pos, tag, label, heads[i], entity)
        )
        at += len(text) + 1
    names = tuple((t.i, t.i + 1, t.entity) for t in tokens if t.entity)
    return Sentence(0, 0, tuple(tokens), names, False, " ".join(t.text for t in tokens))


def is_tree(sentence: Sentence) -> bool:
    """Whether every walk up ends at one root."""
    roots = set()
    for token in sentence.tokens:
        seen = set()
        while token.head != token.i and token.i not in seen:
            seen.add(token.i)
            token = sentence.tokens[token.head]
        roots.add(token.i if token.head == token.i else -1)
    return len(roots) == 1 and -1 not in roots


def token(i: int, head: int) -> Token:
    return Token(i, 2 * i, 2 * i + 1, "x", "x", "NOUN", "NN", "dep", head)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(parses())
@example(Sentence(0, 0, (token(0, 0), token(1, 0)), text="x x"))
def test_repaired_sentence_is_a_tree(sentence: Sentence) -> None:
    assert is_tree(repair_parse(sentence))


def test_mend_closes_no_circle() -> None:
    sentence = Sentence(0, 0, (token(0, 0), token(1, 0), token(2, 1)), text="x x x")
    assert mend(sentence, {1: token(1, 2)}) is sentence
    assert mend(sentence, {2: token(2, 0)}).tokens[2].head == 0


def test_relative_clause_is_not_attached_inside_itself() -> None:
    text = (
        "Then we come to section 14 which provides that if one deed "
        "is such that it is doubtful which of several offences the "
        "facts which can be proved will make, "
        "the accused may be charged with all of them and further provides for costs."
    )
    assert all(map(is_tree, parse_document(Document("urn:x", "x.txt", text))))
