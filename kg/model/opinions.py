"""What an extractor that has a view of its own holds of a proposition's strength and claimant."""

from dataclasses import dataclass

from kg.model.documents import Span
from kg.model.licence import Modality, Polarity

DISAGREES = "another reading: "
"""Begins the words of a claim's ``reason`` where an opinion differs from what kg's rules read."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """How strongly, with which polarity and by whom a proposition is put, in another's view.

    ``claimant`` is where the text names who says so. ``second``: heard on what kg's own rules found
    too; it is noted and changes nothing. Else the claim rests on it, and the weaker view counts."""

    modality: Modality
    polarity: Polarity = Polarity.POSITIVE
    claimant: Span | None = None
    second: bool = False
