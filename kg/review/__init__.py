"""What people decide about claims: data beside the claims, never a change of what was extracted
(docs/review.md)."""

from kg.review.verdicts import REVIEWED, Correction, Outcome, Reviewed, Verdict, claim_key

__all__ = ["REVIEWED", "Correction", "Outcome", "Reviewed", "Verdict", "claim_key"]
