"""Numbered paragraphs: the units by which pleadings are cited and answered.

A paragraph holds the blocks up to the next number. Numbers that fall back behind a heading begin a
new run (the counterclaims of an answer); others that fall back are a list inside the paragraph.
A number may stand in words ("PARAGRAPH NO. 3:", "REQUEST FOR ADMISSION NO. 3:") and for several
paragraphs at once ("7-9. Denied.")."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.model import SILENT_ZONES, Block, Span, Zone
from kg.model.citing import paragraph_number
from kg.ontology.lexicon import any_of, words_of

_NUMBER = (
    r"(?:(?:NO|No|no)s?+\.?+[ \t]*+|[¶#][ \t]*+)?+"
    r"\d{1,4}+(?:[ \t]*+[-–—][ \t]*+\d{1,4}+)?+(?![\d.,]*\d)"
)
_CLOSED = r"(?:[ \t]*+:[ \t]*+|\.?+[ \t]*+$)"
_HEAD = 120
"""What a block is shows in its first characters."""
_FURTHEST = 50
"""A number that leaps further than this is none of the sequence."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph: ``blocks`` are the numbers of its blocks, ``run`` counts the sequences
    of the document."""

    number: int
    run: int
    blocks: tuple[int, ...]
    span: Span
    last: int = 0
    """The last number of several, 0 where it bears one."""
    bare: int = 0
    """The number of the block that responds to what stands before it without a mark, 0 for
    none."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers that it bears: mostly one."""
        return tuple(range(self.number, max(self.last, self.number) + 1))


@cache
def _response_mark() -> re.Pattern[str]:
    """What opens the response where a paper repeats what it responds to (local rules: "ANSWER:
    Denied."; "RESPONSE TO REQUEST NO. 3:")."""
    marks, units = _in_capitals(words_of("ResponseMark")), _in_capitals(words_of("NumberedUnit"))
    to = rf"[ \t]++(?:TO|To|to)[ \t]++(?:(?:{units})[ \t]++){{0,3}}+"
    return re.compile(
        rf"(?<!\w)(?:[A-Z][a-zA-Z]{{0,30}}+['’][sS]?[ \t]++)?+(?:{marks})"
        rf"(?:[ \t]*+:\s*+|(?:{to}|[ \t]++){_NUMBER}{_CLOSED}|{to}:\s*+)"
    )


@cache
def _bare_response() -> re.Pattern[str]:
    """What finds a line that opens with words of response: "Denied.", "Defendant denies", "The
    allegations of paragraph 3 are admitted"."""
    classes = ("Admission", "Denial", "NoKnowledge", "NotAdmitted", "NotRequired")
    cues = any_of(word for name in classes for word in words_of(f"Response{name}"))
    who = r"(?:[A-Z][\w.’'-]*+[ \t]++){0,4}?(?:is[ \t]++)?"
    objects = any_of(words_of("ResponseObject"))
    what = rf"(?:The[ \t]++)?(?:{objects})\b[^.\n]{{0,60}}?\b(?:are|is)[ \t]++"
    return re.compile(rf"[\n|][ \t]*+(?:{who}|{what})(?i:{cues})\b")


@cache
def _unit_mark() -> re.Pattern[str]:
    """What opens a numbered unit in words: "PARAGRAPH NO. 3:", "COMPLAINT ¶ 3:"."""
    units = _in_capitals(words_of("NumberedUnit"))
    return re.compile(rf"(?:(?:{units})[ \t]++){{1,3}}+{_NUMBER}{_CLOSED}")


def _in_capitals(words: Iterable[str]) -> str:
    """The alternatives of a pattern for words as headings write them: with one capital, or all, or
    one for each word that bears meaning; the longest first."""
    forms = {form for w in words for form in (w.capitalize(), w.upper(), _as_title(w))}
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"[ \t]++") for form in ordered) or "(?!)"


def _as_title(words: str) -> str:
    return " ".join(w if w in {"for", "of", "to", "and"} else w.capitalize() for w in words.split())


def number_paragraphs(
    blocks: Sequence[Block], placed: Sequence[Zone | None], text: str
) -> tuple[Paragraph, ...]:
    """Return the numbered paragraphs of a text, in order; *placed* is the zone of each block
    (kg.segmentation.zones.place_zones)."""
    style = _usual_style(blocks)
    found: list[tuple[int, int, list[int]]] = []
    headed = False
    for k, block in enumerate(blocks):
        number = _number(block, style)
        if _is_silent(placed[k]) or not number and _is_heading(block, text):
            headed = True
        elif number and _goes_on(number, found, headed):
            found.append((number, _run_of(number, found), [k]))
            headed = False
        elif found and not headed:
            found[-1][2].append(k)
    numbered = [
        Paragraph(
            n,
            run,
            tuple(own),
            Span(blocks[_worded(own, blocks)[0]].start, blocks[own[-1]].span.end),
            numbers_of(blocks[own[0]])[1],
        )
        for n, run, own in found
    ]
    return tuple(_find_bare(numbered, blocks, text))


def _is_silent(zone: Zone | None) -> bool:
    """Whether no numbered paragraph goes through a zone; a request is one itself."""
    return zone is not None and zone.kind in SILENT_ZONES and zone.kind != "request"


def _run_of(number: int, found: Sequence[tuple[int, int, list[int]]]) -> int:
    """The run that a number belongs to: the next one, where it falls back."""
    return found[-1][1] + (number <= found[-1][0]) if found else 0


def has_marker(text: str) -> bool:
    """Return whether a text holds the mark of a response anywhere, or a line that can but respond:
    what is cheap to ask first."""
    return (
        _response_mark().search(text) is not None
        or _bare_response().search("\n" + text) is not None
    )


def match_marker(text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """Return the mark ("ANSWER:") that opens a response at *start*."""
    return _response_mark().match(text, start, len(text) if end is None else end)


def match_unit(text: str) -> re.Match[str] | None:
    """Return the mark ("PARAGRAPH NO. 3:") by which a line opens a numbered unit."""
    return _unit_mark().match(text)


def _opens_response(text: str, block: Block) -> int:
    """Where the words of a response begin that a block opens, -1 where it opens none."""
    if _response_mark().fullmatch(block.label):
        return block.start
    marked = match_marker(text, block.start, block.span.end)
    return marked.end() if marked else -1


def after_marker(paragraph: Paragraph, blocks: Sequence[Block], text: str) -> Span:
    """Return where a paragraph responds: its blocks, or what follows the mark of a response in it,
    in one stretch."""
    for k in paragraph.blocks:
        start = _opens_response(text, blocks[k])
        if start < 0 and (
            inside := _response_mark().search(text, blocks[k].start, blocks[k].span.end)
        ):
            start = inside.end()
        if 0 <= start < paragraph.span.end:
            return Span(start, paragraph.span.end)
    if paragraph.bare:
        return Span(blocks[paragraph.bare].start, paragraph.span.end)
    return paragraph.span


def find_repeated(
    paragraphs: Sequence[Paragraph], blocks: Sequence[Block], text: str
) -> list[Span]:
    """Return where a paper repeats what it then responds to: in each paragraph, up to the
    response."""
    out = []
    for paragraph in paragraphs:
        marked = next(
            (k for k in paragraph.blocks if _opens_response(text, blocks[k]) >= 0), paragraph.bare
        )
        if marked > _worded(paragraph.blocks, blocks)[0]:
            out.append(Span(paragraph.span.start, blocks[marked - 1].span.end))
    return out


def _worded(numbers: Sequence[int], blocks: Sequence[Block]) -> Sequence[int]:
    """Those of some blocks that hold words; all of them, where the number of a row stands alone."""
    first = blocks[numbers[0]]
    alone = first.kind == "cell" and first.span.end - first.start == len(first.label)
    return numbers[1:] if alone and len(numbers) > 1 else numbers


def _find_bare(
    paragraphs: Sequence[Paragraph], blocks: Sequence[Block], text: str
) -> list[Paragraph]:
    """The paragraphs with the block that responds to the one before without a mark, where half of
    them respond so: "3. It paid the mayor. / Denied."."""
    marked = [replace(p, bare=_bare_block(p, blocks, text)) for p in paragraphs]
    bare = sum(p.bare > 0 for p in marked)
    if bare < 2 or 2 * bare < len(marked):
        return list(paragraphs)
    return [p if p.bare else replace(p, bare=_last_cell(p, blocks)) for p in marked]


def _bare_block(paragraph: Paragraph, blocks: Sequence[Block], text: str) -> int:
    """The number of the block that responds to the first one, 0 where that responds itself."""
    first, *rest = _worded(paragraph.blocks, blocks)
    if _is_bare(text, blocks[first]):
        return 0
    return next((k for k in rest if _is_bare(text, blocks[k])), 0)


def _last_cell(paragraph: Paragraph, blocks: Sequence[Block]) -> int:
    """The number of the last cell of a row of a table, which responds to those before in whatever
    words; 0 where a paragraph is no such row."""
    worded = _worded(paragraph.blocks, blocks)
    is_row = all(blocks[k].kind == "cell" for k in paragraph.blocks)
    return worded[-1] if len(worded) > 1 and is_row else 0


def _is_bare(text: str, block: Block) -> bool:
    """Whether a block opens with words that can but respond."""
    return (
        _bare_response().match("\n" + text[block.start : min(block.span.end, block.start + _HEAD)])
        is not None
    )


def _usual_style(blocks: Sequence[Block]) -> str:
    """How most numbers are written: "1.", "(1)", "¶ 1"; in words, where some are; in the cells of a
    table, where no others are."""
    numbered = [b for b in blocks if number_of(b)]
    styles = Counter(_style(b.label) for b in _items_of(numbered) or numbered)
    in_words = Counter({s: n for s, n in styles.items() if n > 1 and s[0].isalpha()})
    return max((in_words or styles).most_common(1), default=("", 0))[0]


def _items_of(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if block.kind == "item"]


def _style(label: str) -> str:
    return re.sub(r"\d+(?:\s*[-–—]\s*\d+)?", "1", label)


def number_of(block: Block) -> int:
    """Return the number of a block that opens a numbered paragraph, else 0."""
    return numbers_of(block)[0]


def numbers_of(block: Block) -> tuple[int, int]:
    """Return the first and the last number of a block that opens numbered paragraphs; 0 for
    none."""
    if block.kind not in {"item", "cell"}:
        return 0, 0
    first, _, last = paragraph_number(block.label).partition("–")
    return int(first or 0), int(last or 0)


def _number(block: Block, style: str) -> int:
    """The number of a block that is written in the usual *style*, else 0."""
    return number_of(block) if _style(block.label) == style else 0


def _goes_on(number: int, found: Sequence[tuple[int, int, list[int]]], headed: bool) -> bool:
    """Whether a number follows the last one, or begins anew behind a heading."""
    last = found[-1][0] if found else 0
    return not found or last < number <= last + _FURTHEST or headed and number == 1


def _is_heading(block: Block, text: str) -> bool:
    """Whether a block is a headline: by its mark, or all in capitals."""
    words = text[block.start : block.span.end]
    return (
        block.kind == "heading" or block.kind == "paragraph" and words.isupper() and len(words) > 3
    )
