"""What a text says of a claim's source beside its name: how it knows, or that nobody is named."""

from dataclasses import dataclass, field
from enum import StrEnum

from kg.model.documents import Span


class NoteKind(StrEnum):
    """What a note says of the source."""

    BASIS = "basis"
    """How the source knows, or in which capacity it speaks: "who reviewed the records", "under
    oath"."""
    UNNAMED = "unnamed"
    """The text names no source: "it is alleged", "allegedly", a charge without an accuser."""
    UNRESOLVED = "unresolved"
    """The text points to a source that cannot be told: a pronoun."""
    UNSURE = "unsure"
    """A word of the quotation was read on a picture, and the reader was not sure of it."""
    DOCUMENT = "document"
    """The document itself is the source: a pleading, somebody's statement."""


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A note with its words, ``document.text[span.start:span.end] == text``; both are empty where
    no words say so."""

    kind: NoteKind
    text: str = ""
    span: Span = field(default=Span(0, 0))
