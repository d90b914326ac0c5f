"""A step of a case that a document tells twice is dated once: "pleaded guilty on Monday to theft …
He pleaded guilty to one count of theft and one of fraud"."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.language.times.frames import is_uncertain
from kg.language.times.steps import tells_other_case
from kg.model import Claim, EventTime
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
        time = claim.time
        if time is not None and time.start and not is_uncertain(time) and _is_step(claim):
            told[_step_of(claim)].setdefault((time.start, time.end), time)
    return [_date(claim, [*told.get(_step_of(claim), {}).values()]) for claim in claims]


def _date(claim: Claim, times: Sequence[EventTime]) -> Claim:
    dated = claim.time is not None and not is_uncertain(claim.time)
    other = len(times) != 1 or dated or not _is_step(claim)
    return claim if other or tells_other_case(claim.quote) else replace(claim, time=times[0])


def _step_of(claim: Claim) -> tuple[str, str]:
    return claim.subject.id, claim.predicate.id


def _is_step(claim: Claim) -> bool:
    """Whether the claim tells a step of a case as a fact about somebody named."""
    relation = load_ontology().relations.get(claim.predicate.id)
    step = relation is not None and not _STEPS.isdisjoint(relation.families)
    return step and claim.subject.named and claim.is_fact
