"""Mail (RFC 5322, MIME) and mailboxes: the header and the text as one document, each attachment one
of its own.

The sender speaks: the header stands in the text, so that his name can be quoted.
"""

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parsedate_to_datetime
from typing import Any, cast

from kg.errors import EmptySource, ReadError, UnreadableSource
from kg.model import Document
from kg.reading.decoding import make_document
from kg.reading.metadata import describe
from kg.reading.options import DEFAULT, ReadingOptions
from kg.reading.sources import read_each

SUFFIXES = ("eml", "mbox")
_MAX_PARTS = 1_000
_MAX_NESTED = 5
"""A mail in a mail in a mail: deeper than any thread that people forward as attachments."""
_POSTMARK = re.compile(rb"^From \S+ .*\d{4}\r?$", re.MULTILINE)
_LONGEST_FIELD = 10_000
"""Characters of a field of a header that the standard library's parser is given: its work may grow
with their square."""
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^<>]*>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(/?)(style|script|head)\b", re.IGNORECASE)


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> list[Document]:
    """Return the mails and their attachments; raises EmptySource or UnreadableSource where there is
    none to read."""
    if not source.lower().endswith(".mbox"):
        return _read_mail(data, source, options)
    marks = [m.start() for m in _POSTMARK.finditer(data)]
    if not marks:
        raise UnreadableSource(
            f"{source}: no mailbox (no line From ADDRESS DATE)",
            "check its suffix; one mail is .eml",
        )
    out: list[Document] = []
    for number, (start, end) in enumerate(zip(marks, [*marks[1:], len(data)], strict=True), 1):
        _, _, mail = data[start:end].partition(b"\n")
        out += _try_mail(re.sub(rb"(?m)^>(>*From )", rb"\1", mail), f"{source}#{number}", options)
    if not out:
        raise EmptySource(
            f"{source}: no text in its {len(marks)} mails", "check that it is the right file"
        )
    return out


def _try_mail(data: bytes, source: str, options: ReadingOptions) -> list[Document]:
    try:
        return _read_mail(data, source, options)
    except EmptySource:
        return []


def _read_mail(data: bytes, source: str, options: ReadingOptions) -> list[Document]:
    message = _parse_mail(data, source)
    header = {name: _header(message, name) for name in ("From", "To", "Cc", "Date", "Subject")}
    head = "\n".join(f"{name}: {value}" for name, value in header.items() if value)
    body = _body(message)
    left_out: list[str] = []
    attached = (
        list(_read_attachments(message, source, options, left_out))
        if source.count("!") < _MAX_NESTED
        else []
    )
    if not body.strip() and attached:
        return attached
    described = describe(
        {
            "title": header["Subject"],
            "date": _day(header["Date"]),
            "author": header["From"],
            "kind": "mail",
        },
        "mail header",
    )
    mail = make_document(source, f"{head}\n\n{body.strip()}\n", described, notes=tuple(left_out))
    return [mail, *attached]


MAIL_DAMAGE = (
    MessageError,
    ValueError,
    LookupError,
    RecursionError,
    AttributeError,
    IndexError,
    TypeError,
    OverflowError,
)
"""What the standard library raises for a damaged mail; the last for a day of 30 digits."""


class _Bounded(EmailPolicy):
    """The library's policy, which parses no more of a field than _LONGEST_FIELD."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Return a field as the library reads it."""
        return super().header_fetch_parse(name, value[:_LONGEST_FIELD])


MAIL_POLICY = cast("EmailPolicy[EmailMessage]", _Bounded())
"""How mails, and pages saved as mails, are parsed."""


def _parse_mail(data: bytes, source: str) -> EmailMessage:
    """The mail; raises UnreadableSource where it is damaged or has too many parts."""
    try:
        message = email.message_from_bytes(data, policy=MAIL_POLICY)
        parts = list(message.walk())
    except MAIL_DAMAGE as error:
        raise UnreadableSource(
            f"{source}: damaged mail ({type(error).__name__})", "export it anew"
        ) from None
    if len(parts) > _MAX_PARTS:
        raise UnreadableSource(
            f"{source}: a mail of more than {_MAX_PARTS:,} parts", "save what you need of it"
        )
    return message


def _header(message: EmailMessage, name: str) -> str:
    """What a field of the header says, in one line."""
    return " ".join(_without_controls(read_header(message, name)).split())


def read_header(message: EmailMessage, name: str) -> str:
    """Return what a field of the header says, "" where it is damaged or missing."""
    try:
        raw = next((v for key, v in message.raw_items() if key.lower() == name.lower()), "")
        if len(raw) > _LONGEST_FIELD:
            return str(make_header(decode_header(" ".join(raw.split()))))
        return str(message.get(name) or "")
    except MAIL_DAMAGE:
        return ""


def _day(words: str) -> str:
    try:
        return parsedate_to_datetime(words).date().isoformat() if words else ""
    except (ValueError, OverflowError):
        return words


def _body(message: EmailMessage) -> str:
    """The text that a reader of mail shows: plain text before HTML."""
    for kind in ("plain", "html"):
        part = next(
            (
                p
                for p in message.walk()
                if p.get_content_type() == f"text/{kind}" and not p.get_filename()
            ),
            None,
        )
        if part is not None:
            words = _decode(part)
            return words if kind == "plain" else _strip_tags(words)
    return ""


def _decode(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        words = raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):
        words = raw.decode("windows-1252", "replace")
    return _without_controls(words)


def _without_controls(words: str) -> str:
    """The words without control characters, their lines parted by line feeds."""
    words = re.sub("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]", "", words)
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _strip_tags(page: str) -> str:
    import html

    words = _TAG.sub("", _BREAK.sub("\n", re.sub(r"\s+", " ", _drop_unseen(page))))
    seen = _without_controls(html.unescape(words))
    return "\n\n".join(line.strip() for line in seen.split("\n") if line.strip())


def _drop_unseen(page: str) -> str:
    """A page without its scripts, styles and head; what is left open stays."""
    parts, end, inside = list[str](), 0, ""
    for match in _UNSEEN.finditer(page):
        closes, name = match.groups()
        if not closes and not inside:
            parts.append(page[end : match.start()])
            end, inside = match.start(), name.lower()
        elif closes and name.lower() == inside:
            end, inside = match.start(), ""
    return "".join([*parts, page[end:]])


def _read_attachments(
    message: EmailMessage, source: str, options: ReadingOptions, left_out: list[str]
) -> Iterator[Document]:
    """The attachments that kg reads; the others are named in *left_out*."""
    for part in message.iter_attachments():
        name = re.sub(r"[\\/:\x00-\x1f]", "_", part.get_filename() or "")
        inner = part.get_content_type() == "message/rfc822"
        held = part.get_payload(0) if inner else None
        payload = (
            held.as_bytes() if isinstance(held, EmailMessage) else part.get_payload(decode=True)
        )
        data = payload if isinstance(payload, bytes) else b""
        try:
            if name or inner:
                yield from read_each(data, f"{source}!{name or 'mail'}{'.eml' * inner}", options)
        except ReadError as error:
            left_out.append(f"attachment left out: {error}")
