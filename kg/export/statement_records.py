"""A statement as JSON values: who says what, where, and which claims were found in it (docs/cli.md
has the form)."""

from typing import Any

from kg.model import EventTime, Span, Statement
from kg.model.safe_text import json_text


def statement_record(statement: Statement, source: str, citation: str = "") -> dict[str, Any]:
    """Return a statement as JSON values; ``document`` is the path or address as given, *citation*
    page and line."""
    time = statement.time or EventTime()
    return {
        "id": statement.id,
        "document": source,
        "document_id": statement.document,
        "speakers": [
            {"id": e.id, "label": e.label, "type": e.type, "named": e.named}
            for e in statement.speakers
        ],
        "source": _span(statement.source),
        "cue": _span(statement.cue),
        "content": [_span(span) for span in statement.content],
        "quote": statement.quote,
        "citation": citation,
        "modality": statement.modality.value,
        "polarity": statement.polarity.value,
        "direct": statement.direct,
        "time": {
            "start": time.start,
            "end": time.end,
            "text": time.text,
            "duration": time.duration,
        },
        "claims": list(statement.claims),
    }


def statement_line(statement: Statement, source: str, citation: str = "") -> str:
    """Return a statement as one line of JSON, with its line end."""
    return json_text(statement_record(statement, source, citation)) + "\n"


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]
