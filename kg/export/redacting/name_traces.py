"""What in a redacted text still looks like a name that was taken out: spellings that the graph does
not know, and words beside a mark that may tell whose it is.

Nothing here changes a text. A name is searched with everything but its letters folded away, so that
handles, mail addresses, hyphens at line ends, zero-width and full-width letters, look-alike letters
of other alphabets, escaped letters, possessives and plurals are found; by initials; and with one
letter wrong."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from kg.export.redacting.spellings import Folded, as_latin, fold_decoded, fold_name, fold_text
from kg.export.redacting.wanted_forms import WantedForms, read_names
from kg.model import Document
from kg.ontology.lexicon import words_of
from kg.values.date_forms import MONTHS

_AROUND = 20
_MARK = r"\[redacted \d+(?: or \d+)*\]"
_BESIDE = (
    re.compile(rf"\b([^\W\d_])\.\s*(?={_MARK})"),
    re.compile(rf"(?<!\w)([^\W\d_]\w+) {_MARK}"),
    re.compile(rf"{_MARK} ([^\W\d_]\w+)"),
)
_SMALL = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
_CAPITAL = re.compile(r"[^\W\d_]{5,}")
_SPELLED = re.compile(r"[^\W_](?:[\s.*_-]+[^\W_])+")


@dataclass(frozen=True)
class Trace:
    """A place of a redacted document that is near a redacted name: the name's number, the document,
    the place, the words."""

    number: int
    source: str
    start: int
    words: str

    @property
    def warning(self) -> str:
        """What a user is told of it."""
        return f"{self.source}: near [redacted {self.number}] at {self.start}: {self.words!r}"


def find_traces(
    documents: Collection[Document], names: Mapping[int, Collection[str]]
) -> list[Trace]:
    """Return what in redacted *documents* is near one of the *names* (number → names), by document
    and place."""
    wanted = {number: read_names(names[number]) for number in sorted(names)}
    found = {near for d in documents for near in _near_in(d, wanted)}
    return sorted(found, key=lambda n: (n.source, n.start, n.number, n.words))


def _near_in(document: Document, wanted: Mapping[int, WantedForms]) -> Iterator[Trace]:
    for text in dict.fromkeys(
        (
            document.text,
            document.title,
            document.publisher,
            *document.authors,
            document.url,
            document.source,
        )
    ):
        folded = tuple(filter(None, (fold_text(text), fold_decoded(text))))
        for number in wanted:
            for start, end in _outermost(_places(text, folded, number, wanted[number])):
                words = " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())
                yield Trace(number, document.source, start, words)


def _outermost(places: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places that are not inside of another."""
    reached = -1
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if end > reached:
            yield start, end
            reached = end


def _places(
    text: str, folded: Collection[Folded], number: int, wanted: WantedForms
) -> set[tuple[int, int]]:
    latin = as_latin(text)
    initials = (m.span() for pattern in wanted.initials for m in pattern.finditer(latin))
    found = {place for letters in folded for place in _find_letters(text, letters, wanted)}
    found.update(initials, _find_beside(text, number), _find_short(text, wanted.short))
    return found.union(_find_mistaken(text, wanted.mistaken))


def _find_beside(text: str, number: int) -> Iterator[tuple[int, int]]:
    """Initials before a mark, and words on either side of it that may tell whose it is."""
    small = {word for word in _SMALL.findall(text) if word.islower()}
    for pattern in _BESIDE:
        for match in pattern.finditer(text):
            tells = len(match[1]) == 1 or _tells(match[1], small)
            if tells and _is_mark_of(text, match, number):
                yield match.span()


def _find_short(text: str, words: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    return (m.span() for m in words.finditer(text) if not _is_of_date(text, m))


def _find_letters(text: str, folded: Folded, wanted: WantedForms) -> Iterator[tuple[int, int]]:
    for word in (*wanted.wholes, *wanted.words):
        at = folded.letters.find(word)
        while at >= 0:
            start, end = folded.starts[at], folded.ends[at + len(word) - 1]
            if word in wanted.wholes or _is_one_word(text[start:end]):
                yield start, end
            at = folded.letters.find(word, at + 1)


def _is_one_word(words: str) -> bool:
    """Whether nothing parts the letters but what stands inside of a word: hyphens (also at a line
    end), brackets, escape signs, marks, invisible characters; or what parts each from the next."""
    if _SPELLED.fullmatch(words):
        return True
    return re.search(r"[^\W_] +[^\W_]|[.,:!?\"]|;(?!\w)", words) is None


def _is_mark_of(text: str, match: re.Match[str], number: int) -> bool:
    """Whether the mark at or behind a match is that of *number*."""
    mark = re.compile(_MARK).search(text, match.start())
    return mark is not None and str(number) in re.findall(r"\d+", mark[0])


def _tells(word: str, small: Collection[str]) -> bool:
    """Whether a word beside a mark may tell whose it is: a further name, no form of address and
    none that the text also writes *small*."""
    lower = word.casefold()
    plain = lower in words_of("Rank") | words_of("Honorific") | MONTHS.keys() or lower in small
    return word[0].isupper() and not plain


def _is_of_date(text: str, match: re.Match[str]) -> bool:
    """Whether a match is the month of a date."""
    beside = re.search(r"\d\W*$|^\W*\d", text[max(0, match.start() - 4) : match.start()])
    behind = re.match(r"[.,]?\s+\d", text[match.end() : match.end() + 4])
    return match[0].lower() in MONTHS and bool(beside or behind)


def _find_mistaken(text: str, words: Collection[str]) -> Iterator[tuple[int, int]]:
    """Capitalised words that are one of *words* but for one letter, or two that changed places."""
    if not words:
        return
    for match in _CAPITAL.finditer(text):
        seen = fold_name(match[0]) if match[0][0].isupper() else ""
        if seen and any(OSA.distance(seen, word, score_cutoff=1) == 1 for word in words):
            yield match.span()
