"""The order in which claims are best checked."""

from collections.abc import Iterable

from kg.model import Claim, Modality
from kg.model.opinions import DISAGREES
from kg.namespace import contract
from kg.ontology.reading_order import reading_rank


def rank_claims(claims: Iterable[Claim]) -> list[Claim]:
    """Return *claims*: allegations and denials about persons first, what accuses before what does
    not (kg.ontology.reading_order); then those on whose strength or claimant a second reader thinks
    otherwise; then what was read with the least confidence."""
    return sorted(claims, key=_order_key)


def _order_key(claim: Claim) -> tuple[bool, bool, int, float, str, int, str]:
    accuses = _accuses_person(claim)
    late = reading_rank(contract(claim.predicate.id)) if accuses else 0
    second = DISAGREES not in claim.reason
    return not accuses, second, late, claim.confidence, claim.document, claim.start, claim.id


def _accuses_person(claim: Claim) -> bool:
    return (
        claim.subject.type == "Person"
        and claim.subject.named
        and claim.modality in (Modality.ALLEGED, Modality.DENIED)
    )
