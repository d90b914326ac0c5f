"""What in a redacted text still looks like a name that was taken out: spellings that the graph does
not know.

Nothing here changes a text. A name is searched with everything but its letters folded away, so that
handles, mail addresses, hyphens at line ends, zero-width and full-width letters, look-alike letters
of other alphabets, possessives and plurals are found; and by initials."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kg.model import Document

_LEAST = 4
"""Letters of a single word of a name below which it is searched only as part of the whole name."""
_AROUND = 20
_ALIKE = {
    **dict(zip("АВЕЅІЈКМНОРСТУХҮԌԚԜԐ", "ABESIJKMHOPCTYXYGQW3", strict=True)),
    **dict(zip("авеѕіјкмнорстухүһԁԛԝӏԍѵ", "abesijkmhopctyxyhdqwlgv", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϿ", "ABEZHIKMNOPTYXCC", strict=True)),
    **dict(zip("αβγεηικνορτυχωϲϳ", "abyenikvoptuxwcj", strict=True)),
    **dict(zip("ՕՍԼոսօհցզք", "OULnuohgqp", strict=True)),
    **dict(zip("ıȷɑɡɩɪʏłŁøØđĐħĦŧŦ", "ijagiiylLoOdDhHtT", strict=True)),
    **dict(zip("01345", "oleas", strict=True)),
}
"""Letters and figures of other alphabets → the Latin letter that they look like: the single
characters of https://www.unicode.org/reports/tr39/ (confusables) for Cyrillic, Greek, Armenian and
Latin, some looser, and the figures that stand for letters in handles."""
_LOOKALIKES = str.maketrans(_ALIKE)
_INITIAL_BEFORE = re.compile(r"\b[^\W\d_]\.\s*(?=\[redacted \d+\])")


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
    found = {
        near
        for d in documents
        for number in sorted(names)
        for near in _near_in(d, number, names[number])
    }
    return sorted(found, key=lambda n: (n.source, n.start, n.number, n.words))


def _near_in(document: Document, number: int, names: Collection[str]) -> Iterator[Trace]:
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
        for start, end in sorted(_places(text, names)):
            words = " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())
            yield Trace(number, document.source, start, words)


def _places(text: str, names: Collection[str]) -> set[tuple[int, int]]:
    found = {m.span() for m in _INITIAL_BEFORE.finditer(text)}
    text = text.translate(_LOOKALIKES)
    letters, offsets = _fold(text)
    for wanted, whole in _wanted(names):
        at = letters.find(wanted)
        while at >= 0:
            start, end = offsets[at], offsets[at + len(wanted) - 1] + 1
            if whole or _is_one_word(text[start:end]):
                found.add((start, end))
            at = letters.find(wanted, at + 1)
    for pattern in filter(None, map(_initials, names)):
        found.update(m.span() for m in pattern.finditer(text))
    return found


def _wanted(names: Collection[str]) -> list[tuple[str, bool]]:
    """Folded forms to look for, each with whether it is a whole name."""
    latin = [name.translate(_LOOKALIKES) for name in names]
    wholes = {_fold(name)[0] for name in latin}
    words = {
        _fold(word)[0] for name in latin for word in re.findall(r"\w+", name) if word[:1].isupper()
    }
    return sorted(
        {(w, True) for w in wholes if len(w) > 1}
        | {(w, False) for w in words - wholes if len(w) >= _LEAST}
    )


def _fold(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of *text* without case, accents and width, and where each
    stands in it."""
    letters: list[str] = []
    offsets: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char.casefold()):
            if part.isalnum():
                letters.append(part)
                offsets.append(place)
    return "".join(letters), offsets


def _is_one_word(words: str) -> bool:
    """Whether nothing parts the letters but what stands inside of a word: hyphens (also at a line
    end), marks, invisible characters."""
    return re.search(r"[^\W_] +[^\W_]|[.,;:!?()\"]", words) is None


def _initials(name: str) -> re.Pattern[str] | None:
    """A pattern for the initials of a name of two words or more, in capitals, with or without
    stops."""
    firsts = [word[0] for word in re.findall(r"\w+", name) if word[0].isupper()]
    if len(firsts) < 2:
        return None
    return re.compile(r"(?<![\w.])" + r"[.\s]{0,2}".join(map(re.escape, firsts)) + r"(?![\w])")
