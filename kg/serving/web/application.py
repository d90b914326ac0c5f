"""The routes of ``kg room``: the reading page, the queue of claims and names to check, documents,
entities, complaints beside answers."""

from collections.abc import Callable
from html import escape
from importlib.resources import files
from secrets import token_urlsafe
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.graph import Graph
from kg.model.safe_text import display_text
from kg.serving.web.gate import Gate
from kg.serving.web.room import Room

_MEDIA = {"js": "text/javascript", "css": "text/css"}
type Form = dict[str, str]


def _page(room: Room, run: Callable[[Request], Response]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        return await _explained(room, lambda: run(request))

    return answer


async def _explained(room: Room, run: Callable[[], Response], whole: bool = True) -> Response:
    """The answer, or what kg says went wrong: as a *whole* page, or as the words that a page which
    stays asks for."""
    try:
        return await run_in_threadpool(run)
    except KgError as error:
        mend = f": {error.hint}" if error.hint else ""
        message = display_text(f"{error}{mend}")
        if whole:
            return room.desk.render("error.html", message=message, status=422)
        return HTMLResponse(f'<p class="error" role="alert">{escape(message)}</p>', 422)


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    suffix = name.rpartition(".")[2]
    file = files("kg.serving.web").joinpath("assets", name)
    if suffix not in _MEDIA or "/" in name or not file.is_file():
        return Response(status_code=404)
    return Response(file.read_bytes(), media_type=_MEDIA[suffix])


async def _no_icon(_: Request) -> Response:
    return Response(status_code=204)


def make_application(
    graph: Graph, title: str, host: str = "127.0.0.1", token: str = ""
) -> tuple[Starlette, str]:
    """Return the ASGI application over *graph* and the token that opens it once; its
    ``state.desk`` is what its pages stand on."""
    room, token = Room.over(graph, title), token or token_urlsafe(24)

    async def upload(request: Request) -> Response:
        async with request.form() as form:
            held = [f for f in form.getlist("files") if isinstance(f, UploadFile)]
            data = [(f.filename or "document.txt", await f.read()) for f in held]
        library = room.library
        return await _explained(
            room,
            lambda: library.show_documents(
                "; ".join(library.add(name, content) for name, content in data)
            ),
        )

    routes = [
        *_pages(room),
        *_changes(room),
        Route("/documents", upload, methods=["POST"]),
        Route("/assets/{name}", _asset),
        Route("/favicon.ico", _no_icon),
    ]
    application = Starlette(
        routes=routes,
        middleware=[Middleware(Gate, host=host, token=token)],
        exception_handlers={ClientDisconnect: _say_nothing},
    )
    application.state.desk = room.desk
    return application, token


def _say_nothing(_: Request, __: Exception) -> Response:
    """The answer to who hung up in the middle of a form, which nobody reads."""
    return Response(status_code=400)


def _pages(room: Room) -> list[Route]:
    """What is only read."""
    review, library = room.review, room.library

    def page(path: str, run: Callable[[Request], Response]) -> Route:
        return Route(path, _page(room, run))

    def memo(request: Request) -> Response:
        return library.write_memo(request.path_params["id"], request.path_params["form"])

    return [
        page("/", lambda _: room.show_reading_page()),
        page("/review", lambda r: review.show_queue(dict(r.query_params))),
        page("/names", lambda _: review.show_names()),
        page("/answers", lambda _: library.show_answers()),
        page("/settings", lambda _: library.show_settings()),
        page("/documents", lambda _: library.show_documents()),
        page("/document/{id:path}", lambda r: library.show_document(r.path_params["id"])),
        page("/memo/{form}/{id:path}", memo),
        page("/entity/{id:path}", lambda r: library.show_entity(r.path_params["id"])),
    ]


def _changes(room: Room) -> list[Route]:
    """What changes the store: each takes a form."""
    review, library = room.review, room.library

    def form(path: str, run: Callable[[Form, Form], Response]) -> Route:
        return Route(path, _form(room, run), methods=["POST"])

    return [
        form("/verdict/{id:path}", lambda path, given: review.judge(path["id"], given)),
        form("/names", review.decide),
        form("/split/{id:path}", lambda path, given: review.split(path["id"], given)),
        form("/standing/{id:path}", lambda path, given: library.set_standing(path["id"], given)),
        form("/describe/{id:path}", lambda path, given: library.describe(path["id"], given)),
        form("/settings", library.set_settings),
    ]


def _form(room: Room, run: Callable[[Form, Form], Response]) -> Callable[[Request], Any]:
    """What answers a form; *run* is given the parts of the path and the fields."""

    async def answer(request: Request) -> Response:
        given = (await request.form()).multi_items()
        fields: Form = {}
        for name, value in given:  # a field that is given several times is one line each
            fields[name] = f"{fields[name]}\n{value}" if name in fields else str(value)
        whole = "hx-request" not in request.headers
        return await _explained(room, lambda: run(request.path_params, fields), whole)

    return answer
