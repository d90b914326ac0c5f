"""Who says what, and where a document names an entity: both as Web Annotations of the document's
text.

The target of an annotation is an IRI with a fragment (RFC 5147), as the Web Annotation model
allows, so that no selector has to be spelled out for each of the many places. All places of a
document that name one entity are targets of one annotation, whose body is the entity."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from kg.model import Entity, Extraction, Modality, Occurrence, Polarity, Span, Statement
from kg.namespace import KG, digest
from kg.rdf import terms as t
from kg.rdf.node_facts import Facts, Own, all_values, first_value, read_words, term_text
from kg.rdf.nodes import Fact, make_iri, make_literal, read_span, read_time, span_iri, time_triples

_MARK = 12  # characters of a digest that tell the entities of one document apart


def occurrence_triples(occurrences: Iterable[Occurrence], document: str) -> Iterator[Fact]:
    """Yield the triples of the places of a *document* that name entities."""
    for occurrence in occurrences:
        node = make_iri(f"{document}#mentions-{digest(occurrence.entity.id)[:_MARK]}")
        yield node, t.TYPE, t.ANNOTATION
        yield node, t.HAS_BODY, make_iri(occurrence.entity.id)
        yield node, t.HAS_TARGET, _place(document, occurrence.span)


def statement_triples(statement: Statement) -> Iterator[Fact]:
    """Yield the triples of a statement; the chain of speakers is spelled out where there are
    several."""
    node, document = make_iri(statement.id), statement.document
    yield node, t.TYPE, t.STATEMENT
    yield node, t.TYPE, t.ANNOTATION
    for span in statement.content:
        yield node, t.HAS_TARGET, _place(document, span)
    for predicate, place in ((t.SOURCE_SPAN, statement.source), (t.CUE_SPAN, statement.cue)):
        if place is not None:
            yield node, predicate, _place(document, place)
    yield node, t.QUOTE, make_literal(statement.quote)
    yield node, t.MODALITY, make_iri(f"kg:{statement.modality}")
    yield node, t.POLARITY, make_iri(f"kg:{statement.polarity}")
    yield node, t.DIRECT, Literal(statement.direct)
    yield from _speaker_triples(statement, node)
    yield from time_triples(statement.time, node)
    for claim in statement.claims:
        yield node, t.CONVEYS, make_iri(claim)


def _speaker_triples(statement: Statement, node: NamedNode) -> Iterator[Fact]:
    if statement.speakers:
        yield node, t.ATTRIBUTED, make_iri(statement.speakers[-1].id)
    if len(statement.speakers) < 2:
        return
    for position, speaker in enumerate(statement.speakers, 1):
        part = make_iri(f"{statement.id}#attribution-{position}")
        yield node, t.QUALIFIED, part
        yield part, t.AGENT, make_iri(speaker.id)
        yield part, t.POSITION, Literal(position)


def read_occurrences(facts: Facts) -> tuple[Occurrence, ...]:
    """Return the places that name entities, in text order."""
    found = [
        Occurrence(facts.entity(facts.node(own, t.HAS_BODY)), read_span(target))
        for own in facts.nodes.values()
        if t.HAS_BODY in own
        for target in all_values(own, t.HAS_TARGET)
    ]
    return tuple(sorted(found, key=occurrence_order))


def read_statements(facts: Facts, document: str) -> tuple[Statement, ...]:
    """Return the statements of a document, in text order."""
    found = [
        _read_statement(facts, node, own, document)
        for node, own in facts.nodes.items()
        if isinstance(node, NamedNode) and t.STATEMENT in all_values(own, t.TYPE)
    ]
    return tuple(sorted(found, key=statement_order))


def _read_statement(facts: Facts, node: NamedNode, own: Own, document: str) -> Statement:
    return Statement(
        node.value,
        document,
        _read_speakers(facts, own),
        _optional_span(own, t.SOURCE_SPAN),
        _optional_span(own, t.CUE_SPAN),
        tuple(sorted(read_span(target) for target in all_values(own, t.HAS_TARGET))),
        read_words(own, t.QUOTE),
        Modality(facts.node(own, t.MODALITY).value.removeprefix(KG)),
        Polarity(facts.node(own, t.POLARITY).value.removeprefix(KG)),
        read_words(own, t.DIRECT) == "true",
        read_time(own),
        tuple(sorted(term_text(claim) for claim in all_values(own, t.CONVEYS))),
    )


def _read_speakers(facts: Facts, own: Own) -> tuple[Entity, ...]:
    if t.QUALIFIED in own:
        return tuple(
            facts.entity(facts.node(part, t.AGENT)) for part in facts.parts(own, t.QUALIFIED)
        )
    return (facts.entity(facts.node(own, t.ATTRIBUTED)),) if t.ATTRIBUTED in own else ()


def _optional_span(own: Own, predicate: NamedNode) -> Span | None:
    found = first_value(own, predicate)
    return None if found is None else read_span(found)


def _place(document: str, span: Span) -> NamedNode:
    return span_iri(document, span.start, span.end)


def occurrence_order(occurrence: Occurrence) -> tuple[Span, str]:
    """Return the key by which occurrences are sorted: place, then entity."""
    return occurrence.span, occurrence.entity.id


def statement_order(statement: Statement) -> tuple[Span, str]:
    """Return the key by which statements are sorted: the start of what is said, then the id."""
    return (statement.content[0] if statement.content else Span(0, 0)), statement.id


def further_entities(extraction: Extraction) -> Iterator[Entity]:
    """Yield the entities that occurrences and statements hold."""
    yield from (occurrence.entity for occurrence in extraction.occurrences)
    for statement in extraction.statements:
        yield from statement.speakers
