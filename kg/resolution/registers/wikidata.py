"""Wikidata: items as its dumps, ``Special:EntityData`` and ``wbgetentities`` give them, and tables
of its query service (JSON with ``item`` and ``itemLabel``).

https://www.mediawiki.org/wiki/Wikibase/DataModel/JSON, https://www.w3.org/TR/sparql11-results-json/
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.resolution.listed import Listed, read_json_values, texts

_INSTANCE, _LEI, _CIK, _OPENCORPORATES = "P31", "P1278", "P5531", "P1320"
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/entity/)?(Q[1-9]\d*)")
_ALL = "mul"
"""Wikidata's code for what is so called in every language."""


def recognises(text: str) -> bool:
    """Whether the file holds items or a table of them."""
    head = text[:200_000]
    items = '"labels"' in head and ('"claims"' in head or '"aliases"' in head)
    return items or '"bindings"' in head and "wikidata.org/entity/Q" in head


def read(text: str) -> Iterator[Listed]:
    """Yield the items that have an English label."""
    for value in read_json_values(text):
        if isinstance(value, Mapping) and "results" in value:
            yield from _read_table(value)
        else:
            yield from filter(None, map(_read_item, _items_of(value)))


def _items_of(value: object) -> list[Any]:
    """The items of a JSON value: itself, the members of a list, or those under "entities"."""
    inner = value.get("entities", [value]) if isinstance(value, Mapping) else value
    found = list(inner.values()) if isinstance(inner, Mapping) else inner
    return [i for i in found if isinstance(i, Mapping)] if isinstance(found, list) else []


def _read_item(item: Mapping[str, Any]) -> Listed | None:
    match = _ITEM.fullmatch(str(item.get("id", "")))
    labels = list(_english(item.get("labels")))
    if match is None or not labels:
        return None
    others = (*labels[1:], *_english(item.get("aliases")))
    names = tuple(n for n in others if n != labels[0])
    return Listed(labels[0], tuple(_kinds(item)), names, tuple(_numbers(item, match[1])))


def _kinds(item: Mapping[str, Any]) -> Iterator[str]:
    """What it is an instance of."""
    for value in _values(item, _INSTANCE):
        if isinstance(value, Mapping) and "id" in value:
            yield f"wd:{value['id']}"


def _numbers(item: Mapping[str, Any], key: str) -> Iterator[tuple[str, str]]:
    yield "wikidata", key
    for scheme, prop in (("lei", _LEI), ("cik", _CIK), ("opencorporates", _OPENCORPORATES)):
        yield from ((scheme, v) for v in _values(item, prop) if isinstance(v, str))


def _english(texts_by_language: object) -> Iterator[str]:
    """The labels or aliases in English, then in its kinds, then those of all languages at once."""
    if not isinstance(texts_by_language, Mapping):
        return
    kinds = sorted(k for k in texts_by_language if str(k).partition("-")[0] in {"en", _ALL})
    for language in kinds:
        found = texts_by_language.get(language, [])
        for one in found if isinstance(found, list) else [found]:
            yield from texts(one.get("value") if isinstance(one, Mapping) else one)


def _values(item: Mapping[str, Any], prop: str) -> Iterator[object]:
    """The values of a property's statements that are not deprecated."""
    claims = item.get("claims")
    statements = claims.get(prop, []) if isinstance(claims, Mapping) else []
    for statement in statements if isinstance(statements, list) else ():
        if not isinstance(statement, Mapping) or statement.get("rank") == "deprecated":
            continue
        snak = statement.get("mainsnak")
        value = snak.get("datavalue") if isinstance(snak, Mapping) else None
        if isinstance(value, Mapping):
            yield value.get("value")


def _read_table(value: Mapping[str, Any]) -> Iterator[Listed]:
    """The rows of a query's result: ``?item ?itemLabel``, and ``?class`` where it was asked for."""
    results = value.get("results")
    rows = results.get("bindings") if isinstance(results, Mapping) else None
    for row in rows if isinstance(rows, list) else ():
        cells = {k: str(v.get("value", "")) for k, v in row.items() if isinstance(v, Mapping)}
        match = _ITEM.fullmatch(cells.get("item", ""))
        label = cells.get("itemLabel", "").strip()
        if match and label and label != match[1]:
            kind = _ITEM.fullmatch(cells.get("class", ""))
            kinds = (f"wd:{kind[1]}",) if kind else ()
            yield Listed(label, kinds, (), (("wikidata", match[1]),))
