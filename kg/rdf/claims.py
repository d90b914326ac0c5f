"""Claims ↔ triples (see docs/rdf.md)."""

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from kg.errors import InvalidClaims
from kg.model import (
    Claim,
    Entity,
    Licence,
    Modality,
    Polarity,
    Predicate,
    Qualifier,
    Span,
    Value,
)
from kg.namespace import DATA, KG, contract, digest
from kg.rdf import terms as t
from kg.rdf.node_facts import Facts, Own, all_values, first_value, read_words, term_text
from kg.rdf.nodes import (
    Fact,
    make_iri,
    make_literal,
    read_span,
    read_time,
    span_iri,
    time_triples,
    value_literal,
)
from kg.rdf.source_notes import read_source_notes, source_note_triples


def claim_entities(claim: Claim) -> Iterator[Entity]:
    """Yield every entity that a claim holds: subject, object, claimants, qualifiers."""
    yield claim.subject
    if isinstance(claim.object, Entity):
        yield claim.object
    yield from claim.attribution
    for qualifier in claim.qualifiers:
        if isinstance(qualifier.value, Entity):
            yield qualifier.value


def claim_triples(claim: Claim, labels: Mapping[str, str]) -> Iterator[Fact]:
    """Yield the triples of a claim, the plain one where it stands as fact; *labels*: relation → the
    label that the document's graph gives it."""
    node, predicate = make_iri(claim.id), make_iri(claim.predicate.id)
    if predicate in t.RESERVED:
        raise InvalidClaims(
            f"claim {claim.id}: {claim.predicate.id} structures the graph and cannot be claimed"
        )
    object_ = (
        make_iri(claim.object.id)
        if isinstance(claim.object, Entity)
        else value_literal(claim.object)
    )
    yield node, t.TYPE, t.CLAIM
    yield node, t.SUBJECT, make_iri(claim.subject.id)
    yield node, t.PREDICATE, predicate
    yield node, t.OBJECT, object_
    if isinstance(claim.object, Value):
        yield node, t.LEXICAL, make_literal(claim.object.value)
    if claim.predicate.label != labels[claim.predicate.id]:
        yield node, t.PREDICATE_LABEL, make_literal(claim.predicate.label)
    yield node, t.MODALITY, make_iri(f"kg:{claim.modality}")
    yield node, t.POLARITY, make_iri(f"kg:{claim.polarity}")
    yield node, t.CONFIDENCE, Literal(float(claim.confidence))
    for words, text in (
        (t.REASON, claim.reason),
        (t.CITATION, claim.citation),
        (t.REVISION, claim.revision),
    ):
        if text:
            yield node, words, make_literal(text)
    yield from _licence_triples(claim, node)
    yield from _source_triples(claim, node)
    yield from source_note_triples(claim, node)
    yield from _evidence_triples(claim, node)
    yield from time_triples(claim.time, node)
    yield from _qualifier_triples(claim, node)
    if claim.licence.licenses:
        yield make_iri(claim.subject.id), predicate, object_


def _licence_triples(claim: Claim, node: NamedNode) -> Iterator[Fact]:
    """What lets the claim stand as a fact by its own document; what other documents take back is no
    part of its record."""
    if claim.licence is not Licence.NONE:
        yield node, t.LICENCE, make_iri(f"kg:{claim.licence}")
    if claim.ground:
        yield node, t.GROUND, make_iri(f"kg:{claim.ground}")


def _source_triples(claim: Claim, node: NamedNode) -> Iterator[Fact]:
    """Who claims it (prov:wasAttributedTo: the innermost; the document itself where nobody is
    named) and which program found it."""
    document = make_iri(claim.document)
    innermost = make_iri(claim.attribution[-1].id) if claim.attribution else document
    yield node, t.ATTRIBUTED, innermost
    for position, entity in enumerate(claim.attribution, 1):
        part = make_iri(f"{claim.id}#attribution-{position}")
        yield node, t.QUALIFIED, part
        yield part, t.TYPE, make_iri("prov:Attribution")
        yield part, t.AGENT, make_iri(entity.id)
        yield part, t.POSITION, Literal(position)
    if claim.extractor:
        mark = digest(claim.extractor)
        activity, agent = (
            make_iri(f"{claim.document}#extraction-{mark}"),
            make_iri(f"{DATA}agent/{mark}"),
        )
        yield node, t.GENERATED, activity
        yield activity, t.TYPE, make_iri("prov:Activity")
        yield activity, t.USED, document
        yield activity, t.ASSOCIATED, agent
        yield agent, t.TYPE, make_iri("prov:SoftwareAgent")
        yield agent, t.LABEL, make_literal(claim.extractor)


def _evidence_triples(claim: Claim, node: NamedNode) -> Iterator[Fact]:
    span = span_iri(claim.document, claim.start, claim.end)
    place, words = make_iri(f"{span.value};position"), make_iri(f"{span.value};quote")
    yield node, t.QUOTE, make_literal(claim.quote)
    yield node, t.DERIVED, span
    yield span, t.TYPE, make_iri("oa:SpecificResource")
    yield span, t.HAS_SOURCE, make_iri(claim.document)
    yield span, t.HAS_SELECTOR, place
    yield span, t.HAS_SELECTOR, words
    yield place, t.TYPE, make_iri("oa:TextPositionSelector")
    yield place, t.START, Literal(claim.start)
    yield place, t.END, Literal(claim.end)
    yield words, t.TYPE, make_iri("oa:TextQuoteSelector")
    yield words, t.EXACT, make_literal(claim.quote)
    for predicate, part in (
        (t.SUBJECT_SPAN, claim.subject_span),
        (t.OBJECT_SPAN, claim.object_span),
    ):
        if part != Span(0, 0):
            yield node, predicate, span_iri(claim.document, part.start, part.end)


def _qualifier_triples(claim: Claim, node: NamedNode) -> Iterator[Fact]:
    for position, qualifier in enumerate(claim.qualifiers, 1):
        part, value = make_iri(f"{claim.id}#qualifier-{position}"), qualifier.value
        yield node, t.QUALIFIER, part
        yield part, t.POSITION, Literal(position)
        yield part, t.QUALIFIER_PREDICATE, make_iri(qualifier.predicate)
        if isinstance(value, Entity):
            yield part, t.RDF_VALUE, make_iri(value.id)
        else:
            yield part, t.RDF_VALUE, value_literal(value)
            yield part, t.LEXICAL, make_literal(value.value)


def _read_value(facts: Facts, own: Own, predicate: NamedNode) -> Entity | Value:
    term = facts.one(own, predicate)
    if isinstance(term, NamedNode):
        return facts.entity(term)
    return Value(read_words(own, t.LEXICAL), contract(term.datatype.value))


def read_claim(facts: Facts, node: NamedNode, own: Own, document: str, paper: str = "") -> Claim:
    """Return the claim *node* of a *document* (IRI), called *paper*, from what is said of it."""
    span = read_span(facts.one(own, t.DERIVED))
    return Claim(
        node.value,
        document,
        facts.entity(facts.node(own, t.SUBJECT)),
        _read_predicate(facts, own),
        _read_value(facts, own, t.OBJECT),
        Modality(facts.node(own, t.MODALITY).value.removeprefix(KG)),
        Polarity(facts.node(own, t.POLARITY).value.removeprefix(KG)),
        read_words(own, t.QUOTE),
        span.start,
        span.end,
        tuple(facts.entity(facts.node(part, t.AGENT)) for part in facts.parts(own, t.QUALIFIED)),
        read_time(own),
        tuple(_read_qualifier(facts, part) for part in facts.parts(own, t.QUALIFIER)),
        _read_extractor(facts, own),
        float(read_words(own, t.CONFIDENCE)),
        read_words(own, t.REASON),
        _read_end(own, t.SUBJECT_SPAN),
        _read_end(own, t.OBJECT_SPAN),
        read_words(own, t.CITATION),
        read_words(own, t.GROUND).removeprefix(KG),
        tuple(sorted(map(term_text, all_values(own, t.UNDONE_BY)))),
        read_words(own, t.REVISION),
        read_source_notes(facts, own),
        paper,
    )


def _read_predicate(facts: Facts, own: Own) -> Predicate:
    node = facts.node(own, t.PREDICATE)
    if t.PREDICATE_LABEL in own:
        return Predicate(contract(node.value), read_words(own, t.PREDICATE_LABEL))
    return Predicate(contract(node.value), read_words(facts.own(node), t.LABEL))


def _read_qualifier(facts: Facts, part: Own) -> Qualifier:
    predicate = contract(facts.node(part, t.QUALIFIER_PREDICATE).value)
    return Qualifier(predicate, _read_value(facts, part, t.RDF_VALUE))


def _read_extractor(facts: Facts, own: Own) -> str:
    """The name of the program that found a claim, "" where none is given."""
    if t.GENERATED not in own:
        return ""
    activity = facts.own(facts.node(own, t.GENERATED))
    return read_words(facts.own(facts.node(activity, t.ASSOCIATED)), t.LABEL)


def _read_end(own: Own, place: NamedNode) -> Span:
    """Where subject or object is mentioned; an empty span where that is not said."""
    found = first_value(own, place)
    return Span(0, 0) if found is None else read_span(found)
