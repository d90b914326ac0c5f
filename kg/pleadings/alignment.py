"""Complaints and answers → each allegation with its response: what belongs together is told by the
papers alone.

An answer belongs to the complaint that its record names (``answers``), else to that of its docket,
else to that of its parties. Where several complaints of a matter fit (amended ones), the answer's
title or the dates decide, and where they do not, the answer is left alone: a wrong alignment would
put a denial into somebody's mouth."""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from kg.model import Block, Document, Span, Zone
from kg.ontology.lexicon import any_of, values_of, words_of
from kg.pleadings.content import content_words, is_answered_by_number, party_words
from kg.pleadings.papers import (
    COMPLAINT,
    COUNTERCLAIM,
    INTERROGATORIES,
    Paper,
    answering_side,
    crossing_title,
    read_paper,
)
from kg.pleadings.responses import Answered, Response, Responses, read_responses
from kg.segmentation.blocks import find_blocks
from kg.segmentation.papers.captions import Caption, normalise_docket, read_caption
from kg.segmentation.paragraphs import Paragraph, find_repeated, number_paragraphs
from kg.segmentation.zones import find_zones, place_zones

_HEAD = 1_500
"""The title of a paper stands in so many characters behind its caption."""


@dataclass(frozen=True, slots=True)
class Pleading:
    """A complaint (``responses`` is ``None``) or an answer with its caption and its numbered
    paragraphs."""

    document: Document
    caption: Caption
    heading: str
    paragraphs: tuple[Paragraph, ...]
    responses: Responses | None = None
    paper: Paper = COMPLAINT
    repeated: tuple[Span, ...] = ()
    """Where an answer repeats what it responds to."""

    @property
    def docket(self) -> str:
        """The docket number in the form that all papers of a case share."""
        return normalise_docket(self.caption.docket)

    @property
    def parties(self) -> tuple[str, ...]:
        """Who answers: those of the answering side that the head of the answer names, the only one,
        or nobody that can be told."""
        by_title = self.paper.asks or self.paper.series == COUNTERCLAIM
        return self._told(answering_side(self.paper.title) if by_title else "answering")

    @property
    def claiming(self) -> tuple[str, ...]:
        """Who complains; nobody, where something is asked."""
        if self.paper.asks:
            return ()
        if self.paper.series == COUNTERCLAIM:
            return self._told("answering")
        return self._names("claiming")

    def _told(self, side: str) -> tuple[str, ...]:
        """Those of a side that the head of the paper names, or the only one."""
        names = self._names(side)
        named = tuple(n for n in names if plain_name(n) in plain_name(self.heading))
        return named or (names if len(names) == 1 else ())

    def _names(self, side: str) -> tuple[str, ...]:
        """The names of a side of the caption; who it is between co-defendants or of a third party
        is not told there."""
        known = self.paper.asks or self.paper.series in {"", COUNTERCLAIM}
        if side not in {"claiming", "answering"} or not known:
            return ()
        return tuple(p.name for p in getattr(self.caption, side))

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others: its document, and what it is there."""
        return self.document.id, self.paper.series

    @property
    def copy(self) -> "Pleading":
        """What an answer repeats, as the complaint that it answers."""
        stretches = {p.span.start: p for p in self.paragraphs}
        own = (replace(stretches[span.start], span=span) for span in self.repeated)
        return replace(self, paragraphs=tuple(own), responses=None)


@dataclass(frozen=True, slots=True)
class Aligned:
    """An allegation and its response: a paragraph of a complaint, and what one answer says of it.

    ``answer`` is ``None`` where no answer to the complaint is there, ``response`` where the answer
    says nothing of it."""

    complaint: Document
    number: int
    span: Span
    claiming: tuple[str, ...]
    answer: Document | None = None
    parties: tuple[str, ...] = ()
    response: Response | None = None
    asked: str = ""
    """In which series of requests it was asked, and is no allegation; "" for what is alleged."""

    @property
    def allegation(self) -> str:
        """The words of the paragraph, in one line."""
        return " ".join(self.complaint.text[self.span.start : self.span.end].split())

    @property
    def words(self) -> str:
        """The words of the response, as they stand in the answer."""
        if self.response is None or self.answer is None:
            return ""
        return self.answer.text[self.response.span.start : self.response.span.end]


def align_pleadings(documents: Iterable[Document]) -> tuple[Aligned, ...]:
    """Return each numbered paragraph of each complaint with each answer to it, whatever the order
    of *documents*; what an answer repeats of a complaint that is not there stands for it."""
    read = _read_all(documents)
    complaints = [p for p in read if p.responses is None]
    copies: list[Pleading] = []
    answers: dict[tuple[str, str], list[Pleading]] = {}
    for answer in (p for p in read if p.responses is not None):
        found = _find_complaint(answer, complaints)
        if found is None:
            found = answer.copy
            copies.append(found)
        answers.setdefault(found.key, []).append(answer)
    aligned = (_align(c, answers.get(c.key, ())) for c in (*complaints, *copies))
    return tuple(chain.from_iterable(aligned))


def _read_all(documents: Iterable[Document]) -> list[Pleading]:
    """The pleadings among the documents, in one order."""
    ordered = sorted(documents, key=lambda d: (d.source, d.id))
    return list(chain.from_iterable(map(read_pleadings, ordered)))


def _align(complaint: Pleading, answers: Sequence[Pleading]) -> Iterable[Aligned]:
    claiming, asked = complaint.claiming, complaint.paper.series if complaint.paper.asks else ""
    first_run = [p for p in complaint.paragraphs if not p.run]
    text = complaint.document.text
    content = {p.number: content_words(text[p.span.start : p.span.end]) for p in first_run}
    for paragraph in first_run:
        own = (complaint.document, paragraph.number, paragraph.span, claiming)
        if not answers:
            yield Aligned(*own, asked=asked)
        for answer in answers:
            response = _response_to(paragraph.number, content, complaint, answer)
            yield Aligned(*own, answer.document, answer.parties, response, asked)


def _response_to(
    number: int, content: Mapping[int, frozenset[str]], complaint: Pleading, answer: Pleading
) -> Response | None:
    """What an answer says of one paragraph; nothing, where what stands under its number may be a
    point of the answer's own."""
    said = answer.responses
    response = said.by_number.get(number, said.general) if said is not None else None
    if not _repeats_it(number, content, answer):
        return None
    if response is not None and answer.paper.series == INTERROGATORIES:
        return replace(response, kinds=(Answered.OTHERWISE,), whole=False)
    if response is None or not response.content:
        return response
    captions = (complaint.caption, answer.caption)
    names = (p.name for c in captions for p in (*c.claiming, *c.answering))
    asserted = response.content - party_words(names)
    return response if is_answered_by_number(asserted, number, content) else None


def _repeats_it(number: int, content: Mapping[int, frozenset[str]], answer: Pleading) -> bool:
    """Whether what an answer repeats before its response, if anything, is the paragraph of that
    number: three in four of the words at least, since a summary may leave some out."""
    text = answer.document.text
    repeated = next((p.span for p in answer.copy.paragraphs if p.number == number), None)
    if repeated is None:
        return True
    own = content_words(text[repeated.start : repeated.end])
    return 4 * len(own & content[number]) >= 3 * min(len(own), len(content[number]))


def read_pleadings(document: Document) -> tuple[Pleading, ...]:
    """Return a document as a complaint or an answer, with the counterclaim that it brings, if any;
    nothing where its title says neither, or it numbers no paragraphs."""
    blocks = document.blocks or find_blocks(document.text)
    zones = document.zones or find_zones(blocks, document.text)
    caption = read_caption(document.text, zones, blocks)
    lines = document.text[: caption.end + _HEAD].split("\n")
    paper = Paper(True) if document.answers else read_paper(document.title, lines)
    if paper is None:
        return ()
    placed = place_zones(blocks, zones)
    paragraphs = number_paragraphs(blocks, placed, document.text)
    first = paragraphs[0].span.start if paragraphs else caption.end + _HEAD
    heading = f"{document.title}\n{document.text[caption.end : min(first, caption.end + _HEAD)]}"
    read = Pleading(document, caption, heading, paragraphs, paper=paper)
    if not paper.answers:
        return (read,) if paragraphs else ()
    return _part_answer(read, blocks, placed)


def _part_answer(
    read: Pleading, blocks: Sequence[Block], placed: Sequence[Zone | None]
) -> tuple[Pleading, ...]:
    """An answer, and what it brings itself under a heading of its own."""
    text = read.document.text
    head, series = _find_crossing(blocks, read.paragraphs, text)
    own = tuple(p for p in read.paragraphs if p.blocks[0] < head)
    answer = _read_answer(replace(read, paragraphs=own), blocks[:head], placed[:head])
    brought = _rest(read.paragraphs[len(own) :])
    if not brought:
        return (answer,)
    title = text[blocks[head].start : blocks[head].span.end]
    return answer, replace(read, paragraphs=brought, paper=Paper(False, series, title))


def _read_answer(
    read: Pleading, blocks: Sequence[Block], placed: Sequence[Zone | None]
) -> Pleading:
    """The answer with what it responds and what it repeats."""
    text, paragraphs = read.document.text, read.paragraphs
    repeated = find_repeated([p for p in paragraphs if not p.run], blocks, text)
    responses = read_responses(text, blocks, placed, paragraphs)
    return replace(read, responses=responses, repeated=tuple(repeated))


def _find_crossing(
    blocks: Sequence[Block], paragraphs: Sequence[Paragraph], text: str
) -> tuple[int, str]:
    """The number of the block that heads what an answer brings itself behind its first paragraph,
    and what that is: "COUNTERCLAIMS"; beyond the last block, where there is none."""
    first = paragraphs[0].blocks[-1] + 1 if paragraphs else len(blocks)
    for k, block in enumerate(blocks[first:], first):
        words = text[block.start : block.span.end]
        if block.kind == "heading" or block.kind == "paragraph" and words.isupper():
            series = crossing_title(words)
            if series:
                return k, series
    return len(blocks), ""


def _rest(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs of a pleading inside another, its runs counted from its first."""
    first = paragraphs[0].run if paragraphs else 0
    return tuple(replace(p, run=p.run - first) for p in paragraphs)


def _find_complaint(answer: Pleading, complaints: Sequence[Pleading]) -> Pleading | None:
    """The one complaint that an answer answers; ``None`` where none or several fit."""
    if answer.document.answers:
        return _only(_named_so(answer.document.answers, complaints))
    fits = [c for c in complaints if _same_matter(answer, c)]
    amended = _amendments(answer.heading)
    alike = [c for c in fits if _amendments(c.heading) == amended]
    if alike or amended is not None:
        fits = alike
    return _only(fits) or _latest_before(fits, answer.document.date)


def _only(found: Sequence[Pleading]) -> Pleading | None:
    return found[0] if len(found) == 1 else None


def _named_so(given: str, complaints: Sequence[Pleading]) -> list[Pleading]:
    """The complaints of this source or IRI, else of this file name."""
    whole = [c for c in complaints if given in (c.document.source, c.document.id)]
    return whole or [
        c for c in complaints if posixpath.basename(c.document.source) == posixpath.basename(given)
    ]


def _latest_before(complaints: Sequence[Pleading], date: str) -> Pleading | None:
    """The last of several complaints that is no younger than an answer of this *date*; ``None``
    where two share its day."""
    before = [c for c in complaints if c.document.date and c.document.date <= date]
    latest = max((c.document.date for c in before), default="")
    return _only([c for c in before if c.document.date == latest])


def _same_matter(answer: Pleading, complaint: Pleading) -> bool:
    """Whether two papers are of one series, and bear one docket number or, where one bears none,
    name the same parties on both sides."""
    if answer.paper.series != complaint.paper.series:
        return False
    if answer.docket and complaint.docket:
        return answer.docket == complaint.docket
    sides = (
        (answer.caption.claiming, complaint.caption.claiming),
        (answer.caption.answering, complaint.caption.answering),
    )
    return all(
        {plain_name(p.name) for p in one} & {plain_name(p.name) for p in other}
        for one, other in sides
    )


def _amendments(heading: str) -> int | None:
    """How often the complaint that a title names was amended; ``None`` where it names no amended
    one."""
    found = _amended().search(heading)
    if found is None:
        return None
    return int(values_of("OrdinalNumber")[found[1].lower()]) if found[1] else 1


@cache
def _amended() -> re.Pattern[str]:
    """What finds the title of an amended complaint, with the number of the amendment."""
    return re.compile(
        rf"\b(?:({any_of(values_of('OrdinalNumber'))})\s+)?amended\s+"
        r"(?:[\w-]+\s+){0,3}?(?:complaint|petition|claim|particulars)",
        re.IGNORECASE,
    )


def plain_name(name: str) -> str:
    """Return a name in small letters, without punctuation and legal form, as captions and texts
    share it."""
    words = re.findall(r"\w+", re.sub(r"[.’']", "", name.casefold()))
    while len(words) > 1 and words[-1] in _plain_forms():
        words.pop()
    return " ".join(words)


@cache
def _plain_forms() -> frozenset[str]:
    """The legal forms in small letters, without punctuation."""
    return frozenset(re.sub(r"\W", "", form.casefold()) for form in words_of("LegalForm"))
