"""Feature hashing (Weinberger et al. 2009): names of features → places in a model's weights."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


@lru_cache(maxsize=1 << 18)
def hash_feature(name: str, size: int) -> int:
    """Return a place below *size* that a feature shares with few others."""
    return (
        int.from_bytes(hashlib.blake2b(name.encode("utf-8"), digest_size=4).digest(), "big") % size
    )


def known_places(places: NDArray[np.int64], wanted: Iterable[int]) -> NDArray[np.int64]:
    """Return where the *wanted* hashes stand in *places*, the sorted hashes that a model keeps;
    unknown ones are left out."""
    hashes = np.array(sorted(wanted), dtype=np.int64)
    found = np.minimum(np.searchsorted(places, hashes), len(places) - 1)
    known: NDArray[np.int64] = found[places[found] == hashes]
    return known
