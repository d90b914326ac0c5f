"""Pages of quotations as oa:FragmentSelector of RFC 8118 (``page=3``), beside the selectors of the
text."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.model import Claim, Document
from kg.model.citing import find_page
from kg.rdf import terms as t

RFC_8118 = NamedNode("https://www.rfc-editor.org/rfc/rfc8118")


def page_facts(
    document: Document, claim: Claim
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """Yield the facts that say on which page of the file a claim's quotation begins."""
    found = find_page(document, claim.start)
    if found is None:
        return
    span = NamedNode(f"{document.id}#char={claim.start},{claim.end}")
    selector = NamedNode(f"{span.value};page")
    yield span, t.HAS_SELECTOR, selector
    yield selector, t.TYPE, t.FRAGMENT_SELECTOR
    yield selector, t.CONFORMS, RFC_8118
    yield selector, t.RDF_VALUE, Literal(f"page={found[0]}")
