"""Deeds named after a kind of body: "a [police] raid on the Harbour Club", "[government] attacks on
Tel Amar".

The first noun of such a compound is the doer of the second (the agent reading of noun compounds,
Levi 1978)."""

from collections.abc import Iterator

from kg.extraction.extractors.nouns import noun_roles
from kg.extraction.frame_matching import match_frame
from kg.extraction.typed_claims import body_before, relate
from kg.language.mentions import coordinated, mention_at
from kg.model import ClaimMention, Mention, Sentence, Token
from kg.ontology.loader import Ontology

CONFIDENCE = 0.7


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield the claims of noun frames whose doer is a common noun for a body before the noun of the
    deed."""
    for token in sentence.tokens[1:]:
        if token.pos != "NOUN" or token.lemma not in ontology.noun_index or token.dep == "compound":
            continue
        doer = body_before(sentence, token.i - 1, ontology)
        if doer is not None and sentence.tokens[doer.head].head == token.i:
            yield from _claims(sentence, ontology, token, doer)


def _claims(
    sentence: Sentence, ontology: Ontology, deed: Token, doer: Mention
) -> Iterator[ClaimMention]:
    """The claims of the first frame of *deed* that takes the noun before it for its subject."""
    roles = {**noun_roles(sentence, deed.i, ontology), "compound": (doer.head,)}
    for relation, frame in ontology.noun_index[deed.lemma]:
        match = match_frame(sentence, relation, frame, roles)
        other = match.get("O") if match is not None and match.get("S") == doer.head else None
        if other is not None:
            for k in coordinated(sentence, other):
                them = mention_at(sentence, k, ontology)
                yield from relate(
                    sentence,
                    ontology,
                    relation.id,
                    doer,
                    them,
                    deed.i,
                    "compound_agents",
                    CONFIDENCE,
                )
            return
