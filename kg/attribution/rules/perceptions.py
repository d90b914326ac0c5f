"""What somebody saw or heard: "Neighbours saw [Ruiz open the safe]", which is theirs to tell.

A bare infinitive behind the object of a verb of perception (Quirk et al. 1985, section 16.52). Who
writes "I saw" tells it for himself."""

from collections.abc import Iterator

from kg.attribution.scopes import Scope, ScopeFinder
from kg.language.clauses.agreement import has_to
from kg.model import Modality, Polarity, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_DEEDS = frozenset({"VB", "VBD", "VBP"})


def find_perceptions(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int]
) -> Iterator[Scope]:
    """Yield the attribution of what somebody saw somebody do."""
    finder = _Finder(sentence, ontology, quoted)
    for token in sentence.tokens:
        if token.pos == "VERB" and token.lemma in words_of("SeeingVerb"):
            yield from finder.seen(token.i)


class _Finder(ScopeFinder):
    """The pattern, over one sentence."""

    def seen(self, verb: int) -> Iterator[Scope]:
        """Yield what the subject of *verb* perceived."""
        clauses = [k for k in self.sentence.dependents(verb, "ccomp") if self._is_deed(verb, k)]
        subjects = self.sentence.dependents(verb, "nsubj")
        if not clauses or not subjects or not all(self._may_see(k) for k in subjects):
            return
        denied = bool(self.sentence.dependents(verb, "neg"))
        modality = Modality.HYPOTHETICAL if denied else Modality.REPORTED
        yield self.scope(subjects[0], (verb,), self.below(clauses), modality, Polarity.POSITIVE)

    def _may_see(self, k: int) -> bool:
        """Whether a subject is somebody who can tell it, and not the writer: "the year saw"."""
        named = self.tokens[k].pos in {"PROPN", "PRON"} and self.sentence.word(k) not in {"i", "we"}
        return named or self.is_a(k, "", "Agent")

    def _is_deed(self, verb: int, clause: int) -> bool:
        """Whether a clause is a bare infinitive with who does it right before: "Ruiz [open]"."""
        token = self.tokens[clause]
        if token.tag not in _DEEDS or token.i < verb or has_to(self.sentence, clause):
            return False
        bare = not self.sentence.dependents(clause, "mark", "aux", "auxpass", "advmod")
        doers = self.sentence.dependents(clause, "nsubj")
        return bare and bool(doers) and min(self.sentence.subtree(doers[0])) == verb + 1
