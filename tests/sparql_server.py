"""A SPARQL 1.1 server of its own process on this machine, for a test: Oxigraph's."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class SparqlServer:
    """``oxigraph serve`` over a folder: ``address``; it can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._bind = f"127.0.0.1:{free.getsockname()[1]}"
        self.address = f"http://{self._bind}/"
        self.start()

    def start(self) -> None:
        """Start it and wait until it takes calls."""
        program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
        command = [program, "serve", "--location", str(self._folder), "--bind", self._bind]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        host, port = self._bind.split(":")
        while True:
            assert self._process.poll() is None, "oxigraph ended"
            try:
                socket.create_connection((host, int(port)), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return

    def kill(self) -> None:
        """End it as kill -9 does."""
        self._process.kill()
        self._process.wait()


@contextmanager
def run_server(folder: Path) -> Iterator[SparqlServer]:
    """Give a server whose files lie in *folder*."""
    server = SparqlServer(folder)
    try:
        yield server
    finally:
        server.kill()
