"""FollowTheMoney statements (.ftm.csv): one row for each value of each property of the entities
that .ftm.json holds, with the document as its origin, for ``ftm aggregate-statements`` and
nomenklatura.

A statement says nothing of who claims it: like .ftm.json, only what stands as fact is written,
unless *include* names more. https://followthemoney.tech/docs/statements/"""

import hashlib
import json
from collections.abc import Collection, Iterator

from kg.export.formats import ftm_json
from kg.model import Modality
from kg.model.safe_text import csv_cell, csv_line
from kg.storage.store import Store

LOSSLESS = False
DATASET = "kg"
COLUMNS = (
    "canonical_id",
    "entity_id",
    "prop",
    "schema",
    "value",
    "dataset",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
)


def write(store: Store, include: Collection[Modality] = ()) -> Iterator[str]:
    """Yield the table, entity by entity; the row with the property "id" stands for the entity as
    such."""
    yield csv_line(COLUMNS)
    for line in ftm_json.write(store, include):
        entity = json.loads(line)
        rows = [("id", entity["id"])]
        for prop, values in sorted(entity["properties"].items()):
            rows += [(prop, value) for value in values]
        for prop, value in rows:
            yield csv_line(_row(entity["id"], entity["schema"], prop, str(csv_cell(value))))


def _row(entity: str, schema: str, prop: str, value: str) -> tuple[str, ...]:
    return (
        entity,
        entity,
        prop,
        schema,
        value,
        DATASET,
        "",
        "",
        "",
        "",
        "",
        statement_id(entity, prop, value),
    )


def statement_id(entity: str, prop: str, value: str) -> str:
    """Return the key of a statement: SHA-1 of dataset, entity, property and value, as
    followthemoney makes it."""
    key = f"{DATASET}.{entity}.{prop}.{value}"
    return hashlib.sha1(key.encode("utf-8"), usedforsecurity=False).hexdigest()
