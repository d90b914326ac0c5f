"""Cypher for Neo4j, Memgraph and the like (.cypher): nodes, and a relationship a claim.

A relationship has the type of its relation (``:PAID``) only where the claim stands as fact; every
other one is a ``:CLAIMED`` whose ``predicate`` says what, so that a pattern by type cannot return
an allegation. Lost: the documents' texts, entities as seen before merges.
https://neo4j.com/docs/cypher-manual/current/syntax/"""

import re
from collections.abc import Iterator, Mapping

from kg.export.property_graph import edge_properties, edge_type, node_properties, read_nodes
from kg.model.safe_text import escaped_text
from kg.storage.store import Store

LOSSLESS = False
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": ""}
_ESCAPED = re.compile("|".join(map(re.escape, _ESCAPES)))


def write(store: Store) -> Iterator[str]:
    """Yield one statement a line; nodes stand before relationships."""
    yield "CREATE CONSTRAINT kg_id IF NOT EXISTS FOR (n:KgNode) REQUIRE n.id IS UNIQUE;\n"
    for node in read_nodes(store):
        labels = f"KgNode:`{node.label}`"
        yield (
            f"MERGE (n:KgNode {{id: {quote(node.id)}}}) SET n:{labels}, "
            f"n += {_map(node_properties(node))};\n"
        )
    for extraction in store.extractions():
        for claim in extraction.claims:
            properties = edge_properties(claim, extraction.document)
            ends = (
                f"MATCH (a:KgNode {{id: {quote(properties.pop('start_id'))}}}), "
                f"(b:KgNode {{id: {quote(properties.pop('end_id'))}}})"
            )
            yield (
                f"{ends} MERGE (a)-[r:`{edge_type(claim)}` {{claim: "
                f"{quote(claim.id)}}}]->(b) SET r += {_map(properties)};\n"
            )


def quote(value: str | float | int | bool) -> str:
    """Return a Cypher literal; text cannot leave its quotation marks.

    >>> quote("O'Hara\\n"), quote(True), quote(0.9)
    ("'O\\\\'Hara\\\\n'", 'true', '0.9')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + escaped_text(_ESCAPED.sub(lambda m: _ESCAPES[m[0]], value)) + "'"


def _map(properties: Mapping[str, str | float | int | bool]) -> str:
    return "{" + ", ".join(f"{name}: {quote(value)}" for name, value in properties.items()) + "}"
