"""Who "I" and "we" are: the speaker, where a text says who speaks; in a court's own opinion, the court.

"We" is read as its speaker, who is one of those it stands for; for whom else it speaks, no rule can tell.
"""

from collections.abc import Iterable, Mapping, Sequence

from kg.model import ClaimMention, Entity, Mention, MentionKind, Sentence, Stance

_FIRST = frozenset({"i", "me", "myself", "we", "us", "ourselves"})


def is_first_person(mention: Mention) -> bool:
    """Whether a mention is a pronoun of the first person.

    >>> from kg.model import Span
    >>> is_first_person(Mention(0, 0, 1, 0, Span(0, 2), "We", MentionKind.PRONOUN))
    True
    """
    return mention.kind is MentionKind.PRONOUN and mention.text.lower() in _FIRST


def link_speakers(
    claims: Iterable[tuple[ClaimMention, Stance]], entities: Mapping[Mention, Entity], bench: Entity | None = None
) -> dict[Mention, Entity]:
    """Return the entity of each first-person pronoun at an end of a claim or in its chain.

    It is the innermost source of what is said; where nobody is quoted, *bench*, the court whose opinion it is.
    """
    found: dict[Mention, Entity] = {}
    for claim, stance in claims:
        speaker = entities.get(stance.chain[-1]) if stance.chain else None
        if speaker is None and bench is not None and all(is_first_person(m) for m in stance.chain):
            speaker = bench
            found.update(dict.fromkeys(stance.chain, bench))
        if speaker is not None:
            found.update({m: speaker for m in (claim.subject, claim.object) if is_first_person(m) and m not in entities})
    return found


def find_bench(sentences: Sequence[Sentence], entities: Mapping[Mention, Entity]) -> Entity | None:
    """Return the entity that an opinion calls "this Court", if it does."""
    for mention in sorted((m for m in entities if m.text.lower() == "court"), key=lambda m: m.span):
        tokens = sentences[mention.sentence].tokens
        if mention.start and tokens[mention.start - 1].text.lower() == "this":
            return entities[mention]
    return None
