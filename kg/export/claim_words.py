"""A claim in the words that an export shows beside an edge: how it is put, by whom, which way
round."""

from kg.model import Claim, Entity, Modality, Polarity
from kg.model.wording import describe_strength, name_end


def describe_status(claim: Claim) -> str:
    """Return how a claim is put and by whom: "alleged by complaint", "stated as fact", "reported by
    X, held false"."""
    who = " > ".join(entity.label for entity in claim.attribution)
    words = describe_strength(claim)
    by = f" by {who}" if who else ""
    negative = claim.polarity is Polarity.NEGATIVE and claim.modality is not Modality.DENIED
    return (
        words
        + by
        + (", held false" if negative else "")
        + (f" [{claim.revision}]" if claim.revision else "")
    )


def describe_ends(claim: Claim) -> tuple[str, str, str, str, str]:
    """Return the cells of a proposition: subject, its class, the relation in words, object, its
    class or datatype."""
    target = claim.object
    kind = target.type if isinstance(target, Entity) else target.datatype
    subject = claim.subject
    return subject.label, subject.type, claim.predicate.label, name_end(target), kind


def describe_qualifiers(claim: Claim) -> str:
    """Return the further places of a claim: "amount: $2 million; place: Geneva"."""
    return "; ".join(
        f"{q.predicate.partition(':')[2]}: {name_end(q.value)}" for q in claim.qualifiers
    )
