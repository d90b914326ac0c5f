"""Records made by hypothesis: any text, any entities, any claims that the model allows."""

from hypothesis import strategies as st

from kg.model import (
    Claim,
    Document,
    Entity,
    EventTime,
    Extraction,
    Licence,
    Modality,
    NoteKind,
    Occurrence,
    Polarity,
    Predicate,
    Qualifier,
    SourceNote,
    Span,
    Statement,
    Value,
)
from kg.namespace import DATA, digest, document_iri, entity_iri
from kg.rdf.statements import occurrence_order, statement_order

HARD = (
    "e\u0301",
    "\u00e9",
    "👩🏽‍⚖️",
    "🇪🇺",
    "\r\n",
    "\ufeff",
    "\x00",
    "\u202eגבר\u202c",
    "שלום",
    "\u2028",
    "\x85",
    "\u200b",
    "\u00a0",
    "&amp;",
    "<b>",
    "\"'\\",
    "ﬁ",
    "𝔊",
    "\x1b[31m",
    "\U0010ffff",
    "\u0130",
    "ß",
    "=1+1",
    "\t",
    "}}",
    "\\u0041",
    "\ufffe",
    "\n\n",
    "a\u0328\u0301",
)
"""Characters and sequences that break programs which count, decode, escape or normalise
carelessly."""

TYPES = ("Person", "Organization", "Thing", "Data", "Place")
PREDICATES = (
    "kg:sued",
    "kg:paid",
    "kg:gaveAccessTo",
    "rel:enter_into",
    "rel:überweisen",
    "schema:knowsAbout",
)
GROUNDS = tuple(
    licence.value
    for licence in (
        Licence.VERDICT,
        Licence.PLEA,
        Licence.FINDING,
        Licence.UNDONE,
        Licence.WITHHELD,
    )
)
_DATATYPES = ("xsd:string", "xsd:decimal", "xsd:date", "kg:Money", "kg:EDTF")

characters = st.characters(exclude_categories=["Cs"])
words = st.one_of(st.text(characters, min_size=1, max_size=8), st.sampled_from(HARD))
texts = st.lists(words, min_size=1, max_size=6).map("".join)
sources = st.sampled_from(("a.txt", "b/ü.md", "https://example.org/?q=1&r=<2>", "=cmd.txt", "-"))
edtf = st.sampled_from((None, "2021", "2021-03", "2021-03-05/..", "~1999"))


@st.composite
def entities(draw: st.DrawFn) -> list[Entity]:
    """Two to five entities with different IRIs."""
    labels = draw(st.lists(texts, min_size=2, max_size=5))
    found: dict[str, Entity] = {}
    for label in labels:
        named = draw(st.booleans())
        iri = entity_iri(label, "" if named else "urn:doc")
        aliases = draw(st.frozensets(texts, max_size=2))
        found[iri] = Entity(iri, label, draw(st.sampled_from(TYPES)), tuple(sorted(aliases)), named)
    return [found[iri] for iri in sorted(found)]


values = st.builds(Value, texts, st.sampled_from(_DATATYPES))
times = st.builds(EventTime, edtf, edtf, texts, st.sampled_from(("", "P10Y")))


@st.composite
def claims(draw: st.DrawFn, document: Document, known: list[Entity]) -> Claim:
    """A claim about *known* entities whose quote is a part of the text."""
    start = draw(st.integers(0, len(document.text) - 1))
    end = draw(st.integers(start + 1, len(document.text)))
    inside = st.integers(start, end)
    spans = [Span(*sorted((draw(inside), draw(inside)))) for _ in range(2)]
    thing = st.sampled_from(known)
    object_ = draw(st.one_of(thing, values))
    predicate = draw(st.sampled_from(PREDICATES))
    chain = tuple(draw(st.lists(thing, max_size=3)))
    places = st.builds(
        Qualifier, st.sampled_from(("kg:amount", "kg:regarding")), st.one_of(thing, values)
    )
    qualifiers = tuple(draw(st.lists(places, max_size=2)))
    mark = digest(document.id, draw(st.uuids()).hex)
    return Claim(
        f"{DATA}claim/{mark}",
        document.id,
        draw(thing),
        Predicate(predicate, draw(texts)),
        object_,
        draw(st.sampled_from(Modality)),
        draw(st.sampled_from(Polarity)),
        document.text[start:end],
        start,
        end,
        chain,
        draw(st.one_of(st.none(), times)),
        qualifiers,
        draw(st.sampled_from(("", "verbs", "nouns"))),
        draw(st.floats(0, 1, allow_subnormal=False)),
        draw(st.one_of(st.just(""), texts)),
        *spans,
        ground=draw(st.sampled_from(("", *GROUNDS))),
        source_notes=tuple(draw(st.lists(source_notes(document), max_size=2))),
    )


def source_notes(document: Document) -> st.SearchStrategy[SourceNote]:
    """Notes with and without words."""
    worded = st.builds(SourceNote, st.sampled_from(NoteKind), texts, spans_of(document))
    return st.one_of(worded, st.builds(SourceNote, st.sampled_from(NoteKind)))


@st.composite
def statements(
    draw: st.DrawFn, document: Document, known: list[Entity], said: list[Claim]
) -> Statement:
    """A statement by up to two of *known*, which conveys some of the claims *said*."""
    pieces = tuple(sorted(draw(st.sets(spans_of(document), min_size=1, max_size=2))))
    place = st.one_of(st.none(), spans_of(document))
    conveyed = (
        draw(st.sets(st.sampled_from(sorted(c.id for c in said)), max_size=2)) if said else set()
    )
    return Statement(
        f"{DATA}statement/{digest(document.id, draw(st.uuids()).hex)}",
        document.id,
        tuple(draw(st.lists(st.sampled_from(known), max_size=2))),
        draw(place),
        draw(place),
        pieces,
        document.text[pieces[0].start : pieces[0].end],
        draw(st.sampled_from(Modality)),
        draw(st.sampled_from(Polarity)),
        draw(st.booleans()),
        draw(st.one_of(st.none(), times)),
        tuple(sorted(conveyed)),
    )


def spans_of(document: Document) -> st.SearchStrategy[Span]:
    """Spans of a document's text, not empty."""
    starts = st.integers(0, len(document.text) - 1)
    return starts.flatmap(
        lambda start: st.builds(Span, st.just(start), st.integers(start + 1, len(document.text)))
    )


@st.composite
def extractions(draw: st.DrawFn, source: str = "") -> Extraction:
    """A document with its entities and up to four claims, in the order that kg keeps."""
    name, text = source or draw(sources), draw(texts)
    optional = st.one_of(st.just(""), texts)
    document = Document(
        document_iri(name, text),
        name,
        text,
        draw(optional),
        draw(st.sampled_from(("", "2021-03-05"))),
        tuple(draw(st.lists(texts, max_size=2))),
        draw(optional),
        draw(optional),
        draw(st.sampled_from(("Article", "CourtFiling", "PressRelease", "Statement"))),
    )
    known = draw(entities())
    made = draw(st.lists(claims(document, known), max_size=4)) if len(known) > 0 else []
    unique = {c.id: c for c in made}
    named = draw(
        st.sets(st.builds(Occurrence, st.sampled_from(known), spans_of(document)), max_size=4)
    )
    spoken = draw(st.lists(statements(document, known, made), max_size=2))
    return Extraction(
        document,
        tuple(known),
        tuple(sorted(unique.values(), key=lambda c: (c.start, c.id))),
        tuple(sorted(named, key=occurrence_order)),
        tuple(sorted({s.id: s for s in spoken}.values(), key=statement_order)),
    )


libraries = st.lists(extractions(), min_size=1, max_size=3, unique_by=lambda e: e.document.source)
"""Documents with different sources."""
