"""What a body has, where it is named before it: "Northgate's warehouse", "the Red Front base".

A building, a vehicle or a weapon behind a possessor is run by it (the possession reading of the
genitive, Quirk et al. 1985, section 5.116). Without the mark of the genitive only a place that
people hold is, since the name may be that of a product."""

from collections.abc import Iterator

from kg.extraction.typed_claims import name_at, relate
from kg.language.mentions import coordinated, mention_at
from kg.language.phrases import name_before
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.7
RELATION = "kg:operates"


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X operates Y" for a named body before a noun for what is built, driven or fired."""
    held = ontology.words["HoldingNoun"]
    for token in sentence.tokens:
        if (
            token.pos != "NOUN"
            or token.lemma not in held
            or token.dep in {"compound", "amod", "nmod"}
        ):
            continue
        thing = mention_at(sentence, token.i, ontology)
        if thing is None or thing.kind is not MentionKind.NOMINAL:
            continue
        known = _is_known(sentence, token.i)
        for owner in _owners(sentence, token.i, ontology):
            yield from relate(
                sentence, ontology, RELATION, owner, thing, token.i, "holdings", CONFIDENCE, known
            )


def _is_known(sentence: Sentence, i: int) -> bool:
    """Whether a thing is named as known, in passing: "the Red Front base", not "a base"."""
    fixed = (sentence.word(k) for k in sentence.dependents(i, "det"))
    return "the" in fixed or bool(sentence.dependents(i, "poss"))


def _owners(sentence: Sentence, i: int, ontology: Ontology) -> Iterator[Mention]:
    for k in (m for owner in sentence.dependents(i, "poss") for m in coordinated(sentence, owner)):
        owner = name_at(sentence, k, ontology)
        if owner is not None and ontology.is_a(owner.type, "Organization"):
            yield owner
    before = (
        name_before(sentence, i) if sentence.tokens[i].lemma in ontology.words["BaseNoun"] else None
    )
    if before is not None:
        yield before
