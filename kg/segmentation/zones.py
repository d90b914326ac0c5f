"""Parts of a document that are not its body: captions, counsel, signatures, service, contents,
statutes, mail.

A filing's caption names the parties and claims nothing of them; a signature block holds addresses.
What is found here gives no claims, or claims of its own speaker."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from kg.model import SILENT_ZONES, Block, Span, Zone
from kg.ontology.lexicon import any_of, words_of
from kg.segmentation.blocks import find_blocks
from kg.segmentation.languages import find_languages
from kg.segmentation.mail import find_mail
from kg.segmentation.papers.captions import NUMBERED_CASE, Caption, docket_pattern, read_caption
from kg.segmentation.papers.requests import find_requests
from kg.segmentation.paragraphs import find_repeated, has_marker, number_paragraphs

_COURT = re.compile(
    r"\b(?:(?:IN|BEFORE) THE .{0,80}?(?:COURT|TRIBUNAL|COMMISSION)|"
    r"(?:UNITED STATES|STATE OF \w+|SUPERIOR|SUPREME|"
    r"DISTRICT|CIRCUIT|HIGH|COUNTY|FEDERAL) .{0,60}?COURT|"
    r"COURT OF (?:APPEALS?|JUSTICE|CLAIMS|\w+))\b"
)
_PAPER = re.compile(
    r"(?:(?:\w+[ ’'])*(?:COMPLAINT|ANSWER|MOTION|ORDER|INDICTMENT|"
    r"INFORMATION|OPINION|MEMORANDUM|PETITION|PARTICULARS|"
    r"AFFIDAVIT|DECLARATION|JUDGMENT|BRIEF|REPLY|RESPONSE|STIPULATION|NOTICE|"
    r"DECISION|VERDICT|SUBPOENA|AGREEMENT|COUNTERCLAIMS?|FINDINGS|TRANSCRIPT)\b.*)"
)
_SERVICE = re.compile(
    r"(?:CERTIFICATE|CERTIFICATION|PROOF|AFFIDAVIT|DECLARATION) OF SERVICE|"
    r"(?:Certificate|Proof) of Service"
)
_CONTENTS = re.compile(
    r"(?:TABLE OF (?:CONTENTS|AUTHORITIES|CASES)|CONTENTS|"
    r"Table of (?:Contents|Authorities)|Contents|INDEX OF EXHIBITS)"
)
_LEADERS = re.compile(r"(?:\.[ .]{3,200}|…{2,200})\s*(?:\d++|[ivxlc]++|passim)(?:[,\s\d-]*)$")
_AUTHOR = re.compile(r"[—–-]+\s?(?P<who>[A-Z][^(,@\d]{2,40}?)\s*(?:[(,@\d].*)?$")
_LOOKED_AT = 2_000
_LEADER_END = 200
"""What a block is shows in its first characters; the bounds keep the time linear in the text."""
_HEAD_BLOCKS = 60
_HEAD = 12_000
"""The caption of a filing stands in so many characters, with the counsel before it."""
_LONGEST_SIGNATURE = 14
_SENTENCE_WORDS = 14
"""A longer block that ends in a stop is prose and ends a caption or a signature."""


@cache
def _versus() -> re.Pattern[str]:
    """What finds the word between the sides of a case, or what opens their names."""
    sides = any_of(words_of("VersusWord"))
    return re.compile(
        rf"(?:^|\s|[,)])(?:{sides}|-\s?v\s?-|-\s?against\s?-|BETWEEN:?)(?:\s|$|,)|"
        r"^(?:in re\b|in the matter of\b)",
        re.IGNORECASE,
    )


@cache
def _signed() -> re.Pattern[str]:
    """What finds the beginning of a signature: a closing formula, the day, a line to sign on."""
    return re.compile(
        rf"(?:{any_of(words_of('SignatureOpening'))}),?|"
        rf"(?:{any_of(words_of('SigningParticiple'))})(?:(?: this| on)\b|:).{{0,60}}|"
        r"/s/.*|by:? ?_{3,}",
        re.IGNORECASE,
    )


@cache
def _sign_line() -> re.Pattern[str]:
    """What finds a line of a signature: who signs for whom, of which bar, where to reach them."""
    return re.compile(
        rf"/s/|_{{3,}}|\b(?:{any_of(words_of('SignerNoun'))}) for\b|"
        rf"\b(?:{any_of(words_of('SignatureWord'))})\b|@|"
        r"\b[A-Z]{2} \d{5}|^by:|^dated|\(\d{3}\) ?\d{3}",
        re.IGNORECASE,
    )


@cache
def _statute() -> re.Pattern[str]:
    """What opens the text of a law, behind the numbers of its parts."""
    section = any_of(words_of("SectionSign"))
    return re.compile(
        rf"(?:\(\w{{1,3}}\) ?|§++ ?[\d.]++\w*\.? ?|"
        rf"(?:{section}) \d++[\w.-]*[.:]? ?){{0,4}}(?:.{{0,60}}[—–-] ?)?"
        rf"(?:{any_of(words_of('AnybodySubject'))})\b"
    )


@cache
def _small_print() -> re.Pattern[str]:
    """What finds the small print under a release or a mail."""
    return re.compile(
        rf"\b(?:{any_of(words_of('BoilerplateSign'))})\b|"
        r"\bthis (?:e-?mail|message) (?:and any|is|may) .{0,60}confidential\b",
        re.IGNORECASE,
    )


class _Reader:
    """The blocks of a text with their words."""

    def __init__(self, blocks: Sequence[Block], text: str) -> None:
        self.blocks = blocks
        self.words = [
            " ".join(text[b.span.start : min(b.span.end, b.span.start + _LOOKED_AT)].split())
            for b in blocks
        ]

    def is_prose(self, k: int) -> bool:
        return len(self.words[k].split()) >= _SENTENCE_WORDS and self.words[k].rstrip(
            "”\"')"
        ).endswith((".", "?", "!", ";", ":"))

    def is_title(self, k: int) -> bool:
        words = self.words[k]
        return words.isupper() and 1 < len(words) < 120

    def zone(self, kind: str, first: int, last: int) -> Zone:
        return Zone(kind, Span(self.blocks[first].span.start, self.blocks[last].span.end))


def find_zones(blocks: Sequence[Block], text: str) -> tuple[Zone, ...]:
    """Return the zones of a text whose blocks are known, in order; where two hold a place, the
    first counts."""
    reader = _Reader(blocks, text)
    found: list[Zone] = list(find_mail(blocks, text))
    for find in _FINDERS:
        found.extend(find(reader))
    found.extend(_find_repeated(blocks, found, text))
    found.extend(find_requests(blocks, text))
    return tuple(sorted(found, key=lambda z: (z.span.start, -z.span.end)))


def place_zones(blocks: Sequence[Block], zones: Sequence[Zone]) -> list[Zone | None]:
    """Return for each block the zone that it stands in: a silent one before others, the smaller
    before the larger."""
    out: list[Zone | None] = [None] * len(blocks)
    order = sorted(
        zones, key=lambda z: (z.kind in SILENT_ZONES, z.span.start - z.span.end, z.span.start)
    )
    starts = [b.span.start for b in blocks]
    for zone in order:
        for k in range(bisect_left(starts, zone.span.start), bisect_left(starts, zone.span.end)):
            out[k] = zone
    return out


def _find_caption(reader: _Reader) -> Iterator[Zone]:
    """From the name of the court, over the parties, up to the title of the paper or its first
    prose."""
    places = _find_caption_places(reader)
    if places is None:
        return
    first, last = places
    while last + 1 < len(reader.blocks) and not _ends_caption(reader, last + 1):
        last += 1
    yield reader.zone("caption", first, last)
    if first and not any(reader.is_prose(k) for k in range(first)):
        yield reader.zone("counsel", 0, first - 1)


def find_caption(text: str, blocks: Sequence[Block]) -> Caption:
    """Return what the caption of *text* says; empty fields where it has none. *blocks* are those
    that its format marks, if it does."""
    head = text[:_HEAD]
    numbered = docket_pattern().search(head) or NUMBERED_CASE.search(head)
    if numbered is None or not _COURT.search(head):
        return Caption()
    blocks = blocks[:_HEAD_BLOCKS] or find_blocks(head)
    zones = tuple(z for z in _find_caption(_Reader(blocks, text)) if z.kind == "caption")
    return read_caption(text, zones, blocks) if zones else Caption()


def _find_caption_places(reader: _Reader) -> tuple[int, int] | None:
    """The first block of court, parties and docket, and the later one of court and parties;
    ``None`` where court, parties or docket are missing."""
    head = range(min(len(reader.blocks), _HEAD_BLOCKS))
    lines = [k for k in head if not reader.is_prose(k)]
    court, parties, docket, number = (
        next((k for k in lines if pattern.search(reader.words[k])), len(reader.blocks))
        for pattern in (_COURT, _versus(), docket_pattern(), NUMBERED_CASE)
    )
    numbered = min(docket, number)
    if max(court, parties, numbered) >= len(reader.blocks):
        return None
    return min(court, parties, numbered), max(court, parties)


def _ends_caption(reader: _Reader, k: int) -> bool:
    words, block = reader.words[k], reader.blocks[k]
    return (
        reader.is_prose(k)
        or block.kind == "item"
        or reader.is_title(k)
        and _PAPER.fullmatch(words) is not None
    )


def _find_signatures(reader: _Reader) -> Iterator[Zone]:
    """A closing formula or a signature, and the lines of names and addresses under it."""
    k = 0
    while k < len(reader.blocks):
        last = k
        if _signed().match(reader.words[k]) and not reader.is_prose(k):
            while last + 1 < min(
                len(reader.blocks), k + _LONGEST_SIGNATURE
            ) and not _ends_signature(reader, last + 1):
                last += 1
            if any(_sign_line().search(w) for w in reader.words[k : last + 1]):
                yield reader.zone("signature", k, last)
        k = last + 1


def _ends_signature(reader: _Reader, k: int) -> bool:
    return (
        reader.is_prose(k)
        or reader.blocks[k].kind in {"item", "heading"}
        or _SERVICE.match(reader.words[k]) is not None
    )


def _find_service(reader: _Reader) -> Iterator[Zone]:
    for k, words in enumerate(reader.words):
        if _SERVICE.match(words) and len(words) < _SENTENCE_WORDS * 6 and not reader.is_prose(k):
            last = k
            while last + 1 < len(reader.blocks) and not (reader.is_title(last + 1) and last > k):
                last += 1
            yield reader.zone("service", k, last)


def _find_contents(reader: _Reader) -> Iterator[Zone]:
    """Tables of contents and of authorities: a heading and lines that end in a page."""
    for k, words in enumerate(reader.words):
        if _LEADERS.search(words[-_LEADER_END:]):
            yield reader.zone("contents", k, k)
        elif _CONTENTS.fullmatch(words) and any(
            _LEADERS.search(w[-_LEADER_END:]) for w in reader.words[k : k + 6]
        ):
            yield reader.zone("contents", k, k)


def _find_statutes(reader: _Reader) -> Iterator[Zone]:
    """ "Whoever knowingly ...": what a law says of anybody."""
    for k, words in enumerate(reader.words):
        if _statute().match(words):
            yield reader.zone("statute", k, k)


def _find_boilerplate(reader: _Reader) -> Iterator[Zone]:
    for k, words in enumerate(reader.words):
        if _small_print().search(words):
            yield reader.zone("boilerplate", k, k)


def _find_authors(reader: _Reader) -> Iterator[Zone]:
    """A quotation whose last line names its author behind a dash, as embedded posts do."""
    for k, words in enumerate(reader.words):
        signed = _AUTHOR.match(words) if reader.blocks[k].kind == "quotation" else None
        first = k
        while signed is not None and first and reader.blocks[first - 1].kind == "quotation":
            first -= 1
        if signed is not None and first < k:
            start = reader.blocks[k].span.start + signed.start("who")
            last = reader.blocks[k - 1].span.end
            yield Zone(
                "quotation",
                Span(reader.blocks[first].span.start, last),
                Span(start, start + len(signed["who"])),
            )


def _find_repeated(blocks: Sequence[Block], found: Sequence[Zone], text: str) -> Iterator[Zone]:
    """What an answer repeats of the complaint before each "ANSWER:" or "Denied." is the word of who
    complains."""
    if has_marker(text):
        paragraphs = number_paragraphs(blocks, place_zones(blocks, found), text)
        parties = read_caption(text, found, blocks).claiming
        claiming = [
            p.span for p in parties if p.name == " ".join(text[p.span.start : p.span.end].split())
        ]
        for span in find_repeated(paragraphs, blocks, text):
            yield Zone("repeated", span, claiming[0] if claiming else None)


def _find_foreign(reader: _Reader) -> Iterator[Zone]:
    """What is not English: an English reading of it would be worse than none."""
    for k, language in enumerate(find_languages(reader.words)):
        if language != "en":
            yield reader.zone("foreign", k, k)


_FINDERS: tuple[Callable[[_Reader], Iterator[Zone]], ...] = (
    _find_caption,
    _find_signatures,
    _find_service,
    _find_contents,
    _find_statutes,
    _find_boilerplate,
    _find_authors,
    _find_foreign,
)
