"""Tables and records (CSV, TSV, JSON, JSON Lines): a document a row, its text in the column that
``--text-column`` names."""

import csv
import io
import json
from collections.abc import Iterator, Mapping

from kg.errors import EmptySource, UnreadableSource
from kg.model import Document
from kg.reading.decoding import MAX_TEXT, decode
from kg.reading.options import DEFAULT, ReadingOptions
from kg.reading.rows import find_text_column, rows_to_documents

SUFFIXES = ("csv", "tsv", "jsonl", "ndjson", "json")


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> list[Document]:
    """Return a document for each row with text, named ``FILE#ROW``; other columns describe it,
    under the names that kg knows.

    Raises UnreadableSource for what is no table, or has no column of text; EmptySource where no row
    has text."""
    words = decode(data, source, options.encoding or "utf-8")
    suffix = source.lower().rpartition(".")[2]
    rows = list(
        _read_table(words, source, "\t" if suffix == "tsv" else ",")
        if suffix in {"csv", "tsv"}
        else _read_records(words, source)
    )
    out = rows_to_documents(rows, source, options.text_column)
    if not out:
        raise EmptySource(
            f"{source}: no text in column {find_text_column(rows, source, options.text_column)!r}",
            "give --text-column NAME",
        )
    return out


def _read_table(words: str, source: str, comma: str) -> Iterator[Mapping[str, object]]:
    csv.field_size_limit(MAX_TEXT)
    try:
        yield from csv.DictReader(io.StringIO(words), delimiter=comma)
    except csv.Error as error:
        raise UnreadableSource(
            f"{source}: no CSV ({error})", "save it anew as CSV, with quotation marks"
        ) from None


def _read_records(words: str, source: str) -> Iterator[Mapping[str, object]]:
    """The members of a JSON list, or the lines of JSON Lines, that are objects."""
    lines = (
        [words]
        if words.lstrip().startswith("[") or source.lower().endswith(".json")
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
        yield from (
            v for v in (value if isinstance(value, list) else [value]) if isinstance(v, dict)
        )
