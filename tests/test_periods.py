"""Dates as periods, and sums of money: what the words say, and nothing where they leave it open."""

import pytest

from kg.values.money import read_amount
from kg.values.periods import read_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02~", "2020-02-01", "2020-02-29"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2021-34", "2021-04-01", "2021-06-30"),
        ("2021-21", "2021-03-01", "2021-05-31"),
        ("2021-03-04", "2021-03-04", "2021-03-04"),
    ],
)
def test_periods(text: str, first: str, last: str) -> None:
    period = read_period(text)
    assert period is not None and (period.earliest.isoformat(), period.latest.isoformat()) == (
        first,
        last,
    )


@pytest.mark.parametrize("text", ["", "..", "soon", "2021-13", "2021-02-30", "0000", "20211"])
def test_no_periods(text: str) -> None:
    assert read_period(text) is None


def test_amounts_are_never_guessed() -> None:
    assert read_amount("more than €1,250.50") == read_amount("1250.5 euros")
    assert read_amount("$900k") == read_amount("900,000 US dollars")
    assert [read_amount(t) for t in ("millions of dollars", "5 percent", "2021", "")] == [None] * 4
