"""Two tables for ``neo4j-admin database import full`` (.neo4j.zip): nodes.csv and
relationships.csv.

Types of relationships follow the same rule as in .cypher: a relation's own only where the claim
stands as fact. A line end in a cell is a space, for the program refuses it unless told
not to.
https://neo4j.com/docs/operations-manual/current/import/"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from kg.export.property_graph import (
    EDGE_PROPERTIES,
    edge_properties,
    edge_type,
    node_properties,
    read_nodes,
)
from kg.model.safe_text import csv_cell
from kg.storage.store import Store

LOSSLESS = False
_LINE_END = re.compile(r"[\r\n]+")
_NODE = ("id:ID", ":LABEL", "name", "named:boolean", "aliases", "datatype", "identifiers")
_NUMBERS = {"stands_as_fact": "boolean", "start": "int", "end": "int", "confidence": "double"}


def write(store: Store) -> Iterator[bytes]:
    """Yield the archive; its entries bear no date, so the same claims give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in (
            ("nodes.csv", _nodes(store)),
            ("relationships.csv", _relationships(store)),
        ):
            archive.writestr(zipfile.ZipInfo(name), _table(rows), zipfile.ZIP_DEFLATED)
    yield buffer.getvalue()


def _table(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_MINIMAL, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _nodes(store: Store) -> Iterator[Iterable[object]]:
    yield _NODE
    for node in read_nodes(store):
        found = node_properties(node)
        yield (
            node.id,
            f"KgNode;{node.label}",
            *(_cell(found.get(n.partition(":")[0], "")) for n in _NODE[2:]),
        )


def _relationships(store: Store) -> Iterator[Iterable[object]]:
    header = (f"{n}:{_NUMBERS[n]}" if n in _NUMBERS else n for n in EDGE_PROPERTIES)
    yield ":START_ID", ":END_ID", ":TYPE", *header
    for extraction in store.extractions():
        for claim in extraction.claims:
            found = edge_properties(claim, extraction.document)
            ends = (found.pop("start_id"), found.pop("end_id"), edge_type(claim))
            yield *ends, *(_cell(found[name]) for name in EDGE_PROPERTIES)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return csv_cell(_LINE_END.sub(" ", value) if isinstance(value, str) else value)
