"""A licence for harm: which claims accuse, what they rest on, and where the document's own voice is not enough.

A deed that accuses stands in the document's own voice only where the same document does not put it as an accusation:
what a newspaper states in its lede and attributes below, or states of somebody who is only charged, is alleged.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.model import Claim, Entity, Licence, Modality, Polarity, Stance
from kg.model.wording import name_end
from kg.ontology.lexicon import word_classes
from kg.ontology.loader import load_ontology

_WEAKER = frozenset({Modality.REPORTED, Modality.ALLEGED, Modality.DENIED})
_DECIDING = frozenset({Licence.VERDICT, Licence.PLEA, Licence.ADMISSION})


def find_claim_ground(predicate: str, stance: Stance) -> str:
    """Return what a claim rests on beyond its modality: by its words, else by what its relation means; ``""`` where by neither."""
    if stance.ground or stance.modality is not Modality.STATED_AS_FACT:
        return stance.ground
    if is_blaming(predicate):
        return Licence.WITHHELD
    relation = load_ontology().relations.get(predicate)
    return relation.rests if relation is not None else ""


def is_blaming(predicate: str) -> bool:
    """Whether an open relation is an act of blaming ("rel:allege_about"): a plain triple of it would accuse."""
    return "BlameVerb" in _classes_of(_verb(predicate)) if predicate.startswith("rel:") else False


def accuses(claim: Claim) -> bool:
    """Whether a claim puts a deed to its subject that harms it: by its relation's family, or by the words of an open one."""
    relation = load_ontology().relations.get(claim.predicate.id)
    if relation is not None:
        return relation.accuses
    classes = _classes_of(_verb(claim.predicate.id))
    return "HarmVerb" in classes or "CommitVerb" in classes and _names_harm(claim)


def _verb(predicate: str) -> str:
    """The verb of an open relation in the active voice; ``""`` for others: "rel:be_robbed_in" accuses nobody whom it names first."""
    return predicate.removeprefix("rel:").partition("_")[0] if predicate.startswith("rel:") else ""


def _classes_of(word: str) -> Collection[str]:
    return word_classes(word, load_ontology()) if word else frozenset()


def _names_harm(claim: Claim) -> bool:
    """ "Commit [wire fraud]", "engage in [a conspiracy to rig bids]"."""
    words = [*claim.predicate.label.split(), *name_end(claim.object).split()]
    singular = (form for word in words for form in (word, word.removesuffix("s"), word.removesuffix("ies") + "y"))
    return any("HarmNoun" in _classes_of(word.strip(".,").lower()) for word in singular)


def weaken_accusations(claims: Sequence[Claim]) -> list[Claim]:
    """Return *claims*; a deed that accuses and stands bare is weakened to the accusation that the document elsewhere makes of it."""
    accusing = [c for c in claims if c.modality in _WEAKER and accuses(c)]
    charges = _undecided_charges(claims)
    return [_weaken(c, accusing, charges) for c in claims]


def _weaken(claim: Claim, accusing: Sequence[Claim], charges: Sequence[Claim]) -> Claim:
    bare = claim.modality is Modality.STATED_AS_FACT and claim.polarity is Polarity.POSITIVE
    if not bare or not accuses(claim):
        return claim
    source = next((other for other in accusing if _is_same_deed(claim, other)), None)
    return _weaken_to(claim, source) if source is not None else _weaken_to_charge(claim, charges)


def _weaken_to(claim: Claim, source: Claim) -> Claim:
    """The bare claim as the accusation puts it; what is elsewhere denied is reported."""
    modality = Modality.REPORTED if source.modality is Modality.DENIED else source.modality
    reason = f"the same deed is {source.modality} at {source.start}-{source.end}"
    return replace(claim, modality=modality, attribution=source.attribution, reason=reason, ground="")


def _weaken_to_charge(claim: Claim, charges: Sequence[Claim]) -> Claim:
    """The bare claim as an allegation, where its subject is charged and nothing is decided."""
    charge = next((other for other in charges if other.subject.id == claim.subject.id), None)
    if charge is not None:
        reason = f"{charge.predicate.label} at {charge.start}-{charge.end}, and not decided here"
        return replace(claim, modality=Modality.ALLEGED, reason=reason, ground="")
    return claim


def _is_same_deed(bare: Claim, other: Claim) -> bool:
    """Whether two claims put the same kind of deed to the same subject, to nobody else and of no other thing that is named."""
    if bare.subject.id != other.subject.id or bare.predicate.id != other.predicate.id:
        return False
    ends = (bare.object, other.object)
    apart = all(isinstance(end, Entity) and end.named for end in ends) and bare.object != other.object
    return not apart


def _undecided_charges(claims: Sequence[Claim]) -> list[Claim]:
    """The charges against those whom the document does not also tell to be convicted, to have pleaded or to admit."""
    relations = load_ontology().relations
    decided = {c.subject.id for c in claims if c.licence in _DECIDING}
    proceedings = {i for i, relation in relations.items() if "Proceeding" in relation.families}
    held = (c for c in claims if c.predicate.id in proceedings and c.polarity is Polarity.POSITIVE)
    return [c for c in held if c.subject.id not in decided]
