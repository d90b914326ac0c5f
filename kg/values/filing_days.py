"""The day of filing that a caption or a stamp tells → EDTF."""

import re

from kg.values.dates import read_time

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")
_AMERICAN = re.compile(r"\b(?:UNITED STATES|DISTRICT|CIRCUIT|COUNTY|STATE OF)\b", re.IGNORECASE)
"""Courts that write the month first; English and Irish county courts spell the month out."""


def read_filing_day(words: str, court: str) -> str:
    """Return the day in EDTF, "" where *words* name none, or may name two and the *court* does not
    say which.

    >>> read_filing_day("5/6/2022", "SUPREME COURT, COUNTY OF KINGS")
    '2022-05-06'
    >>> read_filing_day("5/6/2022", "HIGH COURT OF JUSTICE"), read_filing_day("3 March 2022", "")
    ('', '2022-03-03')
    """
    slashed = _SLASHED.fullmatch(words)
    if slashed is None:
        time = read_time(words, "")
        return (time.start or "") if time is not None else ""
    first, second = int(slashed[1]), int(slashed[2])
    told = max(first, second) > 12 or first == second or _AMERICAN.search(court) is not None
    month, day = (second, first) if first > 12 else (first, second)
    year = slashed[3] if len(slashed[3]) == 4 else f"20{slashed[3]}"
    written = f"{year}-{month:02}-{day:02}"
    return written if told and read_time(written, "") is not None else ""
