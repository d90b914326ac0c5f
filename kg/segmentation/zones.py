"""Parts of a document that are not its body: captions, counsel, signatures, service, contents,
statutes, mail.

A filing's caption names the parties and claims nothing of them; a signature block holds addresses.
What is found here gives no claims, or claims of its own speaker."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from kg.model import SILENT_ZONES, Block, Span, Zone
from kg.segmentation.captions import read_caption
from kg.segmentation.languages import find_languages
from kg.segmentation.mail import find_mail
from kg.segmentation.paragraphs import find_repeated, has_marker, number_paragraphs

_COURT = re.compile(
    r"\b(?:(?:IN|BEFORE) THE .{0,80}?(?:COURT|TRIBUNAL|COMMISSION)|"
    r"(?:UNITED STATES|STATE OF \w+|SUPERIOR|SUPREME|"
    r"DISTRICT|CIRCUIT|HIGH|COUNTY|FEDERAL) .{0,60}?COURT|"
    r"COURT OF (?:APPEALS?|JUSTICE|CLAIMS|\w+))\b"
)
_VERSUS = re.compile(
    r"(?:^|\s|[,)])(?:v\.?|vs\.?|against|-v-|versus|BETWEEN:?)(?:\s|$|,)", re.IGNORECASE
)
_DOCKET = re.compile(
    r"\b(?:Case|Civil Action|Criminal|Claim|Docket|Index|Cause|Action|File)?\s*"
    r"(?:No|Nos|Number|#)\.?:?\s*"
    r"(?P<number>[\w:/-]*\d[\w:/-]*)"
    r"|\b\d{2} ?(?:Civ|Cr|Crim|Misc)\. ?\d+|\[(?:19|20)\d\d\] [A-Z]{2,6}(?: [A-Z][a-z]+)? \d+",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:(?:\w+[ ’'])*(?:COMPLAINT|ANSWER|MOTION|ORDER|INDICTMENT|"
    r"INFORMATION|OPINION|MEMORANDUM|PETITION|PARTICULARS|"
    r"AFFIDAVIT|DECLARATION|JUDGMENT|BRIEF|REPLY|RESPONSE|STIPULATION|NOTICE|"
    r"DECISION|VERDICT|SUBPOENA|AGREEMENT|COUNTERCLAIMS?|FINDINGS|TRANSCRIPT)\b.*)"
)
_SIGNED = re.compile(
    r"respectfully submitted|"
    r"(?:dated|executed|signed)(?:(?: this| on)\b|:).{0,60}|/s/.*|by:? ?_{3,}|"
    r"yours (?:sincerely|faithfully|truly),?",
    re.IGNORECASE,
)
_SIGN_LINE = re.compile(
    r"/s/|_{3,}|\b(?:attorneys?|counsel|solicitors?) for\b|\b(?:esq|llp|p\.?c|pllc|sbn|bar no)\b|"
    r"\b(?:tel|telephone|phone|fax|facsimile|e-?mail):?|@|"
    r"\b(?:suite|floor|street|avenue|boulevard|road|p\.?o\.? box)\b|"
    r"\b[A-Z]{2} \d{5}|^by:|^dated|\(\d{3}\) ?\d{3}",
    re.IGNORECASE,
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
_STATUTE = re.compile(
    r"(?:\(\w{1,3}\) ?|§++ ?[\d.]++\w*\.? ?|"
    r"(?:Section|Sec\.|Article|Art\.) \d++[\w.-]*[.:]? ?){0,4}(?:.{0,60}[—–-] ?)?"
    r"(?:Whoever|Any person who|A person who|No person shall|"
    r"It shall be unlawful|Every person who)\b"
)
_FORWARD = re.compile(
    r"\bforward[- ]looking statements?\b|\bPrivate Securities Litigation Reform Act\b|"
    r"\ball rights reserved\b|\bunsubscribe\b|"
    r"\bthis (?:e-?mail|message) (?:and any|is|may) .{0,60}confidential\b|"
    r"\bintended (?:only|solely) for\b",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"[—–-]+\s?(?P<who>[A-Z][^(,@\d]{2,40}?)\s*(?:[(,@\d].*)?$")
_LOOKED_AT = 2_000
_LEADER_END = 200
"""What a block is shows in its first characters; the bounds keep the time linear in the text."""
_HEAD_BLOCKS = 60
_LONGEST_SIGNATURE = 14
_SENTENCE_WORDS = 14
"""A longer block that ends in a stop is prose and ends a caption or a signature."""


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


def _find_caption_places(reader: _Reader) -> tuple[int, int] | None:
    """The blocks of the court and of the parties, the later one last; ``None`` where court, parties
    or docket are missing."""
    head = range(min(len(reader.blocks), _HEAD_BLOCKS))
    lines = [k for k in head if not reader.is_prose(k)]
    found = [
        next((k for k in lines if pattern.search(reader.words[k])), None)
        for pattern in (_COURT, _VERSUS, _DOCKET)
    ]
    court, parties, docket = found
    if court is None or parties is None or docket is None:
        return None
    return court, max(court, parties)


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
        if _SIGNED.match(reader.words[k]) and not reader.is_prose(k):
            while last + 1 < min(
                len(reader.blocks), k + _LONGEST_SIGNATURE
            ) and not _ends_signature(reader, last + 1):
                last += 1
            if any(_SIGN_LINE.search(w) for w in reader.words[k : last + 1]):
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
        if _STATUTE.match(words):
            yield reader.zone("statute", k, k)


def _find_boilerplate(reader: _Reader) -> Iterator[Zone]:
    for k, words in enumerate(reader.words):
        if _FORWARD.search(words):
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
    """What an answer repeats of the complaint before each "ANSWER:" is the word of who
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
