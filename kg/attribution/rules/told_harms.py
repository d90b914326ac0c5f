"""Deeds that harm who does them, told by whoever has a share in the sentence: the writer to whom it
was done, a picture that has somebody do it, the telling before a colon."""

from dataclasses import dataclass

from kg.attribution.document_context import is_harmful
from kg.attribution.scopes import ScopeFinder
from kg.language.quotations import OPENING_MARKS
from kg.model import Mention, Modality
from kg.model.text import FINITE_TAGS, SUBJECTS
from kg.ontology.lexicon import words_of

_MINE = frozenset({"my", "me", "myself", "mine"})
_LISTS = frozenset({"list", "chronicle"})
_TELLERS = ("SourceNoun", "PaperNoun")


@dataclass(frozen=True)
class Unplaced:
    """Who or what tells a deed, as far as the sentence shows it; ``word`` is what shows it."""

    source: Mention | None
    modality: Modality
    word: str


class ToldHarms(ScopeFinder):
    """Looks beside one deed of a sentence for who tells it."""

    def find_told_harm(self, deed: int) -> Unplaced | None:
        """Return what shows that a *deed* which harms is told; ``None`` for other deeds."""
        if not is_harmful(self.sentence, deed, self.ontology):
            return None
        if word := self._pointed_at(deed):
            return Unplaced(None, Modality.ALLEGED, word)
        word = self._done_to_writer() or self._had_doing(deed) or self._telling_before(deed)
        return Unplaced(None, Modality.REPORTED, word) if word else None

    def _pointed_at(self, deed: int) -> str:
        """The suspicion that points to who is told of so: "the [finger] points at Lang, who stole
        it"."""
        for verb in self.sentence.ancestors(deed):
            for k in self.sentence.dependents(verb, *SUBJECTS):
                if self.tokens[verb].lemma == "point" and self.tokens[k].lemma == "finger":
                    return self.tokens[k].text
        return ""

    def _done_to_writer(self) -> str:
        """The word of the writer, who tells it as a party: "stole [my] deposit"."""
        if any(t.text in OPENING_MARKS for t in self.tokens):
            return ""
        return next((t.text for t in self.tokens if t.text.lower() in _MINE), "")

    def _had_doing(self, deed: int) -> str:
        """The verb that has somebody do it: "the mural [has] Lang strangling the mayor"."""
        own = self.sentence.dependents(deed, "nsubj") or self.tokens[deed].dep == "acl"
        if self.tokens[deed].tag != "VBG" or not own:
            return ""
        helpers = self.sentence.dependents(deed, "aux")
        around = (self.tokens[k] for k in (self.tokens[deed].head, *helpers) if k < deed)
        has = (t.text for t in around if t.lemma == "have" and t.tag in FINITE_TAGS)
        return next(has, "") if len(helpers) < 2 else ""

    def _telling_before(self, deed: int) -> str:
        """The telling right before a colon: "arrested on one man's [word]: she had stabbed him"."""
        colon = next((t.i for t in self.tokens if t.text == ":"), 0)
        if not 0 < colon < deed:
            return ""
        word = self.tokens[colon - 1]
        lists = any(t.lemma in _LISTS for t in self.tokens[:colon])
        return word.text if lists or self._tells(word.i) or word.lemma == "word" else ""

    def _tells(self, k: int) -> bool:
        lemma = self.tokens[k].lemma.lower()
        return any(lemma in words_of(name) for name in _TELLERS)
