"""Verdicts: what a person says of a claim, keyed by the document's words, so that they survive
moving and reading anew.

The key is made of the SHA-256 of the document's text, the quote's place, and the triple in the
document's own words. A file that moves, a document that is removed and added again, entities that
are merged: the verdict still finds its claim."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Literal

from kg.errors import ReviewError
from kg.model import Claim, Modality
from kg.model.safe_text import json_text
from kg.model.wording import name_end
from kg.namespace import contract, digest

type Reviewed = Literal["confirmed", "not-rejected", "any"]
REVIEWED: tuple[Reviewed, ...] = ("confirmed", "not-rejected", "any")
"""Which claims are kept: confirmed ones, all but rejected ones (the default everywhere), or any."""

RAISED = "raised"
"""What exports are asked for by name: strengths that a person raised, as that person set them."""

THE_DOCUMENT = "the document"
"""The claimant of what a document says in its own voice."""
DISPUTES = ("", "undisputed", "disputed", "disputed by us", "prospective", "unsure")
_STRENGTHS = (
    Modality.FOUND,
    Modality.ADMITTED,
    Modality.STATED_AS_FACT,
    Modality.REPORTED,
    Modality.PROBABLE,
    Modality.ALLEGED,
    Modality.POSSIBLE,
    Modality.UNKNOWN,
    Modality.HYPOTHETICAL,
    Modality.DENIED,
)


class Outcome(StrEnum):
    """What somebody found when they checked a claim against its source."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CORRECTED = "corrected"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Correction:
    """What the words should be read as; "" where the reading stands.

    ``subject``, ``object``, ``claimant`` and ``quote`` (the words that carry the claim) are words
    of the document; the claimant may be THE_DOCUMENT itself. ``predicate`` is the CURIE of a
    relation."""

    subject: str = ""
    predicate: str = ""
    object: str = ""
    modality: str = ""
    claimant: str = ""
    quote: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided on one claim: by whom, when (ISO 8601), why; and what litigators keep beside
    it.

    ``document`` is the digest of the text ("sha256:..."), ``start`` and ``end`` are code points,
    the triple is in the document's own words. ``dispute``: see DISPUTES; ``material``: "yes", "no"
    or ""."""

    document: str
    start: int
    end: int
    subject: str
    predicate: str
    object: str
    outcome: Outcome
    note: str = ""
    by: str = ""
    when: str = ""
    dispute: str = ""
    material: str = ""
    tags: tuple[str, ...] = ()
    correction: Correction = field(default=Correction())

    @property
    def key(self) -> str:
        """The claim's key (see claim_key)."""
        return digest(
            self.document, str(self.start), str(self.end), self.subject, self.predicate, self.object
        )

    def to_record(self) -> dict[str, Any]:
        """Return JSON values."""
        return asdict(self) | {"tags": list(self.tags)}


def claim_key(claim: Claim, document: str) -> str:
    """Return the key of *claim* in the text whose digest is *document*."""
    return digest(
        document,
        str(claim.start),
        str(claim.end),
        claim.subject.label,
        contract(claim.predicate.id),
        name_end(claim.object),
    )


def make_verdict(claim: Claim, document: str, outcome: Outcome | str, **more: Any) -> Verdict:
    """Return a verdict on *claim*; *more* are its other fields. Raises ReviewError for words that
    are none of the choices."""
    known = [o.value for o in Outcome]
    if outcome not in known:
        raise ReviewError(f"no verdict {str(outcome)!r}", f"there are: {', '.join(known)}")
    said = claim.subject.label, contract(claim.predicate.id), name_end(claim.object)
    verdict = Verdict(document, claim.start, claim.end, *said, Outcome(outcome), **more)
    return check_verdict(verdict)


def check_verdict(verdict: Verdict) -> Verdict:
    """Return *verdict*; raise ReviewError where a field is none of the choices, or a correction is
    missing or too many."""
    if verdict.dispute not in DISPUTES:
        raise ReviewError(
            f"no dispute status {verdict.dispute!r}", f"there are: {', '.join(DISPUTES[1:])}"
        )
    if verdict.material not in ("", "yes", "no"):
        raise ReviewError(f"material is not {verdict.material!r}", "it is yes or no")
    modality = verdict.correction.modality
    if modality and modality not in set(Modality):
        raise ReviewError(
            f"no modality {modality!r}", f"there are: {', '.join(m.value for m in Modality)}"
        )
    if bool(verdict.correction) != (verdict.outcome is Outcome.CORRECTED):
        raise ReviewError(
            "a correction goes with the verdict corrected, and with no other",
            "say what should be read",
        )
    return replace(verdict, tags=tuple(sorted(set(verdict.tags))))


def keeps(verdict: Verdict | None, reviewed: Reviewed) -> bool:
    """Whether a claim with this verdict (``None``: nobody checked it) belongs to what was asked
    for."""
    if reviewed == "confirmed":
        return verdict is not None and verdict.outcome is Outcome.CONFIRMED
    return reviewed == "any" or verdict is None or verdict.outcome is not Outcome.REJECTED


def check_reviewed(reviewed: str) -> Reviewed:
    """Return *reviewed*; raise ReviewError where it is none of the choices."""
    for choice in REVIEWED:
        if choice == reviewed:
            return choice
    raise ReviewError(f"no choice {reviewed!r} of verdicts", f"there are: {', '.join(REVIEWED)}")


def weaker_modality(modality: str, corrected: str) -> str:
    """Return the weaker of two modalities: a correction may weaken a claim, never strengthen it by
    itself.

    >>> weaker_modality("stated_as_fact", "alleged"), weaker_modality("alleged", "stated_as_fact")
    ('alleged', 'alleged')
    """
    if not corrected:
        return modality
    return max(modality, corrected, key=lambda m: _STRENGTHS.index(Modality(m)))


def corrected_modality(modality: str, correction: Correction, raised: bool = False) -> str:
    """Return how strongly a corrected claim stands: as corrected where that is weaker, and never
    above a report.

    Words that somebody reads in another way no longer carry a fact; a strength that was *raised*
    counts only for who asks for that by name.
    """
    if raised and correction.modality:
        return correction.modality
    return (
        weaker_modality(weaker_modality(modality, correction.modality), "reported")
        if correction
        else modality
    )


def write_verdicts(verdicts: Iterable[Verdict]) -> str:
    """Return verdicts as JSON lines, by key."""
    return "".join(json_text(v.to_record()) + "\n" for v in sorted(verdicts, key=lambda v: v.key))


def read_verdicts(text: str) -> list[Verdict]:
    """Return the verdicts of JSON lines; raise ReviewError with the line that breaks the form."""
    out = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                out.append(_read_record(json.loads(line)))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise ReviewError(
                    f"line {number}: {error}",
                    "each line is one verdict as kg review export writes it",
                ) from None
    return out


def _read_record(record: Mapping[str, Any]) -> Verdict:
    words = {f.name: record[f.name] for f in fields(Verdict) if f.name in record}
    words |= {"outcome": Outcome(words["outcome"]), "tags": tuple(words.get("tags", ()))}
    words |= {"start": int(words["start"]), "end": int(words["end"])}
    return check_verdict(
        Verdict(**words | {"correction": Correction(**words.get("correction", {}))})
    )


def find_conflicts(
    ours: Iterable[Verdict], theirs: Iterable[Verdict]
) -> list[tuple[Verdict, Verdict]]:
    """Return the pairs of verdicts on one claim that say different things, by key."""
    mine = {v.key: v for v in ours}
    pairs = [(mine[v.key], v) for v in sorted(theirs, key=lambda v: v.key) if v.key in mine]
    return [(a, b) for a, b in pairs if _said(a) != _said(b)]


def _said(verdict: Verdict) -> tuple[Outcome, Correction, str, str]:
    return verdict.outcome, verdict.correction, verdict.dispute, verdict.material
