"""Forms of dates and times in words: what finds them in a text, the words from the ontology."""

import calendar
import re
from collections.abc import Mapping
from functools import cache

from kg.ontology.lexicon import any_of, values_of, words_of

MONTHS = {name.lower(): k for k, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): k for k, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
DAYS = {name.lower(): k for k, name in enumerate(calendar.day_name)}
MONTH = r"(?P<m>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
YEAR = r"(?P<y>(?:1[5-9]|20|21)\d\d)"
DAY = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?"
_STEPS = ("day", "week", "month", "year")
_QUARTERS = 4
_NEAR = ("this", "last", "past", "previous", "next", "coming")


@cache
def date_forms() -> tuple[re.Pattern[str], ...]:
    """Return what finds dates, the exactest forms first."""
    forms = (
        rf"\b{YEAR}-(?P<mm>\d\d)-(?P<d>\d\d)\b",
        rf"\b(?P<mm>1[0-2]|0?[1-9])/(?P<d>[0-3]?\d)/{YEAR}\b",
        rf"\b{MONTH} {DAY},? (?:of )?{YEAR}\b",
        rf"\b{DAY} (?:of )?{MONTH},? {YEAR}\b",
        rf"\b{MONTH},? (?:of )?{YEAR}\b",
        rf"\b(?P<s>{any_of(values_of('Season'))}) (?:of )?{YEAR}\b",
        (
            rf"\bQ(?P<q>[1-4])[ /]?{YEAR}\b|"
            rf"\b(?P<qw>{any_of(number_quarters())}) quarter (?:of )?"
            r"(?:fiscal )?(?P<y2>(?:19|20)\d\d)\b"
        ),
        rf"\bFY ?{YEAR}\b",
        r"\b(?P<dec>(?:1[5-9]|20)\d)0s\b",
        rf"(?<![\d.,$€£])\b{YEAR}\b(?![\d%])",
        rf"\b{MONTH} {DAY}(?!\d)",
        rf"\b{DAY} (?:of )?{MONTH}\b",
        rf"^(?:in |of |since |by |last |late |early |mid-)*{MONTH}$",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def number_quarters() -> dict[str, int]:
    """Return the ordinal numbers of the quarters of a year."""
    return {word: int(n) for word, n in values_of("OrdinalNumber").items() if int(n) <= _QUARTERS}


@cache
def number_words() -> Mapping[str, int]:
    """Return each word that counts units of time with its number: numerals, articles, "dozen"."""
    counted = {**values_of("CardinalNumber"), **values_of("CountingNoun"), "a": "1", "an": "1"}
    return {word: int(number) for word, number in counted.items()}


@cache
def length_form() -> re.Pattern[str]:
    """Return what finds the length of a time: "three weeks", "2.5 years"."""
    return re.compile(
        rf"\b(?P<n>\d+(?:\.5)?|{any_of(number_words())})(?:[- ](?:of )?)"
        rf"(?P<u>{any_of(values_of('DurationUnit'))})s?\b",
        re.IGNORECASE,
    )


@cache
def about_form() -> re.Pattern[str]:
    """Return what finds words for a date that is not exact."""
    return re.compile(rf"\b(?:{any_of(words_of('InexactDateWord'))})\b", re.IGNORECASE)


@cache
def near_form() -> re.Pattern[str]:
    """Return what finds a time told from today: "last week", "next Friday"."""
    units = any_of(("week", "month", "year", *DAYS))
    return re.compile(rf"\b(?P<w>{any_of(_NEAR)}) (?P<u>{units})\b", re.IGNORECASE)


@cache
def written_dates() -> re.Pattern[str]:
    """Return what finds dates that are told by their form alone, whatever a recogniser makes of
    them."""
    return re.compile(
        rf"\b{YEAR}-\d\d-\d\d\b|\bQ[1-4][ /]?(?:19|20)\d\d\b|\bFY ?(?:19|20)\d\d\b"
        rf"|\b{MONTH} [0-3]?\d(?:st|nd|rd|th)?,? (?:of )?(?:1[5-9]|20|21)\d\d\b"
        rf"|\bthe (?:following|next|previous|same) (?:{any_of(_STEPS)})\b"
        rf"|\bthat (?:same )?(?:{any_of((*_STEPS, *MONTHS, *words_of('DayPart')))})\b",
        re.IGNORECASE,
    )


@cache
def later_form() -> re.Pattern[str]:
    """Return what finds a time that counts from another: "two months later", "the same year"."""
    counted = any_of(unit for unit, code in values_of("DurationUnit").items() if code[0] != "T")
    return re.compile(
        rf"\b(?P<n>\d+|{any_of(number_words())}) (?P<u>{counted})s? "
        r"(?P<w>later|earlier|before|afterwards?)\b"
        rf"|\bthe (?P<next>next|following|previous|same) (?P<u2>{any_of(_STEPS)})\b|"
        rf"\bthat (?:same )?(?P<same>{any_of((*_STEPS, *MONTHS, *words_of('DayPart')))})\b",
        re.IGNORECASE,
    )
