"""What a graph offers to those who judge it: verdicts on claims, the standing of documents, which
entities are one thing."""

from collections.abc import Collection
from typing import Any, Literal

from kg.model import Claim
from kg.resolution.candidates import Proposal
from kg.resolution.decisions import Decision, Judgement
from kg.resolution.name_similarity import SAME
from kg.review.standings import Standing
from kg.review.verdicts import Correction, Verdict
from kg.storage.contents import Closing
from kg.storage.judgements.merges import decide, import_known, propose, split, undo
from kg.storage.judgements.reviews import (
    clear_standing,
    find_verdicts,
    review_claim,
    set_standing,
    undo_verdict,
)
from kg.storage.store import Store


class Judged(Closing):
    """A store that people judge: each judgement stands beside what was read, and can be undone."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def close(self) -> None:
        """Write everything to disk and let go of the store."""
        self.store.close()

    def review(
        self,
        claim: Claim | str,
        outcome: Literal["confirmed", "rejected", "corrected", "unsure"] | str,
        note: str = "",
        *,
        by: str = "",
        dispute: str = "",
        material: Literal["", "yes", "no"] | str = "",
        tags: Collection[str] = (),
        correction: Correction | None = None,
    ) -> Verdict:
        """Record that somebody found a claim "confirmed", "rejected", "corrected" or "unsure" (see
        kg.storage.judgements.reviews.review_claim).

        The claim itself stays as it was extracted; a rejected one leaves every default. Raises
        ReviewError."""
        more: dict[str, Any] = {
            "note": note,
            "dispute": dispute,
            "material": material,
            "tags": tuple(tags),
        }
        more |= {"by": by} if by else {}
        more |= {"correction": correction} if correction else {}
        return review_claim(self.store, claim, outcome, **more)

    def undo_review(self, claim: Claim | str) -> Verdict:
        """Take back the verdict on a claim and return it; raise ReviewError where there is none."""
        return undo_verdict(self.store, claim)

    def reviews(self) -> dict[str, Verdict]:
        """Return the verdicts by the IRI of the claim, for the claims that the store holds."""
        return find_verdicts(self.store)

    def set_standing(
        self,
        document: str,
        status: Literal["retracted", "corrected", "superseded", "withdrawn"] | str,
        other: str = "",
        note: str = "",
        by: str = "",
    ) -> Standing:
        """Record what became of a document (source or IRI); *other* corrects or supersedes it.

        Its claims stay, say so everywhere, and are facts by it no more (see kg.review.standings).
        Raises ReviewError, DocumentNotFound."""
        return set_standing(self.store, document, status, other=other, note=note, by=by)

    def clear_standing(self, document: str) -> Standing:
        """Take back what was set of a document and return it; raise ReviewError where nothing
        was."""
        return clear_standing(self.store, document)

    def proposals(self, about: str | None = None, minimum: float = SAME) -> list[Proposal]:
        """Return pairs of entities that may be one thing, best first (see
        kg.resolution.candidates)."""
        return propose(self.store, about, minimum)

    def decide(
        self,
        left: str,
        right: str,
        judgement: str = "positive",
        reason: str = "",
        by: str = "",
        score: float = 1.0,
    ) -> Decision:
        """Record whether two entities (names or IRIs) are one: "positive", "negative" or "unsure"
        (see kg.storage.judgements.merges)."""
        return decide(self.store, left, right, Judgement(judgement), reason, by, score=score)

    def split(self, entity: str, document: str, reason: str = "", by: str = "") -> Decision:
        """Record that *document* means another thing by the name of *entity* than the others do
        (see kg.storage.judgements.merges.split); undo(entity, document) takes it back."""
        return split(self.store, entity, document, reason, by)

    def undo(self, left: str, right: str) -> Decision:
        """Take back the decision on two entities: the graph is as before, byte for byte."""
        return undo(self.store, left, right)

    def decisions(self) -> list[Decision]:
        """Return the recorded decisions, by pair."""
        return list(self.store.rules.decisions)

    def import_known(self, text: str, replace: bool = False) -> int:
        """Take over a CSV list of known entities, which steers resolution (see
        kg.resolution.known_entities); return how many are known."""
        return import_known(self.store, text, replace)[0]
