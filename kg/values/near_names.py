"""Names like one that was given: what somebody who mistyped may have meant."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

_LIKE = 75.0
"""Least likeness, of 100, of a name that is worth showing: two letters wrong in ten are, another
word is not."""
_MOST = 3


def near_names(given: str, names: Iterable[str]) -> list[str]:
    """Return the *names* most like *given*, best first, at most three; upper and lower case make no
    difference.

    >>> near_names("netflx", ["Netflix", "Meta", "Larkfield Motors"])
    ['Netflix']
    """
    found = process.extract(
        given,
        sorted(set(names)),
        scorer=fuzz.ratio,
        processor=str.casefold,
        limit=_MOST,
        score_cutoff=_LIKE,
    )
    return [name for name, *_ in found]


def suggest(given: str, names: Iterable[str], otherwise: str) -> str:
    """Return the mend for an unknown name: "did you mean ...?", or *otherwise* where none is like
    it."""
    near = near_names(given, names)
    return f"did you mean {' or '.join(near)}?" if near else otherwise
