"""What somebody only guesses at: "speculated on the part that Boyd played", "there is speculation
about the money he took"; what such words are about is open."""

from collections.abc import Iterator

from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Modality, Polarity, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_ABOUT = frozenset({"about", "on", "upon", "over", "at", "as", "regarding"})


def find_speculations(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int]
) -> Iterator[Scope]:
    """Yield the attributions of *sentence* to who speculates about something."""
    finder = _Finder(sentence, ontology, quoted)
    for token in sentence.tokens:
        if token.lemma.lower() in words_of("SpeculatingWord"):
            yield from finder.find(token.i)


class _Finder(ScopeFinder):
    """The pattern, over one sentence."""

    def find(self, word: int) -> Iterator[Scope]:
        """Yield what the *word* is about: the clauses of the nouns behind its preposition."""
        links = [
            p for p in self.sentence.dependents(word, "prep") if self.sentence.word(p) in _ABOUT
        ]
        content = self.below(o for p in links for o in self.sentence.dependents(p, "pobj"))
        if not any(self.tokens[k].dep in {"relcl", "acl"} for k in content):
            return
        source = self._who(word)
        yield self.scope(source, (word,), content, Modality.POSSIBLE, Polarity.POSITIVE)

    def _who(self, word: int) -> int | None:
        """Who speculates: the subject of the verb, the owner of the noun."""
        subjects = self.sentence.dependents(word, "nsubj", "poss")
        return self.source_token(subjects[0]) if subjects else None
