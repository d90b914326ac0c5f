"""Who "I" and "we" are: the speaker, where a text says who speaks; in a court's own opinion, the
court.

"We" is the organisation that the text says the speaker holds an office in, or belongs to. Of the
holder of an office whose body is not named it stays open in what was done ("We have sued them,"
said U.S. Attorney Dunn); what is wanted or the case holds of him, too. Others are one of those that
it stands for: for whom else it speaks, no rule can tell."""

from collections.abc import Iterable, Mapping, Sequence

from kg.model import ClaimMention, Entity, Mention, MentionKind, Sentence, Stance
from kg.ontology.loader import load_ontology

_WE = frozenset({"we", "us", "ourselves"})
_FIRST = _WE | {"i", "me", "myself"}
_OFFICES = frozenset({"kg:officerOf", "kg:chiefExecutiveOf", "kg:directorOf", "kg:employedBy"})
"""Relations of a speaker to the organisation that he speaks for."""
_BELONGS = frozenset({"kg:affiliatedWith"})
_TITLE = "kg:jobTitle"
_MARKS = frozenset({'"', "“", "”", "„", "«", "»", "‘", "’", "``", "''", "'"})


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
    sentences: Sequence[Sentence],
    bench: Entity | None = None,
) -> dict[Mention, Entity]:
    """Return the entity of each first-person pronoun at an end of a claim or in its chain.

    It is the innermost source of what is said, "we" the organisation that this one speaks for;
    where nobody is quoted,
    *bench*, the court whose opinion it is.
    """
    told = list(claims)
    houses = {**_houses(told, entities, _BELONGS), **_houses(told, entities, _OFFICES)}
    official = _officials(told, entities) - houses.keys()
    found: dict[Mention, Entity] = {}
    for claim, stance in told:
        speaker = entities.get(stance.chain[-1]) if stance.chain else None
        first = _spoken(claim, stance, entities, sentences)
        if speaker is not None:
            open_ = speaker.id in official and _is_deed(claim)
            house = None if open_ else houses.get(speaker.id, speaker)
            found |= _link_to_speaker(first, speaker, house)
        elif bench is not None and all(map(_is_we, stance.chain)):
            found.update(dict.fromkeys((*stance.chain, *filter(_is_we, first)), bench))
    return found


def _spoken(
    claim: ClaimMention,
    stance: Stance,
    entities: Mapping[Mention, Entity],
    sentences: Sequence[Sentence],
) -> list[Mention]:
    """The pronouns of a claim by which who speaks in it means himself."""
    loose = (m for m in _first_persons(claim) if m not in entities)
    return [m for m in loose if not _is_writer(m, stance, sentences)]


def _is_writer(pronoun: Mention, stance: Stance, sentences: Sequence[Sentence]) -> bool:
    """Whether a pronoun behind who speaks stands in no marks, so that it is whoever writes: "As
    Ruiz said, [we] paid it" (indirect speech: Quirk et al. 1985, section 14.32)."""
    source = stance.chain[-1] if stance.chain else None
    if source is None or source.sentence != pronoun.sentence or source.start >= pronoun.start:
        return False
    words = sentences[pronoun.sentence].tokens[: pronoun.start]
    quoted = any(t.text in _MARKS for t in words)
    return not quoted and all(t.text != ":" for t in words[source.end :])


def _link_to_speaker(
    first: Iterable[Mention], speaker: Entity, house: Entity | None
) -> dict[Mention, Entity]:
    """What the pronouns *first* of one claim stand for: "we" is the *house*, or open."""
    meant = {m: house if _is_we(m) else speaker for m in first}
    return {m: entity for m, entity in meant.items() if entity is not None}


def _first_persons(claim: ClaimMention) -> list[Mention]:
    return [m for m in (claim.subject, claim.object) if is_first_person(m)]


def _is_deed(claim: ClaimMention) -> bool:
    """Whether a claim tells what was done, and not what somebody wants, believes or has."""
    verb = claim.predicate.partition(":")[2].partition("_")[0]
    cues = load_ontology().cues
    return verb != "have" and verb not in cues["WantVerb"] | cues["BelieveVerb"]


def _officials(
    claims: Iterable[tuple[ClaimMention, Stance]], entities: Mapping[Mention, Entity]
) -> set[str]:
    """Ids of those who speak for an office: their title has a noun of office."""
    offices = load_ontology().cues["OfficeNoun"]
    return {
        entities[claim.subject].id
        for claim, _ in claims
        if claim.predicate == _TITLE
        and claim.subject in entities
        and not offices.isdisjoint(claim.object.text.lower().split())
    }


def _houses(
    claims: Iterable[tuple[ClaimMention, Stance]],
    entities: Mapping[Mention, Entity],
    relations: frozenset[str],
) -> dict[str, Entity]:
    """Id of a person → the one named organisation that one of the *relations* of the text ties him
    to; nobody with two."""
    held: dict[str, dict[str, Entity]] = {}
    for claim, _ in claims:
        person, house = entities.get(claim.subject), entities.get(claim.object)
        if (
            claim.predicate in relations
            and person is not None
            and house is not None
            and house.named
            and house.type not in {"Person", "PoliticalParty"}
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
