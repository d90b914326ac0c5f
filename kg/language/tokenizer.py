"""spaCy's tokenizer, with work that grows with the text: the same tokens, found by looking at fewer
characters.

The tokenizer takes one affix after the other off a string without spaces, and each time searches
the whole rest for the next; a run of 16,000 brackets took 40 seconds. What a search returns depends
on a few characters at an end only."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from kg.ontology.lexicon import words_of
from kg.ontology.loader import load_ontology

_WINDOW = 64
"""Characters in which every suffix but a run of dots fits; the longest unit of measure has five."""
_LONGEST_URL = 2_048
"""The limit of the sitemaps protocol (sitemaps.org, 0.9); a longer string without spaces is no URL,
but cut as words are."""
_USER = (r"(?:\S+(?::\S*)?@)?", r"(?:\S+@)?")
"""The user in spaCy's pattern of URLs, and what matches the same strings without trying each
colon."""

_PREFIXES = frozenset("co re pre over under out mis de un".split())
"""What a hyphen joins to a word that could stand alone; the model reads "co - owned" as two words,
and "co-owned" as one."""

type Search = Callable[[str], re.Match[str] | None]


def bound_work(tokenizer: Any) -> None:
    """Give *tokenizer* (spaCy's, for English) searches of bounded work."""
    tokenizer.prefix_search = re.compile(_pattern(tokenizer.prefix_search)).match
    tokenizer.suffix_search = search_end(re.compile(_pattern(tokenizer.suffix_search)))
    tokenizer.url_match = match_url(re.compile(_pattern(tokenizer.url_match).replace(*_USER)))


def part_code_stops(doc: Any) -> Any:
    """Return *doc* (spaCy's, not yet parsed) with the stop behind a code name's letter as a token:
    "sued Company B. The mayor" is two sentences, and "B." no initial."""
    nouns = words_of("CodeNameNoun")
    ends = [
        token
        for token in doc[1:]
        if len(token) == 2
        and token.text[1] == "."
        and token.text[0].isupper()
        and doc[token.i - 1].lower_ in nouns
        and doc[token.i - 1].text[0].isupper()
        and not _is_initial(doc, token.i)
    ]
    with doc.retokenize() as change:
        for token in ends:
            change.split(token, [token.text[0], "."], heads=[(token, 0), (token, 0)])
    return doc


def join_prefixes(doc: Any) -> Any:
    """Return *doc* (spaCy's, not yet parsed) with "co-owned" and "re-elected" as one token each."""
    found = [doc[i - 1 : i + 2] for i in range(1, len(doc) - 1) if _joins(doc, i)]
    with doc.retokenize() as change:
        for span in found:
            change.merge(span, attrs={"NORM": span[-1].lower_})  # the model knows that word
    return doc


def _joins(doc: Any, i: int) -> bool:
    """Whether token *i* is the hyphen between a prefix and its word, without spaces."""
    prefix, word = doc[i - 1], doc[i + 1]
    close = doc[i].text == "-" and not prefix.whitespace_ and not doc[i].whitespace_
    begins = i < 2 or doc[i - 2].whitespace_ or doc[i - 2].is_punct and doc[i - 2].text != "-"
    return close and begins and prefix.lower_ in _PREFIXES and word.text.isalpha()


def part_prefix(word: str) -> tuple[str, str]:
    """Return the prefix of a word with a hyphen and what it stands before; ``""`` for none.

    >>> part_prefix("co-owned"), part_prefix("e-mailed")
    (('co', 'owned'), ('', 'e-mailed'))
    """
    prefix, hyphen, rest = word.partition("-")
    return (prefix, rest) if hyphen and prefix.lower() in _PREFIXES else ("", word)


def _is_initial(doc: Any, i: int) -> bool:
    """Whether a name goes on behind the letter of an officer: "Attorney [R.] Alexander Costa", not
    "told Attorney [B.] He"."""
    office = doc[i - 1].lower_ in load_ontology().cues["OfficeNoun"]
    behind = doc[i + 1 : i + 2]
    return office and any(t.is_title and not t.is_stop for t in behind)


def join_abbreviations(doc: Any) -> Any:
    """Return *doc* (spaCy's, not yet parsed) with no sentence that starts behind a rank's stop
    ("Navy Capt. Jeff Dale"), nor behind another abbreviation's at a sum, a number or a small
    letter: "paid Acme Inc. $40,000"."""
    ranks = words_of("Rank")
    for token in doc[1:]:
        before = doc[token.i - 1].text
        stops = before[-1] == "." and before[0].isalpha()
        titled = before[:-1] in ranks or before[:-1].lower() in words_of("FormOfAddress")
        if stops and (titled or _goes_on(token.text)):
            token.is_sent_start = False
    return doc


def _goes_on(word: str) -> bool:
    """Whether *word* begins as few sentences do."""
    return word[0].islower() or word[0].isdigit() or unicodedata.category(word[0]) == "Sc"


def search_end(pattern: re.Pattern[str]) -> Search:
    """Return ``pattern.search`` for a *pattern* that ends in ``$``: it looks at the end first, and
    at more while that is filled."""

    def search(words: str) -> re.Match[str] | None:
        size = _WINDOW
        while True:
            start = max(0, len(words) - size)
            found = pattern.search(words, start)
            if start == 0 or found is None or found.start() > start:
                return found
            size *= 2

    return search


def match_url(pattern: re.Pattern[str]) -> Search:
    """Return ``pattern.match`` for strings that may be a URL: not too long, with a dot before the
    name of its top domain."""

    def match(words: str) -> re.Match[str] | None:
        return pattern.match(words) if len(words) <= _LONGEST_URL and "." in words else None

    return match


def _pattern(search: Any) -> str:
    """The pattern of a bound method of ``re.Pattern``."""
    pattern: str = search.__self__.pattern
    return pattern
