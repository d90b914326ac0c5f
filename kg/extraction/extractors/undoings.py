"""Whose conviction, verdict or plea was taken back: "vacated [Ortiz]'s conviction", "the verdict
against [Ortiz] was set aside"."""

from collections.abc import Iterator

from kg.language.mentions import mention_at, sharing
from kg.model import ClaimMention, Sentence
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology

CONFIDENCE = 0.8
_RELATION = "kg:relievedOf"
_PHRASES = (("set", "aside"), ("throw", "out"))
_WHOSE = frozenset({"of", "against"})


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X was relieved of the conviction" for verbs that undo what held somebody guilty."""
    for token in sentence.tokens:
        if token.pos != "VERB" or not _undoes(sentence, token.i, ontology):
            continue
        for noun in sentence.dependents(token.i, "dobj", "nsubjpass"):
            decision = mention_at(sentence, noun, ontology)
            if decision is None or not is_cue(sentence, noun, ontology, "GuiltNoun"):
                continue
            for k in _holders(sentence, noun):
                holder = mention_at(sentence, k, ontology)
                if holder is not None and not _is_court(sentence, k, ontology):
                    label = ontology.relations[_RELATION].label
                    yield ClaimMention(
                        sentence.index,
                        holder,
                        _RELATION,
                        label,
                        decision,
                        token.i,
                        "undoings",
                        (),
                        CONFIDENCE,
                    )


def _undoes(sentence: Sentence, verb: int, ontology: Ontology) -> bool:
    """Whether the verb takes something back: "vacated", "set aside", "threw out"."""
    particles = {
        sentence.tokens[k].text.lower() for k in sentence.dependents(verb, "prt", "advmod", "prep")
    }
    aside = any(
        sentence.tokens[verb].lemma == lemma and particle in particles
        for lemma, particle in _PHRASES
    )
    return aside or is_cue(sentence, verb, ontology, "UndoVerb")


def _is_court(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """ "The judgment of the [Court of Appeals]": whose ruling it was is nobody whom it held
    guilty."""
    kids = (sentence.tokens[m] for m in sentence.children[k])
    words = {t.lemma.lower() for t in (sentence.tokens[k], *kids)}
    return not words.isdisjoint(ontology.words["DecidingBody"] | ontology.words["LowerCourtSign"])


def _holders(sentence: Sentence, noun: int) -> list[int]:
    """Whose conviction or verdict it is: "[Ortiz]'s conviction", "the verdict against [Ortiz and
    Marsh]"."""
    behind = (
        p for p in sentence.dependents(noun, "prep") if sentence.tokens[p].text.lower() in _WHOSE
    )
    found = [
        *sentence.dependents(noun, "poss"),
        *(k for p in behind for k in sentence.dependents(p, "pobj")),
    ]
    return [m for k in found for m in sharing(sentence, k, noun)]
