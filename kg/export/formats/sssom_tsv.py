"""Mappings in SSSOM (.sssom.tsv): the decisions on which entities are one thing, and which are not.

Only decisions are written, no claims. https://mapping-commons.github.io/sssom/
"""

from collections.abc import Iterator
from importlib.metadata import version

from kg.namespace import PREFIXES, contract
from kg.rdf import terms as t
from kg.resolution.decisions import Decision, Judgement
from kg.storage.store import Store

LOSSLESS = False
_UNSPECIFIED = "https://w3id.org/sssom/license/unspecified"
"""A set of mappings has to name a licence; whose the decisions are, kg does not know."""
_COLUMNS = (
    "subject_id",
    "predicate_id",
    "object_id",
    "predicate_modifier",
    "mapping_justification",
    "confidence",
    "author_label",
    "mapping_date",
    "comment",
)


def write(store: Store) -> Iterator[str]:
    """Yield the metadata block, the header and a row a decision (unsure ones are no mappings, nor
    is what a document means by a name)."""
    yield "#curie_map:\n"
    for prefix in ("ent", "skos"):
        yield f"#  {prefix}: {PREFIXES[prefix]}\n"
    yield "#  semapv: https://w3id.org/semapv/vocab/\n"
    yield f"#mapping_set_id: {t.DECISIONS_GRAPH.value}\n#license: {_UNSPECIFIED}\n"
    yield f"#mapping_tool: kg-claims\n#mapping_tool_version: {version('kg-claims')}\n"
    yield "\t".join(_COLUMNS) + "\n"
    for decision in store.rules.decisions:
        papers = [end for end in decision.pair if contract(end).startswith("doc:")]
        if decision.judgement is not Judgement.UNSURE and not papers:
            yield "\t".join(_cells(decision)) + "\n"


def _cells(decision: Decision) -> tuple[str, ...]:
    modifier = "Not" if decision.judgement is Judgement.NEGATIVE else ""
    found = (
        contract(decision.left),
        "skos:exactMatch",
        contract(decision.right),
        modifier,
        "semapv:ManualMappingCuration",
        str(decision.score),
        decision.by,
        decision.when[:10],
        decision.reason,
    )
    return tuple(" ".join(cell.split()) for cell in found)
