"""claims.jsonl: a claim as one line of JSON, and back (docs/cli.md has the form)."""

import json
from collections.abc import Iterator
from typing import Any

from kg.errors import InvalidClaims
from kg.model import Claim, Entity, EventTime, Modality, Polarity, Predicate, Qualifier, Span, Value


def claim_record(claim: Claim, source: str) -> dict[str, Any]:
    """Return a claim as JSON values; ``document`` is the path or address as given."""
    time = claim.time or EventTime()
    return {
        "id": claim.id, "document": source, "document_id": claim.document, "subject": _thing(claim.subject),
        "predicate": {"id": claim.predicate.id, "label": claim.predicate.label}, "object": _thing(claim.object),
        "qualifiers": [{"predicate": q.predicate, "value": _label(q.value), "thing": _thing(q.value)} for q in claim.qualifiers],
        "modality": claim.modality.value, "polarity": claim.polarity.value, "attribution": [_thing(e) for e in claim.attribution],
        "time": {"start": time.start, "end": time.end, "text": time.text, "duration": time.duration},
        "quote": claim.quote, "start": claim.start, "end": claim.end, "extractor": claim.extractor,
        "confidence": claim.confidence, "reason": claim.reason,
        "subject_span": [claim.subject_span.start, claim.subject_span.end],
        "object_span": [claim.object_span.start, claim.object_span.end],
    }  # fmt: skip


def claim_line(claim: Claim, source: str) -> str:
    """Return a claim as one line of JSON, with its line end."""
    return json.dumps(claim_record(claim, source), ensure_ascii=False) + "\n"


def read_claims(text: str) -> Iterator[tuple[str, Claim]]:
    """Yield ``(source, claim)`` for each line of a claims.jsonl file.

    Raises InvalidClaims with the number of the line that breaks the form.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            yield str(record["document"]), _claim(record)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            what = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise InvalidClaims(f"line {number}: {what}", "see docs/cli.md for the form of claims.jsonl") from error


def _thing(value: Entity | Value) -> dict[str, Any]:
    if isinstance(value, Value):
        return {"value": value.value, "datatype": value.datatype}
    return {"id": value.id, "label": value.label, "type": value.type, "aliases": list(value.aliases), "named": value.named}


def _label(value: Entity | Value) -> str:
    return value.label if isinstance(value, Entity) else value.value


def _read_thing(record: dict[str, Any]) -> Entity | Value:
    if "value" in record:
        return Value(str(record["value"]), str(record.get("datatype", "xsd:string")))
    return _read_entity(record)


def _read_entity(record: dict[str, Any]) -> Entity:
    aliases = tuple(map(str, record.get("aliases", ())))
    return Entity(
        str(record["id"]), str(record["label"]), str(record.get("type", "Thing")), aliases, bool(record.get("named", True))
    )


def _claim(r: dict[str, Any]) -> Claim:
    when = r.get("time") or {}
    time = EventTime(when.get("start"), when.get("end"), when.get("text", ""), when.get("duration", ""))
    qualifiers = (
        Qualifier(str(q["predicate"]), _read_thing(q["thing"]) if "thing" in q else Value(str(q["value"])))
        for q in r.get("qualifiers", ())
    )
    start, end, quote = int(r["start"]), int(r["end"]), str(r["quote"])
    if end - start != len(quote):
        raise ValueError(f"start {start} and end {end} do not fit a quote of {len(quote)} characters")
    return Claim(
        str(r["id"]), str(r.get("document_id", "")), _read_entity(r["subject"]),
        Predicate(str(r["predicate"]["id"]), str(r["predicate"]["label"])), _read_thing(r["object"]), Modality(r["modality"]),
        Polarity(r["polarity"]), quote, start, end, tuple(_read_entity(e) for e in r.get("attribution", ())),
        time if time != EventTime() else None, tuple(qualifiers), str(r.get("extractor", "")), float(r.get("confidence", 0.5)),
        str(r.get("reason", "")), Span(*r.get("subject_span", (0, 0))), Span(*r.get("object_span", (0, 0))),
    )  # fmt: skip
