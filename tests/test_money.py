"""Sums of money: words → number and currency."""

from decimal import Decimal

import pytest

import kg
from kg.model import Document
from kg.values.money import names_money, read_amount


@pytest.mark.parametrize(
    ("text", "currency", "number", "most"),
    [
        ("$47,796", "USD", "47796", None),
        ("€1.2bn", "EUR", "1200000000", None),
        ("Rs 5 crore", "INR", "50000000", None),
        ("₹12 lakh", "INR", "1200000", None),
        ("C$3 million", "CAD", "3000000", None),
        ("5 million Canadian dollars", "CAD", "5000000", None),
        ("HK$20 million", "HKD", "20000000", None),
        ("twelve million dollars", "USD", "12000000", None),
        ("half a million euros", "EUR", "500000", None),
        ("two and a half million pounds", "GBP", "2500000", None),
        ("three-hundred and sixteen dollars", "USD", "316", None),
        ("between $2m and $3m", "USD", "2000000", "3000000"),
        ("$2-3 million", "USD", "2000000", "3000000"),
        ("$100,000 to $180,000", "USD", "100000", "180000"),
        ("$500,000 and $525,000", "USD", "500000", None),
        ("a fine of CHF 3m", "CHF", "3000000", None),
    ],
)
def test_read_amount(text: str, currency: str, number: str, most: str | None) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert (amount.currency, amount.number) == (currency, Decimal(number))
    assert amount.most == (Decimal(most) if most else None)


@pytest.mark.parametrize(
    "text", ["millions of dollars", "one million", "20,000 people", "the pound", "a dozen"]
)
def test_nothing_is_guessed(text: str) -> None:
    assert read_amount(text) is None


def test_what_speaks_of_money() -> None:
    assert names_money("millions of dollars")
    assert names_money("Rs 5 crore")
    assert not names_money("20,000 people")


def test_sums_of_one_currency_and_kind_are_added_up() -> None:
    with kg.open() as graph:
        graph.add(
            Document(
                "urn:sums",
                "sums",
                "Northgate Systems paid Larkfield Motors $2 million. "
                "Northgate Systems paid Dana Ortiz $500,000. "
                "Northgate Systems paid Paul Meyer €1 million. "
                "Northgate Systems did not pay Ana Ruiz $9 million.",
            )
        )
        assert graph.ask("money").note.startswith("together: paid USD 2,500,000 in 2 rows, stated")


def test_what_several_pay_together_is_one_sum() -> None:
    text = "{} agreed to pay {} to Norland. Ana Ruiz agreed to pay $2 million to Norland."
    for who, what, total in (
        ("Delcor Foods and Harvin Mills", "$3 million", "5,000,000 in 2 rows"),
        ("Delcor Foods and Harvin Mills each", "$3 million", "8,000,000 in 3 rows"),
    ):
        with kg.open() as graph:
            graph.add(Document("urn:sums", "sums", text.format(who, what)))
            assert total in graph.ask("money").note
