"""How a document was read ↔ one literal: its blocks, zones and pages, where its fields were read,
what was not understood, which words were not surely read.

A JSON array is a fifth of the size of a node for each block, and nobody asks for one block by
SPARQL; pages, which people do cite, are also written beside each quotation (oa:FragmentSelector).
"""

import json

from kg.errors import StoreDamaged
from kg.model import Block, Document, Page, Span, Zone

type Record = tuple[
    tuple[Block, ...],
    tuple[Zone, ...],
    tuple[Page, ...],
    tuple[tuple[str, str], ...],
    tuple[str, ...],
    tuple[Span, ...],
]


def write_record(document: Document) -> str:
    """Return the record as JSON, "" where the text says all."""
    record = {
        "blocks": [_write_block(block) for block in document.blocks],
        "zones": [_write_zone(zone) for zone in document.zones],
        "pages": [[p.label, p.start, list(p.lines)] for p in document.pages],
        "origins": [list(origin) for origin in document.origins],
        "notes": document.notes,
        "unsure": [[word.start, word.end] for word in document.unsure],
    }
    told = {name: held for name, held in record.items() if held}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""


def _write_block(block: Block) -> list[object]:
    lines = [[line.start, line.end] for line in block.lines]
    return [block.kind, lines, block.level, block.leader, block.label, block.depth]


def _write_zone(zone: Zone) -> list[object]:
    speaker = [zone.speaker.start, zone.speaker.end] if zone.speaker else []
    return [zone.kind, zone.span.start, zone.span.end, *speaker]


def read_record(words: str) -> Record:
    """Return blocks, zones, pages, origins, notes and unsure words; raises StoreDamaged where
    *words* are no such record."""
    try:
        record = json.loads(words) if words else {}
        return (
            tuple(
                Block(k, tuple(Span(*s) for s in lines), level, leader, label, depth)
                for k, lines, level, leader, label, depth in record.get("blocks", ())
            ),
            tuple(
                Zone(k, Span(a, b), Span(*speaker) if speaker else None)
                for k, a, b, *speaker in record.get("zones", ())
            ),
            tuple(
                Page(label, start, tuple(lines)) for label, start, lines in record.get("pages", ())
            ),
            tuple((name, place) for name, place in record.get("origins", ())),
            tuple(record.get("notes", ())),
            tuple(Span(*word) for word in record.get("unsure", ())),
        )
    except (ValueError, TypeError, AttributeError):
        raise StoreDamaged(
            "a document's reading record is no such record", "add the document again"
        ) from None
