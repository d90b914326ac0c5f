"""Rows of a table → a document each: the text in one column, what the others say of it."""

from collections.abc import Mapping, Sequence

from kg.errors import UnreadableSource
from kg.model import Document
from kg.reading.decoding import make_document
from kg.reading.metadata import describe

MAX_ROWS = 200_000
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
