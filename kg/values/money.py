"""Words for money → a number and a currency (ISO 4217), where the words name both exactly.

Signs, codes, names and scales are those of the ontology; numbers in digits or in
words ("twelve million dollars", "Rs 5 crore", "€1.2bn"); ranges ("between $2m and $3m").
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from kg.ontology.lexicon import any_of, values_of

_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_ARTICLES = frozenset({"a", "an"})
_LONG_SCALE = 4
"""Scales of so many letters stand behind a number in words: "two million", never "two m"."""
_RANGE = re.compile(r"\s*(?:-|–|—|to|and)\s*", re.IGNORECASE)


@cache
def _money() -> re.Pattern[str]:
    """What finds a sum: a sign, a number in digits or words with its scale, a currency."""
    scales, codes = values_of("NumberScale"), values_of("CurrencyCode")
    lettered = any_of([*(s for s in values_of("CurrencySign") if s[0].isalpha()), *codes])
    numbers = any_of([*values_of("CardinalNumber"), *_PARTS, *_ARTICLES, "hundred", "and"])
    nations = any_of({name.rpartition(" ")[0] for name in values_of("CurrencyName")} - {""})
    long_scales = any_of(s for s in scales if len(s) >= _LONG_SCALE)
    return re.compile(
        rf"(?:(?P<sign>(?:\b(?:{lettered})(?![a-z])|{_signs()}))\s?)?"
        rf"(?:(?P<number>\d+(?:,\d{{2,3}})*(?:\.\d+)?)(?:[\s-]?(?P<scale>{any_of(scales)})\b)?"
        rf"|\b(?P<spelt>(?:(?:{numbers})[\s-])+)(?P<spelt_scale>{long_scales})?)"
        rf"(?:[\s-]?(?:(?:of\s)?(?P<nation>{nations})\s)?(?P<word>{_names()})s?\b)?",
        re.IGNORECASE,
    )


@cache
def _currencies() -> re.Pattern[str]:
    """What finds a currency, with or without a sum."""
    return re.compile(rf"{_signs()}|\b(?:{_names()})s?\b|\brs\.?\s?\d", re.IGNORECASE)


def _signs() -> str:
    """The signs of currencies that are no letters, as a pattern."""
    return f"(?:{any_of(s for s in values_of('CurrencySign') if not s[0].isalnum())})"


def _names() -> str:
    """The names of currencies without their countries, and the codes, as a pattern."""
    names = (name for name in values_of("CurrencyName") if " " not in name)
    return any_of([*names, *values_of("CurrencyCode")])


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """A sum of money; ``currency`` is an ISO 4217 code ("$" is read as USD, "£" as GBP).

    ``most`` is the upper end of a range ("between $2m and $3m"), else ``None``.
    """

    currency: str
    number: Decimal
    most: Decimal | None = field(default=None, compare=False)


def read_amount(text: str) -> Amount | None:
    """Return the first amount in *text*; ``None`` where the words leave number or currency open.

    >>> read_amount("about $2.4 million").number, read_amount("twelve million dollars").number
    (Decimal('2400000.0'), Decimal('12000000'))
    >>> read_amount("Rs 5 crore")
    Amount(currency='INR', number=Decimal('50000000'), most=None)
    >>> read_amount("between $2m and $3m").most, read_amount("millions of dollars")
    (Decimal('3000000'), None)
    """
    sums = _read_sums(text)
    for place, (match, currency, number) in enumerate(sums):
        second = _upper(text, sums, place)
        if second is None and currency:
            return Amount(currency, number)
        if second is not None and (currency or second[1]):
            return _ranging(match, currency or second[1], number, second)
    return None


def _read_sums(text: str) -> list[tuple[re.Match[str], str, Decimal]]:
    found = ((match, _currency(match), _number(match)) for match in _money().finditer(text))
    return [(match, currency, number) for match, currency, number in found if number is not None]


def _ranging(
    match: re.Match[str], currency: str, number: Decimal, second: tuple[Decimal, str, Decimal]
) -> Amount:
    """A range whose lower end may share the scale of the upper ("$2-3 million")."""
    most, _, scale = second
    scaled = bool(match["scale"] or match["spelt_scale"]) or number * scale > most
    return Amount(currency, number if scaled else number * scale, most)


def _upper(
    text: str, sums: list[tuple[re.Match[str], str, Decimal]], k: int
) -> tuple[Decimal, str, Decimal] | None:
    """The upper end of a range that opens with sum *k*: its number, its currency, its scale ("$2-3
    million")."""
    if k + 1 >= len(sums):
        return None
    match, (second, currency, number) = sums[k][0], sums[k + 1]
    if sums[k][1] and currency not in {"", sums[k][1]}:
        return None
    between = text[match.end() : second.start()]
    opened = re.search(r"\b(?:between|from)\s*$", text[: match.start()], re.IGNORECASE) is not None
    if not _RANGE.fullmatch(between) or between.strip().lower() == "and" and not opened:
        return None
    return number, currency, _scale(second)


def _currency(match: re.Match[str]) -> str:
    """The code that sign, code or name of the currency gives; ``""`` for none."""
    sign, word = (match["sign"] or "").lower(), (match["word"] or "").lower()
    nation = (match["nation"] or "").lower()
    names = values_of("CurrencyName")
    found = names.get(f"{nation} {word}") or values_of("CurrencySign").get(sign) or names.get(word)
    codes = values_of("CurrencyCode")
    return found or codes.get(sign) or codes.get(word, "")


def _scale(match: re.Match[str]) -> Decimal:
    """What the word or letter behind a number multiplies it by."""
    word = (match["scale"] or match["spelt_scale"] or "").lower()
    return Decimal(10) ** int(values_of("NumberScale").get(word, "0"))


def _number(match: re.Match[str]) -> Decimal | None:
    """The number in digits or words, scaled; ``None`` for words that name none ("a dollar" is
    one)."""
    if match["number"]:
        return Decimal(match["number"].replace(",", "")) * _scale(match)
    spelt = _read_spelt(re.split(r"[\s-]+", match["spelt"].lower().strip()))
    return None if spelt is None else spelt * _scale(match)


def _read_spelt(words: list[str]) -> Decimal | None:
    """ "two and a half" → 2.5, "three hundred and twenty five" → 325, "half a" → 0.5."""
    total, numbers = Decimal(0), values_of("CardinalNumber")
    for word in words:
        if word == "hundred":
            total = (total or Decimal(1)) * 100
        elif word not in _ARTICLES:
            total += Decimal(numbers[word]) if word in numbers else _PARTS.get(word, 0)
    return total or (Decimal(1) if _ARTICLES & set(words) else None)


def names_money(text: str) -> bool:
    """Whether *text* speaks of money at all, be it as vague as "millions of dollars"."""
    return _currencies().search(text) is not None
