"""Another's opinion on strength and claimant, weighed against what kg's own rules read: a fact
needs both, the weaker counts."""

from dataclasses import replace

from kg.model import ClaimMention, Modality, Stance
from kg.model.licence import plain_words
from kg.model.opinions import DISAGREES, Opinion

_ORDER = (
    Modality.STATED_AS_FACT,
    Modality.ADMITTED,
    Modality.FOUND,
    Modality.REPORTED,
    Modality.ALLEGED,
    Modality.PROBABLE,
    Modality.POSSIBLE,
    Modality.HYPOTHETICAL,
    Modality.UNKNOWN,
)
"""The strongest first (FactBank's scale, somebody's word between the certain and the probable); a
denial stands on no scale."""


def weigh_opinion(stance: Stance, mention: ClaimMention) -> Stance:
    """Return the stance that counts: the rules' own where nobody else was heard or both agree.

    Where a claim rests on the opinion, the weaker view counts, and what one holds to be true and
    the other to be false is unknown. Nobody becomes a claimant but by the rules."""
    opinion = mention.opinion
    if opinion is None:
        return stance
    noted = _note(stance, mention, opinion)
    return noted if opinion.second else _weaken(noted, opinion)


def _note(stance: Stance, mention: ClaimMention, opinion: Opinion) -> Stance:
    """The stance with a word on where the opinion differs; names are left out, so that a reason
    tells nobody's."""
    other = []
    if opinion.polarity is not stance.polarity:
        other.append("held true" if opinion.polarity == "positive" else "held false")
    if opinion.modality is not stance.modality:
        other.append(plain_words(opinion.modality))
    if not _names_claimant(stance, opinion):
        other.append("by another claimant")
    if not other:
        return stance
    words = DISAGREES + ", ".join(other)
    return replace(stance, reason=f"{stance.reason}; {words}" if stance.reason else words)


def _names_claimant(stance: Stance, opinion: Opinion) -> bool:
    """Whether who says so in the opinion's view is among those who do by the rules; nobody is
    where nobody is named."""
    if opinion.claimant is None:
        return not stance.chain
    said = opinion.claimant
    return any(m.span.start < said.end and said.start < m.span.end for m in stance.chain)


def _weaken(stance: Stance, opinion: Opinion) -> Stance:
    if opinion.polarity is not stance.polarity:
        return replace(stance, modality=Modality.UNKNOWN, ground="")
    if opinion.modality.fact_like and stance.modality.fact_like:
        return stance
    if opinion.modality is stance.modality:
        return stance
    if Modality.DENIED in (opinion.modality, stance.modality):
        return replace(stance, modality=Modality.UNKNOWN, ground="")
    weaker = max(opinion.modality, stance.modality, key=_ORDER.index)
    if weaker is stance.modality:
        return stance
    return replace(stance, modality=weaker, ground="")
