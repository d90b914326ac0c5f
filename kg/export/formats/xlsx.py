"""A workbook for spreadsheets: claims with room for verdicts, entities, sources, contradictions;
``kg review import`` reads it back."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kg.errors import ExportError
from kg.export.tables import (
    CLAIM_COLUMNS,
    DOCUMENT_COLUMNS,
    ENTITY_COLUMNS,
    Cell,
    claim_cells,
    document_cells,
    entity_cells,
    find_contradictions,
)
from kg.model import Claim, Document
from kg.model.safe_text import xml_text
from kg.review.spreadsheet import VERDICT_COLUMNS, verdict_cells
from kg.review.verdicts import claim_key
from kg.storage.judgements.reviews import verdicts_by_key
from kg.storage.store import Store

LOSSLESS = False
_MOMENT, _EPOCH = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), b"1980-01-01T00:00:00Z"
"""The first day that a ZIP archive can bear."""
_LONGEST = 32_767
"""UTF-16 units that a cell of a workbook can hold (ECMA-376, Excel's limits)."""
_MOST_ROWS, _MOST_LINKS = 1_048_576, 65_530
"""Rows and links that a sheet can hold; Excel takes one with more for damaged."""
_WIDTHS = {"quote": 70, "title": 34, "details": 28, "other_names": 40, "source": 34, "note": 30}


def write(store: Store) -> Iterator[bytes]:
    """Yield the workbook. Text is text: no cell is a formula."""
    verdicts, digests = verdicts_by_key(store), store.digests()
    documents, claims = dict[str, Document](), list[Claim]()
    for extraction in store.extractions():
        documents[extraction.document.id] = extraction.document
        claims.extend(extraction.claims)
    book = Workbook()
    book.remove(book.active)
    checked = (
        (
            *claim_cells(c, documents[c.document]),
            *verdict_cells(verdicts.get(claim_key(c, digests[c.document]))),
        )
        for c in claims
    )
    _fill(book.create_sheet("claims"), (*CLAIM_COLUMNS, *VERDICT_COLUMNS), checked)
    _fill(book.create_sheet("entities"), tuple(ENTITY_COLUMNS), map(entity_cells, store.entities()))
    _fill(
        book.create_sheet("sources"),
        tuple(DOCUMENT_COLUMNS),
        map(document_cells, documents.values()),
    )
    _fill(
        book.create_sheet("contradictions"),
        ("number", *CLAIM_COLUMNS),
        _contradiction_rows(claims, documents),
    )
    buffer = io.BytesIO()
    book.save(buffer)
    yield _without_dates(buffer.getvalue())


def _without_dates(data: bytes) -> bytes:
    """The workbook without the moment at which it was written: the same claims give the same
    bytes."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as written,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in written.namelist():
            part = written.read(name)
            if name == "docProps/core.xml":
                part = _MOMENT.sub(_EPOCH, part)
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _contradiction_rows(
    claims: Sequence[Claim], documents: dict[str, Document]
) -> Iterator[tuple[Cell, ...]]:
    for number, held in enumerate(find_contradictions(claims), 1):
        for claim in held:
            yield number, *claim_cells(claim, documents[claim.document])


def _fill(sheet: Any, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a sheet: a frozen, filtered head, and rows whose text is wrapped and never a
    formula."""
    top = Alignment(vertical="top", wrap_text=True)
    links = count(1)
    for number, row in enumerate(chain([columns], rows), 1):
        if number > _MOST_ROWS:
            what = f"more than {_MOST_ROWS - 1:,} {sheet.title}: a sheet of a workbook ends there"
            raise ExportError(what, "write .csv or .parquet")
        for place, cell in enumerate(row, 1):
            written = sheet.cell(number, place, None if isinstance(cell, str) else cell)
            written.alignment = top
            if isinstance(cell, str):
                _write_text(written, cell, links)
    for place, name in enumerate(columns, 1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 18)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _cut(words: str) -> str:
    """As many of the words as a cell can hold; a sign beyond the first 65,536 counts as two."""
    return words.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")


def _write_text(written: Any, cell: str, links: Iterator[int]) -> None:
    """Write text as text: what begins like a formula stays inert, and an address of the web is a
    link, while *links* have room."""
    written.value = _cut(xml_text(cell))
    written.data_type = "s"
    web = cell.startswith(("http://", "https://")) and len(cell) < 2_000
    if web and next(links) <= _MOST_LINKS:
        written.hyperlink = cell
