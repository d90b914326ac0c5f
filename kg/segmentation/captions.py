"""The caption of a filing → court, docket, parties, judge, day of filing: the matter that a paper
belongs to.

The parties stand about the "v."; a right-hand column behind ")" or "§" holds the docket and the
title of the paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.model import Block, Span, Zone
from kg.ontology.lexicon import any_of, words_of
from kg.segmentation.paragraphs import number_of

_HEAD = 4_000
"""A caption without a zone is looked for in so many characters."""
_BEHIND = 500
"""Numbered parties end the zone; the rest of their names stands in so many characters behind it."""
_COLUMN = re.compile(r"(?:(?<![ \t])[ \t]+)?(?:[)§|]|:(?=\s{2}))(?=\s|$).*")
_COURT = re.compile(
    r"^.*\b(?:COURTS?|TRIBUNAL|DISTRICT|DIVISION|COUNTY|CIRCUIT|COURT OF)\b.*$|"
    r"^[^\S\n]*(?:BETWEEN|B E T W E E N)[^\S\n]*+:?[^\S\n]*+$", re.MULTILINE
)  # fmt: skip
_FEDERAL = re.compile(r"(\d\d)-?(cv|cr|mc|md|civ|crim|ap|bk)-?0*(\d+)", re.IGNORECASE)
"""Year, kind and number; the division before them and the judges' letters behind them vary from
paper to paper."""
_JUDGE = re.compile(
    r"(?:Hon(?:orable|\.)?|Judge|Justice):?\s+(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3})"
)
_FILED = re.compile(r"\bFiled:?\s+(?P<day>\w[\w/, -]{5,20}\d)", re.IGNORECASE)
_ASIDE = re.compile(
    r"\([^)]*\)|\b(?:et al\.?|individually|inclusive|(?:on behalf of|as|an?|DOES?) [^,;]*)"
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
        r"|-\s*v\.?\s*-|-\s*and\s*-)(?=\s|$)",
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
    """Return what finds the number of a case, in the group *number*."""
    return re.compile(
        rf"\b(?:{any_of(words_of('DocketLabel'))})?\s*"
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
    claiming, answering, end = _find_parties(text, span)
    court = next(
        (
            " ".join(m[0].split())
            for m in _COURT.finditer(text, span.start, span.end)
            if "COURT" in m[0].upper()
        ),
        "",
    )
    docket, judge, filed = (
        _search(pattern, text[: span.end]) for pattern in (docket_pattern(), _JUDGE, _FILED)
    )
    return Caption(
        court,
        docket.rstrip(".,"),
        claiming,
        answering,
        judge,
        filed,
        max(end, zone.end if zone else 0),
    )


def _head_end(text: str, blocks: Sequence[Block]) -> int:
    """Where the head of a text without a caption ends: at the first numbered paragraph."""
    first = next((b.start for b in blocks if number_of(b)), len(text))
    return min(first, _HEAD)


def _search(pattern: re.Pattern[str], words: str) -> str:
    """The words of the pattern's one named group, "" where it does not fit."""
    found = pattern.search(words)
    return str(found[next(iter(pattern.groupindex))]) if found else ""


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


def _find_parties(text: str, span: Span) -> tuple[tuple[Party, ...], tuple[Party, ...], int]:
    """The names on both sides of the first "v." that has names on both, and where they end."""
    region = _hide_columns(text[span.start : span.end])
    for versus in _versus().finditer(region):
        before = max((m.end() for m in _COURT.finditer(region, 0, versus.start())), default=0)
        dockets = docket_pattern().finditer(region, 0, versus.start())
        before = max([before, *(m.end() for m in dockets)])
        role = _role().search(region, versus.end())
        stop = role.start() if role else _end_of_block(region, versus.end())
        sides = [
            tuple(_split_names(region, a, b, span.start))
            for a, b in ((before, versus.start()), (versus.end(), stop))
        ]
        if all(sides):
            return sides[0], sides[1], span.start + stop
    return (), (), span.start


def _hide_columns(region: str) -> str:
    """The caption with its right-hand column as spaces, where at least three lines have one."""
    lines = region.split("\n")
    if sum(_COLUMN.search(line) is not None for line in lines) < 3:
        return region
    return "\n".join(_COLUMN.sub(lambda m: " " * len(m[0]), line) for line in lines)


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
