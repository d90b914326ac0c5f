"""Spreadsheets (XLSX, ECMA-376) by openpyxl: a document a row, named ``FILE#SHEET.ROW``; the first
row of a sheet names the columns."""

import io
import warnings
from collections.abc import Iterator
from typing import Any

from kg.errors import UnreadableSource
from kg.model import Document
from kg.reading.archives import DAMAGE, open_archive
from kg.reading.options import DEFAULT, ReadingOptions
from kg.reading.rows import Lines, keep_filled, sheets_to_documents

SUFFIXES = ("xlsx", "xlsm")


def read(data: bytes, source: str, options: ReadingOptions = DEFAULT) -> list[Document]:
    """Return the rows with text of each sheet that has a column of text.

    Values are those that were stored with the file: no formula is computed, no link or macro
    followed. Raises UnreadableSource, or EmptySource where no row has text."""
    open_archive(data, source)  # its bounds
    return sheets_to_documents(_read_sheets(io.BytesIO(data), source), source, options.text_column)


def _read_sheets(file: Any, source: str) -> Iterator[tuple[str, Lines]]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # what openpyxl leaves out (styles, validation) is none of the text
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                yield sheet.title, keep_filled(sheet.iter_rows(values_only=True))
            book.close()
    except (*DAMAGE, KeyError, TypeError, AttributeError, IndexError, SyntaxError) as error:
        raise UnreadableSource(
            f"{source}: damaged workbook ({type(error).__name__})",
            "open it in its program and save it anew",
        ) from None
