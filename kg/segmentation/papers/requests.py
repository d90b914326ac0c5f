"""Numbered questions and requests between the parties: "INTERROGATORY NO. 4:", "REQUEST FOR
PRODUCTION NO. 7:", the items of a paper titled "REQUESTS FOR ADMISSION".

Who asks claims nothing of what is asked or taken for granted; what is answered is no part of it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.model import Block, Span, Zone
from kg.ontology.lexicon import any_of, words_of
from kg.segmentation.paragraphs import match_marker

_HEAD = 120
"""What a block is shows in its first characters."""


@cache
def _numbered_request() -> re.Pattern[str]:
    """What opens a request by its number: "Interrogatory No. 4:", "DOCUMENT REQUEST 8."."""
    units = any_of(words_of("RequestUnit"))
    return re.compile(
        rf"(?:{units})[ \t]++(?:(?:nos?\.?+|number|#)[ \t]*+)?+\d{{1,4}}+"
        r"(?:[ \t]*+:|\.?+[ \t]*+$|\.[ \t]++(?=[A-Z]))[ \t]*+",
        re.IGNORECASE | re.MULTILINE,
    )


@cache
def _title() -> re.Pattern[str]:
    """What finds the name of a paper of requests in a title."""
    return re.compile(rf"\b(?:{any_of(words_of('RequestUnit'))})\b", re.IGNORECASE)


@cache
def _other_title() -> re.Pattern[str]:
    """What makes a title one of another paper: "RESPONSE TO REQUESTS", "MOTION TO COMPEL ANSWERS TO
    INTERROGATORIES"."""
    names = words_of("OtherPaper") - words_of("RequestUnit")
    others = {n for n in names if not _title().search(n)} | words_of("ResponseMark")
    return re.compile(rf"\b(?:{any_of(others)})s?\b", re.IGNORECASE)


def find_requests(blocks: Sequence[Block], text: str) -> Iterator[Zone]:
    """Yield a zone for each request: its block, the one under a mark that stands alone, and its
    items, up to what is answered."""
    asking = False
    number = 0
    while number < len(blocks):
        block = blocks[number]
        if _is_title(block, text):
            asking = _asks(block, text)
        opened = _after_mark(block, text)
        if opened >= 0 or asking and block.kind == "item" and not _is_answer(block, text):
            last = _last_block(number, blocks, text, alone=opened >= block.span.end)
            yield Zone("request", Span(block.span.start, blocks[last].span.end))
            number = last
        number += 1


def _after_mark(block: Block, text: str) -> int:
    """Where the words of a request begin behind its mark, -1 for other blocks."""
    if _numbered_request().fullmatch(block.label):
        return block.start
    marked = _numbered_request().match(text, block.start, min(block.span.end, block.start + _HEAD))
    return marked.end() if marked is not None else -1


def _last_block(first: int, blocks: Sequence[Block], text: str, alone: bool) -> int:
    """The last block of a request that begins at *first*; where its mark stands *alone*, the next
    block has its words."""
    last = first
    if alone and last + 1 < len(blocks) and not _ends(blocks[last + 1], text):
        last += 1
    while last + 1 < len(blocks) and _is_part(blocks[last + 1], text):
        last += 1
    return last


def _is_part(block: Block, text: str) -> bool:
    """Whether a block is a lettered item of the request before it."""
    lettered = re.fullmatch(r"\(?[a-z]{1,4}[.)]", block.label) is not None
    return block.kind == "item" and lettered and not _ends(block, text)


def _ends(block: Block, text: str) -> bool:
    return _is_answer(block, text) or _after_mark(block, text) >= 0 or _is_title(block, text)


def _is_answer(block: Block, text: str) -> bool:
    """Whether a block opens the response: "ANSWER: ..."."""
    marked = match_marker(block.label) if block.label else None
    if marked is not None and marked.end() == len(block.label):
        return True
    return match_marker(text, block.start, block.span.end) is not None


def _is_title(block: Block, text: str) -> bool:
    words = text[block.start : min(block.span.end, block.start + 2 * _HEAD)]
    short = len(words) < 2 * _HEAD and len(words) > 3
    return short and (block.kind == "heading" or block.kind == "paragraph" and words.isupper())


def _asks(block: Block, text: str) -> bool:
    """Whether a title is that of a paper of requests, or of a part of one."""
    words = text[block.start : block.span.end]
    return _title().search(words) is not None and _other_title().search(words) is None
