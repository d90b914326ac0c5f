"""Text → its lines, each with its indent and its depth of quotation; and what the face of a line
tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*")
_QUOTED = re.compile(r"[ \t]*((?:>[ \t]?)+)")
_ENDED = re.compile(r"(?:[.!?…:;]|(?<!\w)/s/.*)[\"'”’»)\]*_]*(?:(?<=\D)\d{1,2}|[¹²³⁰-⁹]{1,3})?$")
_LISTED = re.compile(r"(?:[;:]|;\s*(?:and|or))[\"'”’)]*$")
_LOWER = re.compile(r"[\"'“‘«(\[$€£]*(?:[^\W\d_])")
_GAPS = re.compile(r"\S(?:[ \t\u00a0]+\|[ \t\u00a0]+|[ \u00a0]{3,}|[ \u00a0]*\t[ \t\u00a0]*)(?=\S)")
_WIDE = re.compile(r"\S {6,}(?=\S)")
_CLOSED_CLASS = frozenset(
    "a an the this that these those my your his her its our "
    "their no and or but nor if whether because although "
    "while when where who whom whose which what of in on "
    "at by for from with to into onto upon about against "
    "between among through during before after under over "
    "as than is are was were be been being am has have had "
    "do does did will would shall should may might can could must not".split()
)
"""Words that cannot end an English sentence or heading: determiners, conjunctions, prepositions,
auxiliaries (Huddleston & Pullum 2002, the closed classes)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: ``[start, end)`` without outer white space and without the marks of
    quotation before it."""

    start: int
    end: int
    text: str
    indent: int = 0
    depth: int = 0
    table: bool = False
    width: int = 0
    """How wide it is, in characters, where a layout says so; else as wide as it has characters."""
    furniture: bool = False
    bridges: bool = False
    """Whether the line goes on with a sentence that the end of a page broke."""

    @property
    def span(self) -> Span:
        """Where the line stands in the text."""
        return Span(self.start, self.end)

    @property
    def margin(self) -> int:
        """The column at which the line ends."""
        return self.indent + (self.width or len(self.text))

    @property
    def ended(self) -> bool:
        """Whether a sentence or clause ends with the line: by a stop, a colon, a semicolon."""
        tail = self.text[-24:]
        if tail[-1:].isalpha() and not tail.endswith(("and", "or")) and "/s/" not in tail:
            return False  # neither pattern can match: most lines end so, and this is asked often
        return bool(_ENDED.search(tail)) or self.listed

    @property
    def listed(self) -> bool:
        """Whether the line ends as the members of a list do, or as what introduces them."""
        return bool(_LISTED.search(self.text[-12:]))

    @property
    def open_word(self) -> bool:
        """Whether the last word asks for another one."""
        last = self.text.rsplit(None, 1)[-1]
        return (
            last.lower() in _CLOSED_CLASS
            or len(last) > 1
            and last[-1] in "-‐"
            and last[-2].isalpha()
        )

    @property
    def lower(self) -> bool:
        """Whether the line begins with a small letter."""
        found = _LOWER.match(self.text)
        return found is not None and found.group()[-1].islower()


def read_lines(text: str) -> list[Line]:
    """Return the lines of *text*, empty ones included; ``>`` before every line is wrapping and has
    no depth."""
    lines = list(_scan(text))
    filled = [line for line in lines if line.text]
    common = min((line.depth for line in filled), default=0)
    return [replace(x, depth=max(x.depth - common, 0)) for x in lines] if common else lines


def _scan(text: str) -> Iterator[Line]:
    for match in _LINE.finditer(text):
        start, end = match.span()
        if start == end and (
            start > 0 and text[start - 1] not in "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
        ):
            continue
        quoted = _QUOTED.match(text, start, end)
        inner = quoted.end() if quoted else start
        body = text[inner:end]
        words = body.strip()
        lead = len(body) - len(body.lstrip())
        depth = quoted[1].count(">") if quoted else 0
        yield Line(inner + lead, inner + lead + len(words), words, lead, depth)


def mark_tables(lines: Sequence[Line]) -> list[Line]:
    """Return *lines*, rows of tables marked: gaps between cells in this line and in the one before
    or after."""
    gaps = [bool(_GAPS.search(line.text)) for line in lines]
    wide = [gap and bool(_WIDE.search(line.text)) for gap, line in zip(gaps, lines, strict=True)]
    out = []
    for k, line in enumerate(lines):
        near = wide[k] or gaps[k] and (any(gaps[max(k - 1, 0) : k]) or any(gaps[k + 1 : k + 2]))
        out.append(replace(line, table=True) if near else line)
    return out


def split_cells(line: Line) -> list[Span]:
    """Return the cells of a row."""
    cells, start = [], line.start
    for gap in _GAPS.finditer(line.text):
        cells.append(Span(start, line.start + gap.start() + 1))
        start = line.start + gap.end()
    return [*cells, Span(start, line.end)]
