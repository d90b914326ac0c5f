"""Opening a store wherever it is: in a folder, in memory, or on a server."""

from pathlib import Path

from kg.errors import StoreError
from kg.storage.store import Store

_SERVERS = ("http://", "https://")


def is_address(place: str | Path | None) -> bool:
    """Whether *place* is the address of a server, not a folder.

    >>> is_address("http://host:7878/"), is_address("kg.store"), is_address(None)
    (True, False, False)
    """
    return isinstance(place, str) and place.lower().startswith(_SERVERS)


def open_store(place: str | Path | None, read_only: bool = False) -> Store:
    """Open the store in a folder (see Store.open), in memory (``None``), or at the address of a
    SPARQL 1.1 server (see kg.storage.remote)."""
    if not is_address(place):
        return Store.open(place, read_only)
    try:
        from kg.storage.remote.store import RemoteStore  # it needs the extra kg-claims[remote]
    except ModuleNotFoundError as error:
        raise StoreError(
            f"{error.name} is not installed", "pip install 'kg-claims[remote]'"
        ) from None
    return RemoteStore.connect(str(place), read_only)
