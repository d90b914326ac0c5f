"""GUM (Zeldes 2017): who says what, as the product's own graph holds it (``kg statements``), not
its attribution alone.

Picture credits, which GUM counts as attributions, are no statements and are not added.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.product import statements_of_texts
from kg.model import Span, Statement


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "attributions"}`` for items with a ``text``; what names no source is left
    out."""
    for name, statements in statements_of_texts(
        {item["id"]: item["text"] for item in items}
    ).items():
        yield {"id": name, "attributions": [_record(s) for s in statements if s.source is not None]}


def _record(statement: Statement) -> dict[str, Any]:
    return {
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": [[span.start, span.end] for span in statement.content],
        "polarity": statement.polarity.value,
    }


def _spans(span: Span | None) -> list[list[int]]:
    return [] if span is None else [[span.start, span.end]]
