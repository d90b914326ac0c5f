"""RDF 1.2 (.rdf12.trig): each claim reifies a triple term, which asserts nothing; facts stand as
triples besides.

``claim rdf:reifies <<( s p o )>>`` with modality, polarity, claimant and quote on the claim. Lost:
spans, texts. https://www.w3.org/TR/rdf12-concepts/"""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.model import Claim, Entity
from kg.namespace import PREFIXES, expand
from kg.rdf import terms as t
from kg.rdf.nodes import make_iri, make_literal
from kg.storage.store import Store

LOSSLESS = False
REIFIES = ox.NamedNode(expand("rdf:reifies"))


def write(store: Store) -> Iterator[str]:
    """Yield the documents' graphs as TriG 1.2."""
    for extraction in store.extractions():
        graph = make_iri(extraction.document.id)
        quads = [quad for claim in extraction.claims for quad in _quads(claim, graph)]
        yield (ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=PREFIXES) or b"").decode(
            "utf-8"
        )


def _quads(claim: Claim, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    node, target = make_iri(claim.id), claim.object
    value = make_iri(target.id) if isinstance(target, Entity) else make_literal(target.value)
    triple = ox.Triple(make_iri(claim.subject.id), make_iri(claim.predicate.id), value)
    yield ox.Quad(node, REIFIES, triple, graph)
    yield ox.Quad(node, t.MODALITY, make_iri(f"kg:{claim.modality.value}"), graph)
    yield ox.Quad(node, t.POLARITY, make_iri(f"kg:{claim.polarity.value}"), graph)
    yield ox.Quad(node, t.QUOTE, make_literal(claim.quote), graph)
    yield ox.Quad(node, t.DERIVED, graph, graph)
    if claim.revision:
        yield ox.Quad(node, t.REVISION, make_literal(claim.revision), graph)
    for entity in claim.attribution[-1:]:
        yield ox.Quad(node, t.ATTRIBUTED, make_iri(entity.id), graph)
    if claim.is_fact:
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)
