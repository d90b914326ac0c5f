"""Web pages, one after the other, where their host's robots.txt allows it (RFC 9309).

Nothing is fetched unless the user says so and names the address. No script runs, no cookie is
kept."""

import hashlib
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from functools import cache
from http.client import HTTPException
from typing import IO, Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from kg.errors import UnreadableSource

AGENT = "kg-claims"
_SECONDS = 30
_PAUSE = 1.0
"""Seconds between two requests, if robots.txt asks for no longer pause."""
_LONGEST_PAUSE = 60.0
_ROBOTS_SIZE = 512_000
"""RFC 9309, 2.5: a crawler reads at least 500 kibibytes of robots.txt."""
_SUFFIXES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "text/markdown": "md",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "application/epub+zip": "epub",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the bytes, the suffix of their reader, when they came, their SHA-256
    and the encoding that the server named."""

    data: bytes
    suffix: str
    when: str
    digest: str
    encoding: str = ""


def is_address(source: str) -> bool:
    """Return whether a source is a web address.

    >>> is_address("https://example.org/a"), is_address("news/a.txt")
    (True, False)
    """
    return source.lower().startswith(("http://", "https://"))


def fetch_page(address: str, most: int) -> Fetched:
    """Return what is at *address*; raises UnreadableSource where robots.txt forbids it, the server
    sends the request elsewhere, fails, or sends more than *most* bytes."""
    robots = _read_robots(_host_of(address))
    if robots is None or not robots.can_fetch(AGENT, address):
        why = "cannot be read, which forbids all" if robots is None else "does not allow it"
        raise UnreadableSource(
            f"{address}: its robots.txt {why}", "save the page by hand, and add the file"
        )
    time.sleep(min(float(robots.crawl_delay(AGENT) or _PAUSE), _LONGEST_PAUSE))
    try:
        with _open(address, robots) as answer:
            data = answer.read(most + 1)
            headers: Message = answer.headers
    except (OSError, HTTPException, ValueError) as error:
        raise UnreadableSource(f"{address}: {_name(error)}", "open it in a browser") from None
    if len(data) > most:
        raise UnreadableSource(f"{address}: more than {most:,} bytes", "save what you need of it")
    suffix = _SUFFIXES.get(headers.get_content_type())
    if suffix is None:
        kind = headers.get_content_type()
        raise UnreadableSource(f"{address}: kg reads no {kind}", "save its text, and add the file")
    when = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    digest = hashlib.sha256(data).hexdigest()
    return Fetched(data, suffix, when, digest, headers.get_content_charset() or "")


def _host_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


@cache
def _read_robots(host: str) -> RobotFileParser | None:
    """The rules of a host, asked once; ``None`` where it fails to say, which forbids all (RFC 9309,
    2.3.1.4). A host without the file allows all."""
    rules = RobotFileParser()
    try:
        with _open(f"{host}/robots.txt") as answer:
            words = answer.read(_ROBOTS_SIZE).decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        if not 400 <= error.code < 500:
            return None
        words = ""
    except (OSError, HTTPException, ValueError):
        return None
    rules.parse(words.splitlines())
    return rules


class _Here(urllib.request.HTTPRedirectHandler):
    """Follows a server's word that a page has moved only on the same host, since another's
    robots.txt was not asked, and only where the *robots* of the host allow the new address."""

    def __init__(self, robots: RobotFileParser | None) -> None:
        self.robots = robots

    def redirect_request(
        self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        if _host_of(newurl) != _host_of(req.full_url):
            raise ValueError(f"it has moved to {newurl}; add that address")
        if self.robots is not None and not self.robots.can_fetch(AGENT, newurl):
            raise ValueError(f"it has moved to {newurl}, which robots.txt does not allow")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(address: str, robots: RobotFileParser | None = None) -> Any:
    opener = urllib.request.build_opener(_Here(robots))
    asked = urllib.request.Request(address, headers={"User-Agent": AGENT})
    return opener.open(asked, timeout=_SECONDS)


def _name(error: Exception) -> str:
    """What went wrong, in words: "HTTP 404 Not Found", "connection refused"."""
    if isinstance(error, urllib.error.HTTPError):
        return f"HTTP {error.code} {error.reason}"
    reason = getattr(error, "reason", None) or error
    return str(getattr(reason, "strerror", None) or reason)
