"""What one asserts and another denies; differing dates and amounts are kept apart.

A conflict is a proposition that somebody asserts (more strongly than "possible") and somebody holds
to be false, in these documents. "Different dates" and "different amounts" are not conflicts by
themselves: they may be two events, or one that was reported with different figures. Dates differ
only if the periods exclude each other ("2021" and "March 2021" agree). Descriptions are compared by
their words, so conflicts that are put in other words are missed."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import Evidence, read_evidence, status_of
from kg.analysis.propositions import Proposition, group_claims
from kg.values.money import read_amount

_COLUMNS = ("kind", "asserted", "against it", "asserted by", "denied by")
_ORDER = ("asserted and denied", "one source both ways", "different amounts", "different dates")
type _Row = tuple[tuple[str, ...], list[Evidence]]


def ask(
    network: nx.MultiDiGraph,
    *,
    about: Annotated[str | None, ENTITY, "Only propositions about this entity."] = None,
    kind: Annotated[
        Literal["all", "denied", "amounts", "dates"], "Only contradictions of this kind."
    ] = "all",
) -> Answer:
    """Return conflicts first, then differing amounts, then differing dates."""
    rows: list[_Row] = []
    for proposition in group_claims(network, read_evidence(network)):
        if about is None or any(about in (c.subject, c.object) for c in proposition.claims):
            rows += [*_denials(proposition), *_amounts(proposition), *_dates(proposition)]
    wanted = {"all": _ORDER, "denied": _ORDER[:2], "amounts": _ORDER[2:3], "dates": _ORDER[3:]}[
        kind
    ]
    kept = sorted(
        (r for r in rows if r[0][0] in wanted), key=lambda r: (_ORDER.index(r[0][0]), r[0])
    )
    return make_answer(network, "Where do claims contradict each other?", _COLUMNS, kept)


def _firm(proposition: Proposition) -> list[Evidence]:
    return [c for c in proposition.asserted if c.modality != "possible"]


def _denials(proposition: Proposition) -> Iterator[_Row]:
    held, against = _firm(proposition), list(proposition.denied)
    if not held or not against:
        return
    voices = _voices(held)
    kind = _ORDER[1] if len(voices) == 1 and voices == _voices(against) else _ORDER[0]
    yield (
        (kind, held[0].sentence, against[0].sentence, status_of(held), status_of(against)),
        [*held, *against],
    )


def _voices(claims: Iterable[Evidence]) -> set[tuple[str, ...]]:
    """Who puts the claims, each chain of claimants once; the document where it speaks itself."""
    return {c.who_ids or (c.document,) for c in claims}


def _amounts(proposition: Proposition) -> Iterator[_Row]:
    sums: dict[object, list[Evidence]] = {}
    for claim in _firm(proposition):
        amount = read_amount(claim.qualifier("kg:amount"))
        if amount is not None:
            sums.setdefault((amount.currency, amount.number), []).append(claim)
    if len({key[0] for key in sums if isinstance(key, tuple)}) == 1 and len(sums) > 1:
        groups = list(sums.values())
        words = [f"{g[0].qualifier('kg:amount')}: {status_of(g)}" for g in groups]
        yield (
            (_ORDER[2], groups[0][0].sentence, groups[1][0].sentence, "\n".join(words), ""),
            [c for g in groups for c in g],
        )


def _dates(proposition: Proposition) -> Iterator[_Row]:
    dated = sorted(
        ((p, c) for c in _firm(proposition) if (p := c.period) is not None),
        key=lambda pair: (pair[0].earliest, pair[1].claim),
    )
    clash = next(
        ((a, b) for k, (p, a) in enumerate(dated) for q, b in dated[k + 1 :] if not p.meets(q)),
        None,
    )
    if clash is not None:
        one, other = clash
        words = "\n".join(dict.fromkeys(f"{c.when}: {c.status}" for _, c in dated))
        yield (
            (
                _ORDER[3],
                f"{one.sentence} ({one.when})",
                f"{other.sentence} ({other.when})",
                words,
                "",
            ),
            [c for _, c in dated],
        )
