"""Which claims are wanted: what Store.claims is asked for, as one record."""

from collections.abc import Collection
from dataclasses import dataclass

from kg.model import Claim, Entity, Modality
from kg.namespace import expand


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a claim must have; ``things`` are IRIs of entities, ``predicates`` full IRIs; empty or
    ``None``: anything."""

    things: Collection[str] | None = None
    modalities: Collection[Modality] = ()
    predicates: Collection[str] = ()
    polarity: str | None = None
    confidence: float = 0.0

    def fits(self, claim: Claim) -> bool:
        """Whether a claim has all that is wanted."""
        if self.things is not None and not self._names_one(claim):
            return False
        if self.modalities and claim.modality not in self.modalities:
            return False
        if self.predicates and expand(claim.predicate.id) not in self.predicates:
            return False
        return self.polarity in (None, claim.polarity) and claim.confidence >= self.confidence

    def _names_one(self, claim: Claim) -> bool:
        things = self.things or ()
        return claim.subject.id in things or (
            isinstance(claim.object, Entity) and claim.object.id in things
        )
