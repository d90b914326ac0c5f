"""An answer's words → its responses: which paragraphs of the complaint it admits, denies, or leaves
open.

A response goes to the paragraphs that it names, else to the one whose number it bears. It counts as
an admission or denial of all that a paragraph alleges only where it says so ("Denied.", "denies the
allegations of paragraph 4"); "admits that ...", "denies the remaining ..." go no further than their
words (US Federal Rules of Civil Procedure 8(b))."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kg.model import SILENT_ZONES, Block, Span, Zone
from kg.ontology.lexicon import words_of
from kg.pleadings.content import asserted_words
from kg.segmentation.paragraphs import Paragraph, after_marker

_LONGEST_RANGE = 1_000
_NUMBERS = r"\d{1,4}(?:\s*(?:,\s*and|,|and|&|through|thru|to|[-–—])\s*\d{1,4})*"
_REFERENCE = re.compile(
    r"(?:\b(?:paragraphs?|paras?\.?)|(?<!¶)¶++)\s*"
    rf"(?P<list>{_NUMBERS})(?P<of>\s+(?:of|in|to)\s+[^.;]{{0,60}})?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)(?:\s*(?:through|thru|to|[-–—])\s*(\d+))?")
_SENTENCE = re.compile(
    r"(?:[^.;]|[.;](?!\s+[A-Z])|(?<=\b[A-Z])\.|(?<=\bNo)\.|"
    r"(?<=\bInc)\.|(?<=\bMr)\.|(?<=\bMs)\.)+[.;]?",
    re.DOTALL,
)
_NOT = re.compile(
    r"\b(?:not|never|neither|nor|no|cannot|without)(?:\s+\w+){0,2}\s*$|n[’']t(?:\s+\w+){0,2}\s*$",
    re.IGNORECASE,
)
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
    """A stretch of the answer that responds, and the number before it (0 for none)."""

    label: int
    span: Span
    words: str

    @property
    def is_general(self) -> bool:
        """Whether it denies all that is not answered otherwise."""
        denies = all(
            _any_of(name).search(self.words) for name in ("ResponseGeneral", "ResponseDenial")
        )
        return denies and not _references(self.words)


@dataclass(frozen=True, slots=True)
class _Reference:
    """Where paragraphs of the complaint are named, and which."""

    start: int
    numbers: tuple[int, ...]


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
        if stretch is not general:
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
            yield _Stretch(0, block.span, text[block.start : block.span.end])


def _silent_blocks(placed: Sequence[Zone | None]) -> set[int]:
    return {k for k, zone in enumerate(placed) if zone is not None and zone.kind in SILENT_ZONES}


def _numbered(
    text: str, blocks: Sequence[Block], paragraphs: Sequence[Paragraph]
) -> Iterator[_Stretch]:
    """The paragraphs of the first run, without what they repeat of the complaint."""
    for paragraph in paragraphs:
        if paragraph.run == 0:
            span = after_marker(paragraph, blocks, text)
            yield _Stretch(paragraph.number, span, text[span.start : span.end])


def _follows_the_complaint(stretches: Sequence[_Stretch]) -> bool:
    """Whether an answer's own numbers are the complaint's: not where most paragraphs name another
    than their own."""
    named = [
        (s.label, {n for r in _references(s.words) for n in r.numbers})
        for s in stretches
        if s.label and not s.is_general
    ]
    same = sum(label in numbers for label, numbers in named if numbers)
    return 2 * same >= sum(bool(numbers) for _, numbers in named)


def _respond(stretch: _Stretch, own: bool) -> dict[int, Response]:
    """What a stretch says, by the number of the paragraph that it goes to; *own*: its own number is
    one."""
    label = stretch.label if own else 0
    parts = _read_parts(stretch.words, label)
    if not parts:
        own_words = _own_content(stretch, ())
        other = Response((Answered.OTHERWISE,), False, stretch.span, label, content=own_words)
        return {label: other} if label else {}
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
    if _references(stretch.words) or any(p.kind not in _ASSERTING for p in parts):
        return frozenset()
    found: frozenset[str] = frozenset()
    for sentence in _SENTENCE.finditer(stretch.words):
        clause = _REFERENCE.sub("", sentence[0])
        said = asserted_words(clause, list(_cues().finditer(clause)))
        if said is None:
            return frozenset()
        found |= said
    return found


def _read_parts(words: str, label: int) -> list[_Part]:
    """The responses of a stretch in order; each goes to the paragraphs named behind it, else before
    it, else to *label*."""
    out: list[_Part] = []
    current: tuple[int, ...] = (label,) if label else ()
    for sentence in _SENTENCE.finditer(words):
        clause = sentence[0]
        cues, references = _find_cues(clause), _references(clause)
        first = cues[0].start() if cues else len(clause)
        current = next((r.numbers for r in reversed(references) if r.start < first), current)
        for k in range(len(cues)):
            part = _read_cue(clause, cues, k, references, current)
            current = current or part.numbers
            out.append(part)
    return out


def _find_cues(clause: str) -> list[re.Match[str]]:
    """The words of response in a clause; "except as expressly admitted" admits nothing."""
    reserved = [m.span() for m in _any_of("ResponseGeneral").finditer(clause)]
    return [
        cue
        for cue in _cues().finditer(clause)
        if not any(low <= cue.start() < high for low, high in reserved)
    ]


def _read_cue(
    clause: str,
    cues: Sequence[re.Match[str]],
    k: int,
    references: Sequence[_Reference],
    current: tuple[int, ...],
) -> _Part:
    """The response that the cue number *k* of a sentence gives, between the cue before and the cue
    behind it."""
    begin = cues[k - 1].end() if k else 0
    end = cues[k + 1].start() if k + 1 < len(cues) else len(clause)
    before, behind = clause[begin : cues[k].start()], clause[cues[k].end() : end]
    kind = Answered.OTHERWISE if _NOT.search(before) else _WORDS[class_of(cues[k][0], _WORDS)]
    named = _numbers_between(references, cues[k].end(), end)
    if kind is Answered.REPEATS:
        named = ()  # what is repeated are responses to those paragraphs, not this one's
    return _Part(
        kind,
        _goes_to_all(before, behind),
        named or current or _numbers_between(references, end, len(clause)),
    )


def _numbers_between(references: Sequence[_Reference], start: int, end: int) -> tuple[int, ...]:
    """The paragraphs that are named from *start* to *end*."""
    return tuple(n for r in references if start <= r.start < end for n in r.numbers)


def _goes_to_all(before: str, behind: str) -> bool:
    """Whether an admission or denial goes to all that a paragraph alleges: by its words, never by
    their absence."""
    rest = _any_of("ResponseRest")
    if rest.search(before) or rest.search(behind) or _any_of("ResponseGeneral").search(before):
        return False
    bare = re.sub(_ALL, "", _REFERENCE.sub("", behind), flags=re.IGNORECASE)
    return bare.strip(" \n\t.;,:") == "" or _alleged().match(bare) is not None


def _is_whole(parts: Sequence[_Part]) -> bool:
    return len({p.kind for p in parts}) == 1 and all(p.whole for p in parts)


def _join(one: Response, other: Response) -> Response:
    """Two responses to one paragraph as one, in the words of the first."""
    kinds = tuple(dict.fromkeys((*one.kinds, *other.kinds)))
    return Response(kinds, one.whole and other.whole and len(kinds) == 1, one.span, one.label)


def _references(words: str) -> list[_Reference]:
    """Where paragraphs of the complaint are named; those of another document are left out."""
    return [
        _Reference(m.start(), _read_numbers(m["list"]))
        for m in _REFERENCE.finditer(words)
        if _is_of_a_complaint(m["of"] or "")
    ]


def _is_of_a_complaint(words: str) -> bool:
    """Whether "of the Complaint" or nothing follows a paragraph's number, and not "of the
    lease"."""
    return (
        not words
        or _any_of("PleadingKind").search(words) is not None
        and not _any_of("AnsweringPleading").search(words)
    )


def _read_numbers(words: str) -> tuple[int, ...]:
    """The numbers of a list with ranges.

    >>> _read_numbers("1, 3 and 5 through 7")
    (1, 3, 5, 6, 7)
    """
    out: list[int] = []
    for found in _RANGE.finditer(words):
        first = int(found[1])
        last = int(found[2] or first)
        out += range(first, last + 1) if first <= last < first + _LONGEST_RANGE else [first]
    return tuple(dict.fromkeys(out))


@cache
def _any_of(name: str) -> re.Pattern[str]:
    """What finds the words of a class of the ontology."""
    return phrase_pattern(words_of(name))


@cache
def _cues() -> re.Pattern[str]:
    """What finds the words of response, the longest first: "not admitted" before "admitted"."""
    return phrase_pattern(frozenset().union(*(words_of(name) for name in _WORDS)))


@cache
def _alleged() -> re.Pattern[str]:
    """What finds at the start of some words that all that is alleged is meant: "allegations",
    "averments of"."""
    return phrase_pattern(words_of("ResponseObject"))


def phrase_pattern(words: frozenset[str]) -> re.Pattern[str]:
    """Return what finds *words* and phrases in any white space, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(w).replace(r'\ ', r'\s+') for w in ordered)})\b", re.IGNORECASE
    )


def class_of(words: str, names: Iterable[str]) -> str:
    """Return the first word class of *names* that holds *words*, whatever their white space and
    capitals."""
    plain = " ".join(words.lower().split())
    return next(name for name in names if plain in words_of(name))
