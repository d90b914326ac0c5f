"""EDTF dates → periods: the days between which something happened, as far as the text tells.

Level 1 of EDTF (ISO 8601-2:2019) as kg.values.dates writes it: years, months, days, seasons,
quarters, decades, ``~`` and ``..``. A date is a period because "2021" says no more than some day of
2021."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from kg.errors import QuestionError

_FORM = re.compile(r"^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}))?(?:-(\d{2}))?[~?%]?$")
_SEASONS = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (12, 12),
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
}
FIRST, LAST = date.min, date.max


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day that the words allow to the last, both included; ``FIRST``/``LAST`` where
    it is open."""

    earliest: date
    latest: date

    @property
    def first_known(self) -> date:
        """The first day, or the last where the first is open."""
        return self.latest if self.earliest == FIRST else self.earliest

    @property
    def last_known(self) -> date:
        """The last day, or the first where the last is open."""
        return self.earliest if self.latest == LAST else self.latest

    def meets(self, other: "Period") -> bool:
        """Whether some day lies in both.

        >>> read_period("2021").meets(read_period("2021-03-04"))
        True
        """
        return self.earliest <= other.latest and other.earliest <= self.latest


def read_period(start: str | None, end: str | None = None) -> Period | None:
    """Return the period of an event with these EDTF dates; ``None`` where neither is a date.

    >>> read_period("2020-02")
    Period(earliest=datetime.date(2020, 2, 1), latest=datetime.date(2020, 2, 29))
    >>> read_period("2013", "..").latest == LAST
    True
    """
    first, last = _read(start), _read(end)
    if first is None and last is None:
        return None
    if first is None and last is not None:
        return Period(FIRST, last.latest)
    assert first is not None
    latest = (
        LAST
        if end == ".."
        else max(last.latest, first.latest)
        if last is not None
        else first.latest
    )
    return Period(first.earliest, latest)


def read_window(since: str, until: str) -> Period:
    """Return the days from *since* to *until*, open where they are empty; raise QuestionError for
    what is no date."""
    first = _read_day(since).earliest if since else FIRST
    last = _read_day(until).latest if until else LAST
    if last < first:
        raise QuestionError(f"{until} is before {since}", "swap the two dates")
    return Period(first, last)


def _read_day(text: str) -> Period:
    found = read_period(text)
    if found is None:
        raise QuestionError(f"not a date: {text!r}", "write 2021, 2021-03 or 2021-03-04")
    return found


def _read(text: str | None) -> Period | None:
    match = _FORM.match(text or "")
    if match is None:
        return None
    year, month, day = match.groups()
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first == 0:
        return None
    if month is None:
        return Period(date(first, 1, 1), date(last, 12, 31))
    low, high = _SEASONS.get(int(month), (int(month), int(month)))
    if not 1 <= low <= 12:
        return None
    length = calendar.monthrange(last, high)[1]
    if day is None:
        return Period(date(first, low, 1), date(last, high, length))
    return (
        Period(date(first, low, int(day)), date(first, low, int(day)))
        if 1 <= int(day) <= length
        else None
    )
