"""Extraction ↔ quads: the one file that spells the RDF (see docs/rdf.md).

One named graph a document (its name is the document's IRI), one node a claim, and the plain triple
only where the claim is fact-like and positive. Vocabularies: PROV-O for provenance, Web Annotation
(oa:) for spans, SKOS for names, schema.org for documents, t.EDTF literals for event times.

Oxigraph canonicalises typed literals (``0.80`` becomes ``0.8``), so a value's own characters are
kept beside the literal as ``kg:lexicalForm``.
"""

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.errors import InvalidClaims, StoreDamaged
from kg.model import (
    Document,
    Entity,
    Extraction,
)
from kg.model.wording import describe_paper
from kg.namespace import contract
from kg.ontology.loader import load_ontology
from kg.rdf import terms as t
from kg.rdf.captions import caption_facts
from kg.rdf.claims import claim_entities, claim_triples, read_claim
from kg.rdf.node_facts import Facts, Own, all_values, read_words, term_text
from kg.rdf.nodes import (
    Fact,
    class_iri,
    class_name,
    make_iri,
    make_literal,
)
from kg.rdf.page_selectors import page_facts
from kg.rdf.reading_record import read_record, write_record
from kg.rdf.runs import read_run, run_triples
from kg.rdf.statements import (
    further_entities,
    occurrence_triples,
    read_occurrences,
    read_statements,
    statement_triples,
)


def extraction_to_quads(extraction: Extraction) -> list[Quad]:
    """Return the quads of one document, without repetition, in a fixed order.

    Raises InvalidClaims for identifiers that are no IRIs, text that UTF-8 cannot hold, and
    predicates that would break the structure of the graph. An entity that a claim, a statement or
    an occurrence holds and ``extraction.entities`` does not is added; where both hold it, the
    latter's record is kept."""
    graph = make_iri(extraction.document.id)
    facts = dict.fromkeys(_extraction_triples(extraction))
    quads = [Quad(*fact, graph) for fact in facts]
    return [*quads, Quad(graph, t.EXTRACTION_DIGEST, Literal(_digest_quads(quads, graph)), graph)]


def _extraction_triples(extraction: Extraction) -> Iterator[Fact]:
    """Yield the triples of a document's graph, some of them several times."""
    labels = _label_relations(extraction)
    claimed = claimed_entities(extraction)
    further = {e.id: e for e in further_entities(extraction)}
    entities = further | claimed | {e.id: e for e in extraction.entities}
    yield from _document_triples(extraction.document)
    yield from caption_facts(extraction.document)
    for entity in entities.values():
        yield from _entity_triples(entity, entity.id in claimed)
    for claim in extraction.claims:
        yield from claim_triples(claim, labels)
    yield from occurrence_triples(extraction.occurrences, extraction.document.id)
    for statement in extraction.statements:
        yield from statement_triples(statement)
    for claim in extraction.claims:
        yield from page_facts(extraction.document, claim)
    for iri, label in labels.items():
        yield make_iri(iri), t.LABEL, make_literal(label)
    yield from run_triples(extraction)


def _label_relations(extraction: Extraction) -> dict[str, str]:
    """Relation → its label: the ontology's, or of an open one that of its first claim, sooner of
    one that is not hedged ("pays", not "may pay"); raise InvalidClaims for a claim of another
    document."""
    labels: dict[str, str] = {}
    known = load_ontology().relations
    for claim in sorted(extraction.claims, key=lambda c: c.modality.hedged):
        if claim.document != extraction.document.id:
            raise InvalidClaims(
                f"claim {claim.id} belongs to {claim.document}, not to {extraction.document.id}"
            )
        own = known.get(claim.predicate.id)
        labels.setdefault(claim.predicate.id, claim.predicate.label if own is None else own.label)
    return labels


def _digest_quads(quads: Iterable[Quad], graph: NamedNode) -> str:
    """SHA-256 of the sorted N-Triples lines, in hexadecimal."""
    end = f" <{graph.value}> .".encode()
    lines = (serialize(quads, format=RdfFormat.N_QUADS) or b"").split(b"\n")
    return hashlib.sha256(
        b"\n".join(sorted(line.removesuffix(end) + b" ." if line else line for line in lines))
    ).hexdigest()


def claimed_entities(extraction: Extraction) -> dict[str, Entity]:
    """Return the entities that claims hold, by IRI."""
    return {e.id: e for c in extraction.claims for e in claim_entities(c)}


def _document_triples(document: Document) -> Iterator[Fact]:
    node = make_iri(document.id)
    kind = make_iri("schema:Article") if document.kind == "Article" else class_iri(document.kind)
    for class_ in (t.DOCUMENT, t.ENTITY, kind):
        yield node, t.TYPE, class_
    yield node, t.SOURCE, make_literal(document.source)
    yield node, t.TEXT, make_literal(document.text)
    sha = hashlib.sha256(document.text.encode("utf-8")).hexdigest()
    yield node, t.DIGEST, Literal(f"sha256:{sha}")
    yield node, t.PREF_LABEL, make_literal(document.title or document.source)
    optional = (
        (t.TITLE, document.title),
        (t.DATE, document.date),
        (t.PUBLISHER, document.publisher),
        (t.URL, document.url),
        (t.ANSWERS, document.answers),
        (t.STANDING, document.standing),
    )
    for predicate, text in (*optional, (t.READING, write_record(document))):
        if text:
            yield node, predicate, make_literal(text)
    for position, author in enumerate(document.authors, 1):
        part = make_iri(f"{document.id}#author-{position}")
        yield node, t.AUTHOR, part
        yield part, t.NAME, make_literal(author)
        yield part, t.POSITION, Literal(position)


def _entity_triples(entity: Entity, claimed: bool) -> Iterator[Fact]:
    node = make_iri(entity.id)
    if not claimed:
        yield node, t.MENTIONED_ONLY, Literal(True)
    yield node, t.TYPE, class_iri(entity.type)
    yield node, t.PREF_LABEL, make_literal(entity.label)
    yield node, t.NAMED, Literal(entity.named)
    for alias in entity.aliases:
        yield node, t.ALT_LABEL, make_literal(alias)
    for words in entity.descriptions:
        yield node, t.DESCRIBED_AS, make_literal(words)


def fact_triples(quads: Iterable[Quad]) -> set[tuple[str, str, str]]:
    """The plain triples among *quads*: subject IRI, predicate CURIE, and the object's IRI or
    words."""
    found: set[tuple[str, str, str]] = set()
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and quad.predicate not in t.RESERVED:
            found.add((quad.subject.value, contract(quad.predicate.value), term_text(quad.object)))
    return found


def quads_to_extraction(quads: Iterable[Quad]) -> Extraction:
    """Return what *extraction_to_quads* was given: entities by id, claims by start and id.

    The quads must be those of one document graph; raises StoreDamaged when they are not, or when a
    part is missing. Aliases are a set in RDF and come back sorted.
    """
    facts = Facts(quads)
    if len(facts.names) != 1:
        raise StoreDamaged(f"expected one document graph, got {len(facts.names)}")
    return facts_to_extraction(facts, NamedNode(facts.names.pop()))


def facts_to_extraction(facts: Facts, document: NamedNode) -> Extraction:
    """Like *quads_to_extraction*, for some or all of the facts of *document*."""
    try:
        return _read_extraction(facts, document)
    except ValueError as error:  # a word that no kg writes, or a number that is none
        raise StoreDamaged(
            f"{document.value}: {error}", "build it again from its source; no kg wrote it so"
        ) from error


def _read_extraction(facts: Facts, document: NamedNode) -> Extraction:
    read = _read_document(facts, document)
    claims: list[tuple[NamedNode, Own]] = []
    for node, own in facts.nodes.items():
        if isinstance(node, NamedNode) and t.NAMED in own:
            facts.entities[node.value] = _read_entity(node, own)
        elif isinstance(node, NamedNode) and t.CLAIM in all_values(own, t.TYPE):
            claims.append((node, own))
    entities = tuple(sorted(facts.entities.values(), key=lambda e: e.id))
    paper = describe_paper(read.title, read.source, read.date)
    found = (read_claim(facts, node, own, read.id, paper) for node, own in claims)
    claimed = tuple(sorted(found, key=lambda c: (c.start, c.id)))
    return Extraction(
        read,
        entities,
        claimed,
        read_occurrences(facts),
        read_statements(facts, read.id),
        read_run(facts, read.id),
    )


def quads_to_document(quads: Iterable[Quad], iri: str) -> Document:
    """Return the document that *iri* names, from (at least) its own quads."""
    return _read_document(Facts(quads), NamedNode(iri))


def _read_document(facts: Facts, node: NamedNode) -> Document:
    own = facts.own(node)
    kinds = sorted(term_text(c) for c in all_values(own, t.TYPE) if c not in (t.DOCUMENT, t.ENTITY))
    kind = contract(kinds[0]) if kinds else "Document"
    authors = tuple(read_words(part, t.NAME) for part in facts.parts(own, t.AUTHOR))
    return Document(
        node.value,
        term_text(facts.one(own, t.SOURCE)),
        read_words(own, t.TEXT),
        read_words(own, t.TITLE),
        read_words(own, t.DATE),
        authors,
        read_words(own, t.PUBLISHER),
        read_words(own, t.URL),
        "Article" if kind == "schema:Article" else kind.removeprefix("kg:"),
        *read_record(read_words(own, t.READING)),
        answers=read_words(own, t.ANSWERS),
        standing=read_words(own, t.STANDING),
    )


def _read_entity(node: NamedNode, own: Own) -> Entity:
    type_ = class_name(min(map(term_text, all_values(own, t.TYPE))))
    aliases = tuple(sorted(map(term_text, all_values(own, t.ALT_LABEL))))
    return Entity(
        node.value,
        read_words(own, t.PREF_LABEL),
        type_,
        aliases,
        read_words(own, t.NAMED) == "true",
        tuple(sorted(map(term_text, all_values(own, t.DESCRIBED_AS)))),
    )
