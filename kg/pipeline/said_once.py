"""What a document only says again beside what a sentence is about is said once: who somebody is,
where a place is."""

from collections.abc import Mapping

from kg.model import ClaimMention, MentionKind, Stance
from kg.ontology.loader import load_ontology


def say_once(stances: Mapping[ClaimMention, Stance]) -> dict[ClaimMention, Stance]:
    """Return *stances* without the asides ("Attorney General [Ana Ruiz] said") that say again, in
    the same words, as strongly and by the same claimants, what stands before in the document."""
    seen: set[tuple[object, ...]] = set()
    kept = {}
    for claim, stance in stances.items():
        said = _words_of(claim, stance)
        if not _is_beside(claim) or said not in seen:
            kept[claim] = stance
        seen.add(said)
    return kept


def _is_beside(claim: ClaimMention) -> bool:
    """Whether a claim only tells who somebody is or where something is, and accuses nobody."""
    relation = load_ontology().relations.get(claim.predicate)
    neutral = relation is not None and "Neutral" in relation.families
    return claim.aside and neutral and claim.subject.kind is not MentionKind.PRONOUN


def _words_of(claim: ClaimMention, stance: Stance) -> tuple[object, ...]:
    """What a claim says, in its words, and how it is put."""
    time = stance.time.text if stance.time is not None else ""
    claimants = tuple(mention.text for mention in stance.chain)
    ends = claim.subject.text, claim.predicate, claim.object.text
    return *ends, stance.modality, stance.polarity, claimants, time
