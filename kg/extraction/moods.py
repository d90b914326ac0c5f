"""How a relation reads where it is no deed yet: "will visit", "to acquire".

The label alone must not read as if it were done ("Carter visited Oslo" of "Carter will visit
Oslo"); its relation stays the same."""

from kg.model import ClaimMention, Modality, Sentence, Token
from kg.ontology.loader import load_ontology

_MODALS = {"'ll": "will", "’ll": "will", "wo": "will", "'d": "would", "’d": "would", "ca": "can"}
_DONE = frozenset({"have", "has", "had", "having"})
_AHEAD = frozenset({Modality.PROBABLE, Modality.HYPOTHETICAL})
"""How what lies ahead is told: "will go to [a meeting on May 4]"."""
_BE = frozenset({"is", "are", "was", "were"})


def read_label(sentence: Sentence, claim: ClaimMention, modality: Modality) -> str:
    """Return the label of *claim* as its verb is told: behind its modal, or behind "to" where it is
    only thought of.

    "visited" → "will visit"; "was sentenced to" → "may be sentenced to"."""
    if claim.extractor == "events" and modality in _AHEAD:
        return f"to {_bare_label(sentence, claim)}"
    mood = "" if modality.fact_like else _find_mood(sentence, claim.anchor)
    if not mood or mood == "to" and not modality.hedged:
        return claim.label
    bare = _bare_label(sentence, claim)
    return f"{mood} {bare}" if bare else claim.label


def _find_mood(sentence: Sentence, anchor: int) -> str:
    """The modal of a verb, or its "to"; "" for one that is told, also where it is told as done
    before ("may have paid")."""
    if sentence.tokens[anchor].pos not in {"VERB", "AUX"}:
        return ""
    helpers = _list_helpers(sentence, anchor)
    words = [_MODALS.get(t.text.lower(), t.text.lower()) for t in helpers]
    if not _DONE.isdisjoint(words):
        return ""
    modal = (word for word, t in zip(words, helpers, strict=True) if t.tag == "MD")
    return next(modal, "to" if "to" in words else "")


def _list_helpers(sentence: Sentence, anchor: int) -> list[Token]:
    """The helpers of a verb, or of the one that it is joined to: "will pay and [hire]"."""
    verb = sentence.tokens[anchor]
    own = [sentence.tokens[k] for k in sentence.dependents(anchor, "aux", "auxpass")]
    joined = verb.dep == "conj" and verb.tag == sentence.tokens[verb.head].tag == "VB"
    return _list_helpers(sentence, verb.head) if joined and not own else own


def _bare_label(sentence: Sentence, claim: ClaimMention) -> str:
    """The label behind a modal: "visit", "be sentenced to"; "" where it is of another word."""
    first, _, rest = claim.label.partition(" ")
    if claim.extractor == "events":
        return f"occur {rest}"
    relation = load_ontology().relations.get(claim.predicate)
    if first in _BE:
        return f"be {rest}".rstrip()
    if relation is not None:
        return relation.bare_label if claim.label == relation.label else ""
    verb = sentence.tokens[claim.anchor]
    return claim.label if verb.tag == "VB" and first == verb.text.lower() else ""
