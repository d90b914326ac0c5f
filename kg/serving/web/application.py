"""The pages of ``kg room``: the reading page, the queue of claims to check, documents to add."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files
from secrets import token_urlsafe
from threading import Lock
from typing import Any

from jinja2 import Environment, PackageLoader
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.graph import Graph
from kg.model import Claim, Licence, Modality
from kg.model.safe_text import display_text
from kg.model.wording import describe_source, name_end
from kg.namespace import contract
from kg.reading.sources import read_each
from kg.review import Correction, Verdict
from kg.review.queue import rank_claims
from kg.serving.web.gate import Gate

_PAGE = 40
_AROUND = 160
"""Code points of the document that stand before and behind a quote."""
_MEDIA = {"js": "text/javascript", "css": "text/css"}


@dataclass
class Room:
    """A graph behind pages; one request at a time touches it."""

    graph: Graph
    title: str
    lock: Lock = field(default_factory=Lock)
    page: str = ""
    pages: Environment = field(
        default_factory=lambda: Environment(
            loader=PackageLoader("kg.serving.web", "assets"), autoescape=True
        )
    )

    def reading_page(self, request: Request) -> Response:
        """The page of kg view, drawn anew after a change."""
        with self.lock:
            if not self.page:
                self.page = self.graph.view(title=self.title, home="/review").html
            return HTMLResponse(self.page)

    def queue(self, request: Request) -> Response:
        """Claims to check, or those that were."""
        about, state = (
            request.query_params.get("about", ""),
            request.query_params.get("state", "open"),
        )
        with self.lock:
            verdicts, sources = self.graph.reviews(), self.graph.store.sources()
            found = self.graph.claims(about=about or None, reviewed="any")
            chosen = rank_claims(c for c in found if (c.id in verdicts) == (state == "checked"))
            cards = [self._card(c, verdicts.get(c.id), sources) for c in chosen[:_PAGE]]
        counts = {
            "open": len(found) - sum(c.id in verdicts for c in found),
            "checked": sum(c.id in verdicts for c in found),
        }
        return self._render(
            "queue.html",
            cards=cards,
            about=about,
            state=state,
            counts=counts,
            left=len(chosen) - len(cards),
        )

    def judge(self, claim: str, form: Mapping[str, str]) -> Response:
        """Record or take back a verdict; the claim's card comes back."""
        outcome = form.get("outcome", "")
        with self.lock:
            if outcome == "undo":
                self.graph.undo_review(claim)
            else:
                words = {
                    name: form.get(name, "").strip() for name in ("subject", "object", "modality")
                }
                correction = Correction(**words) if outcome == "corrected" else None
                tags = [tag.strip() for tag in form.get("tags", "").split(",") if tag.strip()]
                more: dict[str, Any] = {
                    "dispute": form.get("dispute", ""),
                    "material": form.get("material", ""),
                    "tags": tags,
                }
                self.graph.review(
                    claim, outcome, form.get("note", "").strip(), correction=correction, **more
                )
            self.graph.store.flush()
            self.page = ""
            verdicts = self.graph.reviews()
            found = next(c for c in self.graph.claims(reviewed="any") if c.id == claim)
            return self._render(
                "card.html", card=self._card(found, verdicts.get(claim), self.graph.store.sources())
            )

    def documents(self, message: str = "") -> Response:
        """The documents with their numbers of claims, and where new ones are dropped."""
        with self.lock:
            rows = [
                (
                    display_text(d.title or d.source),
                    d.date,
                    display_text(d.source),
                    self.graph.store.count_claims(d.id),
                    contract(d.id),
                )
                for d in self.graph.documents()
            ]
        return self._render("documents.html", rows=rows, message=message)

    def add(self, name: str, data: bytes) -> str:
        """Add one uploaded file under its name; say what became of it."""
        with self.lock:
            added = self.graph.add(*read_each(data, name))
            self.graph.store.flush()
            self.page = ""
        outcomes = ", ".join(sorted({a.outcome for a in added}))
        return f"{display_text(name)}: {outcomes}, {sum(a.claims for a in added)} claims"

    def _card(
        self, claim: Claim, verdict: Verdict | None, sources: Mapping[str, str]
    ) -> dict[str, Any]:
        text = self.graph.store.document(claim.document).text
        who = describe_source(claim)
        return {
            "id": claim.id,
            "key": claim.id.rpartition("/")[2],
            "subject": display_text(claim.subject.label),
            "label": display_text(claim.predicate.label),
            "modality": claim.modality.value,
            "object": display_text(name_end(claim.object)),
            "negative": claim.polarity == "negative",
            "who": display_text(who),
            "quote": display_text(claim.quote),
            "before": display_text(text[max(0, claim.start - _AROUND) : claim.start]),
            "verdict": verdict,
            "after": display_text(text[claim.end : claim.end + _AROUND]),
            "source": display_text(sources[claim.document]),
            "place": f"characters {claim.start}–{claim.end}",
            "confidence": claim.confidence,
            "reason": display_text(claim.reason),
            "licence": "" if claim.licence is Licence.NONE else claim.licence.replace("_", " "),
            "undone": len(claim.undone_by),
            "revision": display_text(claim.revision),
        }

    def _render(self, template: str, **values: Any) -> Response:
        modalities = [m.value for m in Modality]
        return HTMLResponse(
            self.pages.get_template(template).render(
                title=self.title, modalities=modalities, **values
            )
        )


def _sync(run: Callable[[Request], Response]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        return await _explained(lambda: run(request))

    return answer


async def _explained(run: Callable[[], Response]) -> Response:
    """The answer, or what kg says went wrong."""
    try:
        return await run_in_threadpool(run)
    except KgError as error:
        mend = f" {error.hint}" if error.hint else ""
        return HTMLResponse(
            f'<p class="error" role="alert">{escape(display_text(f"{error}.{mend}"))}</p>', 422
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
    """Return the ASGI application over *graph* and the token that opens it once."""
    room, token = Room(graph, title), token or token_urlsafe(24)

    async def judge(request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        return await _explained(lambda: room.judge(request.path_params["claim"], form))

    async def upload(request: Request) -> Response:
        async with request.form() as form:
            held = [f for f in form.getlist("files") if isinstance(f, UploadFile)]
            data = [(f.filename or "document.txt", await f.read()) for f in held]
        return await _explained(
            lambda: room.documents("; ".join(room.add(name, content) for name, content in data))
        )

    routes = [
        Route("/", _sync(room.reading_page)),
        Route("/review", _sync(room.queue)),
        Route("/documents", _sync(lambda _: room.documents())),
        Route("/documents", upload, methods=["POST"]),
        Route("/verdict/{claim:path}", judge, methods=["POST"]),
        Route("/assets/{name}", _sync(_asset)),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Gate, host=host, token=token)]), token
