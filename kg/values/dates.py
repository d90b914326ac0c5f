"""Words for dates → EDTF (ISO 8601-2:2019, level 1) and ISO 8601 durations.

A date that needs the day of publication to be understood ("last year", "on Tuesday") has no value
without one: nothing is guessed.
"""

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from kg.model import EventTime
from kg.ontology.lexicon import values_of, words_of
from kg.values.date_forms import (
    DAY,
    DAYS,
    MONTH,
    MONTHS,
    YEAR,
    about_form,
    date_forms,
    later_form,
    length_form,
    near_form,
    number_quarters,
    number_words,
)

_RANGE = re.compile(
    r"^(?:from |between )?(?P<a>.+?)(?: to | through | until | till | and |\s?[-–—]\s?)(?P<b>.+)$",
    re.IGNORECASE,
)


def read_time(text: str, anchor: str, before: str = "") -> EventTime | None:
    """Return the time that *text* names, or ``None``.

    *anchor* is the day of publication (EDTF, may be empty or short), *before* the preposition that
    governs the phrase ("since" opens a range, "for" a duration).

    >>> read_time("August of 2013", "")
    EventTime(start='2013-08', end=None, text='August of 2013', duration='')
    >>> read_time("almost ten years", "", "for").duration
    'P10Y'
    """
    day = _anchor_day(anchor)
    length = "" if _looks_dated(text) else _read_length(text)
    ago = "ago" in text.lower().split()
    if length and not ago:
        return None if _AGE.search(text) else EventTime(None, None, text, length)
    if length and day is not None:
        return EventTime(_shift(day, length, -1), None, text)
    return _read_week(text, day) or _read_range(text, day) or _read_day(text, day, before.lower())


def _read_range(text: str, day: date | None) -> EventTime | None:
    """ "From March 2010 to May 2011", "between January and March 2010"."""
    both = _RANGE.match(text)
    if both is None or not _looks_dated(both["a"]):
        return None
    end = _read_date(both["b"], day)
    if not end:
        return None
    end = _borrow_month(both["a"], both["b"]) or end
    start = _borrow_year(both["a"], end, day) or _read_date(both["a"], day)
    return EventTime(start, end, text) if start else None


def _read_day(text: str, day: date | None, before: str) -> EventTime | None:
    """One date, open at one side after "since" and "until"."""
    found = _read_date(text, day) or _read_relative(text, day)
    if found is None:
        return None
    if about_form().search(text) or before in words_of("InexactDateWord"):
        found += "~"
    if before == "since" or text.lower().startswith("since "):
        return EventTime(found, "..", text)
    if before in {"until", "till"}:
        return EventTime(None, found, text)
    return EventTime(found, None, text)


_AGE = re.compile(r"-old\b|\bold\b|\bage[ds]?\b")


def move_ahead(time: EventTime, anchor: str) -> EventTime:
    """Return *time* as the next such day after the day of publication *anchor*, where its words
    name no year ("will be held on Friday", "is set for May 4"); as it is, if it lies ahead already.

    >>> move_ahead(EventTime("2023-11-04", None, "Nov. 4"), "2024-05-15").start
    '2024-11-04'
    """
    day = _anchor_day(anchor)
    start = time.start or ""
    if (
        day is None
        or _FIXED_DATE.search(time.text)
        or not re.fullmatch(r"\d{4}(-\d\d){1,2}", start)
    ):
        return time
    if start >= day.isoformat()[: len(start)]:
        return time
    if any(re.search(rf"\b{name}\b", time.text, re.IGNORECASE) for name in DAYS):
        later = date.fromisoformat(start) + timedelta(7)
        return replace(time, start=later.isoformat())
    return replace(time, start=_year_on(start), end=_year_on(time.end))


_FIXED_DATE = re.compile(r"\d{4}|\b(?:ago|last|past|yesterday)\b", re.IGNORECASE)


def _year_on(when: str | None) -> str | None:
    """The same day of the next year, of a 29th of February the month; what is no date stays."""
    if when is None or not when[:4].isdigit():
        return when
    return f"{int(when[:4]) + 1}{when[4:]}".replace("-02-29", "-02")


_BARE = re.compile(rf"^(?:in |on |of |by |late |early |mid-)*{MONTH}(?: {DAY})?$", re.IGNORECASE)


def read_after(text: str, told: str) -> EventTime | None:
    """Return the first day or month without a year that *text* names, counted from the date *told*
    before it in the sentence.

    >>> read_after("September", "2006-01").start, read_after("March 3", "2006-05-04").start
    ('2006-09', '2007-03-03')
    """
    match = _BARE.match(text)
    known = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", told.rstrip("~"))
    if match is None or known is None:
        return None
    month, day = MONTHS[match["m"].lower()], match["d"]
    passed = (month, int(day or 31)) < (int(known[2]), int(known[3] or 1))
    found = _read_date(f"{text} {int(known[1]) + passed}", None)
    return EventTime(found, None, text) if found else None


def is_undated(text: str) -> bool:
    """Return whether *text* names a day or a month that only the day of publication can date.

    >>> is_undated("Tuesday"), is_undated("Aug. 30"), is_undated("three years")
    (True, True, False)
    """
    return read_time(text, "") is None and read_time(text, "2000-02-29") is not None


def is_length(text: str) -> bool:
    """Return whether *text* says how long something is, and not when.

    >>> is_length("56 months"), is_length("March 2010")
    (True, False)
    """
    time = read_time(text, "")
    return time is not None and bool(time.duration)


def read_later(text: str, told: str) -> EventTime | None:
    """Return the time that *text* counts from the date last *told* ("two months later", "the
    following year", "that year").

    ``None`` where *text* does not count from another date, or *told* is too coarse for it.

    >>> read_later("two months later", "2017-05-04").start
    '2017-07'
    >>> read_later("the following year", "2017").start, read_later("that March", "2017-01").start
    ('2018', '2017-03')
    """
    match = later_form().search(text)
    if match is None or not re.fullmatch(r"\d{4}(-\d\d){0,2}", told.rstrip("~")):
        return None
    units = next(u for u in (match["u"], match["u2"], match["same"]) if u).lower()
    start = _count(told.rstrip("~"), _steps(match), units)
    return EventTime(start, None, text) if start else None


def _steps(match: re.Match[str]) -> int:
    """How many units "two months later", "the previous year", "that year" go on; back below
    zero."""
    word = (match["w"] or match["next"] or "same").lower()
    sign = {"earlier": -1, "before": -1, "previous": -1, "same": 0}.get(word, 1)
    number = (match["n"] or "a").lower()
    return sign * (int(number) if number.isdigit() else number_words().get(number, 1))


def _count(told: str, number: int, unit: str) -> str | None:
    """*told* moved by *number* units, as exact as the unit allows; ``None`` if *told* is coarser
    than the unit."""
    parts = [int(p) for p in told.split("-")]
    years = {"year": 1, "decade": 10}
    if unit in MONTHS:
        return f"{parts[0]}-{MONTHS[unit]:02d}"
    if unit in years:
        return str(parts[0] + number * years[unit])
    if unit == "month" and len(parts) > 1:
        total = parts[0] * 12 + parts[1] - 1 + number
        return f"{total // 12}-{total % 12 + 1:02d}"
    days = dict.fromkeys(("day", *words_of("DayPart")), 1) | {"week": 7}
    if unit in days and len(parts) == 3:
        return (date(*parts) + timedelta(number * days[unit])).isoformat()
    return None


def _anchor_day(anchor: str) -> date | None:
    try:
        return date.fromisoformat(anchor[:10])
    except ValueError:
        return None


def _read_length(text: str) -> str:
    match = length_form().search(text)
    if match is None:
        return ""
    word, unit = match["n"].lower(), match["u"].lower()
    number = float(word) if word[0].isdigit() else float(number_words()[word])
    number *= 10 if unit == "decade" else 1
    code = values_of("DurationUnit")[unit]
    return f"P{'T' if code[0] == 'T' else ''}{number:g}{code[-1]}"


def _looks_dated(text: str) -> bool:
    return any(p.search(text) for p in date_forms())


def _read_date(text: str, day: date | None) -> str | None:
    for pattern in date_forms():
        if match := pattern.search(text):
            if (value := _format(match.groupdict(), day)) is not None:
                return value
    return None


def _format(found: dict[str, str | None], day: date | None) -> str | None:
    """The date in EDTF from the groups of a form of date; ``None`` for a day that there is
    not."""
    year = found.get("y") or found.get("y2")
    if found.get("dec"):
        return f"{found['dec']}X"
    part = _part_of_year(found)
    if year and part:
        return f"{year}-{part}"
    named = MONTHS.get(str(found.get("m") or "").lower())
    month = int(str(found["mm"])) if found.get("mm") else named
    if month is None:
        return year
    number = int(str(found["d"])) if found.get("d") else None
    return _format_day(year, month, number, day) if 1 <= month <= 12 else None


def _part_of_year(found: dict[str, str | None]) -> int | None:
    """The number that EDTF gives a season or a quarter (ISO 8601-2, 4.8)."""
    if found.get("s"):
        return int(values_of("Season")[str(found["s"]).lower()])
    if found.get("q"):
        return 32 + int(str(found["q"]))
    return 32 + number_quarters()[str(found["qw"]).lower()] if found.get("qw") else None


def _format_day(year: str | None, month: int, number: int | None, day: date | None) -> str | None:
    """The date in EDTF; without a year it is the last such one before *day*."""
    if year is None and day is None:
        return None
    if year is None and day is not None:
        passed = (month, number or 1) <= (day.month, day.day)
        year = str(day.year if passed else day.year - 1)
    if number is None:
        return f"{year}-{month:02d}"
    there_is = 1 <= number <= calendar.monthrange(int(str(year)), month)[1]
    return f"{year}-{month:02d}-{number:02d}" if there_is else None


def _read_week(text: str, day: date | None) -> EventTime | None:
    """ "Last week", "this week", "next week": Monday to Sunday (ISO 8601), counted from the day of
    publication."""
    match = re.search(r"\b(this|last|next) week\b", text, re.IGNORECASE)
    if match is None or day is None:
        return None
    monday = day - timedelta(
        day.weekday() - 7 * {"this": 0, "last": -1, "next": 1}[match[1].lower()]
    )
    return EventTime(monday.isoformat(), (monday + timedelta(6)).isoformat(), text)


def _borrow_month(first: str, second: str) -> str | None:
    """ "Oct. 18 and 19, 2003": the second day is of the first one's month."""
    month, bare = (
        re.search(rf"\b{MONTH}", first, re.IGNORECASE),
        re.fullmatch(rf"{DAY},? {YEAR}", second.strip(), re.IGNORECASE),
    )
    return _read_date(f"{month['m']} {bare['d']}, {bare['y']}", None) if month and bare else None


def _borrow_year(text: str, end: str, day: date | None) -> str | None:
    """ "between January and March 2010": the first date takes the second one's year."""
    dated = re.search(r"\d{4}", text) is not None
    return _read_date(f"{text} {end[:4]}", day) if end[:4].isdigit() and not dated else None


def _read_relative(text: str, day: date | None) -> str | None:
    if day is None:
        return None
    low = text.lower()
    for word, shift in (("today", 0), ("tonight", 0), ("yesterday", -1), ("tomorrow", 1)):
        if re.search(rf"\b{word}\b", low):
            return (day + timedelta(shift)).isoformat()
    if match := near_form().search(low):
        return _step(match["w"], match["u"], day)
    for name, k in DAYS.items():
        if re.search(rf"\b{name}\b", low):
            return (day - timedelta((day.weekday() - k) % 7)).isoformat()
    return None


def _step(word: str, unit: str, day: date) -> str | None:
    sign = {"this": 0, "next": 1, "coming": 1}.get(word, -1)
    if unit == "year":
        return str(day.year + sign) if word != "past" else None
    if unit == "month":
        total = day.year * 12 + day.month - 1 + sign
        return f"{total // 12}-{total % 12 + 1:02d}" if word != "past" else None
    if unit in DAYS:
        back = (day.weekday() - DAYS[unit]) % 7
        return (
            (day - timedelta(back or 7)).isoformat()
            if sign < 0
            else (day + timedelta(7 - back)).isoformat()
        )
    return None


def _shift(day: date, length: str, sign: int) -> str:
    number, unit = float(length.strip("PTDWMYHS") or 0), length[-1]
    if "T" in length:
        return day.isoformat()
    if unit == "Y":
        return str(day.year + sign * int(number))
    if unit == "M":
        total = day.year * 12 + day.month - 1 + sign * int(number)
        return f"{total // 12}-{total % 12 + 1:02d}"
    return (day + timedelta(sign * int(number) * (7 if unit == "W" else 1))).isoformat()
