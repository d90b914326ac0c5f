"""The caption of a filing → court, docket, parties, judge, day of filing: the matter that a paper
belongs to.

The parties stand about the "v."; a right-hand column behind ")" or "§" holds the docket and the
title of the paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from kg.model import Block, Span, Zone
from kg.ontology.lexicon import any_of, words_of
from kg.segmentation.paragraphs import number_of

_HEAD = 4_000
"""A caption without a zone is looked for in so many characters."""
_BEHIND = 500
"""Numbered parties end the zone; the rest of their names stands in so many characters behind it."""
_COLUMN = re.compile(r"(?:(?<![ \t])[ \t]+)?(?:[)§|]|:(?=\s{2}))(?=\s|$).*")
_RIGHT = 30
"""A column to the right begins so many characters from the edge, or further."""
_CELL = re.compile(r"\S(?:\S| {1,2}(?=\S))*")
_LINE_NUMBER = re.compile(r"[^\S\n]*\d{1,2}(?=[^\S\n]{2,}|\t)")
_SLACK = 4
"""Cells of one column begin within so many characters."""
_RULE = re.compile(
    r"(?<![-–—_=*])[-–—_=*]{6,}[xX)]?(?=[^\S\n]*$)|(?<![^\s])[)§|](?=[^\S\n]|$)|(?<!\S):(?=[^\S\n]{2})",
    re.MULTILINE,
)
_IN_RE = re.compile(r"^[^\S\n]*(?:in re:?|in the matter of:?)(?=\s)", re.IGNORECASE | re.MULTILINE)
_COURT = re.compile(
    r"^.*\b(?:COURTS?|TRIBUNAL|DISTRICT|DIVISION|COUNTY|CIRCUIT|COURT OF)\b.*$|"
    r"^[^\S\n]*(?:BETWEEN|B E T W E E N)[^\S\n]*+:?[^\S\n]*+$", re.MULTILINE
)  # fmt: skip
_SITTING = re.compile(r"\b(?:COURTS?|TRIBUNAL)\b(?<!\bSAID COURT)")
_WHICH = re.compile(r"\b(?:COURTS|DISTRICT|DIVISIONS?|COUNTY|CIRCUIT|PARISH)\b")
"""What stands in the lines under a court's name that say which one it is."""
_LONGEST_LINE = 70
NUMBERED_CASE = re.compile(
    r"\b\d{2} ?(?:Civ|Cr|Crim|Misc)\. ?\d+|\[(?:19|20)\d\d\] [A-Z]{2,6}(?: [A-Z][a-z]+)? \d+",
    re.IGNORECASE,
)
"""Numbers of cases that stand without a label: "23 Cr. 118", "[2021] EWHC 118"."""
_STAMPED = re.compile(r"^[^\S\n]*Case:? (?P<number>\d:\d\d-[a-z]{2}-\d+)", re.MULTILINE)
"""The stamp of a federal docket (CM/ECF) at the head of a page."""
_FEDERAL = re.compile(r"(\d\d)-?(cv|cr|mc|md|civ|crim|ap|bk)-?0*(\d+)", re.IGNORECASE)
"""Year, kind and number; the division before them and the judges' letters behind them vary from
paper to paper."""
_NAME = r"(?!(?:Presiding|JUDGE|Of|OF|The|SAID)\b)[A-Z][\w.’'-]*"
_JUDGE = re.compile(
    r"(?:\bHon(?:ou?rable|\.)?|\bHON(?:OU?RABLE|\.)?|\bJudge|\bJUDGE|\bJustice)(?:\s*:)?[^\S\n]+"
    r"(?:(?:M(?:r|rs|s)\.?|Justice)[^\S\n]+)*"
    rf"(?P<name>{_NAME}(?:[^\S\n]{_NAME}){{0,3}})"
    rf"|(?P<presiding>{_NAME}(?:[^\S\n]{_NAME}){{1,3}}),[^\S\n]+(?:\w+[^\S\n]+){{0,3}}Judge\b"
)
_DAY = (
    r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|"
    r"\d{1,2}[a-z]{0,2} [A-Z][a-z]{2,8} \d{4}"
)
_FILED = re.compile(rf"\b(?:[Ff]iled|FILED)(?:\s+(?:on|ON))?:?\s+(?P<day>{_DAY})")
_ASIDE = re.compile(
    r"\([^)]*\)|\b(?:et al\.?|individually|inclusive|[afd]/?k/?a\b[^,;]*|"
    r"(?:on behalf of|as|an?|DOES?) [^,;]*)"
)
_AND = re.compile(r"(?<!\s)\s+and\s+|;|&(?=\s+[A-Z]+\s+[A-Z]+\s*$)", re.IGNORECASE)
_FORM = re.compile(r"[\w.]{1,4}|Limited|Incorporated|Corporation|Company", re.IGNORECASE)
"""What may follow a name's comma and be part of it: "Inc.", "L.P.", "Jr."."""


@dataclass(frozen=True, slots=True)
class Party:
    """A party: its name, in one line, and where that stands (over a column's words, where the name
    runs over lines)."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Caption:
    """What a caption says; ``claiming`` and ``answering`` are the two sides."""

    court: str = ""
    docket: str = ""
    claiming: tuple[Party, ...] = ()
    answering: tuple[Party, ...] = ()
    judge: str = ""
    filed: str = ""
    end: int = 0


@cache
def _versus() -> re.Pattern[str]:
    """What finds the word between the two sides."""
    return re.compile(
        rf"(?:^|(?<=[\s,.)]))(?:{any_of(words_of('VersusWord'))}"
        r"|-\s*against\s*-|-\s*v\.?\s*-|-\s*and\s*-)(?=\s|$)",
        re.IGNORECASE | re.MULTILINE,
    )


@cache
def _role() -> re.Pattern[str]:
    """What finds what a party is: "Defendant/Counter-Plaintiff"."""
    party = rf"(?:{any_of(words_of('CaseParty') | words_of('CaptionParty'))})s?"
    return re.compile(
        rf"\b(?:(?:counter|cross|third[- ]party)[- ]?)*{party}(?:[-/]{party})*\b", re.IGNORECASE
    )


@cache
def docket_pattern() -> re.Pattern[str]:
    """Return what finds the number of a case, in the group *number*; a number of a bar, a
    telephone or a room is none."""
    return re.compile(
        rf"(?:(?<!\w)(?:{any_of(words_of('DocketLabel'))})\s{{0,20}}|(?<!\w))"
        r"(?<!\bBar )(?<!\bTel\. )(?<!\bPhone )(?<!\bFax )(?<!\bSuite )(?<!\bI\.D\. )"
        r"(?:No|Nos|Number|#)\.?:?\s*"
        r"(?P<number>\d*:?[\w/-]*\d[\w/:()-]*(?: ?\([A-Z]{2,4}\))*)",
        re.IGNORECASE,
    )


def read_caption(text: str, zones: Sequence[Zone], blocks: Sequence[Block]) -> Caption:
    """Return what the caption of *text* says; empty fields where it says nothing.

    Without a zone the head of the text is read, up to the first numbered paragraph.
    """
    zone = next((z.span for z in zones if z.kind == "caption"), None)
    span = Span(zone.start, zone.end + _BEHIND) if zone else Span(0, _head_end(text, blocks))
    region = _mask_marks(text, span, blocks)
    left, right = _part_columns(region)
    claiming, answering, end = _find_parties(left, span.start)
    if not claiming:
        claiming, answering, end = _find_parties(region, span.start)
    return Caption(
        _find_court(left) or _find_court(right),
        _find_docket(region) or _search(_STAMPED, text[: span.end]),
        claiming,
        answering,
        _search(_JUDGE, region),
        _search(_FILED, text[: span.end]),
        max(end, zone.end if zone else 0),
    )


def _head_end(text: str, blocks: Sequence[Block]) -> int:
    """Where the head of a text without a caption ends: at the first numbered paragraph."""
    first = next((b.start for b in blocks if number_of(b)), len(text))
    return min(first, _HEAD)


def _search(pattern: re.Pattern[str], words: str) -> str:
    """The words of the named group that fits first, "" where the pattern does not fit."""
    found = pattern.search(words)
    return next(filter(None, found.groupdict().values()), "") if found else ""


def _find_docket(region: str) -> str:
    """The number of the case, with its label or without."""
    bare = NUMBERED_CASE.search(region)
    return _search(docket_pattern(), region).rstrip(".,") or (bare[0] if bare else "")


def _mask_marks(text: str, span: Span, blocks: Sequence[Block]) -> str:
    """The words from *span*; the numbers of lines and what else the page adds, which stand in no
    block, are spaces."""
    out = list(re.sub(r"[^\n]", " ", text[span.start : span.end]))
    for line in (line for block in blocks for line in block.lines):
        if line.end <= span.start or line.start >= span.end:
            continue
        opening = text.rfind("\n", span.start, max(line.start, span.start)) + 1 or span.start
        number = _LINE_NUMBER.match(text, opening, line.start)
        low, high = number.end() if number else opening, min(line.end, span.end)
        out[low - span.start : high - span.start] = text[low:high]
    return "".join(out)


def _part_columns(region: str) -> tuple[str, str]:
    """The caption's left and right columns, each in its place with spaces for the other.

    A right column stands behind ")" or "§" in three lines at least, or from the column of the
    docket number on, if that is far to the right; who is a party of which role stays on the
    left."""
    lines = region.split("\n")
    if sum(_COLUMN.search(line) is not None for line in lines) >= 3:
        left = [_COLUMN.sub(lambda m: " " * len(m[0]), line) for line in lines]
    else:
        docket = docket_pattern().search(region)
        column = docket.start() - region.rfind("\n", 0, docket.start()) - 1 if docket else 0
        left = [_blank_right(line, column) if column >= _RIGHT else line for line in lines]
    whole = "\n".join(left)
    rest = "".join(b if b == "\n" or a != b else " " for a, b in zip(whole, region, strict=True))
    return _RULE.sub(_spaces, whole), _RULE.sub(_spaces, rest)


def _blank_right(line: str, column: int) -> str:
    """The line without the cells that begin at *column* or behind it, but for roles."""

    def blank(cell: re.Match[str]) -> str:
        role = _role().fullmatch(cell[0].strip(" ,.;"))
        return cell[0] if cell.start() < column - _SLACK or role else _spaces(cell)

    return _CELL.sub(blank, line)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _find_court(region: str) -> str:
    """The name of the court with the lines under it that say which: its district, division."""
    lines = [" ".join(docket_pattern().sub("", line).split()) for line in region.split("\n")]
    first = next((k for k, line in enumerate(lines) if _is_court_line(line, _SITTING)), None)
    if first is None:
        return ""
    under = takewhile(lambda line: not line or _is_court_line(line, _WHICH), lines[first + 1 :])
    return " ".join([lines[first], *filter(None, under)])


def _is_court_line(line: str, pattern: re.Pattern[str]) -> bool:
    named = pattern.search(line) is not None and _role().search(line) is None
    return named and len(line) <= _LONGEST_LINE


def normalise_docket(number: str) -> str:
    """Return the part of a docket number that all papers of a case share; "" for none.

    >>> normalise_docket("1:23-cv-04567-ABC"), normalise_docket("23 CV 4567")
    ('23-cv-4567', '23-cv-4567')
    >>> normalise_docket("HC-2021-000123")
    'hc2021000123'
    """
    federal = _FEDERAL.search(number.replace(" ", "-"))
    if federal is not None:
        kind = federal[2].lower()
        return (
            f"{federal[1]}-{'cv' if kind == 'civ' else 'cr' if kind == 'crim' else kind}"
            f"-{federal[3]}"
        )
    return re.sub(r"[\W_]", "", number).lower()


def _find_parties(region: str, base: int) -> tuple[tuple[Party, ...], tuple[Party, ...], int]:
    """The names on both sides of the first "v." that has names on both, and where they end; else
    the one that a matter is "in re"."""
    for versus in _versus().finditer(region):
        before = max((m.end() for m in _COURT.finditer(region, 0, versus.start())), default=0)
        before = max(
            [before, *(m.end() for m in docket_pattern().finditer(region, 0, versus.start()))]
        )
        role = _role().search(region, versus.end())
        stop = role.start() if role else _end_of_block(region, versus.end())
        sides = [
            tuple(_split_names(region, a, b, base))
            for a, b in ((before, versus.start()), (versus.end(), stop))
        ]
        if all(sides):
            return sides[0], sides[1], base + stop
    if matter := _IN_RE.search(region):
        stop = _end_of_block(region, matter.end())
        return tuple(_split_names(region, matter.end(), stop, base)), (), base + stop
    return (), (), base


def _end_of_block(region: str, start: int) -> int:
    """Where the first empty line behind some words is."""
    found = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*").search(region, start)
    return found.end() if found else len(region)


def _split_names(region: str, start: int, end: int, base: int) -> Iterator[Party]:
    """The names in a part of a caption, without roles and what describes them."""
    words = region[start:end]
    words = re.sub(r"\(\d{1,2}\)", lambda m: ";" + " " * (len(m[0]) - 1), words)
    for pattern in (_role(), _ASIDE):
        words = pattern.sub(lambda m: " " * len(m[0]), words)
    at = 0
    for cut in [*(m.span() for m in _AND.finditer(words)), (len(words), len(words))]:
        for first, last in _join_forms(words, at, cut[0]):
            yield Party(
                " ".join(words[first:last].split()), Span(base + start + first, base + start + last)
            )
        at = cut[1]


def _join_forms(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts between commas and empty lines; a legal form goes with the name before it."""
    open_at = last = -1
    for part in re.finditer(r"[^,\n]+", words[start:end]):
        bare = part[0].strip()
        if not any(map(str.isupper, bare)):
            continue
        first = start + part.start() + part[0].index(bare)
        goes_on = open_at >= 0 and (_FORM.fullmatch(bare) or _is_one_gap(words[last:first]))
        if open_at >= 0 and not goes_on:
            yield open_at, last
        open_at, last = open_at if goes_on else first, first + len(bare)
    if open_at >= 0:
        yield open_at, last


def _is_one_gap(between: str) -> bool:
    """Whether a name goes on over what stands between its lines: white space without an empty
    line."""
    return not between.strip() and "\n\n" not in between
