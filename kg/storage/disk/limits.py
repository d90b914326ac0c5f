"""Whether the system's limits leave the engine what it takes.

The engine (RocksDB) starts threads and reserves address space when it opens; where it gets none it
ends the whole process ("terminate called"), which no error handling sees. So it is asked
beforehand."""

import sys
import threading
from pathlib import Path

from kg.errors import StoreError

ADDRESS_SPACE = 512
"""Megabytes of address space that the engine takes while it opens: 490 measured with Oxigraph
0.5.13 on 64-bit Linux, most of it reserved for threads and never touched."""
_THREADS = 5
"""Threads that it starts, measured likewise."""
_MEGABYTE = 1 << 20


def check_limits(path: Path) -> None:
    """Raise StoreError where the engine of the store *path* could not start; elsewhere nothing."""
    left = left_address_space()
    if left is not None and left < ADDRESS_SPACE * _MEGABYTE:
        raise StoreError(
            f"the store {path} cannot be opened: the limit on memory leaves "
            f"{max(left, 0) // _MEGABYTE} MB of address space, and it takes {ADDRESS_SPACE} MB",
            "raise the limit (ulimit -v), or limit resident memory instead; nothing was changed",
        )
    if not _may_start_threads():
        raise StoreError(
            f"the store {path} cannot be opened: the system starts no more threads",
            "raise the limit (ulimit -u), or end other programs; nothing was changed",
        )


def left_address_space() -> int | None:
    """The bytes of address space that this process may still take; ``None`` without a limit, or
    where the system does not say (it does on Linux)."""
    if sys.platform != "linux":
        return None
    import resource  # only where it exists

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY:
        return None
    taken = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    return limit - taken


def _may_start_threads() -> bool:
    """Whether as many threads can be started as the engine needs; they end at once."""
    done = threading.Event()
    threads = [threading.Thread(target=done.wait) for _ in range(_THREADS)]
    started = []
    try:
        for thread in threads:
            thread.start()
            started.append(thread)
    except RuntimeError:
        return False
    finally:
        done.set()
        for thread in started:
            thread.join()
    return True
