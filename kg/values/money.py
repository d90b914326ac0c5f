"""Words for money → a number and a currency (ISO 4217), where the words name both exactly.

Signs, codes, names and scales of the currencies that news and filings name; numbers in digits or in
words ("twelve million dollars", "Rs 5 crore", "€1.2bn"); ranges ("between $2m and $3m").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

_SIGNS = {
    "$": "USD",
    "us$": "USD",
    "c$": "CAD",
    "ca$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "nz$": "NZD",
    "hk$": "HKD",
    "s$": "SGD",
    "nt$": "TWD",
    "r$": "BRL",
    "mx$": "MXN",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "rs": "INR",
    "rs.": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "₦": "NGN",
    "₺": "TRY",
    "₴": "UAH",
}
"""Currency signs (Unicode category Sc, with the letters that newspapers put before them); "$" alone
is read as USD, "£" as GBP."""
_CODES = (
    "usd cad aud nzd hkd sgd twd brl mxn eur gbp jpy inr rub krw "
    "ils ngn uah chf cny sek nok dkk pln zar aed sar kes ghs pkr"
).split()
_WORDS = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "franc": "CHF",
    "rupee": "INR",
    "ruble": "RUB",
    "rouble": "RUB",
    "yuan": "CNY",
    "renminbi": "CNY",
    "shekel": "ILS",
    "rand": "ZAR",
    "zloty": "PLN",
    "naira": "NGN",
    "dirham": "AED",
    "riyal": "SAR",
    "hryvnia": "UAH",
}
_NATIONAL = {
    ("us", "dollar"): "USD",
    ("u.s.", "dollar"): "USD",
    ("american", "dollar"): "USD",
    ("canadian", "dollar"): "CAD",
    ("australian", "dollar"): "AUD",
    ("hong kong", "dollar"): "HKD",
    ("singapore", "dollar"): "SGD",
    ("new zealand", "dollar"): "NZD",
    ("swiss", "franc"): "CHF",
    ("british", "pound"): "GBP",
    ("indian", "rupee"): "INR",
    ("pakistani", "rupee"): "PKR",
}
_SCALES = {
    "hundred": 2,
    "thousand": 3,
    "k": 3,
    "lakh": 5,
    "lakhs": 5,
    "million": 6,
    "m": 6,
    "mn": 6,
    "mln": 6,
    "crore": 7,
    "crores": 7,
    "billion": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten "
        "eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_ARTICLES = frozenset({"a", "an"})


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


_NATION = _any_of(sorted({nation for nation, _ in _NATIONAL}))
_SIGN = (
    rf"(?:\b(?:{_any_of([s for s in _SIGNS if s[0].isalpha()] + _CODES)})(?![a-z])|[$€£¥₹₽₩₪₦₺₴])"
)
_SPELT = rf"(?:(?:{_any_of([*_NUMBERS, *_PARTS, *_ARTICLES, 'hundred', 'and'])})[\s-])+"
_MONEY = re.compile(
    rf"(?:(?P<sign>{_SIGN})\s?)?"
    rf"(?:(?P<number>\d+(?:,\d{{2,3}})*(?:\.\d+)?)(?:[\s-]?(?P<scale>{_any_of(_SCALES)})\b)?"
    rf"|\b(?P<spelt>{_SPELT})(?P<spelt_scale>{_any_of([s for s in _SCALES if len(s) > 3])})?)"
    rf"(?:[\s-]?(?:(?:of\s)?(?P<nation>{_NATION})\s)?(?P<word>{_any_of([*_WORDS, *_CODES])})s?\b)?",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    rf"[$€£¥₹₽₩₪₦₺₴]|\b(?:{_any_of([*_WORDS, *_CODES])})s?\b|\brs\.?\s?\d", re.IGNORECASE,
)  # fmt: skip
_RANGE = re.compile(r"\s*(?:-|–|—|to|and)\s*", re.IGNORECASE)


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
    found = ((match, _currency(match), _number(match)) for match in _MONEY.finditer(text))
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
    scale = Decimal(10) ** _SCALES.get((second["scale"] or second["spelt_scale"] or "").lower(), 0)
    return number, currency, scale


def _currency(match: re.Match[str]) -> str:
    """The code that sign, code or name of the currency gives; ``""`` for none."""
    sign, word = (match["sign"] or "").lower(), (match["word"] or "").lower()
    nation = (match["nation"] or "").lower()
    found = _NATIONAL.get((nation, word)) or _SIGNS.get(sign) or _WORDS.get(word)
    return found or next((c.upper() for c in (sign, word) if c in _CODES), "")


def _number(match: re.Match[str]) -> Decimal | None:
    """The number in digits or words, scaled; ``None`` for words that name none ("a dollar" is
    one)."""
    scale = Decimal(10) ** _SCALES.get((match["scale"] or match["spelt_scale"] or "").lower(), 0)
    if match["number"]:
        return Decimal(match["number"].replace(",", "")) * scale
    spelt = _read_spelt(re.split(r"[\s-]+", match["spelt"].lower().strip()))
    return None if spelt is None else spelt * scale


def _read_spelt(words: list[str]) -> Decimal | None:
    """ "two and a half" → 2.5, "three hundred and twenty five" → 325, "half a" → 0.5."""
    total = Decimal(0)
    for word in words:
        if word == "hundred":
            total = (total or Decimal(1)) * 100
        elif word not in _ARTICLES:
            total += _NUMBERS.get(word, _PARTS.get(word, 0))
    return total or (Decimal(1) if _ARTICLES & set(words) else None)


def names_money(text: str) -> bool:
    """Whether *text* speaks of money at all, be it as vague as "millions of dollars"."""
    return _CURRENCY.search(text) is not None
