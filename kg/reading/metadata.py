"""What is known of a document: title, date, authors, publisher, address, kind; and where each was
read.

What a file says itself is kept where it is understood, and what is not is noted. What the user
gives (options, a manifest, a sidecar) is an error where it is wrong."""

import csv
import difflib
import io
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from kg.errors import KgError, UnreadableSource
from kg.model import Document
from kg.model.safe_text import csv_line
from kg.ontology.lexicon import values_of
from kg.ontology.loader import load_ontology
from kg.values.dates import read_time
from kg.values.files import write_file

_OF_MANIFEST = ("path", "reason", "mend")
"""The columns of a manifest that describe no document; the last two tell why it was not added."""
OPTIONS = ("date", "kind", "publisher", "title", "author", "url", "encoding", "answers")
KINDS = ("Article", "CourtDecision", "CourtFiling", "PressRelease", "Statement")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/\d{2,4}\s*")
_LONGEST_FRONT = 20_000
"""Characters of front matter that a parser is given: its work may grow with their square."""
_HEADER = re.compile(r"([A-Za-z][A-Za-z -]{0,20}):[ \t]*(.*)")


def _fields() -> Mapping[str, str]:
    """What files call what they say of a document → kg's name of it."""
    return values_of("DocumentField")


def name_fields() -> tuple[str, ...]:
    """Return what may be said of a document, by kg's names, the title first."""
    return tuple(sorted(set(_fields().values()), key=lambda name: (name != "title", name)))


@dataclass(frozen=True, slots=True)
class Described:
    """What one place says of a document: values by field, the place, and what was not understood
    there."""

    values: Mapping[str, str]
    origin: str
    notes: tuple[str, ...] = ()


def describe(raw: Mapping[str, object], origin: str) -> Described:
    """Return what *raw* says, under the names of its place; unknown keys and values are noted and
    the rest is kept."""
    values: dict[str, str] = {}
    notes: list[str] = []
    for key, value in raw.items():
        name = _fields().get(_plain(key))
        words = _flatten(value)
        if name is None:
            near = difflib.get_close_matches(key.lower(), _fields(), 1)
            notes += [f"{origin}: unknown key {key!r}; near: {near[0]}"] if near else []
        elif words and name not in values:
            known, note = _read_value(name, words)
            notes += [f"{origin}: {note}"] if note else []
            values |= {name: known} if known else {}
    return Described(values, origin, tuple(notes))


def _flatten(value: object) -> str:
    """A list as its members with ";" between, a mapping by its name."""
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, map(_flatten, value)))
    if isinstance(value, Mapping):
        return _flatten(value.get("name", ""))
    return "" if value is None else " ".join(str(value).split())


def _read_value(name: str, words: str) -> tuple[str, str]:
    """The value in kg's form, and what is wrong with it (or "")."""
    if name == "date":
        found = read_date(words)
        return found, "" if found else f"date not understood: {words!r}"
    if name == "kind":
        return read_kind(words)
    return words, ""


def _is_in_calendar(iso: re.Match[str]) -> bool:
    """Whether there is such a day, or month, or year."""
    year, month, day = (int(part or 1) for part in iso.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def read_date(words: str) -> str:
    """Return the EDTF date that *words* name, or "" where they name none or may name two
    ("05/06/2023").

    >>> read_date("May 16, 2023"), read_date("2023-05-16T10:00:00Z")
    ('2023-05-16', '2023-05-16')
    >>> read_date("16.5.2023"), read_date("5/6/2023"), read_date("2023-02-30")
    ('2023-05-16', '', '')
    """
    if iso := _ISO.match(words):
        return "-".join(filter(None, iso.groups())) if _is_in_calendar(iso) else ""
    slashed = _SLASHED.fullmatch(words)
    if slashed and int(slashed[1]) <= 12 and int(slashed[2]) <= 12:
        return ""
    if dotted := _DOTTED.match(words):
        words = f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}"
    time = read_time(words, "")
    return (time.start or "").rstrip("~") if time is not None else ""


def read_kind(words: str) -> tuple[str, str]:
    """Return the class of document that *words* name, and what to note; an unknown kind is
    somebody's statement, no plain fact."""
    key, known = _plain(words), _kind_words()
    if key in known:
        return known[key], ""
    near = difflib.get_close_matches(key, known, 2)
    hint = f"near: {', '.join(near)}" if near else f"known: {', '.join(KINDS)}"
    return "Statement", f"unknown kind {words!r} is read as somebody's statement; {hint}"


@cache
def _kind_words() -> dict[str, str]:
    """What a kind may be called, in small letters without spaces; the names of pleadings and
    decisions are ontology data."""
    words = load_ontology().words
    pleadings = dict.fromkeys(map(_plain, words.get("PleadingKind", ())), "CourtFiling")
    decisions = dict.fromkeys(map(_plain, words.get("DecisionKind", ())), "CourtDecision")
    own = {kind.lower(): kind for kind in KINDS}
    return pleadings | decisions | own | dict(values_of("DocumentKindName"))


def _plain(words: str) -> str:
    return re.sub(r"[^a-z]", "", words.lower())


def split_front_matter(text: str) -> tuple[Described | None, str]:
    """Split YAML (``---``) or TOML (``+++``) front matter from the body.

    Front matter that does not parse is taken line by line, and that is noted.
    """
    for fence, parse in (("---", _parse_yaml), ("+++", _parse_toml)):
        if not text.startswith(f"{fence}\n"):
            continue
        front, found, body = text[len(fence) + 1 :].partition(f"\n{fence}\n")
        if not found and text.rstrip().endswith(f"\n{fence}"):
            front, found, body = text.rstrip()[len(fence) + 1 : -len(fence) - 1], fence, ""
        if found and len(front) > _LONGEST_FRONT:
            return _by_lines(front, f"more than {_LONGEST_FRONT:,} characters"), body.lstrip("\n")
        if found:
            return parse(front), body.lstrip("\n")
    return None, text


class _Words(yaml.BaseLoader):
    """YAML whose values are words, without references: a few lines of them make a billion words."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node; raises ComposerError where it refers to another."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "a reference to another value")
        return super().compose_node(parent, index)


def _load_yaml(text: str) -> object:
    """What YAML says, in words; raises YAMLError."""
    try:
        return yaml.load(text, Loader=_Words)
    except RecursionError:
        raise yaml.YAMLError("nested too deeply") from None


def _parse_yaml(front: str) -> Described:
    try:
        raw = _load_yaml(front)
    except yaml.YAMLError as error:
        return _by_lines(front, f"no YAML ({str(error).splitlines()[0]})")
    return (
        describe(raw, "front matter") if isinstance(raw, dict) else _by_lines(front, "no mapping")
    )


def _parse_toml(front: str) -> Described:
    try:
        return describe(tomllib.loads(front), "front matter")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return _by_lines(front.replace("=", ":"), f"no TOML ({error})")


def _by_lines(front: str, why: str) -> Described:
    raw = {
        m[1]: m[2].strip("\"' ")
        for line in front.split("\n")
        if (m := _HEADER.fullmatch(line.strip()))
    }
    found = describe(raw, "front matter")
    return replace(found, notes=(f"front matter: {why}, read line by line", *found.notes))


def split_header(text: str) -> tuple[dict[str, str], str]:
    """Split ``Key: value`` lines at the top (title, date, author, publisher, url, kind) from the
    body.

    A header is one only if all its lines are such lines, one of them known, and an empty line
    closes it; the header of a mail is part of the text."""
    fields: dict[str, str] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.strip():
            known = any(_fields().get(key.lower()) for key in fields)
            return (fields, "\n".join(lines[number + 1 :]).lstrip("\n")) if known else ({}, text)
        match = _HEADER.fullmatch(line.strip())
        if (
            match is None
            or match[1].lower() in {"to", "from"}
            or not fields
            and match[1].lower() not in _fields()
        ):
            return {}, text
        fields[match[1]] = match[2].strip()
    return {}, text


def combine(
    places: Iterable[Described],
) -> tuple[dict[str, str], tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return values, origins (field, place) and notes; the first place that knows a field decides
    it."""
    values: dict[str, str] = {}
    origins: dict[str, str] = {}
    notes: list[str] = []
    for place in places:
        notes += place.notes
        for name, value in place.values.items():
            if name not in values:
                values[name], origins[name] = value, place.origin
    return values, tuple(sorted(origins.items())), tuple(dict.fromkeys(notes))


def split_authors(words: str) -> tuple[str, ...]:
    """Return the names in "Ada Venn; Bo Lund", "Ada Venn and Bo Lund", "By Ada Venn"."""
    bare = re.sub(r"^by\s+", "", words.strip(), flags=re.IGNORECASE)
    return tuple(
        a
        for part in re.split(r";|(?<!\s)\s+(?:and|&)\s+(?=[A-Z])", bare)
        if (a := part.strip(" ,"))
    )


def check_given(given: Mapping[str, str], where: str) -> Described:
    """Return what the user gives; raises UnreadableSource for a field or value that is not
    understood."""
    for key, value in given.items():
        if key.lower() != "encoding":
            _check_field(key, value, where)
    fields = {k: v for k, v in given.items() if k.lower() != "encoding" and v.strip()}
    return describe(fields, where)


def _check_field(key: str, value: str, where: str) -> None:
    """Raise UnreadableSource where a field or its value is not understood."""
    name = _fields().get(key.lower())
    if name is None:
        near = difflib.get_close_matches(key.lower(), OPTIONS, 1)
        mend = f"did you mean {near[0]}?" if near else f"known: {', '.join(OPTIONS)}"
        raise UnreadableSource(f"{where}: unknown field {key!r}", mend)
    wrong = _read_value(name, value)[1] if value.strip() else ""
    if wrong:
        mend = f"a date is 2023-05-16 or May 16, 2023; a kind is one of {', '.join(KINDS)}"
        raise UnreadableSource(f"{where}: {wrong}", mend)


def complete(document: Document, said: Mapping[str, str], where: str) -> Document:
    """Return *document* with what its container *said* of it, where it says nothing itself."""
    known = dict(document.origins)
    missing = {name: value for name, value in said.items() if value and name not in known}
    return apply_given(document, [describe(missing, where)])


def apply_given(document: Document, places: Iterable[Described]) -> Document:
    """Return *document* with what the user says of it, which counts before what the file says."""
    values, origins, _ = combine(places)
    if not values:
        return document
    authors = split_authors(values.pop("authors")) if "authors" in values else document.authors
    known = {
        name: getattr(document, name)
        for name in ("title", "date", "publisher", "url", "kind", "answers")
    } | values
    return replace(
        document,
        title=known["title"],
        date=known["date"],
        publisher=known["publisher"],
        url=known["url"],
        kind=known["kind"],
        authors=authors,
        answers=known["answers"],
        origins=tuple(sorted({**dict(document.origins), **dict(origins)}.items())),
    )


def read_sidecar(source: str) -> dict[str, str]:
    """Return what ``SOURCE.yaml`` says of *source*, an empty mapping where there is none."""
    path = Path(f"{source}.yaml")
    if source == "-" or not path.is_file():
        return {}
    try:
        raw = _load_yaml(path.read_text("utf-8"))
    except (yaml.YAMLError, ValueError, OSError) as error:
        raise UnreadableSource(
            f"{path}: {str(error).splitlines()[0]}", "a sidecar is YAML: date: 2023-05-16"
        ) from None
    if not isinstance(raw, dict):
        raise UnreadableSource(
            f"{path}: no mapping of fields", "a sidecar is YAML: date: 2023-05-16"
        )
    return {str(k): _flatten(v) for k, v in raw.items()}


def read_manifest(path: str) -> dict[str, dict[str, str]]:
    """Return what a CSV manifest says of each path in its column ``path`` (relative to the
    manifest)."""
    try:
        rows = list(csv.DictReader(io.StringIO(Path(path).read_text("utf-8-sig"))))
    except (OSError, ValueError, csv.Error) as error:
        raise UnreadableSource(f"{path}: {error}", "a manifest is CSV with a column path") from None
    if not rows or "path" not in rows[0]:
        raise UnreadableSource(f"{path}: no column path", f"columns: path, {', '.join(OPTIONS)}")
    folder = Path(path).parent
    out: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows, 2):
        given = _read_row(row)
        check_given(given, f"{path}, line {number}")
        place = row["path"] or ""
        out[place if "://" in place else str(folder / place)] = given
    return out


def _read_row(row: Mapping[str | None, object]) -> dict[str, str]:
    """The fields that a row of a manifest fills; what stands beyond the columns is none."""
    filled = ((k, v) for k, v in row.items() if isinstance(v, str) and v.strip())
    return {name: value for name, value in filled if name and name not in _OF_MANIFEST}


def write_failures(path: str, failed: Mapping[str, KgError]) -> None:
    """Write a manifest of the sources that *failed*, each with the reason and its mend, whole or
    not at all; read_manifest reads it back."""
    lines = [csv_line(_OF_MANIFEST)]
    for source, error in failed.items():
        absolute = "://" in source or os.path.isabs(source)
        name = source if absolute else os.path.relpath(source, Path(path).parent)
        lines.append(csv_line([name, str(error), error.hint]))
    write_file(Path(path), (f"{line.rstrip()}\n" for line in lines))
