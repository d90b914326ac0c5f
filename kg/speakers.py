"""Who "I" and "we" are: the speaker, where a text says who speaks; in a court's own opinion, the court.

"We" is read as its speaker, who is one of those it stands for; for whom else it speaks, no rule can tell.
"""

from collections.abc import Iterable, Mapping

from kg.model import ClaimMention, Entity, Mention, MentionKind, Stance

_FIRST = frozenset({"i", "me", "myself", "we", "us", "ourselves"})


def is_first_person(mention: Mention) -> bool:
    """Whether a mention is a pronoun of the first person.

    >>> from kg.model import Span
    >>> is_first_person(Mention(0, 0, 1, 0, Span(0, 2), "We", MentionKind.PRONOUN))
    True
    """
    return mention.kind is MentionKind.PRONOUN and mention.text.lower() in _FIRST


def link_speakers(claims: Iterable[tuple[ClaimMention, Stance]], entities: Mapping[Mention, Entity]) -> dict[Mention, Entity]:
    """Return the entity of each first-person pronoun at an end of a claim: the innermost source of what is said."""
    found: dict[Mention, Entity] = {}
    for claim, stance in claims:
        speaker = entities.get(stance.chain[-1]) if stance.chain else None
        if speaker is not None:
            found.update({m: speaker for m in (claim.subject, claim.object) if is_first_person(m)})
    return found
