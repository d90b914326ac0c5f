"""Who says it all at the end of a sentence, set apart from the verb by an aside: "..., Ana Boyd,
the firm's lawyer, told reporters"."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend
from kg.model import Sentence, Token
from kg.model.text import FINITE_TAGS, NOMINALS, SUBJECTS
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import load_ontology

_LONGEST = 14
"""The words of an aside behind a name."""


def read_closing_speaker(sentence: Sentence) -> Sentence:
    """Return "Rebels shot ten men, Jan Vos, a spokesman, told reporters." with Vos as who told it,
    where the parser gave the verb the subject of what is told."""
    for verb in sentence.tokens[3:]:
        if _closes(sentence, verb) and (speaker := _find_speaker(sentence, verb.i)) is not None:
            return mend(sentence, _hand_over(sentence, verb, speaker))
    return sentence


def _closes(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb of saying stands behind a comma without a subject, and no clause behind it."""
    if verb.tag not in FINITE_TAGS or verb.dep not in {"conj", "ROOT"}:
        return False
    if sentence.tokens[verb.i - 1].text != "," or sentence.dependents(verb.i, *SUBJECTS):
        return False
    behind = sentence.tokens[verb.i + 1 :]
    says = is_cue(sentence, verb.i, load_ontology(), "ReportVerb", "AllegeVerb")
    return says and not any(t.tag in FINITE_TAGS or t.text in {'"', "“"} for t in behind)


def _find_speaker(sentence: Sentence, verb: int) -> Token | None:
    """The name before the aside that the comma before the *verb* closes, itself behind a comma."""
    for start, end, label in reversed(sentence.entities):
        inside = label == "PERSON" and end + 1 < verb - 1 <= end + _LONGEST
        if inside and sentence.tokens[end].text == "," and _opens_aside(sentence, start):
            return sentence.tokens[end - 1]
    return None


def _opens_aside(sentence: Sentence, first: int) -> bool:
    """Whether a name, with its titles, stands right behind the comma that closes a clause."""
    before = sentence.tokens[:first]
    while before and before[-1].pos in NOMINALS and before[-1].dep != "nsubj":
        before = before[:-1]
    told = any(t.tag in FINITE_TAGS for t in before)
    return told and before[-1].text == ","


def _hand_over(sentence: Sentence, verb: Token, speaker: Token) -> Changes:
    """The speaker as the subject of the verb, and what stood above it as what is said."""
    changed: Changes = {speaker.i: replace(speaker, dep="nsubj", head=verb.i)}
    if verb.dep == "conj":
        top = sentence.tokens[verb.head]
        if top.head != top.i:
            return {}
        changed[top.i] = replace(top, dep="ccomp", head=verb.i)
        changed[verb.i] = replace(verb, dep="ROOT", head=verb.i)
    return changed
