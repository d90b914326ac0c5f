"""What somebody calls another: "some still call Boyd [the man who burned the mill]"; the clause
that tells the reason of the name is theirs who use it."""

from collections.abc import Iterator

from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Modality, Polarity, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology


def find_callings(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int]
) -> Iterator[Scope]:
    """Yield the attributions of *sentence* whose content is a clause of what somebody is called."""
    finder = ScopeFinder(sentence, ontology, quoted)
    for verb in sentence.tokens:
        subjects = sentence.dependents(verb.i, "nsubj")
        if verb.lemma not in words_of("NamingVerb") or not subjects:
            continue
        called = sentence.dependents(verb.i, "oprd", "dobj", "attr", "ccomp")
        heads = (k for k in called if k > verb.i)
        clauses = [c for k in heads for c in sentence.dependents(k, "relcl")]
        if clauses:
            source, content = finder.source_token(subjects[0]), finder.below(clauses)
            yield finder.scope(source, (verb.i,), content, Modality.REPORTED, Polarity.POSITIVE)
