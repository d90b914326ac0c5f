"""Two tables for ``neo4j-admin database import full`` (.neo4j.zip): nodes.csv and
relationships.csv.

Types of relationships follow the same rule as in .cypher: a relation's own only where the claim
stands as fact. https://neo4j.com/docs/operations-manual/current/import/"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator

from kg.export.property_graph import edge_properties, edge_type, node_properties, read_nodes
from kg.model.safe_text import csv_cell
from kg.storage.store import Store

LOSSLESS = False
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
    header: list[str] = []
    for extraction in store.extractions():
        for claim in extraction.claims:
            found = edge_properties(claim, extraction.document)
            ends = (found.pop("start_id"), found.pop("end_id"), edge_type(claim))
            if not header:
                header = [f"{n}:{_NUMBERS[n]}" if n in _NUMBERS else n for n in found]
                yield ":START_ID", ":END_ID", ":TYPE", *header
            yield *ends, *map(_cell, found.values())


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else csv_cell(value)
