"""A deed that harms whom the sentence before does not know is told by whoever stands there.

"The caller would not give her name. Meyer pocketed the fees." Neighbouring sentences cohere by what
they share (entity grids, Barzilay & Lapata 2008); where somebody who can tell is spoken of, and the
next sentence accuses a named person or firm of whom nothing was said, what joins the two is that
the one tells the other (the relation Attribution of Carlson & Marcu 2001), however it is worded. A
date makes it news of its own."""

from kg.attribution.accounts import Account, Reach
from kg.attribution.document_context import is_harmful
from kg.attribution.rules.procedure import is_procedural
from kg.attribution.scopes import ScopeFinder
from kg.model import Modality, Sentence
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_TELLS = frozenset({"he", "she", "they", "i", "we"})
_POINTS = frozenset("he she they it him her them his their its this that these those there".split())
_PLACES = frozenset({"GPE", "NORP", "LOC"})
_NAMING = frozenset({"NOUN", "PROPN"})


def find_stranger(
    sentence: Sentence, before: Sentence | None, ontology: Ontology
) -> Account | None:
    """Return the account to which a bare deed belongs that has nothing in common with the sentence
    *before*, where somebody stands who can tell; ``None`` for others."""
    if before is None or not is_harmful(sentence, sentence.root, ontology):
        return None
    if not _is_named(sentence) or _coheres(sentence, before) or is_procedural(before, ontology):
        return None
    if not _Teller(before, ontology, frozenset()).stands():
        return None
    return Account(None, Modality.REPORTED, Reach.HARMS, "told by a stranger")


def _is_named(sentence: Sentence) -> bool:
    """Whether a person or body with a name does it: no state, no people, no "gunman"."""
    doers = sentence.dependents(sentence.root, "nsubj")
    return any(
        sentence.tokens[k].pos == "PROPN" and sentence.tokens[k].entity not in _PLACES
        for k in doers
    )


def _coheres(sentence: Sentence, before: Sentence) -> bool:
    """Whether the sentence takes up what stands before, or brings a date of its own."""
    first = sentence.tokens[0]
    if first.pos in {"ADV", "CCONJ"} or any(t.entity == "DATE" for t in sentence.tokens):
        return True
    known = {t.lemma.lower() for t in before.tokens if t.pos in _NAMING}
    return any(
        t.text.lower() in _POINTS or t.pos in _NAMING and t.lemma.lower() in known
        for t in sentence.tokens
    )


class _Teller(ScopeFinder):
    """Who can tell something, in one sentence."""

    def stands(self) -> bool:
        """Whether the subject is a person, people or a telling."""
        subjects = self.sentence.dependents(self.sentence.root, *SUBJECTS)
        return any(self._can_tell(k) for k in subjects)

    def _can_tell(self, k: int) -> bool:
        token = self.tokens[k]
        named = token.entity == "PERSON" or token.lemma in words_of("SourceNoun")
        return named or self.sentence.word(k) in _TELLS or self.is_a(k, "OfficeNoun", "Person")
