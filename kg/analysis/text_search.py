"""Words → the passages of all documents that hold them, with page and the claims that stand there.

The stored texts themselves are searched, without an index: what is added is found, what is removed
or forgotten is not, and nothing can be left behind. Ten thousand articles take about a second."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from kg.errors import QuestionError
from kg.model import Claim, Document, Span
from kg.model.citing import cite_place
from kg.segmentation.blocks import find_blocks
from kg.storage.passages import read_texts
from kg.storage.store import Store

_BROKEN = r"(?:\u00ad|[-‐][ \t]*\n[ \t]*)?"
_RUNS_ON = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese (Unicode
Annex 14)."""
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True)
class Passage:
    """A paragraph that holds the words: its place, its words as stored, where the found words stand
    in them, its claims."""

    document: str
    source: str
    start: int
    end: int
    text: str
    matches: tuple[Span, ...]
    citation: str = ""
    claims: tuple[Claim, ...] = ()
    standing: str = ""
    """What became of the document (see kg.review.standings)."""


@dataclass(frozen=True)
class Query:
    """What is looked for: every one of *wanted*, none of *unwanted*, in one paragraph."""

    wanted: tuple[re.Pattern[str], ...]
    unwanted: tuple[re.Pattern[str], ...] = ()

    def fits(self, words: str) -> bool:
        """Whether *words* hold all that is wanted and nothing that is not."""
        return all(p.search(words) for p in self.wanted) and not any(
            p.search(words) for p in self.unwanted
        )


def read_query(words: str) -> Query:
    """Return the query that *words* put: words, "phrases", beginnings (``brib*``), and ``-words``
    that must not stand there.

    Raises QuestionError where nothing is looked for.
    """
    wanted: list[re.Pattern[str]] = []
    unwanted: list[re.Pattern[str]] = []
    for minus, phrase, word in dict.fromkeys(_TERM.findall(words)):
        looked = (phrase or word).split()
        if any(map(str.isalnum, "".join(looked))):
            form = re.compile(_find_words(looked), re.IGNORECASE)
            (unwanted if minus else wanted).append(form)
    if not wanted:
        raise QuestionError(
            "nothing to look for",
            'give words, "a phrase", a beginning (brib*), or -words to leave out',
        )
    return Query(tuple(wanted), tuple(unwanted))


def _find_words(looked: Sequence[str]) -> str:
    """What finds words in a row, each whole but where it ends in "*"; in scripts without spaces,
    anywhere."""
    parts = [
        _find_beginning(part.rstrip("*")) if part.endswith("*") else _find_word(part)
        for part in looked
    ]
    found = r"[\s\u00ad]+".join(parts)
    return found if any(map(_RUNS_ON.search, looked)) else rf"(?<!\w){found}(?!\w)"


def _find_beginning(word: str) -> str:
    """What finds words that begin so; where nothing is given, any word, but no gap between two: it
    would fit a run of white space in every way."""
    return _find_word(word) + (r"\w*" if word else r"\w+")


def _find_word(word: str) -> str:
    """What finds a word, also over a hyphen at a line end; a letter without an accent finds those
    with one."""
    return _BROKEN.join(_find_letter(letter) for letter in word)


def _find_letter(letter: str) -> str:
    forms = _accented().get(letter.lower(), "")
    return f"[{letter}{forms}][\u0300-\u036f]*" if forms else re.escape(letter)


@cache
def _accented() -> Mapping[str, str]:
    """Latin letters with the forms that Unicode composes of them and an accent."""
    forms: dict[str, str] = {}
    for place in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = normalize("NFD", chr(place))[0]
        if base.isascii() and base.islower():
            forms[base] = forms.get(base, "") + chr(place)
    return forms


def search_texts(store: Store, words: str, limit: int = 20) -> list[Passage]:
    """Return at most *limit* passages that hold all *words*: those with most claims and matches
    first, then by source and place."""
    query = read_query(words)
    texts = read_texts(store, frozenset(store.sources()))
    hits = [iri for iri, text in texts.items() if all(p.search(text) for p in query.wanted)]
    found: list[Passage] = []
    for extraction in store.extractions(frozenset(hits)):
        found.extend(_find_passages(extraction.document, extraction.claims, query))
    return sorted(found, key=lambda p: (-len(p.claims), -len(p.matches), p.source, p.start))[:limit]


def _find_passages(document: Document, claims: Sequence[Claim], query: Query) -> Iterator[Passage]:
    for block in document.blocks or find_blocks(document.text):
        span = block.span
        words = document.text[span.start : span.end]
        if query.fits(words):
            matches = sorted({Span(*m.span()) for p in query.wanted for m in p.finditer(words)})
            here = tuple(c for c in claims if span.start <= c.start < span.end)
            cited = cite_place(document, span.start, block.label)
            yield Passage(
                document.id,
                document.source,
                span.start,
                span.end,
                words,
                tuple(matches),
                cited,
                here,
                document.standing,
            )
