"""Sentences that ask for an answer, for papers or for an admission: what they take for granted is
nobody's claim ("Identify who bribed the mayor.", "All mails in which X threatened Y.").

An order has no subject and asserts nothing (Quirk et al. 1985, 11.24); what it presupposes is not
its writer's word where the writer asks about it."""

from kg.model import Sentence, Token
from kg.model.text import FINITE_TAGS
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import load_ontology

_BEFORE = frozenset({"PUNCT", "INTJ", "SPACE", "NUM", "X", "SYM"})
_POLITE = frozenset({"please", "also", "further", "separately", "specifically", "fully"})
_FRONTED = frozenset({"if", "for", "with", "as", "to", "regarding", "concerning"})
_ASKED = frozenset({"DT", "PDT", "WP", "WP$", "WDT", "WRB", "PRP$"})
_ASKED_WORDS = frozenset({"whether", "that", "each", "all", "any", "every"})
_IN_FULL = frozenset({"detail", "full", "particularity", "specificity"})
_WHOLE = frozenset({"all", "any", "each", "every"})
_LABEL = 6
"""A label before a colon has at most so many words."""


def is_request(sentence: Sentence) -> bool:
    """Return whether *sentence* asks somebody to answer, to admit or to hand over."""
    if not sentence.tokens or _is_said(sentence):
        return False
    first = _first_word(sentence)
    return (
        _is_order(sentence, first)
        or any(_is_order(sentence, k) for k in _behind_front(sentence, first))
        or _names_what(sentence, first)
    )


def _is_said(sentence: Sentence) -> bool:
    """Whether somebody is told of who says it: "Produce the mails, [X told] Y"."""
    said = is_cue(sentence, sentence.root, load_ontology(), "ReportVerb")
    return said and bool(sentence.dependents(sentence.root, "nsubj"))


def _first_word(sentence: Sentence) -> int:
    """The first word behind a label, the mark of an item and "please"."""
    tokens = sentence.tokens
    labelled = (
        k for k, t in enumerate(tokens[:_LABEL]) if t.text == ":" and _is_label(sentence, k)
    )
    first = next(labelled, -1) + 1
    while first < len(tokens) - 1 and _is_before(tokens[first]):
        first += 1
    return min(first, len(tokens) - 1)


def _is_before(token: Token) -> bool:
    return token.pos in _BEFORE or token.text.lower() in _POLITE


def _is_label(sentence: Sentence, colon: int) -> bool:
    """Whether what stands before a colon names a request: "Interrogatory 3:"."""
    words = {sentence.word(k) for k in range(colon)}
    return not words.isdisjoint(w for name in words_of("RequestUnit") for w in name.split())


def _behind_front(sentence: Sentence, first: int) -> list[int]:
    """The words behind a comma that ends what is put before the request: "If you contend that, ..,
    [state]", "For each payment, [identify]"."""
    if sentence.word(first) not in _FRONTED:
        return []
    commas = (k for k, t in enumerate(sentence.tokens[:-2]) if t.text == ",")
    return [k + 1 for k in commas]


def _is_order(sentence: Sentence, k: int) -> bool:
    """Whether the word at *k* is a verb that asks: in its base form, with no subject, before what
    is asked."""
    token = sentence.tokens[k]
    if token.text.lower() not in words_of("RequestVerb") or k + 1 >= len(sentence.tokens):
        return False
    if sentence.dependents(k, "nsubj", "nsubjpass", "aux", "auxpass"):
        return False
    if token.text.lower() == "set":
        return sentence.word(k + 1) == "forth"
    return _asks_for(sentence, k + 1) or token.tag == "VB" and token.head == k


def _asks_for(sentence: Sentence, k: int) -> bool:
    """Whether what is asked begins at *k*: "[whether] X", "[all] payments", "[in detail] how"."""
    token, word = sentence.tokens[k], sentence.word(k)
    if word == "in":
        return k + 1 < len(sentence.tokens) and sentence.word(k + 1) in _IN_FULL
    return token.tag in _ASKED or word in _ASKED_WORDS or word in _POLITE


def _names_what(sentence: Sentence, first: int) -> bool:
    """Whether a phrase without a verb of its own says what is asked for: "All mails in which X
    paid Y", "Documents sufficient to show that X paid Y"."""
    root = sentence.tokens[sentence.root]
    finite = any(t.tag in FINITE_TAGS for t in _shared(sentence, root.i))
    if root.pos != "NOUN" or finite or sentence.dependents(root.i, "nsubj", "nsubjpass"):
        return False
    sufficient = root.i + 1 < len(sentence.tokens) and sentence.word(root.i + 1) == "sufficient"
    opens = first == root.i or sentence.tokens[first].head == root.i
    return opens and (sentence.word(first) in _WHOLE or sufficient)


def _shared(sentence: Sentence, root: int) -> list[Token]:
    """The words that would make the root a predicate: its helpers."""
    return [sentence.tokens[k] for k in sentence.dependents(root, "aux", "auxpass", "cop")]
