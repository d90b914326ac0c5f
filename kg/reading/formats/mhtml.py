"""Saved pages (MHTML, RFC 2557): the page that was saved, with its address and the day of saving;
its pictures are left out."""

import email
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from kg.errors import UnreadableSource
from kg.model import Document
from kg.reading.formats.eml import MAIL_DAMAGE, MAIL_POLICY, read_header
from kg.reading.formats.html import read as read_page
from kg.reading.metadata import complete
from kg.reading.options import DEFAULT, ReadingOptions

SUFFIXES = ("mhtml", "mht")
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> Document:
    """Return the document; raises EmptySource or UnreadableSource."""
    try:
        message = email.message_from_bytes(data, policy=MAIL_POLICY)
        part = next((p for p in message.walk() if p.get_content_type() in _PAGES), message)
        payload, charset = part.get_payload(decode=True), part.get_content_charset()
        said = {"url": _address(message, part), "date": _day(read_header(message, "Date"))}
    except MAIL_DAMAGE as error:
        raise UnreadableSource(
            f"{source}: damaged ({type(error).__name__})", "save the page anew"
        ) from None
    if part is message or not isinstance(payload, bytes):
        raise UnreadableSource(f"{source}: no page in it", "save the page anew, as a single file")
    chosen = (
        options
        if options.encoding or not charset
        else replace(options, given={**options.given, "encoding": charset})
    )
    document = read_page(payload, source, chosen)
    return complete(document, said, "the saved page, day of saving")


def _address(message: EmailMessage, part: EmailMessage) -> str:
    """Where the page stood on the web, "" for a page of a disk."""
    places = (
        read_header(part, "Content-Location"),
        read_header(message, "Snapshot-Content-Location"),
    )
    return next((place for place in places if place.startswith("http")), "")


def _day(words: str) -> str:
    try:
        return parsedate_to_datetime(words).date().isoformat() if words else ""
    except MAIL_DAMAGE:
        return ""
