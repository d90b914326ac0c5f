"""Serve the application with uvicorn, on this machine alone."""

import socket
from collections.abc import Callable

import uvicorn

from kg.errors import ServeError
from kg.graph import Graph
from kg.serving.web.application import make_application

HOST = "127.0.0.1"


def serve_room(graph: Graph, title: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until Ctrl+C; *tell* is given the address with the token. Port 0 takes a free one.
    Raises ServeError."""
    application, token = make_application(graph, title, HOST)
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            raise ServeError(
                f"cannot serve on {HOST}:{port}: {error.strerror}", "choose another --port"
            ) from None
        tell(f"http://{HOST}:{listener.getsockname()[1]}/?token={token}")
        uvicorn.Server(
            uvicorn.Config(application, log_level="warning", access_log=False, server_header=False)
        ).run([listener])
