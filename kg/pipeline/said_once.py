"""What a document only says again beside what a sentence is about is said once: who somebody is,
where a place is."""

from collections.abc import Mapping, Sequence

from kg.model import Claim, ClaimMention, MentionKind, Modality, Stance, Value
from kg.model.wording import name_end
from kg.ontology.lexicon import words_of
from kg.ontology.loader import load_ontology


def say_once(stances: Mapping[ClaimMention, Stance]) -> dict[ClaimMention, Stance]:
    """Return *stances* without the asides ("Attorney General [Ana Ruiz] said") that say again, in
    the same words, as strongly and by the same claimants, what stands before in the document.

    What a name's own words say ("Lund, Sweden") is nobody's claim: the first that stands as the
    document's own is enough, whoever else is quoted with it."""
    first: dict[tuple[object, ...], ClaimMention] = {}
    for claim, stance in stances.items():
        said = _words_of(claim, stance)
        told = first.setdefault(said, claim)
        if _is_own(stance) and not _is_own(stances[told]):
            first[said] = claim
    kept = {c for c in first.values() if _is_own(stances[c]) or not _is_owned_part(c)}
    return {c: s for c, s in stances.items() if not _is_beside(c) or c in kept}


def _is_beside(claim: ClaimMention) -> bool:
    """Whether a claim only tells who somebody is or where something is, and accuses nobody."""
    relation = load_ontology().relations.get(claim.predicate)
    neutral = relation is not None and "Neutral" in relation.families
    return claim.aside and neutral and claim.subject.kind is not MentionKind.PRONOUN


def _is_owned_part(claim: ClaimMention) -> bool:
    """Whether a body's name, by its form, tells whose part it is."""
    return claim.anchor == claim.subject.head and claim.predicate == "kg:partOf"


def _is_own(stance: Stance) -> bool:
    """Whether the document itself holds it."""
    return stance.modality is Modality.STATED_AS_FACT and not stance.chain


def _words_of(claim: ClaimMention, stance: Stance) -> tuple[object, ...]:
    """What a claim says, in its words, and how and of when it is put, where a verb or a noun tells
    it and not the name itself."""
    by_name = claim.anchor == claim.subject.head
    whole = "" if _is_owned_part(claim) else claim.object.text  # one whole, however it is called
    ends = claim.subject.text, claim.predicate, whole
    put: tuple[object, ...] = ()
    if not by_name and not _is_own(stance):
        put = stance.modality, *(mention.text for mention in stance.chain)
    time = stance.time.text if stance.time is not None and not by_name else ""
    return *ends, stance.polarity, time, put


def title_once(claims: Sequence[Claim]) -> list[Claim]:
    """Return *claims* without the titles that say less of the same person than another one that is
    put as it is: "Judge Falk" beside "U.S. District Judge Falk", in any case of letters.

    A former title is another one."""
    titles: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if claim.predicate.id == "kg:jobTitle":
            titles.setdefault(_holder_of(claim), []).append(claim)
    weaker = {id(c) for same in titles.values() for c in same if _says_less(c, same)}
    return [claim for claim in claims if id(claim) not in weaker]


def _holder_of(claim: Claim) -> tuple[object, ...]:
    """Who holds a title, and how and by whom it is put."""
    chain = (entity.id for entity in claim.attribution)
    return claim.subject.id, claim.modality, claim.polarity, *chain


def _says_less(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether another title ends in the words of this one, or has them and stands before it."""
    words = _title_words(claim)
    for other in others:
        longer = _title_words(other)
        more = longer[: -len(words)]
        if more and longer[-len(words) :] == words and not words_of("FormerAdjective") & {*more}:
            return True
        if longer == words and other.start < claim.start:
            return True
    return False


def _title_words(claim: Claim) -> list[str]:
    return name_end(claim.object).lower().split()


def deed_once(claims: Sequence[Claim]) -> list[Claim]:
    """Return *claims* without those that another one says whole between the same ends, of the same
    words: "to bribe X" beside "tried to bribe X", "is in Oslo" beside "was kept in Oslo"."""
    told: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        told.setdefault(_ends_of(claim), []).append(claim)
    return [c for c in claims if not any(_says_whole(other, c) for other in told[_ends_of(c)])]


def _ends_of(claim: Claim) -> tuple[object, ...]:
    """The ends of a claim, its quotation and whose word it is."""
    object_ = claim.object.value if isinstance(claim.object, Value) else claim.object.id
    chain = (entity.id for entity in claim.attribution)
    return claim.subject.id, object_, claim.start, claim.end, claim.polarity, *chain


def _says_whole(other: Claim, claim: Claim) -> bool:
    """Whether *other* has the words of *claim* and more, or tells what was done in the place."""
    longer, own = other.predicate.label, claim.predicate.label
    if claim.modality is Modality.HYPOTHETICAL and own.startswith("to "):
        return longer.endswith(f" {own}")
    placed = claim.extractor == "places" and other.extractor == "adjuncts"
    return placed and other.modality is claim.modality and longer.endswith((" in", " at"))
