"""A step of a case that a document tells twice is dated once: "pleaded guilty on Monday to theft …
He pleaded guilty to one count of theft and one of fraud"."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.model import Claim, EventTime
from kg.ontology.lexicon import any_of, words_of
from kg.ontology.loader import load_ontology

_STEPS = frozenset({"Outcome", "Proceeding"})


def date_repeated_steps(claims: Sequence[Claim]) -> list[Claim]:
    """Return *claims*; a plea, verdict, sentence or charge without a time has the one at which the
    document says that the same person took the same step.

    It stays without one where the document tells two times, or the sentence speaks of another
    case."""
    told: defaultdict[tuple[str, str], dict[tuple[str | None, str | None], EventTime]]
    told = defaultdict(dict)
    for claim in claims:
        if claim.time is not None and claim.time.start and _is_step(claim):
            told[_step_of(claim)].setdefault((claim.time.start, claim.time.end), claim.time)
    return [_date(claim, [*told.get(_step_of(claim), {}).values()]) for claim in claims]


def _date(claim: Claim, times: Sequence[EventTime]) -> Claim:
    other = len(times) != 1 or claim.time is not None or not _is_step(claim)
    return claim if other or _other_case().search(claim.quote) else replace(claim, time=times[0])


def _step_of(claim: Claim) -> tuple[str, str]:
    return claim.subject.id, claim.predicate.id


def _is_step(claim: Claim) -> bool:
    """Whether the claim tells a step of a case as a fact about somebody named."""
    relation = load_ontology().relations.get(claim.predicate.id)
    step = relation is not None and not _STEPS.isdisjoint(relation.families)
    return step and claim.subject.named and claim.is_fact


@cache
def _other_case() -> re.Pattern[str]:
    """What finds words for another case or an earlier time."""
    words = words_of("OtherCaseWord") | words_of("FormerAdverb") | words_of("ElsewhereAdjective")
    return re.compile(rf"\b(?:{any_of(words)})\b", re.IGNORECASE)
