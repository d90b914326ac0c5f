"""A server that answers only its own pages and programs: no other website may ask through a
visitor's browser.

Every handler of kg's servers derives from OwnOriginHandler, so the rule holds for each path and
each method."""

import ipaddress
import socket
from collections.abc import Collection
from email.message import Message
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

_OWN_SITES = ("same-origin", "none")
"""Values of Sec-Fetch-Site that are no other site's: the page's own, and an address that somebody
typed in."""


def find_foreign(headers: Message, own: str, names: Collection[str] = ()) -> str:
    """Return why a request is not meant for the server that listens on *own*, or ``""`` where it
    is.

    *names*: further names of the server. An origin is foreign unless it is
    the address that was called; a host is foreign unless it is the server's own (DNS rebinding
    calls it by another)."""
    hosts = headers.get_all("Host", [])
    if len(hosts) != 1:
        return "give one Host"
    (host,) = hosts
    if not _is_own_name(host, own, names):
        return "this server answers only under its own address"
    origin = headers.get("Origin")
    if origin is not None and origin.casefold() not in {
        f"http://{host}".casefold(),
        f"https://{host}".casefold(),
    }:
        return "this server answers no other website (Origin)"
    if headers.get("Sec-Fetch-Site", "none") not in _OWN_SITES:
        return "this server answers no other website (Sec-Fetch-Site)"
    return ""


def _is_own_name(host: str, own: str, names: Collection[str]) -> bool:
    """Whether a Host header names the server; bound to this machine alone, only by names of this
    machine alone."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if any(sign in host for sign in "@/?#"):  # a Host has a name and a port (RFC 9110, 7.2)
        return False
    if is_loopback(name) or name in {n.casefold() for n in names}:
        return True
    return not is_loopback(own) and (
        name in {own.casefold(), socket.gethostname().casefold()} or _is_address(name)
    )


def is_loopback(name: str) -> bool:
    """Return whether a host name stands for this machine alone."""
    return name == "localhost" or _is_address(name) and ipaddress.ip_address(name).is_loopback


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class OwnOriginHandler(BaseHTTPRequestHandler):
    """Refuses with 403, before any method runs, what another website asks; logs nothing, since
    queries may name people."""

    own_host = "127.0.0.1"
    own_names: Collection[str] = ()

    def parse_request(self) -> bool:
        """Return whether the request may be answered; one that may not is answered here."""
        if not super().parse_request():
            return False
        why = find_foreign(self.headers, self.own_host, self.own_names)
        if why:
            data = f"{why}\n".encode()
            self.close_connection = True
            self.send_response(403)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        return not why

    def end_headers(self) -> None:
        """Send the headers, with those that keep other pages out of every answer."""
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: queries may name people."""

    def version_string(self) -> str:
        """Return the server's name, without the versions of what it runs on."""
        return "kg"
