"""Whose people somebody belongs to: "Red Front [fighters]", "three [experts] from the Harbour
Fund".

A body before or behind a noun for people is theirs (the part-whole reading of noun compounds, Girju
et al. 2005)."""

from collections.abc import Iterator

from kg.language.mentions import coordinated, mention_at
from kg.language.phrases import name_before
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.7
RELATION = "kg:memberOf"
_OF_A_BODY = frozenset({"from", "in", "with"})
"""Prepositions that lead from people to their body: "a [major] in the Army", "an agent with the
Bureau"."""


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is a member of Y" for people named after their body."""
    for token in sentence.tokens:
        if (
            token.pos != "NOUN"
            or token.dep == "compound"
            or token.lemma in ontology.words["OutsiderNoun"]
        ):
            continue
        people = mention_at(sentence, token.i, ontology)
        if (
            people is None
            or people.kind is not MentionKind.NOMINAL
            or people.type not in {"Person", "Group"}
        ):
            continue
        for body in _bodies(sentence, token.i, ontology):
            if body != people:
                label = ontology.relations[RELATION].label
                yield ClaimMention(
                    sentence.index,
                    people,
                    RELATION,
                    label,
                    body,
                    token.i,
                    "members",
                    (),
                    CONFIDENCE,
                    True,
                )


def _bodies(sentence: Sentence, i: int, ontology: Ontology) -> Iterator[Mention]:
    before = name_before(sentence, i)
    if before is not None:
        yield before
    for prep in sentence.dependents(i, "prep"):
        if sentence.tokens[prep].text.lower() not in _OF_A_BODY:
            continue
        for k in (m for o in sentence.dependents(prep, "pobj") for m in coordinated(sentence, o)):
            body = mention_at(sentence, k, ontology)
            if (
                body is not None
                and body.kind is MentionKind.NAME
                and ontology.is_a(body.type, "Organization")
            ):
                yield body
