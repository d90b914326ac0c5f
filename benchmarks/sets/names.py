"""Name pairs (nomenklatura's name bench): do two names mean one person or company?"""

from collections.abc import Iterable, Iterator
from typing import Any

from kg.resolution.name_similarity import name_score


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "score"}`` for items with ``name1``, ``name2`` and ``schema``."""
    for item in items:
        kind = "Person" if item.get("schema") == "Person" else "Company"
        yield {"id": item["id"], "score": name_score(item["name1"], item["name2"], kind)}
