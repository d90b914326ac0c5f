"""SPARQL 1.1 servers of their own process on this machine, for a test: Oxigraph's and Virtuoso."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{own}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = {bind}
[SPARQL]
ResultSetMaxRows = 10000
"""
_MISSING = "virtuoso-t is not on the PATH: apt-get install virtuoso-opensource-7-bin"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class SparqlServer:
    """``oxigraph serve`` over a folder: ``address``; it can be killed and started again."""

    path = ""
    """What follows the host in its address."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._bind = f"127.0.0.1:{_free_port()}"
        self.address = f"http://{self._bind}/{self.path}"
        self.start()

    def start(self) -> None:
        """Start it and wait until it takes calls."""
        self._process = subprocess.Popen(
            self._command(), cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while not self._answers():
            assert self._process.poll() is None, "the server ended"
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as kill -9 does."""
        self._process.kill()
        self._process.wait()

    def clear(self) -> None:
        """Drop all that it holds."""
        self.post("update", "DROP ALL")

    def post(self, kind: str, text: str) -> httpx.Response:
        """Return its answer to a request that goes past kg's engine."""
        place = self.address if self.path else f"{self.address}{kind}"
        answer = httpx.post(place, data={kind: text}, headers={"Accept": "text/csv"}, timeout=60)
        assert answer.is_success, answer.text
        return answer

    def _command(self) -> list[str]:
        program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
        return [program, "serve", "--location", ".", "--bind", self._bind]

    def _answers(self) -> bool:
        host, port = self._bind.split(":")
        with suppress(OSError):
            socket.create_connection((host, int(port)), timeout=1).close()
            return True
        return False


class VirtuosoServer(SparqlServer):
    """Virtuoso over a folder, in which everybody may write."""

    path = "sparql"

    def __init__(self, folder: Path) -> None:
        assert shutil.which("virtuoso-t"), _MISSING
        self._own = str(_free_port())
        super().__init__(folder)
        self._tell('GRANT SPARQL_UPDATE TO "SPARQL"')

    def clear(self) -> None:
        """Drop all of kg's graphs."""
        rows = self.post("query", "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").text.splitlines()
        graphs = [row.strip('"') for row in rows[1:] if "kg-claims" in row]
        self._tell(*(f"SPARQL CLEAR GRAPH <{graph}>" for graph in graphs))

    def _command(self) -> list[str]:
        (self._folder / "virtuoso.ini").write_text(
            _VIRTUOSO.format(own=self._own, bind=self._bind), "utf-8"
        )
        (self._folder / "virtuoso.lck").unlink(missing_ok=True)
        return ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]

    def _answers(self) -> bool:
        with suppress(httpx.TransportError):
            return self.post("query", "ASK {}").is_success
        return False

    def _tell(self, *orders: str) -> None:
        """Have its own administrator carry out *orders*."""
        command = ["isql-vt", self._own, "dba", "dba", f"exec={'; '.join(orders)};"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


SERVERS = {"oxigraph": SparqlServer, "virtuoso": VirtuosoServer}


@contextmanager
def run_server(folder: Path, kind: str = "oxigraph") -> Iterator[SparqlServer]:
    """Give a server whose files lie in *folder*."""
    server = SERVERS[kind](folder)
    try:
        yield server
    finally:
        server.kill()
