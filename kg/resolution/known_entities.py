"""Known entities: a newsroom's own list of names and identifiers, which steers resolution.

Identifiers are checked for their form: Wikidata items, LEI (ISO 17442 with its ISO 7064 check
digits), OpenCorporates paths, SEC central index keys, docket numbers.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import ResolveError
from kg.language.names import identifying_name, without_legal_form
from kg.model import Entity
from kg.namespace import entity_iri, name_key

_LISTS = re.compile(r"(?:(?<!\s)\s+)?[;|]\s*")


def _lei(text: str) -> bool:
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", text):
        return False
    return int("".join(str(int(c, 36)) for c in text)) % 97 == 1


SCHEMES: Mapping[str, Callable[[str], object]] = {
    "wikidata": re.compile(r"Q[1-9]\d*").fullmatch,
    "lei": _lei,
    "opencorporates": re.compile(r"[a-z]{2}(_[a-z]{2})?/[\w.-]+").fullmatch,
    "cik": re.compile(r"\d{1,10}").fullmatch,
    "opensanctions": re.compile(r"[A-Za-z0-9][\w.:-]{0,254}").fullmatch,
    "docket": re.compile(r"(?=[^-]*-.*\d)\d[\w:.() -]*").fullmatch,
}
"""Scheme → whether a value has its form. Each pattern reads a value a fixed number of times,
however long."""


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity of the user's list: names, type, and ``(scheme, value)`` identifiers."""

    id: str
    label: str
    type: str = "Thing"
    aliases: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()


def read_known(text: str, types: Sequence[str]) -> list[KnownEntity]:
    """Return the entities of a CSV file with the columns name, type, aliases (";" between) and the
    schemes.

    Raises ResolveError with the line that breaks the form, repeats an identifier or contradicts
    another line."""
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    try:
        return _read_rows(reader, types)
    except csv.Error as error:
        raise ResolveError(
            f"line {reader.line_num + 1}: {error}",
            "a cell holds at most 131,072 characters, on whole lines",
        ) from None


def _read_rows(reader: "csv.DictReader[str]", types: Sequence[str]) -> list[KnownEntity]:
    _check_columns([c.strip().lower() for c in reader.fieldnames or ()])
    found: dict[str, KnownEntity] = {}
    owners: dict[tuple[str, str], str] = {}
    for number, row in enumerate(reader, 2):
        cells = {k.strip().lower(): (v or "").strip() for k, v in row.items() if isinstance(k, str)}
        entity = _known(cells, number, types)
        if entity.id in found:
            raise ResolveError(
                f"line {number}: {entity.label!r} is listed twice", "give each entity one line"
            )
        _take_identifiers(entity, owners, number)
        found[entity.id] = entity
    return [found[i] for i in sorted(found)]


def _check_columns(columns: Sequence[str]) -> None:
    unknown = sorted(set(columns) - {"name", "type", "aliases", *SCHEMES})
    wrong = f"unknown column {unknown[0]!r}" if unknown else ""
    if "name" not in columns:
        wrong = "there is no column called name"
    if wrong:
        raise ResolveError(
            f"line 1: {wrong}", f"columns: name, type, aliases, {', '.join(SCHEMES)}"
        )


def _take_identifiers(entity: KnownEntity, owners: dict[tuple[str, str], str], number: int) -> None:
    """Note whose the identifiers of line *number* are in *owners*; raise ResolveError for one that
    another has."""
    for identifier in entity.identifiers:
        if identifier in owners:
            scheme, value = identifier
            raise ResolveError(
                f"line {number}: {scheme} {value} belongs to {owners[identifier]!r} "
                f"and to {entity.label!r}",
                "one identifier names one entity: put the other name into its aliases",
            )
        owners[identifier] = entity.label


def _known(row: Mapping[str, str], number: int, types: Sequence[str]) -> KnownEntity:
    name, type_ = row["name"], row.get("type") or "Thing"
    if not name:
        raise ResolveError(f"line {number}: the name is empty", "every line needs a name")
    if type_ not in types:
        raise ResolveError(f"line {number}: {type_!r} is no type", f"types: {', '.join(types)}")
    identifiers = []
    for scheme, fits in SCHEMES.items():
        for value in filter(None, _LISTS.split(row.get(scheme, ""))):
            if not fits(value):
                raise ResolveError(
                    f"line {number}: {value!r} is no {scheme} identifier",
                    "check it against its register",
                )
            identifiers.append((scheme, value))
    aliases = tuple(sorted(set(filter(None, _LISTS.split(row.get("aliases", "")))) - {name}))
    return KnownEntity(entity_iri(identifying_name(name)), name, type_, aliases, tuple(identifiers))


class KnownNames:
    """Finds the known entity that an extracted one means: by its main name, else by all its other
    names together."""

    def __init__(self, known: Iterable[KnownEntity]) -> None:
        self._by_name: dict[str, set[KnownEntity]] = {}
        for entity in known:
            for name in (entity.label, *entity.aliases):
                self._by_name.setdefault(_key(name), set()).add(entity)

    def find(self, entity: Entity) -> str | None:
        """The IRI of the one known entity that fits by name and type; ``None`` if none or several
        do."""
        if not self._by_name or not entity.named:
            return None
        fitting = self._fitting([entity.label], entity.type) or self._fitting(
            entity.aliases, entity.type
        )
        return fitting[0].id if len(fitting) == 1 else None

    def _fitting(self, names: Iterable[str], type_: str) -> list[KnownEntity]:
        found = {k for name in names for k in self._by_name.get(_key(name), ())}
        return [k for k in found if is_of_kind(k, type_)]


def is_of_kind(known: KnownEntity, type_: str) -> bool:
    """Return whether a listed entity can be a thing of this class: a person is nothing else."""
    return "Thing" in (known.type, type_) or (known.type == "Person") == (type_ == "Person")


def _key(name: str) -> str:
    return name_key(without_legal_form(name))
