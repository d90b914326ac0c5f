"""Verdicts in a workbook: the columns beside the claims, and what a person wrote into them."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

from kg.errors import ReviewError
from kg.review.verdicts import Outcome, Verdict

VERDICT_COLUMNS = ("verdict", "note", "dispute", "material", "tags", "by")
_SHEET, _CLAIM = "claims", "claim"


def verdict_cells(verdict: Verdict | None) -> tuple[str, ...]:
    """Return the cells of VERDICT_COLUMNS; empty where nobody checked the claim."""
    if verdict is None:
        return ("",) * len(VERDICT_COLUMNS)
    return (
        verdict.outcome.value,
        verdict.note,
        verdict.dispute,
        verdict.material,
        ", ".join(verdict.tags),
        verdict.by,
    )


def read_workbook(path: Path) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Yield row number, claim (CURIE) and the cells of VERDICT_COLUMNS, for each row of the sheet
    "claims" with a verdict.

    Raises ReviewError for a file that is no such workbook, and for a verdict that is none.
    """
    # only who reads a workbook loads it: it takes a third of the start
    from openpyxl import load_workbook

    try:
        with path.open("rb") as file:
            sheet = load_workbook(file, read_only=True, data_only=True)[_SHEET]
            read = [[_words(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise ReviewError(
            f"{path}: no workbook of claims: {error}", "write one with kg export claims.xlsx"
        ) from None
    rows = iter(read)
    head = next(rows, [])
    if missing := {_CLAIM, *VERDICT_COLUMNS} - set(head):
        raise ReviewError(
            f"{path}: the sheet {_SHEET} has no column {min(missing)}",
            "keep the columns of kg export claims.xlsx",
        )
    for number, row in enumerate(rows, 2):
        cells = dict(zip(head, row, strict=False))
        given = {name: cells.get(name, "") for name in VERDICT_COLUMNS}
        if given["verdict"]:
            yield number, cells.get(_CLAIM, ""), _check_cells(number, given)


def _words(cell: object) -> str:
    return ("" if cell is None else str(cell)).strip()


def _check_cells(number: int, given: dict[str, str]) -> dict[str, str]:
    outcomes = [outcome.value for outcome in Outcome if outcome is not Outcome.CORRECTED]
    given["verdict"] = given["verdict"].casefold()
    if given["verdict"] not in set(Outcome):
        raise ReviewError(
            f"row {number}: no verdict {given['verdict']!r}", f"there are: {', '.join(outcomes)}"
        )
    return given
