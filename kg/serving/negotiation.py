"""Content negotiation (RFC 9110, 12.5.1): in which form a client wants an answer."""

from collections.abc import Sequence


def choose_media(accept: str, offered: Sequence[str]) -> str | None:
    """Return the media type of *offered* that an Accept header likes best, ties by their order;
    ``None`` where it takes none.

    >>> choose_media("text/*;q=0.5, application/json", ["text/csv", "application/json"])
    'application/json'
    """
    ranges = [_read_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    weights = [(_weigh(media, ranges), -place) for place, media in enumerate(offered)]
    weight, place = max(weights)
    return offered[-place] if weight > 0 else None


def _read_range(text: str) -> tuple[str, float]:
    media, *parameters = (part.strip().lower() for part in text.split(";"))
    quality = next((p.partition("=")[2] for p in parameters if p.startswith("q=")), "1")
    try:
        return media, float(quality)
    except ValueError:
        return media, 0.0


def _weigh(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality of the most specific range that takes in a media type."""
    fitting = {
        name: quality
        for name, quality in ranges
        if name in (media, media.partition("/")[0] + "/*", "*/*")
    }
    for name in (media, media.partition("/")[0] + "/*", "*/*"):
        if name in fitting:
            return fitting[name]
    return 0.0
