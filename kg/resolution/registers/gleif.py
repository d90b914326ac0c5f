"""GLEIF: legal entities with their LEI (ISO 17442), as the golden copy (CSV), the LEI-CDF JSON and
the API (JSON) give them.

https://www.gleif.org/en/lei-data/gleif-golden-copy, https://www.gleif.org/en/about-lei/
common-data-file-format/lei-cdf-format, https://documenter.getpostman.com/view/7679680/SVYrrxuU"""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import ResolveError
from kg.resolution.listed import Listed, read_json_values, texts

_CLASSES = {"FUND": "ftm:Organization", "RESIDENT_GOVERNMENT_ENTITY": "ftm:PublicBody"}
"""GLEIF's category of an entity -> what it is; a company without one."""
_COMPANY = "ftm:Company"


def recognises(text: str) -> bool:
    """Whether the file is a table or a list of LEI records."""
    head = text[:20_000]
    table = head.split("\n", 1)[0]
    return (
        "Entity.LegalName" in table
        and "LEI" in table
        or '"lei-records"' in head
        or '"LEI"' in head
        and '"LegalName"' in head
    )


def read(text: str) -> Iterator[Listed]:
    """Yield a record each; raises ResolveError for what is neither CSV nor JSON."""
    if text.lstrip()[:1] in {"{", "["}:
        for value in read_json_values(text):
            yield from _read_json(value)
        return
    reader = csv.DictReader(io.StringIO(text))
    try:
        yield from (listed for row in reader if (listed := _read_row(row)))
    except csv.Error as error:
        raise ResolveError(f"line {reader.line_num + 1}: {error}", "download it anew") from None


def _read_row(row: Mapping[str, Any]) -> Listed | None:
    names = [
        value
        for column, value in row.items()
        if isinstance(value, str)
        and value.strip()
        and isinstance(column, str)
        and "OtherEntityName" in column
        and not column.endswith((".xmllang", ".type"))
    ]
    return _listed(
        row.get("Entity.LegalName") or "",
        names,
        row.get("LEI") or "",
        row.get("Entity.EntityCategory") or "",
    )


def _read_json(value: Any) -> Iterator[Listed]:
    """The records of the API ("data"), of a CDF file ("records"), or one record."""
    inner = value
    if isinstance(value, Mapping):
        inner = value.get("data", value.get("records", [value]))
    for record in inner if isinstance(inner, list) else [inner]:
        if not isinstance(record, Mapping):
            continue
        found = _read_api(record) if "attributes" in record else _read_cdf(record)
        if found is not None:
            yield found


def _read_api(record: Mapping[str, Any]) -> Listed | None:
    attributes = record.get("attributes")
    entity = attributes.get("entity") if isinstance(attributes, Mapping) else None
    if not isinstance(attributes, Mapping) or not isinstance(entity, Mapping):
        return None
    others = entity.get("otherNames")
    names = [str(o.get("name", "")) for o in others or () if isinstance(o, Mapping)]
    return _listed(
        _text(entity.get("legalName")),
        names,
        str(attributes.get("lei", "")),
        str(entity.get("category") or ""),
    )


def _read_cdf(record: Mapping[str, Any]) -> Listed | None:
    entity = record.get("Entity")
    if not isinstance(entity, Mapping):
        return None
    others = entity.get("OtherEntityNames")
    listed = others.get("OtherEntityName") if isinstance(others, Mapping) else []
    several = listed if isinstance(listed, list) else [listed]
    return _listed(
        _text(entity.get("LegalName")),
        [_text(o) for o in several],
        _text(record.get("LEI")),
        _text(entity.get("EntityCategory")),
    )


def _text(value: object) -> str:
    """The words of a value that stands alone, under "name" or, in CDF's JSON, under "$"."""
    if isinstance(value, Mapping):
        value = value.get("$", value.get("name"))
    return (texts(value) or ("",))[0]


def _listed(name: str, others: list[str], lei: str, category: str) -> Listed | None:
    if not name.strip():
        return None
    classes = (_CLASSES.get(category.upper(), _COMPANY),)
    return Listed(name.strip(), classes, tuple(o for o in others if o), (("lei", lei.strip()),))
