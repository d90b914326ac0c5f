"""What somebody is sure or convinced of."""

from collections.abc import Iterator

from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Modality, Polarity
from kg.ontology.lexicon import is_word


class Beliefs(ScopeFinder):
    """The adjectives and participles of belief of one sentence."""

    def believes(self, a: int) -> bool:
        """Whether the word at *a* is one of belief: "sure", "convinced"."""
        return is_word(self.sentence, a, self.ontology, "BelieveAdjective")

    def find(self, a: int, v: int) -> Iterator[Scope]:
        """Yield the belief of the subject of *v*, put by the word at *a*: "is sure that", "was
        convinced that"."""
        subject = self.sentence.dependents(v, "nsubj", "nsubjpass")
        content = self.below(
            k for h in {a, v} for k in self.sentence.dependents(h, "ccomp") if k > a
        )
        if content and subject and self.sentence.word(subject[0]) not in {"it", "this", "that"}:
            source = self.source_token(subject[0])
            yield self.scope(source, (a,), content, Modality.PROBABLE, Polarity.POSITIVE)
