"""Nanopublications (.nanopub.trig), one a claim, unsigned: assertion, provenance and publication
info as graphs.

The assertion holds the plain triple only where the claim stands as fact; otherwise the claim as an
rdf:Statement with its modality, so that no reader of assertions takes an allegation for a fact.
http://nanopub.net/guidelines/"""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.model import Claim, Document, Entity
from kg.namespace import PREFIXES
from kg.rdf import terms as t
from kg.rdf.nodes import make_iri, make_literal, text_facts
from kg.storage.store import Store

LOSSLESS = False
NP = "http://www.nanopub.org/nschema#"
_CREATOR = ox.NamedNode(PREFIXES["dcterms"] + "creator")
_DOCUMENT = {"title": t.TITLE, "date": t.DATE, "publisher": t.PUBLISHER, "url": t.URL}


def write(store: Store) -> Iterator[str]:
    """Yield each claim's four graphs as TriG."""
    prefixes = PREFIXES | {"np": NP}
    for extraction in store.extractions():
        for claim in extraction.claims:
            data = (
                ox.serialize(
                    _quads(claim, extraction.document), format=ox.RdfFormat.TRIG, prefixes=prefixes
                )
                or b""
            )
            yield data.decode("utf-8")


def _quads(claim: Claim, document: Document) -> Iterator[ox.Quad]:
    base = f"{claim.id}#"
    head, assertion, provenance, info = (
        ox.NamedNode(base + n) for n in ("head", "assertion", "provenance", "pubinfo")
    )
    publication = ox.NamedNode(f"{base}nanopub")
    yield ox.Quad(publication, t.TYPE, ox.NamedNode(f"{NP}Nanopublication"), head)
    for name, graph in (
        ("hasAssertion", assertion),
        ("hasProvenance", provenance),
        ("hasPublicationInfo", info),
    ):
        yield ox.Quad(publication, ox.NamedNode(NP + name), graph, head)
    yield from _assertion(claim, assertion)
    yield ox.Quad(assertion, t.DERIVED, make_iri(document.id), provenance)
    for entity in claim.attribution[-1:]:
        yield ox.Quad(assertion, t.ATTRIBUTED, make_iri(entity.id), provenance)
    yield ox.Quad(assertion, t.EXACT, make_literal(claim.quote), provenance)
    for fact in text_facts(document, _DOCUMENT):
        yield ox.Quad(make_iri(document.id), *fact, provenance)
    yield ox.Quad(publication, _CREATOR, make_literal("kg-claims"), info)


def _assertion(claim: Claim, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    node, target = make_iri(claim.id), claim.object
    ends = (make_iri(claim.subject.id), make_iri(claim.predicate.id))
    value = make_iri(target.id) if isinstance(target, Entity) else make_literal(target.value)
    if claim.is_fact:
        yield ox.Quad(*ends, value, graph)
        return
    yield ox.Quad(node, t.TYPE, t.CLAIM, graph)
    for predicate, term in zip((t.SUBJECT, t.PREDICATE, t.OBJECT), (*ends, value), strict=True):
        yield ox.Quad(node, predicate, term, graph)
    yield ox.Quad(node, t.MODALITY, make_iri(f"kg:{claim.modality.value}"), graph)
    yield ox.Quad(node, t.POLARITY, make_iri(f"kg:{claim.polarity.value}"), graph)
    if claim.revision:
        yield ox.Quad(node, t.REVISION, make_literal(claim.revision), graph)
