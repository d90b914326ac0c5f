"""Who "I" and "we" are: the speaker, where a text says who speaks; in a court's own opinion, the
court.

"We" is the organisation that the text says the speaker holds an office in; without one it is read
as the speaker, who is one of those it stands for: for whom else it speaks, no rule can tell."""

from collections.abc import Iterable, Mapping, Sequence

from kg.model import ClaimMention, Entity, Mention, MentionKind, Sentence, Stance

_WE = frozenset({"we", "us", "ourselves"})
_FIRST = _WE | {"i", "me", "myself"}
_OFFICES = frozenset({"kg:officerOf", "kg:chiefExecutiveOf", "kg:directorOf", "kg:employedBy"})
"""Relations of a speaker to the organisation that he speaks for."""


def is_first_person(mention: Mention) -> bool:
    """Whether a mention is a pronoun of the first person.

    >>> from kg.model import Span
    >>> is_first_person(Mention(0, 0, 1, 0, Span(0, 2), "We", MentionKind.PRONOUN))
    True
    """
    return mention.kind is MentionKind.PRONOUN and mention.text.lower() in _FIRST


def link_speakers(
    claims: Iterable[tuple[ClaimMention, Stance]],
    entities: Mapping[Mention, Entity],
    bench: Entity | None = None,
) -> dict[Mention, Entity]:
    """Return the entity of each first-person pronoun at an end of a claim or in its chain.

    It is the innermost source of what is said, "we" the organisation that this one speaks for;
    where nobody is quoted,
    *bench*, the court whose opinion it is.
    """
    told = list(claims)
    houses = _houses(told, entities)
    found: dict[Mention, Entity] = {}
    for claim, stance in told:
        speaker = entities.get(stance.chain[-1]) if stance.chain else None
        first = [m for m in _first_persons(claim) if m not in entities]
        if speaker is not None:
            house = houses.get(speaker.id, speaker)
            found.update({m: house if _is_we(m) else speaker for m in first})
        elif bench is not None and all(map(_is_we, stance.chain)):
            found.update(dict.fromkeys((*stance.chain, *filter(_is_we, first)), bench))
    return found


def _first_persons(claim: ClaimMention) -> list[Mention]:
    return [m for m in (claim.subject, claim.object) if is_first_person(m)]


def _houses(
    claims: Iterable[tuple[ClaimMention, Stance]], entities: Mapping[Mention, Entity]
) -> dict[str, Entity]:
    """Id of a person → the one named organisation that the text gives him an office in; nobody with
    two."""
    held: dict[str, dict[str, Entity]] = {}
    for claim, _ in claims:
        person, house = entities.get(claim.subject), entities.get(claim.object)
        if (
            claim.predicate in _OFFICES
            and person is not None
            and house is not None
            and house.named
            and house.type != "Person"
        ):
            held.setdefault(person.id, {})[house.id] = house
    return {
        person: next(iter(houses.values())) for person, houses in held.items() if len(houses) == 1
    }


def _is_we(mention: Mention) -> bool:
    """Whether a mention is "we": in an opinion the court, where "I" is one judge or a witness whose
    words are not marked."""
    return is_first_person(mention) and mention.text.lower() in _WE


def find_bench(sentences: Sequence[Sentence], entities: Mapping[Mention, Entity]) -> Entity | None:
    """Return the entity that an opinion calls "this Court", if it does."""
    for mention in sorted((m for m in entities if m.text.lower() == "court"), key=lambda m: m.span):
        tokens = sentences[mention.sentence].tokens
        if mention.start and tokens[mention.start - 1].text.lower() == "this":
            return entities[mention]
    return None
