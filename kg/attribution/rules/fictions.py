"""What a film or a play tells in the present tense of whom it shows: "The film follows a banker
[who steals millions]".

The story of a fiction is told in the present (Huddleston & Pullum 2002, chapter 3, section 4.2.5),
so that what stands in the past is of the world: "a film about Dent, who [died] in May"."""

from collections.abc import Iterator

from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Modality, Polarity, Sentence
from kg.ontology.loader import Ontology

_PRESENT = frozenset({"VBZ", "VBP"})


def find_fictions(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int]
) -> Iterator[Scope]:
    """Yield the scope of each clause that tells what somebody does in a fiction."""
    finder = _Finder(sentence, ontology, quoted)
    for token in sentence.tokens:
        if token.pos == "VERB" and token.tag in _PRESENT:
            yield from finder.told(token.i)


class _Finder(ScopeFinder):
    """The pattern, over one sentence."""

    def told(self, verb: int) -> Iterator[Scope]:
        """Yield what is done by those whom the fiction that is the subject of *verb* shows."""
        subjects = self.sentence.dependents(verb, "nsubj")
        if not any("FictionNoun" in self.classes(k) for k in subjects):
            return
        objects = self.sentence.dependents(verb, "dobj")
        shown = sorted({k for o in objects for k in self.sentence.subtree(o)})
        told = (self.tokens[k] for k in shown)
        deeds = [t.i for t in told if t.dep == "relcl" and t.tag in _PRESENT]
        if deeds:
            content = self.below(deeds)
            yield self.scope(None, (verb,), content, Modality.HYPOTHETICAL, Polarity.POSITIVE)
