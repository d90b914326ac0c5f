"""Mail in a text: headers, what the sender writes, and what is quoted of others."""

import re
from collections.abc import Iterator, Sequence

from kg.model import Block, Span, Zone

_FIELD = re.compile(
    r"(?P<name>From|To|Cc|Bcc|Sent|Date|Subject|Reply-To|Message-ID|"
    r"In-Reply-To|Attachments?|Importance):[ \t]*(?P<value>.*)",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"[-_ ]{3,}+\s*+(?:Original|Forwarded)[ \w]*+[-_ ]*+(?<=[-_ ]{3})|"
    r"[-_]{20,}|Begin forwarded message:",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:On|Am|Le|El) .{4,90}?(?:,| at \d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?,?|[AaPp][Mm],?) "
    r"(?P<who>[^,<>\d]{2,60}?)(?: ?[<\[(][^>\])]*[>\])])? wrote:$"
)
_NAME = re.compile(
    r"[\"']?(?P<who>[^<\"'\[(;,@]{2,60}?|[^<\"'\[(;@]{2,60}?)[\"']?\s*+(?:[<\[(].*)?$"
)


_LONGEST = 400
"""A longer block is no line that introduces a quoted mail."""


def find_mail(blocks: Sequence[Block], text: str) -> Iterator[Zone]:
    """Yield the zones of mail: headers, and what each sender says up to the next header."""
    heads = list(_find_headers(blocks, text))
    for k, (first, last, sender) in enumerate(heads):
        yield Zone("header", Span(blocks[first].span.start, blocks[last].span.end))
        end = heads[k + 1][0] if k + 1 < len(heads) else len(blocks)
        body = [b for b in blocks[last + 1 : end] if not b.depth]
        if body and sender is not None:
            yield Zone(
                "mail" if first == 0 else "quoted-mail",
                Span(body[0].span.start, body[-1].span.end),
                sender,
            )
    yield from _find_quoted(blocks, text)


def _find_headers(blocks: Sequence[Block], text: str) -> Iterator[tuple[int, int, Span | None]]:
    """First and last block of each header, and where its sender's name stands."""
    position = 0
    while position < len(blocks):
        fields: dict[str, Span] = {}
        at = position
        if _RULE.fullmatch(_words(blocks[at], text)):
            at += 1
        while at < len(blocks) and (
            found := _FIELD.match(text, blocks[at].span.start, blocks[at].span.end)
        ):
            fields[found["name"].lower()] = Span(*found.span("value"))
            at += 1
        if "from" in fields and len(fields) > 1:
            yield position, at - 1, _name_in(text, fields["from"])
            position = at
        else:
            position += 1


def _find_quoted(blocks: Sequence[Block], text: str) -> Iterator[Zone]:
    """ "On 3 May, Ada Venn wrote:" and the quoted lines under it."""
    for k, block in enumerate(blocks):
        found = (
            _WROTE.search(_words(block, text))
            if block.span.end - block.span.start < _LONGEST
            else None
        )
        under = list(_quoted_after(blocks, k)) if found is not None else []
        if found is not None and under:
            start = text.find(found["who"].split()[0], block.span.start + max(found.start(), 0))
            end = text.find(found["who"].split()[-1], start) + len(found["who"].split()[-1])
            yield Zone(
                "quoted-mail", Span(under[0].span.start, under[-1].span.end), Span(start, end)
            )


def _quoted_after(blocks: Sequence[Block], position: int) -> Iterator[Block]:
    for block in blocks[position + 1 :]:
        if not block.depth:
            return
        yield block


def _name_in(text: str, value: Span) -> Span | None:
    found = _NAME.match(text, value.start, value.end)
    return Span(*found.span("who")) if found is not None else None


def _words(block: Block, text: str) -> str:
    return " ".join(text[block.span.start : block.span.end].split())
