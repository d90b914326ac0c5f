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
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.graph import Graph
from kg.model.safe_text import display_text
from kg.serving.web.gate import Gate
from kg.serving.web.room import Room

_MEDIA = {"js": "text/javascript", "css": "text/css"}
type Form = dict[str, str]


def _sync(run: Callable[[Request], Response]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        return await _explained(lambda: run(request))

    return answer


async def _explained(run: Callable[[], Response]) -> Response:
    """The answer, or what kg says went wrong."""
    try:
        return await run_in_threadpool(run)
    except KgError as error:
        mend = f": {error.hint}" if error.hint else ""
        return HTMLResponse(
            f'<p class="error" role="alert">{escape(display_text(f"{error}{mend}"))}</p>', 422
        )


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    suffix = name.rpartition(".")[2]
    file = files("kg.serving.web").joinpath("assets", name)
    if suffix not in _MEDIA or "/" in name or not file.is_file():
        return Response(status_code=404)
    return Response(file.read_bytes(), media_type=_MEDIA[suffix])


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
            lambda: library.show_documents(
                "; ".join(library.add(name, content) for name, content in data)
            )
        )

    routes = [
        *_pages(room),
        *_changes(room),
        Route("/documents", upload, methods=["POST"]),
        Route("/assets/{name}", _sync(_asset)),
    ]
    application = Starlette(routes=routes, middleware=[Middleware(Gate, host=host, token=token)])
    application.state.desk = room.desk
    return application, token


def _pages(room: Room) -> list[Route]:
    """What is only read."""
    review, library = room.review, room.library

    def memo(request: Request) -> Response:
        return library.write_memo(request.path_params["id"], request.path_params["form"])

    return [
        Route("/", _sync(lambda _: room.show_reading_page())),
        Route("/review", _sync(lambda r: review.show_queue(dict(r.query_params)))),
        Route("/names", _sync(lambda _: review.show_names())),
        Route("/answers", _sync(lambda _: library.show_answers())),
        Route("/settings", _sync(lambda _: library.show_settings())),
        Route("/documents", _sync(lambda _: library.show_documents())),
        Route("/document/{id:path}", _sync(lambda r: library.show_document(r.path_params["id"]))),
        Route("/memo/{form}/{id:path}", _sync(memo)),
        Route("/entity/{id:path}", _sync(lambda r: library.show_entity(r.path_params["id"]))),
    ]


def _changes(room: Room) -> list[Route]:
    """What changes the store: each takes a form."""
    review, library = room.review, room.library
    return [
        _form("/verdict/{id:path}", lambda path, form: review.judge(path["id"], form)),
        _form("/names", review.decide),
        _form("/split/{id:path}", lambda path, form: review.split(path["id"], form)),
        _form("/standing/{id:path}", lambda path, form: library.set_standing(path["id"], form)),
        _form("/describe/{id:path}", lambda path, form: library.describe(path["id"], form)),
        _form("/settings", library.set_settings),
    ]


def _form(path: str, run: Callable[[Form, Form], Response]) -> Route:
    """A route that takes a form; *run* is given the parts of the path and the fields."""

    async def answer(request: Request) -> Response:
        given = (await request.form()).multi_items()
        fields: Form = {}
        for name, value in given:  # a field that is given several times is one line each
            fields[name] = f"{fields[name]}\n{value}" if name in fields else str(value)
        return await _explained(lambda: run(request.path_params, fields))

    return Route(path, answer, methods=["POST"])
