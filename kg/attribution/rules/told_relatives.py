"""What a relative clause tells is told by whom it names between its pronoun and its verb: "a firm
that regulators say sold drugs" (see kg.language.repairs.told_relatives)."""

from collections.abc import Iterator

from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Modality, Polarity, Sentence, Token
from kg.ontology.loader import Ontology

_RELATIVE = frozenset({"WP", "WDT"})


def find_told_relatives(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int]
) -> Iterator[Scope]:
    """Yield an attribution for each relative clause that somebody in it tells."""
    finder = _Finder(sentence, ontology, quoted)
    for token in sentence.tokens:
        if token.dep == "parataxis" and token.i < token.head:
            yield from finder.find(token)


class _Finder(ScopeFinder):
    """The clauses of one sentence."""

    def find(self, verb: Token) -> Iterator[Scope]:
        """Yield what *verb* tells: the relative clause around it."""
        own = self.sentence.subtree(verb.i)
        relative = self.tokens[min(own) - 1]
        subjects = self.sentence.dependents(verb.i, "nsubj")
        if not subjects or relative.head != verb.head or relative.tag not in _RELATIVE:
            return
        accuses = "AllegeVerb" in self.classes(verb.i)
        yield self.scope(
            subjects[0],
            (verb.i,),
            frozenset(self.sentence.subtree(verb.head)) - frozenset(own),
            Modality.ALLEGED if accuses else self.how_told(subjects[0]),
            Polarity.POSITIVE,
        )
