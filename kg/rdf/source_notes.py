"""What a text says of a claim's source beside its name, as numbered parts of the claim."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.model import Claim, NoteKind, SourceNote, Span
from kg.namespace import KG
from kg.rdf import terms as t
from kg.rdf.node_facts import Facts, Own, first_value, read_words
from kg.rdf.nodes import Fact, make_iri, make_literal, read_span, span_iri


def source_note_triples(claim: Claim, node: NamedNode) -> Iterator[Fact]:
    """Yield each note with its kind, its words and where they stand."""
    for position, note in enumerate(claim.source_notes, 1):
        part = make_iri(f"{claim.id}#source-note-{position}")
        yield node, t.SOURCE_NOTE, part
        yield part, t.POSITION, Literal(position)
        yield part, t.NOTE_KIND, make_iri(f"kg:{note.kind}")
        if note.span != Span(0, 0):
            yield part, t.QUOTE, make_literal(note.text)
            yield part, t.NOTE_SPAN, span_iri(claim.document, note.span.start, note.span.end)


def read_source_notes(facts: Facts, own: Own) -> tuple[SourceNote, ...]:
    """Return the notes of a claim, in order."""
    return tuple(_read_note(facts, part) for part in facts.parts(own, t.SOURCE_NOTE))


def _read_note(facts: Facts, part: Own) -> SourceNote:
    place = first_value(part, t.NOTE_SPAN)
    kind = NoteKind(facts.node(part, t.NOTE_KIND).value.removeprefix(KG))
    return (
        SourceNote(kind)
        if place is None
        else SourceNote(kind, read_words(part, t.QUOTE), read_span(place))
    )
