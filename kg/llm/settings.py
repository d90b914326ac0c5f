"""Which model is asked, where, and how much: checked before anything is sent."""

import ipaddress
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.errors import HostRefused, ModelError

KEY = "KG_LLM_KEY"
"""The variable of the environment that holds the key of the service; it is never written down."""
_KINDS = ("http", "https")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """An OpenAI-compatible service and a model of it.

    ``url`` is the base of the service (``http://127.0.0.1:8080/v1``), ``allow_host`` the host to
    which text may go; this machine needs none. ``max_tokens`` bounds what a run may use on both
    sides (0: no bound), ``answer_tokens`` one answer; ``timeout`` is in seconds."""

    url: str
    model: str
    allow_host: str = ""
    max_tokens: int = 0
    answer_tokens: int = 2_000
    parallel: int = 4
    retries: int = 4
    timeout: float = 120.0

    @property
    def host(self) -> str:
        """The host that the text goes to; raises ModelError where the address names none."""
        parts = urlsplit(self.url)
        if parts.scheme not in _KINDS or not parts.hostname or parts.username or parts.query:
            raise ModelError(
                f"{self.url!r} is no address of a service",
                "for example http://127.0.0.1:8080/v1; a key belongs into " + KEY,
            )
        return parts.hostname.casefold()

    def check(self) -> None:
        """Raise ModelError for settings that cannot be used, HostRefused for a host that was not
        allowed."""
        if not self.model.strip():
            raise ModelError("no model is named", "give --llm-model NAME")
        if is_local(self.host):
            return
        if self.allow_host.casefold() != self.host:
            raise HostRefused(
                f"the text of the documents would go to {self.host}",
                f"if that may be, give --allow-host {self.host}",
            )
        if urlsplit(self.url).scheme == "http":
            raise HostRefused(
                f"the text would go to {self.host} unencrypted", "use an address with https"
            )


def is_local(host: str) -> bool:
    """Return whether a host is this machine, so that no text leaves it.

    >>> is_local("127.0.0.1"), is_local("localhost"), is_local("10.0.0.7")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_key() -> str:
    """Return the key of the service from the environment; "" where there is none."""
    return os.environ.get(KEY, "").strip()
