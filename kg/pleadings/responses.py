"""An answer's words → its responses: which paragraphs of the complaint it admits, denies, or leaves
open.

A response goes to the paragraphs that it names, else to the one whose number it bears. It counts as
an admission or denial of all that a paragraph alleges only where it says so ("Denied.", "denies the
allegations of paragraph 4"); "admits that ...", "denies the remaining ..." go no further than their
words (US Federal Rules of Civil Procedure 8(b))."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kg.model import SILENT_ZONES, Block, Span, Zone
from kg.ontology.lexicon import words_of
from kg.pleadings.content import asserted_words
from kg.pleadings.phrases import any_phrase, class_of, phrase_pattern
from kg.pleadings.references import REFERENCE, Reference, find_references
from kg.segmentation.paragraphs import Paragraph, after_marker

_SENTENCE = re.compile(
    r"(?:[^.;]|[.;](?!\s+[A-Z])|(?<=\b[A-Z])\.|(?<=\bNo)\.|"
    r"(?<=\bInc)\.|(?<=\bMr)\.|(?<=\bMs)\.)+[.;]?",
    re.DOTALL,
)
_NOT = re.compile(
    r"\b(?:not|never|neither|nor|no|cannot|without)(?:\s+\w+){0,2}\s*$|n[’']t(?:\s+\w+){0,2}\s*$",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except|save|other\s+than|but)\b"
    r"(?:\s++(?:for|as|to|the|in|of|that|\w+s)\b)*+\s*$",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\A\s*\w+\s*:")
"""What a response may be counted by: "SECOND: Denies ..."."""
_INCLUDED = re.compile(r"\bincluding\b[^.;,]{0,60},?", re.IGNORECASE)
_ALL = (
    r"^[\s,:]*(?:(?:the|each|and|every|all|any|of|truth|said|such|"
    r"those|these|same|them|it|therein|herein|contained|in|to)\b[\s,]*)*"
)


class Answered(StrEnum):
    """How an answer responds to something that is alleged."""

    ADMITTED = "admitted"
    DENIED = "denied"
    NO_KNOWLEDGE = "lacks knowledge"
    NOT_ADMITTED = "not admitted"
    NOT_REQUIRED = "says that no response is required"
    REFERS = "refers to a document"
    REPEATS = "repeats earlier responses"
    OTHERWISE = "answered in other words"


_WORDS = {
    "ResponseAdmission": Answered.ADMITTED,
    "ResponseDenial": Answered.DENIED,
    "ResponseNoKnowledge": Answered.NO_KNOWLEDGE,
    "ResponseNotAdmitted": Answered.NOT_ADMITTED,
    "ResponseNotRequired": Answered.NOT_REQUIRED,
    "ResponseRefers": Answered.REFERS,
    "ResponseRepeats": Answered.REPEATS,
}


@dataclass(frozen=True, slots=True)
class Response:
    """What an answer says of one paragraph: the kinds of its parts in order, whether it goes to all
    that is alleged, its words.

    ``label`` is the number of the answer's own paragraph, 0 where it has none; ``general``: said of
    all that is not answered otherwise; ``content``: the words of what is asserted under a number
    alone, which may be the answer's own, empty where it can but respond."""

    kinds: tuple[Answered, ...]
    whole: bool
    span: Span
    label: int = 0
    general: bool = False
    content: frozenset[str] = frozenset()

    @property
    def summary(self) -> str:
        """The response in a few words."""
        if self.general:
            return "denied by the general denial"
        if {Answered.ADMITTED, Answered.DENIED} <= set(self.kinds):
            return "admitted in part, denied in part"
        if not self.whole and self.kinds in {(Answered.ADMITTED,), (Answered.DENIED,)}:
            return f"{self.kinds[0]} as far as it says"
        return "; ".join(self.kinds)


@dataclass(frozen=True, slots=True)
class Responses:
    """The responses of an answer by the number of the complaint's paragraph, and its general
    denial, if it has one."""

    by_number: dict[int, Response]
    general: Response | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of the answer that responds, and the numbers before it (mostly one or none)."""

    numbers: tuple[int, ...]
    span: Span
    words: str

    @property
    def label(self) -> int:
        """The number before it, 0 for none."""
        return self.numbers[0] if self.numbers else 0

    @property
    def is_general(self) -> bool:
        """Whether it denies all that is not answered otherwise: it names no paragraphs but
        those that it leaves out."""
        denies = all(
            any_phrase(name).search(self.words) for name in ("ResponseGeneral", "ResponseDenial")
        )
        return denies and all(_is_left_out(self.words, r) for r in find_references(self.words))


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of response: its kind, whether it goes to all that is alleged, and the paragraphs
    that it goes to."""

    kind: Answered
    whole: bool
    numbers: tuple[int, ...]


def read_responses(
    text: str,
    blocks: Sequence[Block],
    placed: Sequence[Zone | None],
    paragraphs: Sequence[Paragraph],
) -> Responses:
    """Return what the answer *text* responds, from its first run of numbered paragraphs and the
    blocks before and between."""
    stretches = [*_between(text, blocks, placed, paragraphs), *_numbered(text, blocks, paragraphs)]
    general = next((s for s in stretches if s.is_general), None)
    own = _follows_the_complaint(stretches)
    found: dict[int, Response] = {}
    for stretch in stretches:
        if stretch is not general or find_references(stretch.words):
            for number, response in _respond(stretch, own).items():
                found[number] = _join(found[number], response) if number in found else response
    rest = (
        Response((Answered.DENIED,), True, general.span, general.label, general=True)
        if general is not None
        else None
    )
    return Responses(found, rest)


def _between(
    text: str,
    blocks: Sequence[Block],
    placed: Sequence[Zone | None],
    paragraphs: Sequence[Paragraph],
) -> Iterator[_Stretch]:
    """The blocks that belong to no numbered paragraph, up to the second run of them."""
    left_out = {k for paragraph in paragraphs for k in paragraph.blocks} | _silent_blocks(placed)
    end = next((p.span.start for p in paragraphs if p.run), len(text))
    for k, block in enumerate(blocks):
        if k not in left_out and block.kind != "heading" and block.start < end:
            yield _Stretch((), block.span, text[block.start : block.span.end])


def _silent_blocks(placed: Sequence[Zone | None]) -> set[int]:
    return {k for k, zone in enumerate(placed) if zone is not None and zone.kind in SILENT_ZONES}


def _numbered(
    text: str, blocks: Sequence[Block], paragraphs: Sequence[Paragraph]
) -> Iterator[_Stretch]:
    """The paragraphs of the first run, without what they repeat of the complaint."""
    for paragraph in paragraphs:
        if paragraph.run == 0:
            span = after_marker(paragraph, blocks, text)
            yield _Stretch(paragraph.numbers, span, text[span.start : span.end])


def _follows_the_complaint(stretches: Sequence[_Stretch]) -> bool:
    """Whether an answer's own numbers are the complaint's: not where most paragraphs name another
    than their own."""
    named = [
        (set(s.numbers), {n for r in find_references(s.words) for n in r.numbers})
        for s in stretches
        if s.label and not s.is_general
    ]
    same = sum(not numbers.isdisjoint(own) for own, numbers in named if numbers)
    return 2 * same >= sum(bool(numbers) for _, numbers in named)


def _respond(stretch: _Stretch, own: bool) -> dict[int, Response]:
    """What a stretch says, by the number of the paragraph that it goes to; *own*: its own number is
    one."""
    own_numbers = stretch.numbers if own and not stretch.is_general else ()
    parts = _drop_calls_for_proof(_read_parts(stretch.words, own_numbers))
    if not parts:
        content = _own_content(stretch, ())
        other = Response((Answered.OTHERWISE,), False, stretch.span, stretch.label, content=content)
        return dict.fromkeys(own_numbers, other)
    by_number: dict[int, list[_Part]] = {}
    for part in parts:
        for number in part.numbers:
            by_number.setdefault(number, []).append(part)
    content = _own_content(stretch, parts)
    return {
        number: Response(
            tuple(dict.fromkeys(p.kind for p in mine)),
            _is_whole(mine),
            stretch.span,
            stretch.label,
            content=content,
        )
        for number, mine in by_number.items()
    }


_ASSERTING = frozenset({Answered.ADMITTED, Answered.DENIED, Answered.OTHERWISE})


def _own_content(stretch: _Stretch, parts: Sequence[_Part]) -> frozenset[str]:
    """The content words of a stretch that names no paragraph of the complaint and asserts
    something; none where it only responds ("Denied.", "lacks knowledge")."""
    if find_references(stretch.words) or any(p.kind not in _ASSERTING for p in parts):
        return frozenset()
    found: frozenset[str] = frozenset()
    for sentence in _SENTENCE.finditer(stretch.words):
        clause = REFERENCE.sub("", sentence[0])
        said = asserted_words(clause, list(_cues().finditer(clause)))
        if said is None:
            return frozenset()
        found |= said
    return found


def _read_parts(words: str, own: tuple[int, ...]) -> list[_Part]:
    """The responses of a stretch in order; each goes to the paragraphs named behind it, else before
    it, else to its *own* numbers."""
    out: list[_Part] = []
    current = own
    for sentence in _SENTENCE.finditer(words):
        clause = sentence[0]
        cues, references = _find_cues(clause), find_references(clause)
        for k, cue in enumerate(cues):
            current = next(
                (r.numbers for r in reversed(references) if r.start < cue.start()), current
            )
            part = _read_cue(clause, cues, k, references, current)
            current = current or part.numbers
            out.append(part)
    return out


def _drop_calls_for_proof(parts: Sequence[_Part]) -> list[_Part]:
    """The parts without demands of proof behind a denial of the same paragraphs, to which they add
    nothing: "denied; strict proof is demanded"."""
    return [
        part
        for k, part in enumerate(parts)
        if part.kind is not Answered.NOT_ADMITTED
        or (Answered.DENIED, part.numbers) not in {(p.kind, p.numbers) for p in parts[:k]}
    ]


def _find_cues(clause: str) -> list[re.Match[str]]:
    """The words of response in a clause; "except as expressly admitted" admits nothing, and "lacks
    the means to admit or deny" neither."""
    reserved = [m.span() for m in any_phrase("ResponseGeneral").finditer(clause)]
    reserved += [m.span() for m in _infinitives().finditer(clause)]
    return [
        cue
        for cue in _cues().finditer(clause)
        if not any(low <= cue.start() < high for low, high in reserved)
    ]


@cache
def _infinitives() -> re.Pattern[str]:
    """What finds words of response that say what would be done: "to admit", "to either admit or
    deny"."""
    words = words_of("ResponseAdmission") | words_of("ResponseDenial")
    cue = phrase_pattern(words).pattern
    return re.compile(rf"\bto\s+(?:either\s+)?{cue}(?:\s+(?:or|nor|and)\s+{cue})*", re.IGNORECASE)


def _is_left_out(clause: str, reference: Reference) -> bool:
    """Whether the paragraphs that are named are left out of what is said: "except paragraphs 1 and
    2"."""
    return _EXCEPT.search(clause, 0, reference.start) is not None


def _read_cue(
    clause: str,
    cues: Sequence[re.Match[str]],
    k: int,
    references: Sequence[Reference],
    current: tuple[int, ...],
) -> _Part:
    """The response that the cue number *k* of a sentence gives, between the cue before and the cue
    behind it."""
    begin = cues[k - 1].end() if k else 0
    end = cues[k + 1].start() if k + 1 < len(cues) else len(clause)
    before, behind = clause[begin : cues[k].start()], clause[cues[k].end() : end]
    kind = Answered.OTHERWISE if _NOT.search(before) else _WORDS[class_of(cues[k][0], _WORDS)]
    meant = [r for r in references if not _is_left_out(clause, r)]
    named = _numbers_between(meant, cues[k].end(), end)
    if kind is Answered.REPEATS:
        named = ()  # what is repeated are responses to those paragraphs, not this one's
    return _Part(
        kind,
        _goes_to_all(before, behind),
        named or current or _numbers_between(references, end, len(clause)),
    )


def _numbers_between(references: Sequence[Reference], start: int, end: int) -> tuple[int, ...]:
    """The paragraphs that are named from *start* to *end*."""
    return tuple(n for r in references if start <= r.start < end for n in r.numbers)


def _goes_to_all(before: str, behind: str) -> bool:
    """Whether an admission or denial goes to all that a paragraph alleges: by its words, never by
    their absence."""
    rest = any_phrase("ResponseRest")
    before = _INCLUDED.sub("", _OPENING.sub("", before))
    behind = _INCLUDED.sub("", behind)
    if rest.search(before) or rest.search(behind) or any_phrase("ResponseGeneral").search(before):
        return False
    bare = re.sub(_ALL, "", REFERENCE.sub("", behind), flags=re.IGNORECASE)
    bare = any_phrase("ResponseManner").sub("", bare)
    return bare.strip(" \n\t.;,:") == "" or _alleged().match(bare) is not None


def _is_whole(parts: Sequence[_Part]) -> bool:
    return len({p.kind for p in parts}) == 1 and all(p.whole for p in parts)


def _join(one: Response, other: Response) -> Response:
    """Two responses to one paragraph as one, in the words of the first."""
    kinds = tuple(dict.fromkeys((*one.kinds, *other.kinds)))
    return Response(kinds, one.whole and other.whole and len(kinds) == 1, one.span, one.label)


@cache
def _cues() -> re.Pattern[str]:
    """What finds the words of response, the longest first: "not admitted" before "admitted"."""
    return phrase_pattern(frozenset().union(*(words_of(name) for name in _WORDS)))


@cache
def _alleged() -> re.Pattern[str]:
    """What finds at the start of some words that all that is alleged is meant: "allegations",
    "averments of"."""
    return phrase_pattern(words_of("ResponseObject"))
