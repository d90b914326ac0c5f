"""What is claimed now that was not before: between two stores, or two dates.

With --other, compares this store with an older one; with --since, what the documents dated before
that day claim with what those up to --until claim. Propositions are compared, not words: "new",
"gone", or "put otherwise" where modality, polarity or claimants differ. Documents without a date
count as there from the start."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import STORE
from kg.analysis.evidence import Evidence, read_evidence, status_of
from kg.analysis.propositions import Proposition, PropositionKey, group_claims
from kg.errors import QuestionError
from kg.values.periods import FIRST, read_period, read_window

_COLUMNS = ("change", "claimed", "was put as", "is put as")
type _Row = tuple[tuple[str, ...], tuple[Evidence, ...]]
_ORDER = ("new", "put otherwise", "gone")


def ask(
    network: nx.MultiDiGraph,
    *,
    other: Annotated[
        nx.MultiDiGraph | None, STORE, "An older store to compare this one with."
    ] = None,
    since: Annotated[str, "Compare with what documents before this day claim (2021-03-04)."] = "",
    until: Annotated[str, "Leave out documents after this day."] = "",
) -> Answer:
    """Return what is new, put otherwise, and gone; raise QuestionError without something to compare
    with."""
    if other is None and not since:
        raise QuestionError(
            "nothing to compare with", "give an older store with --other, or a day with --since"
        )
    window = read_window(since, until)
    now = [c for c in read_evidence(network) if _first_day(c) <= window.latest]
    whole, old, what = network, now, f"since {since}"
    if other is not None:
        whole, old = nx.compose(other, network), read_evidence(other)
        what = "since the other store"
    if since:
        old = [c for c in old if _first_day(c) < window.earliest]
    rows, same = _compare_all(_index(whole, old), _index(whole, now))
    note = f"{same} propositions are unchanged"
    return make_answer(whole, f"What has changed {what}?", _COLUMNS, rows, note)


def _compare_all(
    before: Mapping[PropositionKey, Proposition], after: Mapping[PropositionKey, Proposition]
) -> tuple[list[_Row], int]:
    """The rows in order of change, and how many propositions are put as before."""
    keys = sorted({*before, *after})
    rows = [row for key in keys for row in _compare(before.get(key), after.get(key))]
    rows.sort(key=lambda row: (_ORDER.index(row[0][0]), row[0]))
    return rows, len(before.keys() & after.keys()) - sum(row[0][0] == _ORDER[1] for row in rows)


def _first_day(claim: Evidence) -> date:
    """The first day on which the claim's document may have come out; the first of all where it has
    no date."""
    period = read_period(claim.date)
    return FIRST if period is None else period.earliest


def _index(
    network: nx.MultiDiGraph, claims: Iterable[Evidence]
) -> dict[PropositionKey, Proposition]:
    return {p.key: p for p in group_claims(network, claims, within_matter=False)}


def _compare(before: Proposition | None, after: Proposition | None) -> list[_Row]:
    old, new = (p.claims if p else () for p in (before, after))
    was, now = status_of(old), status_of(new)
    if was == now:
        return []
    change = "put otherwise" if old and new else "new" if new else "gone"
    once = tuple({e.claim: e for e in (*new, *old)}.values())
    return [((change, once[0].sentence, was or "not claimed", now or "not claimed"), once)]
