"""Tables and records (CSV, TSV, JSON, JSON Lines): a document a row, its text in the column that
``--text-column`` names; exports of document collections as their programs write them."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.errors import EmptySource, UnreadableSource
from kg.model import Document
from kg.reading.collections import courtlistener, datashare, documentcloud, followthemoney
from kg.reading.decoding import MAX_TEXT, decode
from kg.reading.options import DEFAULT, ReadingOptions
from kg.reading.rows import find_text_column, rows_to_documents

_LOOKED_AT = 20
"""Records by which a program is known: an export may begin with other kinds."""
SUFFIXES = ("csv", "tsv", "jsonl", "ndjson", "json")


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> list[Document]:
    """Return a document for each row with text, named ``FILE#ROW``; other columns describe it,
    under the names that kg knows.

    Raises UnreadableSource for what is no table, or has no column of text; EmptySource where no row
    has text."""
    suffix = source.lower().rpartition(".")[2]
    table = suffix in {"csv", "tsv"}
    words = decode(data, source, options.encoding or "utf-8", prose=table)
    rows = (
        _read_table(words, source, "\t" if suffix == "tsv" else ",")
        if table
        else list(_read_records(words, source))
    )
    collection = None if options.text_column else _find_collection(rows)
    out = (
        rows_to_documents(rows, source, options.text_column)
        if collection is None
        else collection.read_rows(rows, source)
    )
    if collection is not None and not out:
        raise EmptySource(f"{source}: no document with a text in it", "export it with its texts")
    if not out:
        raise EmptySource(
            f"{source}: no text in column {find_text_column(rows, source, options.text_column)!r}",
            "give --text-column NAME",
        )
    return out


def _read_table(words: str, source: str, comma: str) -> list[Mapping[str, object]]:
    before = csv.field_size_limit(MAX_TEXT)  # one limit for all readers of the process
    try:
        return list(csv.DictReader(io.StringIO(words), delimiter=comma))
    except csv.Error as error:
        raise UnreadableSource(
            f"{source}: no CSV ({error})", "save it anew as CSV, with quotation marks"
        ) from None
    finally:
        csv.field_size_limit(before)


def _read_records(words: str, source: str) -> Iterator[Mapping[str, object]]:
    """The members of a JSON list, or the lines of JSON Lines, that are objects."""
    lines = (
        [words]
        if words.lstrip().startswith("[") or _is_one_value(words, source)
        else words.split("\n")
    )
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableSource(
                f"{source}, line {number}: no JSON ({error})",
                "one object a line, or one list of objects",
            ) from None
        yield from (v for v in _unwrap(value) if isinstance(v, dict))


def _is_one_value(words: str, source: str) -> bool:
    """Whether a file is one JSON value: those named .json are, but for lines of objects (FtM)."""
    if not source.lower().endswith(".json"):
        return False
    head, _, rest = words.lstrip().partition("\n")
    return not (head.rstrip().endswith("}") and rest.lstrip().startswith("{"))


def _unwrap(value: object) -> list[object]:
    """The records of one JSON value: itself, the members of a list, or a page of an API's results
    or hits."""
    if isinstance(value, dict):
        hits = value.get("hits")
        inner = hits.get("hits") if isinstance(hits, dict) else value.get("results")
        return inner if isinstance(inner, list) else [value]
    return value if isinstance(value, list) else [value]


def _find_collection(rows: Sequence[Mapping[str, object]]) -> Any:
    """The program whose export this is, by its first records; ``None`` for plain rows."""
    for program in (followthemoney, documentcloud, courtlistener, datashare):
        if any(program.recognises(row) for row in rows[:_LOOKED_AT]):
            return program
    return None
