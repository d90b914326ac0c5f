"""Spreadsheets (XLSX, ECMA-376) by openpyxl: a document a row, named ``FILE#SHEET.ROW``; the first
row of a sheet names the columns."""

import datetime
import io
import warnings
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from kg.errors import EmptySource, UnreadableSource
from kg.model import Document
from kg.reading.archives import DAMAGE, open_archive
from kg.reading.options import DEFAULT, ReadingOptions
from kg.reading.rows import MAX_ROWS, rows_to_documents

SUFFIXES = ("xlsx", "xlsm")


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> list[Document]:
    """Return the rows with text of each sheet that has a column of text.

    Values are those that were stored with the file: no formula is computed, no link or macro
    followed. Raises UnreadableSource, or EmptySource where no row has text."""
    open_archive(data, source)  # its bounds
    out: list[Document] = []
    missing: list[UnreadableSource] = []
    sheets = list(_read_sheets(io.BytesIO(data), source))
    for name, rows in sheets:
        try:
            out += rows_to_documents(rows, source, options.text_column, f"{name}.")
        except UnreadableSource as error:
            missing.append(error)
    if not out and missing:
        raise missing[0]
    if not out:
        raise EmptySource(
            f"{source}: no text in its {len(sheets)} sheets", "give --text-column NAME"
        )
    return out


def _read_sheets(file: Any, source: str) -> Iterator[tuple[str, list[Mapping[str, object]]]]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # what openpyxl leaves out (styles, validation) is none of the text
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                yield sheet.title, list(_read_rows(sheet.iter_rows(values_only=True)))
            book.close()
    except (*DAMAGE, KeyError, TypeError, AttributeError, IndexError, SyntaxError) as error:
        raise UnreadableSource(
            f"{source}: damaged workbook ({type(error).__name__})",
            "open it in its program and save it anew",
        ) from None


def _read_rows(lines: Iterator[tuple[Any, ...]]) -> Iterator[Mapping[str, object]]:
    """The rows under the first that is not empty, as column → value."""
    filled = islice((line for line in lines if any(v is not None for v in line)), MAX_ROWS + 2)
    heads = ["" if v is None else str(v) for v in next(filled, ())]
    for line in filled:
        yield {head: _plain(value) for head, value in zip(heads, line, strict=False) if head}


def _plain(value: object) -> object:
    """A value as a table of text would hold it: a day as an ISO date."""
    return value.isoformat()[:10] if isinstance(value, datetime.date) else value
