"""Whose people somebody belongs to: "Red Front [fighters]", "three [experts] from the Harbour
Fund".

A body before or behind a noun for people is theirs (the part-whole reading of noun compounds, Girju
et al. 2005)."""

from collections.abc import Iterator

from kg.extraction.typed_claims import name_at
from kg.language.mentions import coordinated, mention_at, noun_types
from kg.language.phrases import name_before
from kg.model import ClaimMention, Mention, MentionKind, Sentence, Token
from kg.ontology.loader import Ontology

CONFIDENCE = 0.7
RELATION = "kg:memberOf"
PART = "kg:partOf"
_RELATIONS = {"Person": RELATION, "Group": RELATION, "Organization": PART}
_TOLD = frozenset({MentionKind.NOMINAL, MentionKind.NAME})
_OF_A_BODY = frozenset({"from", "in", "with"})
"""Prepositions that lead from people to their body: "a [major] in the Army", "an agent with the
Bureau"."""
_OF_A_WHOLE = frozenset({"from"})
"""The preposition that leads from a body to the greater one that sends it: "a [team] from the
Harbour Fund"."""
_IN_A_WHOLE = _OF_A_WHOLE | {"within", "inside"}
"""Prepositions that lead from a named body to the greater one that holds it: "an elite [group]
within the Church, the Guard"."""


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is a member of Y" for people named after their body, "X is part of Y" for bodies."""
    for token in sentence.tokens:
        people = _described_at(sentence, token, ontology)
        relation = _RELATIONS.get(noun_types(ontology).get(token.lemma, ""))
        if people is None or relation is None:
            continue
        if people.kind is MentionKind.NAME and relation != PART:
            continue
        links = _OF_A_BODY if relation == RELATION else _OF_A_WHOLE
        links = _IN_A_WHOLE if people.kind is MentionKind.NAME else links
        for body in _bodies(sentence, token.i, links, ontology):
            if body != people:
                label = ontology.relations[relation].label
                yield ClaimMention(
                    sentence.index,
                    people,
                    relation,
                    label,
                    body,
                    token.i,
                    "members",
                    (),
                    CONFIDENCE,
                    True,
                )


def _described_at(sentence: Sentence, token: Token, ontology: Ontology) -> Mention | None:
    """The description at a noun, or the name of the body that it describes, but of those who deal
    with a body ("customers")."""
    if (
        token.pos != "NOUN"
        or token.dep == "compound"
        or token.lemma in ontology.words["OutsiderNoun"]
    ):
        return None
    body = noun_types(ontology).get(token.lemma) == "Organization" and token.dep == "appos"
    named = body and sentence.tokens[token.head].pos == "PROPN"
    found = mention_at(sentence, token.head if named else token.i, ontology)
    return found if found is not None and found.kind in _TOLD else None


def _bodies(
    sentence: Sentence, i: int, links: frozenset[str], ontology: Ontology
) -> Iterator[Mention]:
    before = name_before(sentence, i) if links is _OF_A_BODY else None
    if before is not None:
        yield before
    for k in _reached(sentence, i, links):
        body = name_at(sentence, k, ontology)
        if body is not None and ontology.is_a(body.type, "Organization"):
            yield body


def _reached(sentence: Sentence, i: int, links: frozenset[str]) -> Iterator[int]:
    """What the prepositions *links* below noun *i* lead to."""
    for prep in sentence.dependents(i, "prep"):
        if sentence.tokens[prep].text.lower() in links:
            for k in sentence.dependents(prep, "pobj"):
                yield from coordinated(sentence, k)
