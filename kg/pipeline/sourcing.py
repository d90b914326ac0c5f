"""Notes on the sources of claims, in the document's words; none is missing where nobody is named
for what is somebody's word."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import Claim, Document, Entity, Modality, NoteKind, SourceNote, Span, Stance

_ATTRIBUTED = frozenset({Modality.REPORTED, Modality.ALLEGED})
_NO_NAME = frozenset({NoteKind.UNNAMED, NoteKind.UNRESOLVED, NoteKind.DOCUMENT, NoteKind.UNSURE})
_HALF = 0.5
"""More than half of the words of which the reader of a picture is not sure are wrong
(kg.reading.ocr)."""


def word_notes(
    document: Document, stance: Stance, chain: Sequence[Entity]
) -> tuple[SourceNote, ...]:
    """Return the notes of a stance with their words; a source that could not be told (*chain* is
    empty) is noted as such."""
    notes = list(stance.notes)
    if stance.modality in _ATTRIBUTED and stance.chain and not chain:
        notes.append(SourceNote(NoteKind.UNRESOLVED, span=stance.chain[-1].span))
    return tuple(
        replace(note, text=_words(document, note.span))
        for note in sorted(notes, key=lambda note: (note.span, note.kind))
    )


def _words(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]


def note_sources(claims: Iterable[Claim]) -> list[Claim]:
    """Return *claims*; each that is reported or alleged names a claimant, or has a note that says
    why it names none."""
    return [_note_source(claim) for claim in claims]


def _note_source(claim: Claim) -> Claim:
    told = claim.attribution or any(note.kind in _NO_NAME for note in claim.source_notes)
    if claim.modality not in _ATTRIBUTED or told:
        return claim
    return replace(claim, source_notes=(*claim.source_notes, SourceNote(NoteKind.UNNAMED)))


def doubt_readings(claims: Iterable[Claim], document: Document) -> list[Claim]:
    """Return *claims*; those in whose quotation a word of a picture was not surely read have a note
    of it and half their confidence, and what they state is only reported."""
    return [_doubt_reading(claim, document) for claim in claims]


def _doubt_reading(claim: Claim, document: Document) -> Claim:
    first = bisect_left(document.unsure, claim.start, key=lambda word: word.start)
    last = bisect_left(document.unsure, claim.end, key=lambda word: word.start)
    if first == last:
        return claim
    notes = (
        SourceNote(NoteKind.UNSURE, _words(document, word), word)
        for word in document.unsure[first:last]
    )
    weaker = Modality.REPORTED if claim.modality.fact_like else claim.modality
    return replace(
        claim,
        modality=weaker,
        reason=claim.reason if weaker is claim.modality else "read on a picture, not surely",
        confidence=round(claim.confidence * _HALF, 2),
        source_notes=(*claim.source_notes, *notes),
    )
