"""Sentences that speak of kinds and not of anybody: "A tenant who sublets forfeits the lease",
"Courts may refuse relief", "S. 12 deals with appeals".

Characterizing sentences (Krifka et al. 1995): a present tense or a modal, a subject that names a
kind, and nobody and no time named. In a judgment they are statements of law."""

from kg.model import Sentence
from kg.ontology.lexicon import words_of

_MODALS = frozenset("must can may cannot could should shall would might ought".split())
_OPEN = frozenset("a an any every each no".split())
_NAMED = frozenset({"PERSON", "ORG", "DATE", "GPE", "MONEY", "TIME", "FAC", "EVENT", "NORP"})


def is_generic(sentence: Sentence) -> bool:
    """Return whether *sentence* is about a kind: in the present or under a modal, its subject is a
    kind or a numbered part of a law, and it names nobody, no place and no time."""
    root = sentence.tokens[sentence.root]
    subjects = sentence.dependents(root.i, "nsubj", "nsubjpass")
    if not subjects or not _is_timeless(sentence, root.i):
        return False
    if all(_is_numbered(sentence, k) for k in subjects):
        return True
    if any(kind in _NAMED for _, _, kind in sentence.entities):
        return False
    return all(_is_kind(sentence, k) for k in subjects)


def _is_timeless(sentence: Sentence, root: int) -> bool:
    """Whether the main verb is in the present or under a modal, and no perfect or progressive."""
    helpers = [sentence.tokens[k] for k in sentence.dependents(root, "aux", "auxpass")]
    if any(t.lemma == "have" for t in helpers):
        return False
    verb = sentence.tokens[root]
    if verb.tag == "VBG":
        return False
    return verb.tag in {"VBZ", "VBP"} or any(
        t.tag in {"VBZ", "VBP"} or t.text.lower() in _MODALS for t in helpers
    )


def _is_kind(sentence: Sentence, k: int) -> bool:
    """Whether it is a bare plural or an indefinite noun: "a tenant", "courts", "any person"."""
    token = sentence.tokens[k]
    marks = sentence.dependents(k, "det", "poss", "nummod")
    if token.pos != "NOUN":
        return False
    if marks:
        return all(sentence.tokens[m].text.lower() in _OPEN for m in marks)
    return token.tag == "NNS"


def _is_numbered(sentence: Sentence, k: int) -> bool:
    """Whether it is a part of a law: "S. 12", "clause (b)", "the proviso"."""
    token = sentence.tokens[k]
    low = min(sentence.subtree(k))
    first = sentence.tokens[low].text.lower().rstrip(".")
    return token.lemma in words_of("LawPart") or first in words_of("LawPart")
