"""The SPARQL endpoint (kg.serving.sparql_endpoint) on the stack of the extra kg-claims[web]:
Starlette answers, uvicorn listens. The answers are the same, and so is what is refused."""

from collections.abc import Callable, Collection, Mapping
from email.message import Message
from threading import BoundedSemaphore

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from kg.serving.own_origin import find_foreign
from kg.serving.sparql_endpoint import (
    AT_ONCE,
    BUSY,
    HELP,
    LARGEST,
    METHODS,
    PATH,
    TOO_LONG,
    Reply,
    answer_request,
    read_fields,
    read_post,
    refuse,
)
from kg.serving.web.server import run_application
from kg.storage.store import Store

_PLAIN = "text/plain; charset=utf-8"


class Queries:
    """A store that answers queries; *timeout* in seconds a query, *limit* in rows, *names* under
    which the server is called too."""

    def __init__(
        self, store: Store, host: str, timeout: float, limit: int, names: Collection[str] = ()
    ) -> None:
        self.store, self.host, self.names = store, host, tuple(names)
        self.seconds, self.limit = timeout, limit
        self.slots = BoundedSemaphore(AT_ONCE)

    def application(self) -> Starlette:
        """The ASGI application: the endpoint, and a page of help; every path and method is
        checked for who asks."""
        return Starlette(routes=[Mount("/", self._serve)])

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await self._answer(Request(scope, receive))
        except ClientDisconnect:  # who hangs up in the middle is told nothing
            return
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        reply = await self._read(request)
        headers = {
            "Vary": "Accept",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        if request.method == "OPTIONS" and reply.status == 204 or reply.status == 405:
            headers["Allow"] = METHODS
        if reply.truncated:
            headers["Kg-Truncated"] = f"cut at {self.limit} rows"
        return Response(reply.body, reply.status, headers, reply.media)

    async def _read(self, request: Request) -> Reply:
        headers = Message()
        for name, value in request.headers.items():
            headers[name] = value
        if why := find_foreign(headers, self.host, self.names):
            return refuse(403, why)
        if request.method == "OPTIONS":
            return Reply(204, _PLAIN, "")
        if request.method == "POST":
            return await self._read_post(request, headers)
        if request.method not in METHODS.split(", "):
            return refuse(405, f"it takes {METHODS}")
        if request.url.path != PATH or not request.url.query:
            return Reply(200 if request.url.path in ("/", PATH) else 404, _PLAIN, HELP)
        return await self._run(read_fields(request.url.query), request)

    async def _read_post(self, request: Request, headers: Message) -> Reply:
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > LARGEST:
            return refuse(413, TOO_LONG)
        if request.url.path != PATH:
            return refuse(404, f"the endpoint is {PATH}")
        body = await request.body()
        charset = str(headers.get_content_charset("utf-8"))
        posted = read_post(request.url.query, headers.get_content_type(), body, charset)
        return await self._run(posted, request)

    async def _run(self, fields: Mapping[str, list[str]] | Reply, request: Request) -> Reply:
        if isinstance(fields, Reply):
            return fields
        if not self.slots.acquire(blocking=False):
            return refuse(503, BUSY)
        try:
            accept = request.headers.get("accept", "")
            return await run_in_threadpool(
                answer_request, self.store, fields, accept, self.seconds, self.limit
            )
        finally:
            self.slots.release()


def serve_queries(queries: Queries, port: int, tell: Callable[[str], None]) -> None:
    """Serve until Ctrl+C; *tell* is given the endpoint's address. Port 0 takes a free one. Raises
    ServeError."""
    run_application(
        queries.application(), queries.host, port, lambda address: tell(f"{address}{PATH}")
    )
