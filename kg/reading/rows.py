"""Rows of a table → a document each: the text in one column, what the others say of it."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from kg.errors import EmptySource, UnreadableSource
from kg.model import Document
from kg.reading.decoding import make_document
from kg.reading.metadata import describe

MAX_ROWS = 200_000
MAX_LETTERS = 64_000_000
"""Characters of all texts of a file: a cell of a workbook may refer to the words of another one, so
that a small file holds a million times a long text."""
_USUAL = ("text", "body", "content", "article", "message", "full_text")


def rows_to_documents(
    rows: Sequence[Mapping[str, object]], source: str, given: str, mark: str = ""
) -> list[Document]:
    """Return a document for each row with text, named ``SOURCE#MARK`` and the row's number; other
    columns describe it.

    *given* names the column of text. Raises UnreadableSource where there is none, or too many rows.
    """
    if len(rows) > MAX_ROWS:
        raise UnreadableSource(f"{source}: more than {MAX_ROWS:,} rows", "split it")
    column = find_text_column(rows, source, given)
    if sum(len(text) for row in rows if isinstance(text := row.get(column), str)) > MAX_LETTERS:
        what = f"{source}: texts of more than {MAX_LETTERS:,} characters"
        raise UnreadableSource(what, "split it")
    out = []
    for number, row in enumerate(rows, 1):
        text = row.get(column)
        if isinstance(text, str) and any(map(str.isalnum, text)):
            described = describe(
                {str(k): v for k, v in row.items() if k != column}, f"row {number}"
            )
            out.append(make_document(f"{source}#{mark}{number}", text, described))
    return out


def find_text_column(rows: Sequence[Mapping[str, object]], source: str, given: str) -> str:
    """Return the column that holds the text: *given*, else one of a usual name; raises
    UnreadableSource for none."""
    columns = list(dict.fromkeys(str(k) for row in rows[:100] for k in row))
    found = given or next((c for c in columns if c.lower() in _USUAL), "")
    if found not in columns:
        what = f"no column {given!r}" if given else "no column of text"
        raise UnreadableSource(
            f"{source}: {what}",
            f"give --text-column NAME; it has {', '.join(columns[:12]) or 'no rows'}",
        )
    return found


type Lines = Sequence[Sequence[object]]
"""The cells of each line of a sheet."""


def keep_filled(lines: Iterable[Sequence[object]]) -> Lines:
    """Return the lines in which something stands, at most one more than may be read."""
    filled = (line for line in lines if any(value is not None for value in line))
    return list(islice(filled, MAX_ROWS + 2))


def sheets_to_documents(
    sheets: Iterable[tuple[str, Lines]], source: str, given: str
) -> list[Document]:
    """Return a document for each row with text, named ``SOURCE#SHEET.ROW``, of the sheets that have
    a column of text (name and filled lines, of which the first names the columns).

    Raises UnreadableSource, or EmptySource where no row has text."""
    out: list[Document] = []
    missing: list[UnreadableSource] = []
    count = 0
    for name, lines in sheets:
        count += 1
        rows = list(_read_table(lines[: MAX_ROWS - len(out) + 2]))
        try:
            out += rows_to_documents(rows, source, given, f"{name}.")
        except UnreadableSource as error:
            missing.append(error)
    if not out and missing:
        raise missing[0]
    if not out:
        raise EmptySource(f"{source}: no text in its {count} sheets", "give --text-column NAME")
    return out


def _read_table(lines: Lines) -> Iterator[Mapping[str, object]]:
    """The rows under the first line, as column → value."""
    heads = ["" if v is None else str(v) for v in next(iter(lines), ())]
    for line in lines[1:]:
        yield {head: _plain(value) for head, value in zip(heads, line, strict=False) if head}


def _plain(value: object) -> object:
    """A value as a table of text would hold it: a day as an ISO date."""
    return value.isoformat()[:10] if isinstance(value, datetime.date) else value
