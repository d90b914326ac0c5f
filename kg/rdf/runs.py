"""Which extractors ran over a document: one activity of the document (PROV-O), which names them
with their versions."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.model import Extraction
from kg.rdf import terms as t
from kg.rdf.node_facts import Facts, all_values, term_text
from kg.rdf.nodes import Fact, make_iri, make_literal


def run_triples(extraction: Extraction) -> Iterator[Fact]:
    """Yield the triples of the activity; none where nobody says what ran."""
    if not extraction.extractors:
        return
    activity = make_iri(run_iri(extraction.document.id))
    yield activity, t.TYPE, t.ACTIVITY
    yield activity, t.USED, NamedNode(extraction.document.id)
    for ran in extraction.extractors:
        yield activity, t.RAN, make_literal(ran)


def read_run(facts: Facts, document: str) -> tuple[str, ...]:
    """Return the extractors that ran over a document, as Extraction has them."""
    return tuple(sorted(map(term_text, all_values(facts.own(NamedNode(run_iri(document))), t.RAN))))


def run_iri(document: str) -> str:
    """IRI of the activity that made a document's claims."""
    return f"{document}#extraction"
