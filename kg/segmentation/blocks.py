"""Plain text → blocks: paragraphs, list items with what introduces them, turns, rows of tables,
quotations.

Readers of formats that have marks of their own say the blocks; for all else they are found here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import Block, Span
from kg.segmentation.footnotes import mark_footnotes
from kg.segmentation.furniture import mark_furniture, strip_line_numbers
from kg.segmentation.headlines import mark_headline
from kg.segmentation.lines import Line, mark_tables, read_lines, split_cells
from kg.segmentation.paragraphs import match_marker, match_unit
from kg.segmentation.wrapping import Width, is_running, joins, measure_width

_ITEM = re.compile(
    r"(?P<bullet>[•▪◦‣●■·]|[*–—-](?=[ \t\u00a0]))[ \t\u00a0]*(?=\S)|"
    r"(?P<number>¶+ ?\d{1,4}[.:]?|\(?\d{1,3}[.)]|\d{1,3}:|\[\d{1,3}\]|\d{1,3}[-–]\d{1,3}\.|"
    r"\((?:[a-z]|[ivx]{1,5})\)|[a-z]\)|[a-hj-l]\.)"
    r"[ \t\u00a0]+(?=[^\W\d_]|[\"“‘'(\[])"
)
_TURN = re.compile(r"(?P<turn>[QA])[.:][ \t\u00a0]+(?=\S)")
_ABBREVIATED = re.compile(r"\b[A-Z][a-z]{0,3}\.$")
_LATER_LETTER = re.compile(r"\(?[b-hj-z]\)|[b-l]\.")
_ROW_NUMBER = re.compile(r"\d{1,3}\.?")
"""What a cell holds that numbers its row."""
_LONGEST_MARK = 80
_LEAST_TYPED = 2
"""One number alone may open a paragraph by accident ("10. May 1990 was ...")."""
_SPEAKER = re.compile(r"[A-Z][A-Z.’' -]{1,30}:")


@dataclass(frozen=True, slots=True)
class Start:
    """A mark that opens a block: its kind, the label that it gives, and where the words begin."""

    kind: str
    label: str = ""
    width: int = 0
    sure: bool = True


def find_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of plain *text*, in order."""
    lines = strip_line_numbers(mark_furniture(read_lines(text), "\f" in text))
    return build_blocks(text, list(_close_pages(lines)))


def build_blocks(text: str, lines: Sequence[Line]) -> tuple[Block, ...]:
    """Return the blocks that *lines* of *text* make; empty lines part them."""
    lines = mark_tables(lines)
    groups = list(_group_lines(lines))
    depths = {group[0].depth for group in groups}
    widths = {depth: measure_width([g for g in groups if g[0].depth == depth]) for depth in depths}
    turns = {m["turn"] for line in lines if (m := _TURN.match(line.text))} == {"Q", "A"}
    found = [
        block for group in groups for block in _read_group(group, widths[group[0].depth], turns)
    ]
    return introduce_blocks(mark_headline(mark_footnotes(found, text), text), text)


def _close_pages(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without those that the page added, and without the empty ones about them where a
    sentence goes on."""
    out: list[Line] = []
    furniture = False
    for line in lines:
        if line.furniture:
            furniture = True
            continue
        if line.text and furniture:
            last = next((k for k in range(len(out) - 1, -1, -1) if out[k].text), -1)
            furniture = False
            if last >= 0 and not out[last].ended:
                del out[last + 1 :]
                line = replace(line, bridges=True)
        out.append(line)
    yield from out


def _group_lines(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Runs of lines without an empty one, and of one depth of quotation."""
    group: list[Line] = []
    for line in lines:
        if group and (not line.text or line.depth != group[0].depth):
            yield group
            group = []
        if line.text:
            group.append(line)
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class _Prose:
    """How the lines of a group go on: the width that they were wrapped at, whether they are wrapped
    prose, and the indent of its lines."""

    width: Width
    wraps: bool
    base: int

    def takes(self, block: Sequence[Line], kind: str, line: Line) -> bool:
        """Whether a line goes on with *block*, which is of this kind."""
        if line.bridges or kind == "turn" and not line.table:
            return True
        if not self.wraps or _opens_indented(block, line, self.base):
            return False
        open_before = len(block) > 1 and not block[-2].ended
        return joins(block[-1], line, self.width, open_before)


def _read_group(group: Sequence[Line], width: Width, turns: bool) -> Iterator[Block]:
    prose = _Prose(width, is_running(group, width), min(line.indent for line in group))
    starts = [_start_of(line, turns) for line in group]
    alone = sum(begun is not None for begun in starts) == 1
    block, start = [group[0]], starts[0] or Start("paragraph")
    for line, begun in zip(group[1:], starts[1:], strict=True):
        opens = _opens(begun, block[-1], line, width, alone)
        if not opens and prose.takes(block, start.kind, line):
            block.append(line)
            continue
        yield from _make_blocks(block, start)
        block, start = [line], begun or Start("paragraph")
    yield from _make_blocks(block, start)


def _opens_indented(block: Sequence[Line], line: Line, base: int) -> bool:
    """Whether a line opens a paragraph as the first line of *block* did: further in than the lines
    of the text (*base*), behind the end of a sentence."""
    return block[-1].ended and line.indent >= block[0].indent > base


def _opens(begun: Start | None, before: Line, line: Line, width: Width, alone: bool) -> bool:
    """Whether a mark opens a block: one that is not sure does so where no wrapped sentence goes on.

    A mark that is *alone* in its paragraph is inside the sentence behind a full line that ends in a
    colon or an abbreviation ("Tr. of Oral Arg. / 80."), and so is the second letter of a list
    within the text ("a) ... / b) ...")."""
    if begun is None:
        return False
    inside = alone and (
        before.listed
        or _ABBREVIATED.search(before.text) is not None
        or _LATER_LETTER.fullmatch(begun.label) is not None
    )
    return begun.sure or before.ended and not inside or not width.is_full(before, line)


def _start_of(line: Line, turns: bool) -> Start | None:
    """What opens at a line; not *sure* where a wrapped line may begin so by accident ("Rule 12 /
    (b)")."""
    if turns and (turn := _TURN.match(line.text)):
        return Start("turn", turn["turn"], turn.end())
    if response := match_marker(line.text):
        return Start("paragraph", response[0].strip(), response.end())
    if unit := match_unit(line.text):
        return Start("item", unit[0].strip(), unit.end(), unit[0].isupper())
    item = _ITEM.match(line.text)
    if item is not None:
        return Start(
            "item", item["number"] or "", item.end(), (item["bullet"] or "-") not in "*–—-"
        )
    return Start("paragraph") if _SPEAKER.match(line.text) else None


def _make_blocks(lines: Sequence[Line], start: Start) -> Iterator[Block]:
    if lines[0].table and start.kind == "paragraph":
        yield from (
            Block("cell", (cell,), depth=line.depth) for line in lines for cell in split_cells(line)
        )
        return
    kind = "quotation" if lines[0].depth and start.kind == "paragraph" else start.kind
    first = Span(lines[0].start + start.width, lines[0].end)
    yield Block(
        kind,
        (first, *(line.span for line in lines[1:])),
        lines[0].indent,
        label=start.label,
        depth=lines[0].depth,
    )


def introduce_blocks(blocks: Sequence[Block], text: str) -> tuple[Block, ...]:
    """Return *blocks*, each item and quotation with the number of the block that introduces it;
    paragraphs whose numbers are typed, as most writers of DOCX and HTML do, are items.

    The items of a list share the block that ends in a colon before the first; a list of another
    style or depth may stand inside one, introduced by the item above it."""
    out: list[Block] = []
    lists: list[tuple[object, int]] = []
    for block in _open_typed(blocks, text):
        leader = -1
        if block.kind in {"item", "quotation"}:
            style = (
                block.kind,
                block.level,
                re.sub(r"\d+|[a-z]+", lambda m: "1" if m[0].isdigit() else "a", block.label),
            )
            if out and text[out[-1].span.start : out[-1].span.end].rstrip("*_ ").endswith(
                (":", ":—", ":–")
            ):
                lists.append((style, len(out) - 1))
            else:
                while lists and lists[-1][0] != style:
                    lists.pop()
                if not lists:
                    lists.append((style, -1))
            leader = lists[-1][1]
        else:
            lists = []
        out.append(block if block.leader == leader else replace(block, leader=leader))
    return tuple(out)


def _open_typed(blocks: Sequence[Block], text: str) -> Sequence[Block]:
    """The blocks, those that open with a typed number as items, where two do at least."""
    opened = [_open_item(block, text) for block in blocks]
    typed = sum(new is not old for new, old in zip(opened, blocks, strict=True))
    return opened if typed >= _LEAST_TYPED else blocks


def _open_item(block: Block, text: str) -> Block:
    """A paragraph without a mark that opens with a number, as an item of that number; a cell that
    does so, or is but a number, bears it as its label."""
    if block.kind not in {"paragraph", "cell"} or block.label:
        return block
    first = block.lines[0]
    words = text[first.start : min(first.end, first.start + _LONGEST_MARK)]
    if block.kind == "cell" and _ROW_NUMBER.fullmatch(words):
        return replace(block, label=words)
    label, width = _typed_mark(words)
    if not label:
        return block
    lines = (Span(first.start + width, first.end), *block.lines[1:])
    return replace(
        block, kind="item" if block.kind == "paragraph" else "cell", label=label, lines=lines
    )


def _typed_mark(words: str) -> tuple[str, int]:
    """The number that some words open with, and its width; "" and 0 for none."""
    if unit := match_unit(words):
        return unit[0].strip(), unit.end()
    item = _ITEM.match(words)
    return (item["number"] or "", item.end()) if item else ("", 0)
