"""What somebody is called by the office that the text gives him: "Ana Ruiz, [commander of the
Northgate Guard]".

Such words describe one thing and name it nowhere else: the next holder of the office is called so
too. They are kept apart from names (compare weakAlias of FollowTheMoney), never join documents, and
are taken only from what the document states in its own voice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.language.phrase_spans import run_start
from kg.model import (
    ClaimMention,
    Entity,
    Mention,
    MentionKind,
    Modality,
    Polarity,
    Sentence,
    Stance,
    Token,
)
from kg.ontology.loader import Ontology

_LONGEST = 14
"""Words of a description; a longer stretch holds more than the office."""
_BREAKS = frozenset({";", ",", ":", "and", "or"})


def describe_holders(
    told: Iterable[tuple[ClaimMention, Stance]],
    entities: Mapping[Mention, Entity],
    sentences: Sequence[Sentence],
    ontology: Ontology,
) -> dict[Mention, Entity]:
    """Return *entities*, each holder of an office with the words that the text gives it for."""
    found: dict[str, set[str]] = {}
    for claim, stance in told:
        holder = entities.get(claim.subject)
        if holder is not None and holder.named and _is_own_voice(stance):
            words = _office_words(claim, sentences[claim.sentence], ontology)
            found.setdefault(holder.id, set()).update({words} - {"", holder.label, *holder.aliases})
    described = {
        e.id: replace(e, descriptions=tuple(sorted(found[e.id])))
        for e in entities.values()
        if found.get(e.id)
    }
    return {m: described.get(e.id, e) for m, e in entities.items()}


def _is_own_voice(stance: Stance) -> bool:
    """Whether the document itself holds it, without doubt."""
    stated = stance.modality is Modality.STATED_AS_FACT and stance.polarity is Polarity.POSITIVE
    return stated and not stance.chain


def _office_words(claim: ClaimMention, sentence: Sentence, ontology: Ontology) -> str:
    """The words of an office beside its holder's name, with the body that it is held in; "" where
    they do not stand together, or the office is a former one."""
    if not claim.aside or claim.subject.kind is not MentionKind.NAME:
        return ""
    start, end = _office_span(claim, sentence)
    words = sentence.tokens[start:end]
    inside = start < claim.subject.end and claim.subject.start < end
    if inside or not 1 < len(words) <= _LONGEST or any(_spoils(t, ontology) for t in words):
        return ""
    return sentence.slice(start, end)


def _spoils(token: Token, ontology: Ontology) -> bool:
    """Whether a word shows that more than an office is told, or one that is not held."""
    past = token.lemma.lower() in ontology.words["FormerAdjective"]
    return token.text in _BREAKS or past or _is_hedge(token, ontology)


def _is_hedge(token: Token, ontology: Ontology) -> bool:
    """Whether a word may say that the office is somebody's claim ("self-styled", "reputed"):
    adjectives that are no part of an office's name."""
    known = ontology.words["TitleModifier"] | ontology.words["OfficeModifier"]
    plain = token.dep in {"amod", "advmod", "npadvmod"} and token.text.islower()
    return plain and token.lemma not in known


def _office_span(claim: ClaimMention, sentence: Sentence) -> tuple[int, int]:
    """The tokens of an office (a title, or a role noun with the name it stands with)."""
    office = claim.object
    if office.kind is MentionKind.VALUE:
        named = any(
            t.entity in {"ORG", "GPE", "NORP"} for t in sentence.tokens[office.start : office.end]
        )
        return (office.start, office.end) if named else (0, 0)
    if claim.extractor != "roles" or office.kind is not MentionKind.NAME:
        return 0, 0
    own = sentence.dependents(claim.anchor, "compound", "nmod", "amod", "npadvmod")
    start = min(run_start(sentence, claim.anchor), office.start, *own, claim.anchor)
    return start + (sentence.tokens[start].dep == "det"), max(claim.anchor + 1, office.end)
