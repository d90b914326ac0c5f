"""A licence for harm: which claims accuse, what they rest on, and where the document's own voice is
not enough.

A deed that accuses stands in the document's own voice only where the same document does not put it
as an accusation: what a newspaper states in its lede and attributes below, or states of somebody
who is only charged, is alleged."""

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Claim, Entity, Licence, Modality, Polarity, Stance
from kg.model.licence import OF_OTHERS
from kg.model.wording import name_end
from kg.ontology.harm import accuses, is_blaming, reversals
from kg.ontology.loader import load_ontology

_DECIDING = frozenset({Licence.VERDICT, Licence.PLEA, Licence.ADMISSION})


def find_claim_ground(predicate: str, stance: Stance) -> str:
    """Return what a claim rests on beyond its modality: by its words, else by what its relation
    means; ``""`` where by neither."""
    if stance.ground or stance.modality is not Modality.STATED_AS_FACT:
        return stance.ground
    if is_blaming(predicate):
        return Licence.WITHHELD
    relation = load_ontology().relations.get(predicate)
    return relation.rests if relation is not None else ""


def _accuses(claim: Claim) -> bool:
    return accuses(claim.predicate.id, claim.predicate.label, name_end(claim.object))


def weaken_accusations(claims: Sequence[Claim]) -> list[Claim]:
    """Return *claims* as the rest of their document leaves them.

    A deed that accuses and stands bare is weakened to the accusation that the document makes of it
    elsewhere; what it tells to be taken back is undone."""
    accusing = [c for c in claims if c.modality in OF_OTHERS and _accuses(c)]
    charges = _undecided_charges(claims)
    reliefs = [c for c in claims if c.predicate.id in reversals() and c.is_fact]
    return [_take_back(_weaken(c, accusing, charges), reliefs) for c in claims]


def _take_back(claim: Claim, reliefs: Sequence[Claim]) -> Claim:
    """The claim as undone, where it is a verdict or a plea that the text tells to be taken back,
    there or later."""
    relief = next(
        (r for r in reliefs if r.subject.id == claim.subject.id and r.start >= claim.start), None
    )
    if relief is None or claim.licence not in {Licence.VERDICT, Licence.PLEA}:
        return claim
    reason = f"undone: {relief.predicate.label} at {relief.start}-{relief.end}"
    return replace(claim, modality=Modality.REPORTED, reason=reason, ground=Licence.UNDONE)


def _weaken(claim: Claim, accusing: Sequence[Claim], charges: Sequence[Claim]) -> Claim:
    bare = claim.modality is Modality.STATED_AS_FACT and claim.polarity is Polarity.POSITIVE
    if not bare or not _accuses(claim):
        return claim
    source = next((other for other in accusing if _is_same_deed(claim, other)), None)
    return _weaken_to(claim, source) if source is not None else _weaken_to_charge(claim, charges)


def _weaken_to(claim: Claim, source: Claim) -> Claim:
    """The bare claim as the accusation puts it; what is elsewhere denied is reported."""
    modality = Modality.REPORTED if source.modality is Modality.DENIED else source.modality
    reason = f"the same deed is {source.modality} at {source.start}-{source.end}"
    return replace(
        claim,
        modality=modality,
        attribution=source.attribution,
        reason=reason,
        ground="",
        source_notes=source.source_notes,
    )


def _weaken_to_charge(claim: Claim, charges: Sequence[Claim]) -> Claim:
    """The bare claim as an allegation, where its subject is charged and nothing is decided."""
    charge = next((other for other in charges if other.subject.id == claim.subject.id), None)
    if charge is not None:
        reason = f"{charge.predicate.label} at {charge.start}-{charge.end}, and not decided here"
        return replace(claim, modality=Modality.ALLEGED, reason=reason, ground="")
    return claim


def _is_same_deed(bare: Claim, other: Claim) -> bool:
    """Whether two claims put the same kind of deed to the same subject, to nobody else and of no
    other thing that is named."""
    if bare.subject.id != other.subject.id or bare.predicate.id != other.predicate.id:
        return False
    ends = (bare.object, other.object)
    apart = (
        all(isinstance(end, Entity) and end.named for end in ends) and bare.object != other.object
    )
    return not apart


def _undecided_charges(claims: Sequence[Claim]) -> list[Claim]:
    """The charges against those whom the document does not also tell to be convicted, to have
    pleaded or to admit."""
    decided = {c.subject.id for c in claims if c.licence in _DECIDING}
    held = (c for c in claims if c.polarity is Polarity.POSITIVE and _is_proceeding(c))
    return [c for c in held if c.subject.id not in decided]


def _is_proceeding(claim: Claim) -> bool:
    relation = load_ontology().relations.get(claim.predicate.id)
    return relation is not None and "Proceeding" in relation.families
