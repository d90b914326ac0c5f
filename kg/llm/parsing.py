"""The answer of a model → what it says, item by item, repaired where it is only nearly JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MOST_ITEMS = 200
"""Of one passage: a sentence in ten words, each with several claims, gives fewer."""
_TRAILING = re.compile(r",(\s*[\]}])")
_FIELDS = ("quote", "subject", "relation", "cue", "object", "claimant", "strength")


@dataclass(frozen=True, slots=True)
class Item:
    """What a model holds to be claimed, in the words that it gives; nothing of it is checked."""

    quote: str
    subject: str
    relation: str
    cue: str
    object: str
    claimant: str = ""
    strength: str = ""
    negated: bool = False


def read_answer(answer: str) -> list[Item] | None:
    """Return the items of an answer; ``None`` where it holds no list of them.

    Code fences, words around the JSON, trailing commas and an end that is cut off are put up
    with; objects that lack words or hold other than text are left out."""
    for candidate in (answer, _TRAILING.sub(r"\1", answer)):
        found = _read_whole(candidate)
        if found is not None:
            return [item for record in found[:MOST_ITEMS] if (item := _read_item(record))]
    records = list(_read_pieces(answer))
    items = [item for record in records[:MOST_ITEMS] if (item := _read_item(record))]
    return items or None


def _read_whole(answer: str) -> list[Any] | None:
    """The list of claims in the first JSON object or list of the answer."""
    for place in (i for i, char in enumerate(answer[:2000]) if char in "{["):
        try:
            value, _ = json.JSONDecoder().raw_decode(answer, place)
        except (ValueError, RecursionError):
            continue
        found = value.get("claims") if isinstance(value, dict) else value
        if isinstance(found, list):
            return found
    return None


def _read_pieces(answer: str) -> Iterator[Any]:
    """The innermost objects of an answer that was cut off, as far as they are whole."""
    for match in re.finditer(r"\{[^{}]{1,4000}\}", answer):
        try:
            yield json.loads(_TRAILING.sub(r"\1", match.group()))
        except (ValueError, RecursionError):
            continue


def _read_item(record: object) -> Item | None:
    if not isinstance(record, Mapping):
        return None
    words = {name: record.get(name) or "" for name in _FIELDS}
    if not all(isinstance(value, str) for value in words.values()):
        return None
    texts = {name: " ".join(str(value).split()) for name, value in words.items()}
    if not all(texts[name] for name in ("quote", "subject", "cue", "object")):
        return None
    return Item(**texts, negated=record.get("negated") is True)
