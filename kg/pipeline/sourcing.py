"""Notes on the sources of claims, in the document's words; none is missing where nobody is named
for what is somebody's word."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import Claim, Document, Entity, Modality, NoteKind, SourceNote, Span, Stance

_ATTRIBUTED = frozenset({Modality.REPORTED, Modality.ALLEGED})
_NO_NAME = frozenset({NoteKind.UNNAMED, NoteKind.UNRESOLVED, NoteKind.DOCUMENT})


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
