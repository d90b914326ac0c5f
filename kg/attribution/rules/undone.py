"""Decisions, pleas and confessions that the text itself takes back: "The verdict was set aside.", "We reverse."."""

from collections.abc import Sequence

from kg.model import Sentence
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology

_NEAR = 1
"""So many units before the sentence are looked at: what was decided is told just before it is said to be undone."""


def find_undone(sentences: Sequence[Sentence], ontology: Ontology) -> dict[int, str]:
    """Return the sentences whose findings and admissions are taken back, each with the word that does."""
    out: dict[int, str] = {}
    for sentence in sentences:
        word = _undoes(sentence, ontology)
        for earlier in reversed(sentences[: sentence.index + 1] if word else ()):
            if earlier.unit < sentence.unit - _NEAR or sentence.index - earlier.index > 3:
                break
            out.setdefault(earlier.index, word)
    return out


def _undoes(sentence: Sentence, ontology: Ontology) -> str:
    """The verb of *sentence* that takes a decision back; ``""`` if none does."""
    for token in sentence.tokens:
        if token.pos != "VERB" or not _takes_back(sentence, token.i, ontology):
            continue
        around = [sentence.tokens[k] for k in sentence.children[token.i]]
        asked = token.tag in {"VB", "VBG"} or any(t.dep == "neg" or t.tag == "MD" for t in around)
        objects = [k for k in sentence.dependents(token.i, "dobj", "nsubjpass") if is_cue(sentence, k, ontology, "DecisionNoun")]
        bench = any(t.dep == "nsubj" and t.text.lower() == "we" for t in around) and not sentence.dependents(token.i, "dobj")
        recants = token.lemma == "recant"
        if not asked and (objects or bench or recants):
            return token.text
    return ""


def _takes_back(sentence: Sentence, i: int, ontology: Ontology) -> bool:
    aside = sentence.tokens[i].lemma == "set" and any(sentence.tokens[k].text.lower() == "aside" for k in sentence.children[i])
    return aside or is_cue(sentence, i, ontology, "UndoVerb")
