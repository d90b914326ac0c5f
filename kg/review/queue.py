"""The order in which claims are best checked."""

from collections.abc import Iterable

from kg.model import Claim, Modality
from kg.model.opinions import DISAGREES


def rank_claims(claims: Iterable[Claim]) -> list[Claim]:
    """Return *claims*: allegations and denials about persons first, then those on whose strength or
    claimant a second reader thinks otherwise, then what was read with the least confidence."""
    return sorted(
        claims,
        key=lambda c: (
            not _accuses_person(c),
            DISAGREES not in c.reason,
            c.confidence,
            c.document,
            c.start,
            c.id,
        ),
    )


def _accuses_person(claim: Claim) -> bool:
    return (
        claim.subject.type == "Person"
        and claim.subject.named
        and claim.modality in (Modality.ALLEGED, Modality.DENIED)
    )
