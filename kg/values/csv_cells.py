"""A line of CSV whose text neither breaks the line nor runs as a formula in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_line(cells: Iterable[object]) -> str:
    """Return the cells as one record (RFC 4180, ended by ``\\n``); text that a spreadsheet would run begins with an apostrophe.

    >>> csv_line(["=1+1", -1, None, "a,b"])
    '\\'=1+1,-1,,"a,b"\\n'
    """
    buffer = io.StringIO()
    safe = (f"'{c}" if isinstance(c, str) and c.startswith(_FORMULA) else "" if c is None else c for c in cells)
    csv.writer(buffer, lineterminator="\r\n").writerow(safe)  # so the writer quotes a cell with \r
    return buffer.getvalue().removesuffix("\r\n") + "\n"
