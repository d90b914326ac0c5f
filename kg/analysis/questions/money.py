"""Who paid, owed, lent, donated to or fined whom, and how much.

A row is a payer, a payee and an amount; "earned from", "sold to" and "fined" are turned round, so
that the payer always stands first. Other verbs count where they are ones of paying or getting
("forfeit", "recovered"); what merely names a sum ("lost", "worth") is counted, and listed with
--all. Claims that name the same sum in other words count as one ("$2.4 million", "2,400,000
dollars"); claims without a sum stay apart. Sums are added up only where verb, currency and how it
is put are the same, each row once; two rows may still speak of one payment, so the note says how
many rows it adds. Denials are shown as denials."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import Evidence, read_evidence, status_of, strongest_first
from kg.analysis.relation_families import payments, relations_in, words_of
from kg.values.money import names_money, read_amount

_COLUMNS = ("payer", "what", "payee", "amount", "when", "put as")
type _Key = tuple[str, str, str, str, str]
type _Row = tuple[tuple[str, ...], tuple[Evidence, ...]]


class _Ledger:
    """Reads who parts with money in a claim, after the ontology's families and verbs."""

    def __init__(self) -> None:
        self.payments = payments()
        self.always = relations_in("Payment")
        self.receiving = words_of("ReceivingVerb")
        self.moving = words_of("PayingVerb") | self.receiving

    def moves_money(self, claim: Evidence) -> bool:
        """Whether the claim's verb is one of paying or getting, not merely one that names a sum."""
        return claim.predicate in self.payments or _verb(claim) in self.moving

    def read_flow(self, claim: Evidence) -> _Key | None:
        """Payer, what, payee, amount and whether it is denied; ``None`` where the claim names no
        money."""
        words = _words(claim)
        if claim.predicate not in self.always and not names_money(words):
            return None
        relation = self.payments.get(claim.predicate)
        pays = relation.payer == "subject" if relation else _verb(claim) not in self.receiving
        payer, payee = claim.subject_label, _other_party(claim, pays)
        if not pays:
            payer, payee = payee, payer
        what = relation.payment_label if relation else claim.label if pays else f"{claim.label} by"
        return payer, what, payee, _same_sum(words), "denied" if claim.negative else ""


def _other_party(claim: Evidence, pays: bool) -> str:
    """Whom the money goes to, or comes from: the object, else what is named beside the sum."""
    if not claim.object.endswith("#value"):
        return claim.object_label
    named, open_ = ("kg:recipient", "rel:to") if pays else ("kg:source", "rel:from")
    return claim.qualifier(named) or claim.qualifier(open_) or "not stated"


def ask(
    network: nx.MultiDiGraph,
    *,
    about: Annotated[str | None, ENTITY, "Only payments by or to this entity."] = None,
    least: Annotated[float, "Only sums of at least this number, in any currency."] = 0.0,
    all: Annotated[bool, "Also claims that name a sum but no payment."] = False,
) -> Answer:
    """Return the payments, the largest sums first, each currency apart."""
    claims = [c for c in read_evidence(network) if about in (None, c.subject, c.object)]
    groups, others = _group_by_flow(claims, all)
    found = (_make_row(flow, strongest_first(held), least) for flow, held in groups.items())
    rows = sorted(filter(None, found), key=lambda pair: (*pair[0], pair[1][0]))
    left = f"{others} claims name a sum but no payment (kg ask money --all lists them)"
    total = _add_up(row for _, row in rows)
    return make_answer(
        network,
        "Who pays, owes, lends, donates or is fined, and how much?",
        _COLUMNS,
        [row for _, row in rows],
        "; ".join(filter(None, (total, left if others and not all else ""))),
    )


def _group_by_flow(
    claims: Iterable[Evidence], all_sums: bool
) -> tuple[dict[_Key, list[Evidence]], int]:
    """The claims by what flows to whom, and how many only name a sum; they are among the groups
    with *all_sums*."""
    ledger, groups, others = _Ledger(), dict[_Key, list[Evidence]](), 0
    for claim in claims:
        flow = ledger.read_flow(claim)
        if flow is None:
            continue
        moves = ledger.moves_money(claim)
        others += not moves
        if all_sums or moves:
            groups.setdefault(flow, []).append(claim)
    return groups, others


def _add_up(rows: Iterable[_Row]) -> str:
    """Totals of two rows and more that say the same of sums in one currency: "together: paid USD
    5,000,000 in 2 rows, alleged"."""
    sums: dict[tuple[str, str, str], list[Decimal]] = {}
    told: set[tuple[str, int, int, str]] = set()
    for (_, what, _, _, _, put), claims in rows:
        amount, place = read_amount(_words(claims[0])), _place_of_sum(claims[0])
        if amount is None or amount.most is not None or claims[0].negative or place in told:
            continue
        if "between" in claims[0].predicate.split("_"):
            continue  # either end of a range is no sum of its own
        told.add(place)
        sums.setdefault((what, amount.currency, put), []).append(amount.number)
    parts = [
        f"{what} {currency} {sum(numbers):,f} in {len(numbers)} rows, {put}"
        for (what, currency, put), numbers in sorted(sums.items()) if len(numbers) > 1
    ]  # fmt: skip
    return f"together: {'; '.join(parts)}" if parts else ""


def _place_of_sum(claim: Evidence) -> tuple[str, int, int, str]:
    """Where the text tells of a sum, with who pays it where each does: what three firms are to pay
    under one settlement is one sum."""
    each = "each" in claim.quote.lower().split()
    return claim.source, claim.start, claim.end, f"{_words(claim)} {claim.subject if each else ''}"


def _make_row(
    flow: _Key, claims: tuple[Evidence, ...], least: float
) -> tuple[tuple[Any, ...], _Row] | None:
    """The order of a row and the row; ``None`` where its sum is below *least*."""
    payer, what, payee, *_ = flow
    amount = read_amount(_words(claims[0]))
    if least and (amount is None or float(amount.number) < least):
        return None
    order = (
        amount is None,
        amount.currency if amount else "",
        -amount.number if amount else 0,
        payer,
        what,
        payee,
    )
    words = " / ".join(dict.fromkeys(_words(c) for c in claims)) or "not stated"
    when = ", ".join(sorted({c.when for c in claims} - {""})) or "not stated"
    return order, ((payer, what, payee, words, when, status_of(claims)), claims)


def _same_sum(words: str) -> str:
    """The sum in a form that equal sums share ("USD 2400000"); the words themselves where they give
    no number."""
    amount = read_amount(words)
    return f"{amount.currency} {amount.number.normalize()}" if amount else words


def _verb(claim: Evidence) -> str:
    """The verb of an open relation, in its base form as far as its ending tells: "rel:recover" →
    "recover"."""
    return claim.predicate.partition(":")[2].partition("_")[0].casefold()


def _words(claim: Evidence) -> str:
    """The amount in the claim's own words: its amount, else an object that is a sum."""
    words = claim.qualifier("kg:amount") or claim.qualifier("kg:price")
    return words or (
        claim.object_label
        if claim.object.endswith("#value") and names_money(claim.object_label)
        else ""
    )
