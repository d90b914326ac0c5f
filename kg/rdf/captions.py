"""What a filing's caption says → facts of the document: its court, docket, parties, judge, day of
filing.

They are what the paper calls itself; parties are names, no entities, and nothing is claimed of
them."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.model import Document
from kg.rdf import terms as t
from kg.rdf.nodes import make_literal
from kg.segmentation.zones import find_caption
from kg.values.filing_days import read_filing_day


def caption_facts(document: Document) -> Iterator[tuple[NamedNode, NamedNode, Literal]]:
    """Yield the facts that the caption of *document* gives; none where it has no caption."""
    caption = find_caption(document.text, document.blocks)
    node = NamedNode(document.id)
    day = read_filing_day(caption.filed, caption.court)
    said = [
        (t.COURT_NAME, caption.court),
        (t.DOCKET_NUMBER, caption.docket),
        (t.JUDGE_NAME, caption.judge),
        *((t.CLAIMING_PARTY, party.name) for party in caption.claiming),
        *((t.ANSWERING_PARTY, party.name) for party in caption.answering),
    ]
    yield from ((node, term, make_literal(words)) for term, words in said if words)
    if day:
        yield node, t.FILING_DAY, make_literal(day, t.EDTF)
