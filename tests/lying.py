"""A local service that answers what a test wants it to: the model of the tests, which lies."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

type Say = Callable[[dict[str, Any]], tuple[int, str]]
"""A request → status, and the model's words (or the body of an error)."""


@dataclass
class Served:
    """A running service: its address, and the requests that it got with their headers."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@contextmanager
def serve(say: Say) -> Iterator[Served]:
    """Run a service on this machine that answers each request by *say*."""
    served = Served("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served.requests.append(request)
            served.keys.append(self.headers.get("Authorization", ""))
            status, words = say(request)
            body = wrap(words) if status == 200 else words.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def wrap(words: str) -> bytes:
    """The body of a completion with these words."""
    choice = {"index": 0, "message": {"role": "assistant", "content": words}}
    return json.dumps({"choices": [choice], "usage": {"total_tokens": 900}}).encode()


def item(quote: str, subject: str, cue: str, obj: str, **more: Any) -> dict[str, Any]:
    """What a model says of one claim: a bare fact, unless *more* says otherwise."""
    usual = {"relation": "", "claimant": "", "strength": "stated_as_fact", "negated": False}
    return {"quote": quote, "subject": subject, "cue": cue, "object": obj, **usual, **more}


def claims(*items: dict[str, Any]) -> str:
    """The answer of a model that keeps to the form."""
    return json.dumps({"claims": list(items)})
