"""IRIs, literals, spans and times in RDF: the small parts that claims, statements and mentions are
spelled with."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.errors import InvalidClaims, StoreDamaged
from kg.model import EventTime, Span, Value
from kg.namespace import KG, contract, expand
from kg.rdf import terms as t
from kg.rdf.node_facts import MEND, Own, Term, read_words, term_text

type Fact = tuple[NamedNode, NamedNode, NamedNode | Literal]


@lru_cache(maxsize=4096)
def make_iri(text: str) -> NamedNode:
    """Return the node of an IRI or a CURIE; raise InvalidClaims when it is neither."""
    try:
        return NamedNode(expand(text))
    except ValueError as error:
        raise InvalidClaims(
            f"not an IRI: {text!r} ({error})", "percent-encode the characters RFC 3987 forbids"
        ) from None


def make_literal(text: str, datatype: NamedNode = t.STRING) -> Literal:
    """Return a literal; raise InvalidClaims for text that UTF-8 cannot hold."""
    try:
        return Literal(text, datatype=datatype)
    except ValueError:
        raise InvalidClaims(
            f"not a literal: {text[:60]!r} with datatype {datatype.value}",
            "the text may hold half of a surrogate pair; decode the source again",
        ) from None


def text_facts(
    record: object, terms: Mapping[str, NamedNode]
) -> list[tuple[NamedNode, NamedNode | Literal]]:
    """Return what the fields of *record* say that are not empty: *terms* is field → predicate."""
    texts = ((term, getattr(record, name)) for name, term in terms.items())
    return [(term, make_literal(text)) for term, text in texts if text]


def span_iri(document: str, start: int, end: int) -> NamedNode:
    """IRI of a span of a document's text in code points (RFC 5147 fragment).

    >>> span_iri("https://example.org/doc", 3, 9).value
    'https://example.org/doc#char=3,9'
    """
    return make_iri(f"{document}#char={start},{end}")


def class_iri(type_: str) -> NamedNode:
    """IRI of an ontology class given by local name or CURIE."""
    return make_iri(type_ if ":" in type_ else KG + type_)


def class_name(iri: str) -> str:
    """Return the local name of an ontology class, the CURIE of any other (inverse of
    *class_iri*)."""
    return contract(iri).removeprefix("kg:")


def value_literal(value: Value) -> Literal:
    """Typed literal of a value."""
    return make_literal(value.value, make_iri(value.datatype))


def time_triples(time: EventTime | None, node: NamedNode) -> Iterator[Fact]:
    """Yield what is said of *node* by the time of an event."""
    if time is None:
        return
    yield node, t.TIME_TEXT, make_literal(time.text)
    if time.start is not None:
        yield node, t.TIME_START, make_literal(time.start, t.EDTF)
    if time.end is not None:
        yield node, t.TIME_END, make_literal(time.end, t.EDTF)
    if time.duration:
        yield node, t.TIME_DURATION, make_literal(time.duration)


def read_span(term: Term) -> Span:
    """Return the span that an IRI names (inverse of *span_iri*); raise StoreDamaged where it names
    none."""
    first, _, last = term_text(term).rpartition("#char=")[2].partition(",")
    if not (first.isdecimal() and last.isdecimal()):
        raise StoreDamaged(f"{term_text(term)} is no span of a document", MEND)
    return Span(int(first), int(last))


def read_time(own: Own) -> EventTime | None:
    """Return the time that is said of a node (inverse of *time_triples*)."""
    if t.TIME_TEXT not in own:
        return None
    start, end = (
        read_words(own, place) if place in own else None for place in (t.TIME_START, t.TIME_END)
    )
    return EventTime(start, end, read_words(own, t.TIME_TEXT), read_words(own, t.TIME_DURATION))
