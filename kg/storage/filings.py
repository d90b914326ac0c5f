"""The court filings of a store as documents, without their claims: what pleadings are aligned
from."""

import pyoxigraph as ox

from kg.model import Document
from kg.namespace import KG
from kg.rdf import terms as t
from kg.rdf.engines.protocol import Engine
from kg.rdf.quads import quads_to_document
from kg.storage.disk.engine import translate_errors
from kg.storage.store import Store

_FILING = ox.NamedNode(f"{KG}CourtFiling")


def read_filings(store: Store) -> list[Document]:
    """Return the documents that are court filings, or that answer one, sorted by IRI; their texts,
    blocks and records alone are read."""
    with translate_errors(store.path):
        filed = store.engine.quads_for_pattern(None, t.TYPE, _FILING)
        answering = store.engine.quads_for_pattern(None, t.ANSWERS, None)
        found = {
            q.subject.value
            for q in (*filed, *answering)
            if isinstance(q.subject, ox.NamedNode) and q.graph_name == q.subject
        }
        return [quads_to_document(_own_quads(store.engine, iri), iri) for iri in sorted(found)]


def _own_quads(engine: Engine, iri: str) -> list[ox.Quad]:
    """The quads of a document's own node and of its authors."""
    node = ox.NamedNode(iri)
    own = list(engine.quads_for_pattern(node, None, None, node))
    parts = [
        q.object for q in own if q.predicate == t.AUTHOR and isinstance(q.object, ox.NamedNode)
    ]
    return [*own, *(q for part in parts for q in engine.quads_for_pattern(part, None, None, node))]
