"""The words of the project as frozen records.

``Document → Sentence → Mention → ClaimMention → Entity → Claim``. All offsets are Unicode code
points of ``Document.text``; all token indices are positions in ``Sentence.tokens``.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from kg.model.documents import SILENT_ZONES as SILENT_ZONES
from kg.model.documents import Block as Block
from kg.model.documents import Document as Document
from kg.model.documents import Page as Page
from kg.model.documents import Span as Span
from kg.model.documents import Zone as Zone
from kg.model.licence import Licence as Licence
from kg.model.licence import Modality as Modality
from kg.model.licence import ModalityName as ModalityName
from kg.model.licence import Polarity as Polarity
from kg.model.licence import find_licence as find_licence
from kg.model.licence import plain_words
from kg.model.licence import stands_as_fact as stands_as_fact
from kg.model.opinions import Opinion as Opinion
from kg.model.safe_text import html_text
from kg.model.source_notes import NoteKind as NoteKind
from kg.model.source_notes import SourceNote as SourceNote
from kg.model.text import Sentence as Sentence
from kg.model.text import Token as Token


class MentionKind(StrEnum):
    """What a phrase is: a name, a description, a pronoun or a value."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of a sentence that names or describes one thing, or gives a value.

    ``start``/``end`` are token indices, ``head`` its main token, ``span`` its place in the
    document, ``text`` its words there in one line (see Sentence.text). ``type`` is an ontology
    class (``Person``) or, for values, ``Money``, ``Date``, ``Quantity``; ``""`` where nothing
    tells."""

    sentence: int
    start: int
    end: int
    head: int
    span: Span
    text: str
    kind: MentionKind
    type: str = ""

    @classmethod
    def over(
        cls,
        sentence: Sentence,
        start: int,
        end: int,
        kind: MentionKind,
        type_: str = "",
        head: int | None = None,
    ) -> "Mention":
        """Return the mention of the words ``[start, end)`` of *sentence*; its head is the last
        word where none is given."""
        span = Span(sentence.tokens[start].start, sentence.tokens[end - 1].end)
        main = end - 1 if head is None else head
        return cls(sentence.index, start, end, main, span, sentence.slice(start, end), kind, type_)


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """What an extractor finds in one sentence: a proposition and the token that asserts it.

    ``predicate`` is the CURIE of a relation (``kg:sued``) or an open one (``rel:enter_into``);
    ``anchor`` the token whose factuality is the claim's. ``aside``: said in passing (a title before
    a name, an apposition), so that it is the writer's own word even where somebody else is reported
    (conventional implicature, Potts 2005)."""

    sentence: int
    subject: Mention
    predicate: str
    label: str
    object: Mention
    anchor: int
    extractor: str
    qualifiers: tuple[tuple[str, Mention], ...] = ()
    confidence: float = 0.5
    aside: bool = False
    opinion: Opinion | None = None
    """What an extractor with a view of its own holds of strength and claimant; most have none."""


@dataclass(frozen=True, slots=True)
class EventTime:
    """When something happened (EDTF level 1), with the words that say so.

    ``start`` and ``end`` are EDTF dates or ``None``; ``duration`` is ISO 8601 (``P10Y``) or ``""``.
    """

    start: str | None = None
    end: str | None = None
    text: str = ""
    duration: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: the source phrase, the words that attribute, and what is attributed.

    ``modality`` is what the cue does to its content (reported, alleged, denied, found, ...).
    ``cue``, ``content`` and ``source_span`` (the source phrase with its modifiers) are document
    spans."""

    sentence: int
    source: Mention | None
    cue: Span | None
    content: tuple[Span, ...]
    modality: Modality
    polarity: Polarity = Polarity.POSITIVE
    source_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """How a proposition is put: by whom (outermost first), how strongly, when."""

    modality: Modality
    polarity: Polarity = Polarity.POSITIVE
    chain: tuple[Mention, ...] = ()
    time: EventTime | None = None
    reason: str = ""
    ground: str = ""
    notes: tuple[SourceNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing, under all the names that a document gives it.

    ``type`` is an ontology class (local name); ``named`` is false for descriptions, which never
    join documents. ``descriptions`` are words that a document gives it for an office ("commander of
    the Northgate Guard"): no names, as the next holder is called so too."""

    id: str
    label: str
    type: str = "Thing"
    aliases: tuple[str, ...] = ()
    named: bool = True
    descriptions: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        more = f"; also: {html_text(', '.join(self.aliases))}" if self.aliases else ""
        return (
            f"<p><b>{html_text(self.label)}</b>"
            f" ({html_text(self.type)}{'' if self.named else ', described, not named'}){more}</p>"
        )


@dataclass(frozen=True, slots=True)
class Value:
    """An object that is no thing but an amount, a date or a count; ``datatype`` is a CURIE."""

    value: str
    datatype: str = "xsd:string"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A relation of the ontology, or an open one minted from a verb phrase."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A third place of a proposition: ``kg:amount``, ``kg:regarding``, ``kg:place``, ..."""

    predicate: str
    value: Entity | Value


def _describe_time(time: EventTime | None) -> str:
    return " to ".join(day for day in (time.start, time.end) if day) if time else ""


def _label(thing: Entity | Value) -> str:
    return thing.label if isinstance(thing, Entity) else thing.value


@dataclass(frozen=True, slots=True)
class Claim:
    """The unit of the graph: a proposition, who claims it, how strongly, when, in which words.

    ``document`` is the document's IRI; ``quote == text[start:end]``. ``subject_span`` and
    ``object_span`` are where subject and object are mentioned (they may lie outside the quote only
    for pronouns' antecedents, which they never do: the span is that of the pronoun). ``citation``
    is the place as people cite it ("p. 3, l. 14; ¶ 27"), where the source has pages or numbered
    paragraphs. ``ground`` is what the words say of its licence beyond the modality (see
    find_licence); ``undone_by`` are the claims of other documents that take the licence back,
    derived from the documents that are there (kg.resolution.effects). ``revision`` says what a
    person set in the place of what was read, and who ("claimant set by R."; see
    kg.review.corrections); "" as read. ``source_notes`` say how the source knows, or that the text
    names none. ``paper`` is what the document is called, with its date, for those who are shown
    the claim alone; "" where it was read from no store, and no part of what claims are compared
    by."""

    id: str
    document: str
    subject: Entity
    predicate: Predicate
    object: Entity | Value
    modality: Modality
    polarity: Polarity
    quote: str
    start: int
    end: int
    attribution: tuple[Entity, ...] = ()
    time: EventTime | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    extractor: str = ""
    confidence: float = 0.5
    reason: str = ""
    subject_span: Span = field(default=Span(0, 0))
    object_span: Span = field(default=Span(0, 0))
    citation: str = ""
    ground: str = ""
    undone_by: tuple[str, ...] = ()
    revision: str = ""
    source_notes: tuple[SourceNote, ...] = ()
    paper: str = field(default="", compare=False, repr=False)

    @property
    def licence(self) -> Licence:
        """What lets the claim stand as a fact (see find_licence), by its own document."""
        return find_licence(
            self.modality,
            self.polarity,
            self.subject.id,
            [e.id for e in self.attribution],
            self.ground,
        )

    @property
    def is_fact(self) -> bool:
        """Whether the claim is also written as a plain triple.

        See stands_as_fact.
        """
        claimants = [e.id for e in self.attribution]
        return stands_as_fact(
            self.modality, self.polarity, self.subject.id, claimants, self.ground, self.undone_by
        )

    def _repr_html_(self) -> str:
        who = " › ".join(e.label for e in self.attribution) or "the document itself"
        held = ", held false" if self.polarity is Polarity.NEGATIVE else ""
        dates = html_text(_describe_time(self.time))
        places = "".join(
            f"; {q.predicate.partition(':')[2]}: {_label(q.value)}" for q in self.qualifiers
        )
        status = html_text(plain_words(self.modality) + held)
        triple = (
            f"<b>{html_text(self.subject.label)}</b> {html_text(self.predicate.label)} "
            f"<b>{html_text(_label(self.object))}</b>"
        )
        when = f" [{dates}]" if dates else ""
        place = self.citation or f"characters {self.start}–{self.end}"
        where = f"{html_text(self.paper or self.document)}, {html_text(place)}"
        return (
            f"<p><i>{status}</i>, by {html_text(who)}: {triple}{html_text(places)}{when}</p>"
            f"<blockquote>{html_text(self.quote)}</blockquote>"
            f"<p><small>{where}; confidence {self.confidence}</small></p>"
        )


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place of a document that names an entity, whether or not a claim holds it."""

    entity: Entity
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says in a document, whether or not a claim was found in it.

    ``speakers`` is the chain, outermost first, empty where the text names nobody that can be told;
    ``source`` and ``cue`` are where the text names the speaker and says that something is said,
    ``content`` where that stands, in one or several pieces. ``direct``: the speaker's own words, in
    quotation marks. ``claims`` are the ids of the claims found in the content. What is said stays
    the speaker's: a statement asserts nothing."""

    id: str
    document: str
    speakers: tuple[Entity, ...]
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    quote: str
    modality: Modality
    polarity: Polarity = Polarity.POSITIVE
    direct: bool = False
    time: EventTime | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a document gives: its entities and claims, sorted; where it names the entities; who says
    what in it."""

    document: Document
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    occurrences: tuple[Occurrence, ...] = ()
    statements: tuple[Statement, ...] = ()
    extractors: tuple[str, ...] = ()
    """Which extractors ran, with their versions ("verbs 0.1.0"), sorted; empty where nobody
    says."""
    notes: tuple[str, ...] = field(default=(), compare=False)
    """What extractors report of their work on the document, a line each; it is not stored."""
