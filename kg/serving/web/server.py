"""Serve the application with uvicorn, on this machine alone."""

import socket
from collections.abc import Callable
from threading import Thread

import uvicorn
from starlette.applications import Starlette

from kg.errors import ServeError
from kg.graph import Graph
from kg.serving.web.application import make_application

HOST = "127.0.0.1"


def serve_room(graph: Graph, title: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until Ctrl+C; *tell* is given the address with the token. Port 0 takes a free one.
    Raises ServeError."""
    application, token = make_application(graph, title, HOST)
    desk = application.state.desk
    reader = Thread(target=desk.warm)
    reader.start()
    try:
        run_application(application, HOST, port, lambda address: tell(f"{address}/?token={token}"))
    finally:
        desk.closing = True
        reader.join()


def run_application(
    application: Starlette, host: str, port: int, tell: Callable[[str], None]
) -> None:
    """Serve an application until Ctrl+C; *tell* is given the address once it listens. Raises
    ServeError where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise ServeError(
                f"cannot serve on {host}:{port}: {error.strerror}", "choose another --port"
            ) from None
        name = f"[{host}]" if ":" in host else host
        tell(f"http://{name}:{listener.getsockname()[1]}")
        uvicorn.Server(
            uvicorn.Config(application, log_level="warning", access_log=False, server_header=False)
        ).run([listener])
