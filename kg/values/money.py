"""Words for money → a number and a currency, where the words name both exactly."""

import re
from dataclasses import dataclass
from decimal import Decimal

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "us$": "USD", "usd": "USD", "eur": "EUR", "gbp": "GBP", "chf": "CHF"}
_WORDS = {"dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "franc": "CHF"}
_SCALES = {"hundred": 2, "thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12}
_MONEY = re.compile(
    r"(?P<sign>us\$|[$€£¥]|\b(?:usd|eur|gbp|chf)\b)?\s?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|mn|bn|k|m|b)\b)?"
    r"(?:\s(?:us\s)?(?P<word>dollar|euro|pound|yen|franc|usd|eur|gbp|chf)s?\b)?",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"[$€£¥]|\b(?:dollar|euro|pound|yen|franc|usd|eur|gbp|chf)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """A sum of money; ``currency`` is an ISO 4217 code ("$" is read as USD, "£" as GBP)."""

    currency: str
    number: Decimal


def read_amount(text: str) -> Amount | None:
    """Return the first amount in *text*; ``None`` where the words leave number or currency open.

    >>> read_amount("about $2.4 million"), read_amount("900,000 euros"), read_amount("millions of dollars")
    (Amount(currency='USD', number=Decimal('2400000.0')), Amount(currency='EUR', number=Decimal('900000')), None)
    """
    for match in _MONEY.finditer(text):
        sign, word = (match["sign"] or "").lower(), (match["word"] or "").lower()
        currency = _SIGNS.get(sign) or _WORDS.get(word) or _SIGNS.get(word)
        if currency:
            scale = Decimal(10) ** _SCALES.get((match["scale"] or "").lower(), 0)
            return Amount(currency, Decimal(match["number"].replace(",", "")) * scale)
    return None


def names_money(text: str) -> bool:
    """Whether *text* speaks of money at all, be it as vague as "millions of dollars"."""
    return _CURRENCY.search(text) is not None
