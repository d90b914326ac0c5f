"""Who may call the application: one browser on this machine, that came with the token.

The token stands in the address once; it is exchanged for a cookie that scripts cannot read and that
no other site's request carries, and leaves the address. Every request is checked for Host, Origin
and Sec-Fetch-Site (kg.serving.own_origin)."""

import hmac
import secrets
from email.message import Message

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from kg.serving.own_origin import find_foreign

COOKIE = "kg_room"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
}


class Gate:
    """An ASGI middleware that lets only the owner's browser through; ``token`` opens it once."""

    def __init__(self, app: ASGIApp, host: str = "127.0.0.1", token: str = "") -> None:
        self.app, self.host = app, host
        self.token = token or secrets.token_urlsafe(24)
        self._session = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        refused = self._refuse(request)
        await (refused or self.app)(
            scope, receive, _guarded(send, own_policy=request.url.path == "/")
        )

    def _refuse(self, request: Request) -> Response | None:
        """The answer to a request that may not pass, or ``None``."""
        headers = Message()
        for name, value in request.headers.items():
            headers[name] = value
        why = find_foreign(headers, self.host)
        if not why and request.method not in ("GET", "HEAD") and "origin" not in request.headers:
            why = "what changes the store must come from the application's own pages (Origin)"
        if why:
            return PlainTextResponse(f"{why}\n", 403)
        given = request.query_params.get("token", "")
        if given and self.token and hmac.compare_digest(given, self.token):
            return self._let_in()
        if hmac.compare_digest(request.cookies.get(COOKIE, ""), self._session):
            return None
        return PlainTextResponse(
            "open the address that kg room printed; its token works once\n", 403
        )

    def _let_in(self) -> Response:
        self.token = ""
        answer = RedirectResponse("/", 303)
        answer.set_cookie(COOKIE, self._session, httponly=True, samesite="strict", path="/")
        return answer


def _guarded(send: Send, own_policy: bool) -> Send:
    """*send*, with the headers that keep other pages out; the reading page carries a stricter
    policy of its own."""

    async def guarded(event: Event) -> None:
        if event["type"] == "http.response.start":
            headers = MutableHeaders(scope=event)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers["Content-Security-Policy"] = "frame-ancestors 'none'" if own_policy else _POLICY
        await send(event)

    return guarded
