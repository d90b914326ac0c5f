"""Makes the language model faster without changing what it says.

Over 66 articles and filings spaCy's pipeline so takes half the CPU time that it takes as it is
loaded (``python -m benchmarks.speed``)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController

type _Match = tuple[int, int, int, int]
"""A rule's place in the list of rules, its name as a number, first and end token."""

_READ = ("LOWER", "TAG", "DEP")
"""What rules ask of a token; IS_SPACE, which they ask too, follows from the word."""
_MOST = 200_000
"""So many words with tag and dependency are remembered, then anew: 40 MB."""


def hasten_model(language: Any) -> Any:
    """Return *language*, made to multiply with numpy, to look lemmas up in sets, and to remember
    what its rules of attributes say of a word."""
    _multiply_with_numpy(language)
    _look_up_lemmas(language.get_pipe("lemmatizer"))
    ruler = language.get_pipe("attribute_ruler")
    ruler.match = RememberedRules(ruler)
    return language


@contextmanager
def on_one_thread() -> Iterator[None]:
    """Multiply on one thread inside: another number of threads may change the last bit of a sum,
    and with it a parse; and processes that share the work would wait for each other's."""
    with _controller().limit(limits=1, user_api="blas"):
        yield


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def _multiply_with_numpy(language: Any) -> None:
    """Multiply with numpy's BLAS in place of thinc's own (blis), which takes three times as
    long."""
    from thinc.api import NumpyOps

    operations = NumpyOps(use_blis=False)
    models = (getattr(component, "model", None) for _, component in language.pipeline)
    for model in filter(None, models):
        for layer in model.walk():
            layer.ops = operations


def _look_up_lemmas(lemmatizer: Any) -> None:
    """Make the lemmatizer's lists of known words sets: it searches 57,528 nouns from the first
    one on for each new word."""
    known = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech, words in list(known.items()):
        known[part_of_speech] = frozenset(words)


class RememberedRules:
    """Finds the rules of a *ruler* of attributes that fit a parsed text, in their order, as its own
    ``match`` does. What the rules for single tokens say of a word with its tag and dependency is
    found once, for *most* of them at a time."""

    def __init__(self, ruler: Any, most: int = _MOST) -> None:
        from spacy.matcher import Matcher

        self._alone, self._together = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._numbers, self._most = ruler.vocab.strings, most
        self._known: dict[tuple[int, ...], Sequence[tuple[int, int]]] = {}
        for place, rule in enumerate(ruler.patterns):
            single = all(len(pattern) == 1 for pattern in rule["patterns"])
            (self._alone if single else self._together).add(str(place), rule["patterns"])

    def __call__(self, doc: Any) -> list[_Match]:
        longer = self._together(doc, allow_missing=True)
        found = [(int(self._numbers[name]), name, start, end) for name, start, end in longer]
        known = self._known
        for i, key in enumerate(map(tuple, doc.to_array(_READ).tolist())):
            rules = known.get(key) or self._find_rules(key, doc[i : i + 1])
            found.extend((place, name, i, i + 1) for place, name in rules)
        return sorted(found)

    def _find_rules(self, key: tuple[int, ...], token: Any) -> Sequence[tuple[int, int]]:
        """Find the rules that fit a *token* (a span of one), and keep them under its *key*."""
        if key not in self._known:
            if len(self._known) >= self._most:
                self._known.clear()
            names = [name for name, _, _ in self._alone(token, allow_missing=True)]
            self._known[key] = [(int(self._numbers[name]), name) for name in names]
        return self._known[key]
