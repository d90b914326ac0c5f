"""What a register lists, as its file says it, before kg's rules for known entities are applied."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.errors import ResolveError


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a register: its name, the class that the register gives it (a CURIE such as
    ``ftm:Person``; the first that kg knows counts), other names, and identifiers by scheme."""

    name: str
    classes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()


def read_json_values(text: str) -> Iterator[Any]:
    """Yield the values of a JSON file: its one value, or the one on each line, also of a list over
    many lines (Wikidata's dumps). Raises ResolveError with the line."""
    if "\n" not in text.strip():
        yield _read_value(text, 1)
        return
    try:
        yield json.loads(text)
        return
    except (ValueError, RecursionError):
        pass
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip().rstrip(",")
        if words not in {"", "[", "]"}:
            yield _read_value(words, number)


def _read_value(words: str, number: int) -> Any:
    try:
        return json.loads(words)
    except (ValueError, RecursionError) as error:
        raise ResolveError(
            f"line {number}: no JSON ({error})", "one object a line, or one list of objects"
        ) from None


def texts(values: object) -> tuple[str, ...]:
    """Return the members of a list that are text, in order."""
    found = values if isinstance(values, list) else [values]
    return tuple(" ".join(v.split()) for v in found if isinstance(v, str) and v.strip())
