"""Words → the passages of all documents that hold them, with page and the claims that stand there.

The stored texts themselves are searched, without an index: what is added is found, what is removed
or forgotten is not, and nothing can be left behind. Ten thousand articles take about a second."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import QuestionError
from kg.model import Claim, Document, Span
from kg.model.citing import cite_place
from kg.segmentation.blocks import find_blocks
from kg.storage.passages import read_texts
from kg.storage.store import Store

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
    for minus, phrase, word in _TERM.findall(words):
        looked = (phrase or word).split()
        parts = [
            re.escape(part.rstrip("*")) + (r"\w*" if part.endswith("*") else "") for part in looked
        ]
        if any(map(str.isalnum, "".join(looked))):
            form = re.compile(rf"(?<!\w){r'[\s\u00ad]+'.join(parts)}(?!\w)", re.IGNORECASE)
            (unwanted if minus else wanted).append(form)
    if not wanted:
        raise QuestionError(
            "nothing to look for",
            'give words, "a phrase", a beginning (brib*), or -words to leave out',
        )
    return Query(tuple(wanted), tuple(unwanted))


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
