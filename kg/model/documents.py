"""What is read: a document with its text, its blocks, zones and pages, and what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``[start, end)`` of a document's text (oa:TextPositionSelector)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of running text: the lines that are read as one, and what they are.

    ``kind``: paragraph, heading, item, quotation, turn (of a dialogue), cell, caption, footnote,
    struck. ``label`` is the mark before it (``27.``, ``(a)``, ``Q``); ``leader`` the number of the
    block that introduces it, or -1; ``depth`` how often the format quotes it (``>``). What stands
    between the lines (marks, furniture of the page) is not read."""

    kind: str
    lines: tuple[Span, ...]
    level: int = 0
    leader: int = -1
    label: str = ""
    depth: int = 0

    @property
    def start(self) -> int:
        """Where the block begins."""
        return self.lines[0].start

    @property
    def span(self) -> Span:
        """Where the block stands in the document."""
        return Span(self.lines[0].start, self.lines[-1].end)


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a document that is not its body: ``span`` holds whole blocks.

    ``kind``: caption, counsel, signature, service, contents, statute, boilerplate, header (of a
    mail), struck, foreign (no English), request (what one side asks the other): what stands there
    is claimed by nobody; mail, quoted-mail, quotation: it is said by the one whose name stands at
    ``speaker``; repeated: an answer's copy of what the complaint alleges."""

    kind: str
    span: Span
    speaker: Span | None = None


SILENT_ZONES = frozenset(
    {
        "caption",
        "counsel",
        "signature",
        "service",
        "contents",
        "statute",
        "boilerplate",
        "header",
        "struck",
        "foreign",
        "request",
    }
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source: its label, where its text begins, and the number of each of its lines
    on the page."""

    label: str
    start: int
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A source that was read: its text as kg keeps it, and what is known of it.

    ``source`` is the path or URL as given; ``kind`` a local name of the ontology's document classes
    (Article, CourtFiling, PressRelease, Statement); ``date`` the day of publication in EDTF.
    ``blocks`` and ``zones`` are those that the format marks; empty where they are to be found in
    the text. ``origins`` says where a field was read (``("date", "JSON-LD")``), ``notes`` what was
    not understood."""

    id: str
    source: str
    text: str
    title: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    url: str = ""
    kind: str = "Article"
    blocks: tuple[Block, ...] = ()
    zones: tuple[Zone, ...] = ()
    pages: tuple[Page, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)
    unsure: tuple[Span, ...] = ()
    """Words that were read on a picture, and of which the reader is not sure."""
    answers: str = ""
    """The source of the complaint that it answers, where the user says so."""
    standing: str = field(default="", compare=False)
    """That it was retracted, corrected, superseded or withdrawn, and who set that (see
    kg.review.standings); the stored document has none."""


def describe_fields(document: Document, names: Sequence[str]) -> dict[str, str]:
    """Return field → its words, for the fields *names* of a document; several with ";" between."""
    values = {name: getattr(document, name) for name in names}
    return {n: "; ".join(v) if isinstance(v, tuple) else v for n, v in values.items()}
