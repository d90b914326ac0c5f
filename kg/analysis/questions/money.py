"""Who paid, owed, lent, donated to or fined whom, and how much.

A row is a payer, a payee and an amount; "earned from", "sold to" and "fined" are turned round, so that the payer always
stands first. Other verbs count where they are ones of paying or getting ("forfeit", "recovered"); what merely names a sum
("lost", "worth") is counted, and listed with --all. Claims that name the same sum in other words count as
one ("$2.4 million", "2,400,000 dollars"); claims without a sum stay apart.
Sums are never added up: two claims may speak of one payment. Denials are shown as denials.
"""

from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import Evidence, read_evidence, status_of, strongest_first
from kg.analysis.relation_families import PAYING, PAYMENTS, RECEIVING, UNPRICED
from kg.values.money import names_money, read_amount

_COLUMNS = ("payer", "what", "payee", "amount", "when", "put as")
type _Key = tuple[str, str, str, str, str]


def ask(
    network: nx.MultiDiGraph,
    *,
    about: Annotated[str | None, ENTITY, "Only payments by or to this entity."] = None,
    least: Annotated[float, "Only sums of at least this number, in any currency."] = 0.0,
    all: Annotated[bool, "Also claims that name a sum but no payment."] = False,
) -> Answer:
    """Return the payments, the largest sums first, each currency apart."""
    groups: dict[_Key, list[Evidence]] = {}
    others = 0
    for claim in read_evidence(network):
        flow = _read_flow(claim) if about in (None, claim.subject, claim.object) else None
        if flow is not None and (all or _moves(claim)):
            groups.setdefault(flow, []).append(claim)
        others += flow is not None and not _moves(claim)
    rows = []
    for (payer, what, payee, *_), found in groups.items():
        claims = strongest_first(found)
        amount = read_amount(_words(claims[0]))
        if least and (amount is None or float(amount.number) < least):
            continue
        order = (amount is None, amount.currency if amount else "", -amount.number if amount else 0, payer, what, payee)
        words = " / ".join(dict.fromkeys(_words(c) for c in claims)) or "not stated"
        when = ", ".join(sorted({c.when for c in claims} - {""})) or "not stated"
        rows.append((order, ((payer, what, payee, words, when, status_of(claims)), claims)))
    rows.sort(key=lambda pair: (*pair[0], pair[1][0]))
    note = f"{others} claims name a sum but no payment (--all lists them)" if others and not all else ""
    return make_answer(network, "Who pays, owes, lends, donates or is fined, and how much?", _COLUMNS, [row for _, row in rows], note)


def _verb(claim: Evidence) -> str:
    """The verb of an open relation, in its base form as far as its ending tells: "rel:recover" → "recover"."""
    return claim.predicate.partition(":")[2].partition("_")[0].casefold()


def _moves(claim: Evidence) -> bool:
    return claim.predicate in PAYMENTS or _verb(claim) in PAYING | RECEIVING


def _words(claim: Evidence) -> str:
    """The amount in the claim's own words: its amount, else an object that is a sum."""
    words = claim.qualifier("kg:amount") or claim.qualifier("kg:price")
    return words or (claim.object_label if claim.object.endswith("#value") and names_money(claim.object_label) else "")


def _read_flow(claim: Evidence) -> _Key | None:
    words = _words(claim)
    if claim.predicate not in UNPRICED and not names_money(words):
        return None
    pays, what = PAYMENTS.get(claim.predicate, (_verb(claim) not in RECEIVING, claim.label))
    payer, payee = claim.subject_label, claim.object_label
    if claim.object.endswith("#value"):
        payee = claim.qualifier("kg:recipient") or claim.qualifier("rel:to" if pays else "rel:from") or "not stated"
    if not pays:
        payer, payee, what = payee, payer, what if claim.predicate in PAYMENTS else f"{what} by"
    amount = read_amount(words)
    return payer, what, payee, f"{amount.currency} {amount.number.normalize()}" if amount else words, "denied" if claim.negative else ""
