"""A block's lines → the one line that is parsed, with the place in the text of each of its
characters.

White space becomes one space; what is invisible (soft hyphens, zero-width marks) and the hyphens
that a wrapper put in go. Offsets of what is found in the line are offsets of the stored text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Block, Span

_GOES = re.compile(
    r"[\s\u00a0]+|[\u00ad\u200b\u2060\ufeff]|(?:(?<=[.,;:!?”\"’)\]])|(?<=[^\W\d_]{3}))[¹²³⁰⁴-⁹]+"
)
_TAIL = re.compile(r"(?<![^\W\d_])(?<![^\W\d_][-‐])([^\W\d_]++(?:[-‐][^\W\d_]++)*+)[-‐\u00ad]$")
_DASHED = re.compile(r"[^\W_](?:[-‐–—]|--)$")
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_HEAD = re.compile(r"[^\W\d_]+")
_PART = 4
"""Shorter parts ("co", "ment") are as often half a word as a word."""
type IsWord = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Folded:
    """A line of words and, for each of its characters, the offset in the document."""

    text: str
    places: Sequence[int]

    def cut(self, start: int, end: int) -> "Folded":
        """The part of the line from *start* to *end*, without outer white space."""
        part = self.text[start:end]
        low = start + len(part) - len(part.lstrip())
        high = low + len(part.strip())
        return Folded(self.text[low:high], self.places[low:high])


def fold_block(text: str, block: Block, is_word: IsWord) -> Folded:
    """Return the words of *block* as one line; *is_word* tells whether a word is known, for hyphens
    at line ends."""
    if len(block.lines) == 1 and _is_plain(text[block.lines[0].start : block.lines[0].end]):
        line = block.lines[0]
        return Folded(text[line.start : line.end], range(line.start, line.end))
    out: list[str] = []
    places: list[int] = []
    for k, line in enumerate(block.lines):
        end = line.end
        if k + 1 < len(block.lines):
            end, gap = _line_end(text, line, block.lines[k + 1], is_word)
        else:
            gap = ""
        _fold_line(text, line.start, end, out, places)
        if gap:
            out.append(gap)
            places.append(end)
    return Folded("".join(out), places)


def _is_plain(words: str) -> bool:
    return all(m.group() == " " for m in _GOES.finditer(words))


def _fold_line(text: str, start: int, end: int, out: list[str], places: list[int]) -> None:
    at = start
    for gone in _GOES.finditer(text, start, end):
        out.extend(text[at : gone.start()])
        places.extend(range(at, gone.start()))
        if gone.group()[0].isspace() and out and out[-1] != " ":
            out.append(" ")
            places.append(gone.start())
        at = gone.end()
    out.extend(text[at:end])
    places.extend(range(at, end))


def _line_end(text: str, line: Span, following: Span, is_word: IsWord) -> tuple[int, str]:
    """Where the words of a line end, and what stands between them and the next line's."""
    if following.start > line.end and not any(map(str.isspace, text[line.end : following.start])):
        return line.end, ""
    words = text[line.start : line.end]
    tail = _TAIL.search(words)
    head = _HEAD.match(text, following.start, following.end)
    if tail is None or head is None:
        return line.end, _gap_behind(words, text[following.start])
    if _is_stammer(tail[1], head[0]):
        return line.end, " "
    if words[-1] == "\u00ad" or not keeps_hyphen(text, tail[1], head.group(), is_word):
        return line.end - 1, ""
    return line.end, ""


def _gap_behind(words: str, following: str) -> str:
    """What stands between a line that ends in no word and the character that *following* lines
    begin with."""
    return "" if _DASHED.search(words) and following.isalnum() else " "


def _is_stammer(left: str, right: str) -> bool:
    """Whether a word begins twice ("y- your"): no wrapper leaves one letter behind."""
    return len(left) == 1 and right.lower().startswith(left.lower())


def keeps_hyphen(text: str, left: str, right: str, is_word: IsWord) -> bool:
    """Whether a hyphen at a line end belongs to the word ("well-/known"), and was not put in
    ("alle-/gation"): the document's own spelling tells, then the known words."""
    whole, compound = left + right, f"{left}-{right}"
    if _occurs(text, compound):
        return True
    if _occurs(text, whole):
        return False
    if not right[0].islower() or "-" in left:
        return True
    if is_word(compound.lower()) or is_word(whole.lower()):
        return is_word(compound.lower())
    return _are_words(left, right, is_word)


def _are_words(left: str, right: str, is_word: IsWord) -> bool:
    """Whether both parts may be words of their own."""
    shortest = _PART if left.islower() else _PART + 1  # a name is more often cut than compounded
    if min(len(right), len(left)) < shortest or not is_word(right.lower()):
        return False
    return left.islower() or is_word(left.lower())


def _occurs(text: str, word: str) -> bool:
    return word.casefold() in _words_of(text)


@lru_cache(maxsize=2)
def _words_of(text: str) -> frozenset[str]:
    """The words and compounds of a text."""
    return frozenset(found.casefold() for found in _COMPOUND.findall(text))
