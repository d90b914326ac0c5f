"""Who says what inside one sentence: reporting verbs, "according to", nouns and adverbs of saying.

Scopes follow the dependency structure: a scope is a source, the words that attribute, and the
tokens of what is attributed (source, cue and content in the terms of PARC 3.0; Pareti 2016).
"""

from collections.abc import Iterator

from kg.attribution.cue_nouns import find_assertions
from kg.attribution.parentheticals import new_asides, widen_by_asides, without_asides
from kg.attribution.rules.according import According
from kg.attribution.rules.accusations import DEEDS, Accusations
from kg.attribution.rules.alleged_nouns import find_alleged_nouns
from kg.attribution.rules.beliefs import Beliefs
from kg.attribution.rules.callings import find_callings
from kg.attribution.rules.fictions import find_fictions
from kg.attribution.rules.listed_charges import find_listed_charges
from kg.attribution.rules.perceptions import find_perceptions
from kg.attribution.rules.reporting_verbs import ReportingVerbs
from kg.attribution.rules.semicolons import widen_over_semicolons
from kg.attribution.rules.speculations import find_speculations
from kg.attribution.rules.suppositions import find_suppositions
from kg.attribution.rules.that_clauses import find_that_clauses
from kg.attribution.rules.told_relatives import find_told_relatives
from kg.attribution.rules.viewpoints import find_viewpoints
from kg.attribution.scopes import Scope, name_rule
from kg.model import Sentence, Token
from kg.ontology.lexicon import cue_classes
from kg.ontology.loader import Ontology


def find_scopes(sentence: Sentence, ontology: Ontology, quoted: frozenset[int]) -> list[Scope]:
    """Return the attributions of *sentence*; *quoted* are its tokens inside quotation marks."""
    found = [
        *_WordFinder(sentence, ontology, quoted).find(),
        *name_rule("noun or adverb", find_assertions(sentence, ontology, quoted)),
        *name_rule("viewpoint", find_viewpoints(sentence, ontology, quoted)),
        *name_rule("fiction", find_fictions(sentence, ontology, quoted)),
        *name_rule("perception", find_perceptions(sentence, ontology, quoted)),
        *name_rule("speculation", find_speculations(sentence, ontology, quoted)),
        *name_rule("calling", find_callings(sentence, ontology, quoted)),
        *name_rule("supposition", find_suppositions(sentence, ontology, quoted)),
        *name_rule("alleged noun", find_alleged_nouns(sentence, ontology, quoted)),
        *name_rule("listed charge", find_listed_charges(sentence, ontology, quoted)),
    ]
    found = [s for s in found if s.content - set(s.cue) or s.quotable]
    told = [*name_rule("told relative", find_told_relatives(sentence, ontology, quoted))]
    cues = {s.cue for s in told}
    found = [s for s in found if s.cue not in cues]
    found += name_rule("that", find_that_clauses(sentence, ontology, quoted, [*found, *told]))
    found = [*widen_by_asides(sentence, ontology, quoted, found), *told]
    found += new_asides(sentence, ontology, quoted, found)
    found = widen_over_semicolons(sentence, ontology, found)
    return sorted((without_asides(s, found, sentence) for s in found), key=lambda s: s.cue)


class _WordFinder:
    """The rules that start from one word, over one sentence."""

    def __init__(self, sentence: Sentence, ontology: Ontology, quoted: frozenset[int]) -> None:
        self._sentence, self._ontology = sentence, ontology
        self._adjuncts = According(sentence, ontology, quoted)
        self._reporting = ReportingVerbs(sentence, ontology, quoted)
        self._accusations = Accusations(sentence, ontology, quoted)
        self._beliefs = Beliefs(sentence, ontology, quoted)

    def find(self) -> Iterator[Scope]:
        """Yield the attributions word by word."""
        for token in self._sentence.tokens:
            if self._adjuncts.names_source(token.i):
                yield from name_rule("according to", self._adjuncts.according(token.i))
            elif token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass"}:
                yield from self._find_at_verb(token)
            elif token.dep == "acomp" and self._beliefs.believes(token.i):
                yield from name_rule("belief", self._beliefs.find(token.i, token.head))

    def _find_at_verb(self, token: Token) -> Iterator[Scope]:
        """Yield what the verb *token* says, accuses of, pleads and believes."""
        v, classes = token.i, cue_classes(self._sentence, token.i, self._ontology)
        if self._reporting.reports(v, classes):
            yield from name_rule("reporting verb", self._reporting.find(v, classes))
        if classes & DEEDS.keys():
            yield from name_rule("accusation or verdict", self._accusations.find_deed(v, classes))
        if self._accusations.may_plead(v):
            yield from name_rule("plea or guilt", self._accusations.find_guilt(v))
        if token.tag == "VBN" and self._beliefs.believes(v):
            yield from name_rule("belief", self._beliefs.find(v, v))
