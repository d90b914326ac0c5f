"""claims.jsonl: a claim as one line of JSON, and back (docs/cli.md has the form)."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from kg.errors import InvalidClaims
from kg.model import (
    Claim,
    Entity,
    EventTime,
    Licence,
    Modality,
    NoteKind,
    Polarity,
    Predicate,
    Qualifier,
    SourceNote,
    Span,
    Value,
)
from kg.model.safe_text import json_text
from kg.model.wording import name_end
from kg.network.interest import measure_interest


def claim_record(claim: Claim, source: str) -> dict[str, Any]:
    """Return a claim as JSON values; ``document`` is the path or address as given."""
    time = claim.time or EventTime()
    return {
        "id": claim.id,
        "document": source,
        "document_id": claim.document,
        "subject": _thing(claim.subject),
        "predicate": {"id": claim.predicate.id, "label": claim.predicate.label},
        "object": _thing(claim.object),
        "qualifiers": [
            {"predicate": q.predicate, "value": name_end(q.value), "thing": _thing(q.value)}
            for q in claim.qualifiers
        ],
        "modality": claim.modality.value,
        "polarity": claim.polarity.value,
        "attribution": [_thing(e) for e in claim.attribution],
        "source_notes": [_note_record(note) for note in claim.source_notes],
        "licence": claim.licence.value,
        "ground": claim.ground,
        "undone_by": list(claim.undone_by),
        "stands_as_fact": claim.is_fact,
        "revision": claim.revision,
        "time": {
            "start": time.start,
            "end": time.end,
            "text": time.text,
            "duration": time.duration,
        },
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "extractor": claim.extractor,
        "confidence": claim.confidence,
        "interest": measure_interest(claim),
        "reason": claim.reason,
        "citation": claim.citation,
        "subject_span": [claim.subject_span.start, claim.subject_span.end],
        "object_span": [claim.object_span.start, claim.object_span.end],
    }


def claim_line(claim: Claim, source: str) -> str:
    """Return a claim as one line of JSON, with its line end."""
    return json_text(claim_record(claim, source)) + "\n"


def read_claims(text: str) -> Iterator[tuple[str, Claim]]:
    """Yield ``(source, claim)`` for each line of a claims.jsonl file.

    Raises InvalidClaims with the number of the line that breaks the form.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            yield _text(record["document"]), _claim(record)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            what = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise InvalidClaims(
                f"line {number}: {what}", "see docs/cli.md for the form of claims.jsonl"
            ) from error


def _thing(value: Entity | Value) -> dict[str, Any]:
    if isinstance(value, Value):
        return {"value": value.value, "datatype": value.datatype}
    return {
        "id": value.id,
        "label": value.label,
        "type": value.type,
        "aliases": [*value.aliases, *value.descriptions],
        "named": value.named,
        "descriptions": list(value.descriptions),
    }


def _text(value: object) -> str:
    """Return a text that UTF-8 can hold; raise TypeError or ValueError for anything else."""
    if not isinstance(value, str):
        raise TypeError(f"{str(value)[:60]!r} is no text")
    value.encode("utf-8")
    return value


def _optional(value: object) -> str | None:
    return None if value is None else _text(value)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{str(value)[:60]!r} is no offset")
    return value


def _span(value: Sequence[object]) -> Span:
    start, end = value
    return Span(_count(start), _count(end))


def _degree(value: object) -> float:
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"the confidence {str(value)[:60]} is not between 0 and 1")
    return float(value)


def _note_record(note: SourceNote) -> dict[str, Any]:
    return {
        "kind": note.kind.value,
        "text": note.text,
        "start": note.span.start,
        "end": note.span.end,
    }


def _read_note(record: dict[str, Any]) -> SourceNote:
    return SourceNote(
        NoteKind(_text(record["kind"])),
        _text(record["text"]),
        _span((record["start"], record["end"])),
    )


def _ground(value: object) -> str:
    """Return the name of a licence, or ""; raise ValueError for one that is none."""
    return Licence(_text(value)).value if value else ""


def _read_thing(record: dict[str, Any]) -> Entity | Value:
    if "value" in record:
        return Value(_text(record["value"]), _text(record.get("datatype", "xsd:string")))
    return _read_entity(record)


def _read_entity(record: dict[str, Any]) -> Entity:
    described = tuple(map(_text, record.get("descriptions", ())))
    names = tuple(map(_text, record.get("aliases", ())))
    named = record.get("named", True) is True
    return Entity(
        _text(record["id"]),
        _text(record["label"]),
        _text(record.get("type", "Thing")),
        tuple(name for name in names if name not in described),
        named,
        described,
    )


def _read_qualifier(record: dict[str, Any]) -> Qualifier:
    thing = _read_thing(record["thing"]) if "thing" in record else Value(_text(record["value"]))
    return Qualifier(_text(record["predicate"]), thing)


def _read_time(record: dict[str, Any]) -> EventTime | None:
    start, end = _optional(record.get("start")), _optional(record.get("end"))
    time = EventTime(start, end, _text(record.get("text", "")), _text(record.get("duration", "")))
    return time if time != EventTime() else None


def _claim(r: dict[str, Any]) -> Claim:
    start, end, quote = _count(r["start"]), _count(r["end"]), _text(r["quote"])
    if end - start != len(quote):
        raise ValueError(
            f"start {start} and end {end} do not fit a quote of {len(quote)} characters"
        )
    return Claim(
        _text(r["id"]),
        _text(r.get("document_id", "")),
        _read_entity(r["subject"]),
        Predicate(_text(r["predicate"]["id"]), _text(r["predicate"]["label"])),
        _read_thing(r["object"]),
        Modality(r["modality"]),
        Polarity(r["polarity"]),
        quote,
        start,
        end,
        tuple(map(_read_entity, r.get("attribution", ()))),
        _read_time(r.get("time") or {}),
        tuple(map(_read_qualifier, r.get("qualifiers", ()))),
        _text(r.get("extractor", "")),
        _degree(r.get("confidence", 0.5)),
        _text(r.get("reason", "")),
        _span(r.get("subject_span", (0, 0))),
        _span(r.get("object_span", (0, 0))),
        _text(r.get("citation", "")),
        _ground(r.get("ground", "")),
        tuple(map(_text, r.get("undone_by", ()))),
        _text(r.get("revision", "")),
        tuple(map(_read_note, r.get("source_notes", ()))),
    )
