"""A store whose quads a SPARQL server keeps.

A document is one update request. Whether that is one transaction is the server's affair (Oxigraph:
yes); what says that a document is whole is written last, so that ``kg add`` writes a half one anew.
Several programs may write at a time and nothing locks them out: let one add at a time."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Self

import pyoxigraph as ox

from kg.errors import StoreError
from kg.storage.remote.engine import RemoteEngine
from kg.storage.remote.requests import write_replacement
from kg.storage.store import Store


class RemoteStore(Store):
    """A store on a server; open it with ``RemoteStore.connect``."""

    def __init__(self, server: RemoteEngine, read_only: bool = False) -> None:
        super().__init__(server, None, read_only)
        self._server = server

    @classmethod
    def connect(cls, address: str, read_only: bool = False) -> Self:
        """Return the store at an *address* (http:// or https://); raise StoreError where no SPARQL
        server answers there."""
        server = RemoteEngine(address)
        try:
            server.answer("ASK {}", None)
        except StoreError:
            server.close()
            raise
        return cls(server, read_only)

    @property
    def place(self) -> str:
        """The address, without what proves who asks."""
        return self._server.place

    def close(self) -> None:
        """Let go of the connection; closing twice does nothing."""
        super().close()
        self._server.close()

    def holds(self, document: str) -> bool:
        """Whether the document with this IRI is stored whole."""
        return bool(self._mark(document))

    def _write(self, drops: Iterable[str], graphs: Mapping[str, Collection[ox.Quad]]) -> None:
        """Drop graphs and write others anew, in one request."""
        self.copies.clear()
        replaced = sorted({*drops, *(g for g in graphs if self._holds(g))})
        if replaced:
            self._memory.clear()
        if update := write_replacement(replaced, graphs):
            self.engine.update(update)

    def forget(self, documents: Iterable[str] = ()) -> None:
        """Raise StoreError: the files are the server's."""
        raise StoreError(
            f"{self.place} keeps its own files: kg cannot promise that no byte stays in them",
            "kg rm removes documents from the graph; then clean the server's files with its tools",
        )

    def rebuild(self, fill: Callable[[ox.Store], None]) -> None:
        """Raise StoreError: a server's store is not replaced in one step."""
        raise StoreError(
            f"{self.place} is a server's store, which is not written anew in one step",
            "do it in a store on disk, or add the documents to an empty server",
        )
