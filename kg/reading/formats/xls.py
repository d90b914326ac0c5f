"""Spreadsheets of Excel 5 to 2003 (XLS, MS-XLS) by xlrd: a document a row, named
``FILE#SHEET.ROW``; the first row of a sheet names the columns."""

import io
import struct
from collections.abc import Iterator
from typing import Any

from kg.errors import UnreadableSource
from kg.model import Document
from kg.reading.formats import xlsx
from kg.reading.options import DEFAULT, ReadingOptions
from kg.reading.rows import Lines, keep_filled, sheets_to_documents

SUFFIXES = ("xls", "xlt")
_MOST_SHEETS = 500
"""Sheets of a workbook; each may be said to stand in the same part of the file."""
_ZIP = b"PK\x03\x04"
_DAMAGE = (
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
    NotImplementedError,
)
"""What xlrd raises for a damaged workbook besides errors of its own."""


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> list[Document]:
    """Return the rows with text of each sheet that has a column of text.

    Values are those that were stored with the file: no formula is computed, no link or macro
    followed. A file of a newer Excel with the old suffix is read as such. Raises UnreadableSource,
    or EmptySource where no row has text."""
    if data.startswith(_ZIP):
        return xlsx.read(data, source, options)
    return sheets_to_documents(_read_sheets(data, source), source, options.text_column)


def _read_sheets(data: bytes, source: str) -> Iterator[tuple[str, Lines]]:
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True
        )
        names = book.sheet_names()
        if len(names) > _MOST_SHEETS:
            raise UnreadableSource(f"{source}: more than {_MOST_SHEETS} sheets", "split it")
        for number, name in enumerate(names):
            yield name, keep_filled(_read_lines(book, book.sheet_by_index(number)))
            book.unload_sheet(number)
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, *_DAMAGE) as error:
        raise UnreadableSource(
            f"{source}: damaged, locked with a password, or no workbook of Excel ({error})",
            "open it in its program and save it as XLSX",
        ) from None


def _read_lines(book: Any, sheet: Any) -> Iterator[list[object]]:
    return ([_read_cell(book, cell) for cell in line] for line in sheet.get_rows())


def _read_cell(book: Any, cell: Any) -> object:
    """What a cell holds: a day where its format says so, None where it holds nothing or an
    error."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype != xlrd.XL_CELL_NUMBER:
        return None
    return int(cell.value) if cell.value.is_integer() else cell.value
