"""Who "I" and "we" are: the speaker, where a text says who speaks; in a court's own opinion, the court.

"We" is read as its speaker, who is one of those it stands for; for whom else it speaks, no rule can tell.
"""

from collections.abc import Iterable, Mapping, Sequence

from kg.model import ClaimMention, Entity, Mention, MentionKind, Sentence, Stance

_WE = frozenset({"we", "us", "ourselves"})
_FIRST = _WE | {"i", "me", "myself"}


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
        first = [m for m in (claim.subject, claim.object) if is_first_person(m) and m not in entities]
        if speaker is None and bench is not None and all(map(_is_we, stance.chain)):
            speaker = bench
            first = [m for m in first if _is_we(m)]
            found.update(dict.fromkeys(stance.chain, bench))
        if speaker is not None:
            found.update(dict.fromkeys(first, speaker))
    return found


def _is_we(mention: Mention) -> bool:
    """Whether a mention is "we": in an opinion the court, where "I" is one judge or a witness whose words are not marked."""
    return is_first_person(mention) and mention.text.lower() in _WE


def find_bench(sentences: Sequence[Sentence], entities: Mapping[Mention, Entity]) -> Entity | None:
    """Return the entity that an opinion calls "this Court", if it does."""
    for mention in sorted((m for m in entities if m.text.lower() == "court"), key=lambda m: m.span):
        tokens = sentences[mention.sentence].tokens
        if mention.start and tokens[mention.start - 1].text.lower() == "this":
            return entities[mention]
    return None
