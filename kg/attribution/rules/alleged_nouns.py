"""What is alleged in or under a noun: "filed a suit alleging violations of the act", "charges two
men who beat X"; and what is found behind one: "her conviction for taking part"."""

from collections.abc import Iterator

from kg.attribution.modality.local import is_set_aside
from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Modality, Polarity, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_OTHERS = frozenset({"ReportVerb", "WantVerb", "ArgueVerb", "ImplicativeVerb", "AccuserNoun"})
"""Words that also take a plain object: "claimed a prize"."""


def find_alleged_nouns(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int]
) -> Iterator[Scope]:
    """Yield the attributions of *sentence* whose content is the object of a verb that alleges."""
    finder = _Finder(sentence, ontology, quoted)
    for token in sentence.tokens:
        if token.lemma in words_of("ConvictionNoun"):
            yield from finder.convicted(token.i)
        if token.pos != "VERB":
            continue
        classes = finder.classes(token.i)
        if "AccuseVerb" in classes and token.lemma not in words_of("ShootingVerb"):
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

    def convicted(self, noun: int) -> Iterator[Scope]:
        """Yield the deed behind a conviction, which is found: "appeals her conviction for [taking
        part in a fraud]"."""
        deeds = [
            k
            for p in self.sentence.dependents(noun, "prep")
            if self.sentence.word(p) in {"for", "of", "on"}
            for k in self.sentence.dependents(p, "pcomp", "pobj")
        ]
        if deeds:
            content = self.below(deeds)
            yield self.scope(None, (noun,), content, Modality.FOUND, Polarity.POSITIVE)

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
