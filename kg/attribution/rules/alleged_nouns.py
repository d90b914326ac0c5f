"""What is alleged in or under a noun: "filed a suit alleging violations of the act", "charges two
men who beat X"."""

from collections.abc import Iterator

from kg.attribution.modality.local import is_set_aside
from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Modality, Polarity, Sentence
from kg.ontology.loader import Ontology

_OTHERS = frozenset({"ReportVerb", "WantVerb", "ArgueVerb", "ImplicativeVerb", "AccuserNoun"})
"""Words that also take a plain object: "claimed a prize"."""


def find_alleged_nouns(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int]
) -> Iterator[Scope]:
    """Yield the attributions of *sentence* whose content is the object of a verb that alleges."""
    finder = _Finder(sentence, ontology, quoted)
    for token in sentence.tokens:
        classes = finder.classes(token.i)
        if token.pos != "VERB":
            continue
        if "AccuseVerb" in classes:
            yield from finder.accused(token.i)
        elif "AllegeVerb" in classes and not classes & _OTHERS:
            yield from finder.alleged(token.i)


class _Finder(ScopeFinder):
    """The pattern, over one sentence."""

    def alleged(self, verb: int) -> Iterator[Scope]:
        """Yield what a verb alleges in a noun ("alleging violations"); nothing where a clause is
        alleged."""
        objects = self.sentence.dependents(verb, "dobj", "nsubjpass")
        if not objects or self.sentence.dependents(verb, "ccomp", "xcomp"):
            return
        subjects = self.sentence.dependents(verb, "nsubj")
        source = self.paper_before(verb) if not subjects else self.source_token(subjects[0])
        yield self.scope(source, (verb,), self.below(objects), Modality.ALLEGED, Polarity.POSITIVE)

    def accused(self, verb: int) -> Iterator[Scope]:
        """Yield what tells the accused apart, which is the accuser's word unless it is set aside:
        "charges two officers [who beat X]"."""
        objects, subjects = (
            self.sentence.dependents(verb, "dobj"),
            self.sentence.dependents(verb, "nsubj"),
        )
        clauses = [
            c
            for k in objects
            for c in self.sentence.dependents(k, "relcl", "acl")
            if not is_set_aside(self.sentence, c)
        ]
        if clauses:
            source = self.source_token(subjects[0]) if subjects else None
            yield self.scope(
                source, (verb,), self.below(clauses), Modality.ALLEGED, Polarity.POSITIVE
            )
