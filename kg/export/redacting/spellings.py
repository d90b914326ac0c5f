"""Text folded to the letters that a reader sees, and the other ways in which a name is written:
what is near a redacted name is found by comparing the two."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from kg.export.redacting.name_forms import BLANK_LETTERS

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"
_SIGNS_OF_LETTERS = (0x1F150, 0x1F170, 0x1F1E6)
"""Where white letters in circles, in squares, and the letters of flags begin."""
_ALIKE = {
    **dict(zip("АВЕЅІЈКМНОРСТУХҮԌԚԜԐ", "ABESIJKMHOPCTYXYGQW3", strict=True)),
    **dict(zip("авеѕіјкмнорстухүһԁԛԝӏԍѵ", "abesijkmhopctyxyhdqwlgv", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϿ", "ABEZHIKMNOPTYXCC", strict=True)),
    **dict(zip("αβγεηικνορτυχωϲϳ", "abyenikvoptuxwcj", strict=True)),
    **dict(zip("ՕՍԼոսօհցզք", "OULnuohgqp", strict=True)),
    **dict(zip("ıȷɑɡɩʏłŁøØđĐħĦŧŦ", "ijagiylLoOdDhHtT", strict=True)),
    **dict(zip(_SMALL_CAPITALS, "abcdefghijklmnoprstuvwyz", strict=True)),
    **{chr(first + k): letter for first in _SIGNS_OF_LETTERS for k, letter in enumerate(_LATIN)},
    **dict(zip("01345", "oleas", strict=True)),
}
"""Letters and figures of other alphabets → the Latin letter that they look like: the single
characters of https://www.unicode.org/reports/tr39/ (confusables) for Cyrillic, Greek, Armenian and
Latin, some looser, small capitals and letters in signs, and the figures that stand for letters in
handles."""
_LOOKALIKES = str.maketrans(_ALIKE)
_ESCAPED = re.compile(
    r"&#?\w{1,10};|(?:%[0-9A-Fa-f]{2})+|(?:=[0-9A-F]{2})+|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}"
)
_TWO_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "æ": "ae", "ø": "oe", "œ": "oe"}
_TWO_LETTERS |= {"þ": "th", "ð": "d"}
_ONE_LETTER = re.compile("(?<=[aou])e|(?<=a)a")


@dataclass(frozen=True)
class Folded:
    """The letters and figures of a text without case, accents and width, and where each stands in
    it, from and to."""

    letters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def as_latin(text: str) -> str:
    """Return *text*, sign for sign, with letters of other alphabets as the Latin ones they look
    like."""
    return text.translate(_LOOKALIKES)


def fold_text(text: str) -> Folded:
    """Return *text* folded to the letters that are seen."""
    return _fold((char, k, k + 1) for k, char in enumerate(text))


def fold_decoded(text: str) -> Folded | None:
    """Return *text* folded with what is escaped in it decoded (``&ouml;``, ``%C3%B6``, ``=C3=B6``,
    ``\\u00f6``), None where nothing is."""
    if _ESCAPED.search(text) is None:
        return None
    return _fold(_decoded_parts(text))


def _decoded_parts(text: str) -> Iterator[tuple[str, int, int]]:
    end = 0
    for match in _ESCAPED.finditer(text):
        yield from ((text[k], k, k + 1) for k in range(end, match.start()))
        end = match.end()
        yield _decode(match[0]), match.start(), end
    yield from ((text[k], k, k + 1) for k in range(end, len(text)))


def _decode(escaped: str) -> str:
    """What a sequence of escape signs stands for."""
    if escaped[0] == "&":
        return html.unescape(escaped)
    if escaped[0] == "\\":
        return chr(int(escaped[2:], 16))
    return unquote(escaped.replace("=", "%"))


def _fold(parts: Iterator[tuple[str, int, int]]) -> Folded:
    letters, starts, ends = list[str](), list[int](), list[int]()
    for part, start, end in parts:
        for letter in unicodedata.normalize("NFKD", as_latin(part).casefold()):
            if letter.isalnum() and letter not in BLANK_LETTERS:
                letters.append(letter)
                starts.append(start)
                ends.append(end)
    return Folded("".join(letters), tuple(starts), tuple(ends))


def fold_name(name: str) -> str:
    """Return the letters of a name as texts are folded.

    >>> fold_name("Søren Müller"), fold_name("Jürgen Strauß")
    ('sorenmuller', 'jurgenstrauss')
    """
    return fold_text(name).letters


def other_spellings(name: str) -> set[str]:
    """Return *name* folded as it is, with umlauts as two letters or one, and as programs show it
    that take UTF-8 for another encoding.

    >>> sorted(other_spellings("Müller")), sorted(other_spellings("Mueller"))
    (['ma14ller', 'mueller', 'muller'], ['mueller', 'muller'])
    """
    lower = name.casefold()
    two = "".join(_TWO_LETTERS.get(char, char) for char in lower)
    found = {name, two, _ONE_LETTER.sub("", lower)}
    if not name.isascii():
        found |= {name.encode().decode(as_, "ignore") for as_ in ("cp1252", "latin-1")}
    return set(map(fold_name, found)) - {""}
