"""FollowTheMoney entities (JSON lines): OpenSanctions' ``entities.ftm.json``, exports of Aleph and
OpenAleph, and what kg itself writes.

https://followthemoney.tech/explorer/schemata/LegalEntity/,
https://www.opensanctions.org/docs/bulk/json/
"""

import re
from collections.abc import Iterator, Mapping

from kg.resolution.listed import Listed, read_json_values, texts

_SCHEMES = {
    "wikidataId": "wikidata",
    "leiCode": "lei",
    "cikCode": "cik",
    "caseNumber": "docket",
}
_OPENCORPORATES = re.compile(r"https?://opencorporates\.com/companies/([\w/.-]+)")
_OPENSANCTIONS = re.compile(r"https?://www\.opensanctions\.org/entities/([\w.:-]+)/?$")
_NAMED = frozenset(
    "Person Organization Company PublicBody LegalEntity CourtCase Asset Vessel Airplane".split()
)
"""Schemata of things that are known by a name; edges and documents are none."""


def recognises(text: str) -> bool:
    """Whether the file begins with a FollowTheMoney entity."""
    head = text[:20_000]
    return '"schema"' in head and '"properties"' in head and head.lstrip()[:1] in {"{", "["}


def read(text: str) -> Iterator[Listed]:
    """Yield the named entities, in the order of the file."""
    for value in read_json_values(text):
        for entity in value if isinstance(value, list) else [value]:
            properties = entity.get("properties") if isinstance(entity, Mapping) else None
            if isinstance(properties, Mapping) and entity.get("schema") in _NAMED:
                yield from _read_entity(entity, properties)


def _read_entity(
    entity: Mapping[str, object], properties: Mapping[str, object]
) -> Iterator[Listed]:
    names = texts(properties.get("name", []))
    caption = texts(entity.get("caption", []))
    if not names and not caption:
        return
    name = (caption or names)[0]
    other = (
        *names,
        *texts(properties.get("alias", [])),
        *texts(properties.get("previousName", [])),
    )
    schema = str(entity["schema"])
    yield Listed(
        name,
        (f"ftm:{schema}",),
        tuple(n for n in other if n != name),
        tuple(_identifiers(entity, properties)),
    )


def _identifiers(
    entity: Mapping[str, object], properties: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    for name, scheme in _SCHEMES.items():
        yield from ((scheme, value) for value in texts(properties.get(name, [])))
    for value in texts(properties.get("opencorporatesUrl", [])):
        if match := _OPENCORPORATES.match(value):
            yield "opencorporates", match[1]
    for value in texts(properties.get("sourceUrl", [])):
        if match := _OPENSANCTIONS.match(value):
            yield "opensanctions", match[1]
    datasets = entity.get("datasets")
    if isinstance(datasets, list) and isinstance(entity.get("id"), str):
        yield "opensanctions", str(entity["id"])
        if re.fullmatch(r"Q\d+", str(entity["id"])):
            yield "wikidata", str(entity["id"])
