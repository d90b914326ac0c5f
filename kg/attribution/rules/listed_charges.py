"""Deeds in a list of charges: "charged with theft, [giving phones to inmates] and fraud", "faces
charges of fraud, [paying bribes and lying to agents]".

A participle behind a comma is read as what the accused did beside being charged. Where it stands
behind a charge it may as well be one more charge; in doubt it is."""

from collections.abc import Iterator

from kg.attribution.rules.accusations import DEEDS
from kg.attribution.scopes import Scope, ScopeFinder
from kg.language.clauses import read_clause
from kg.model import Modality, Polarity, Sentence
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_BEFORE_CHARGE = frozenset({"of", "for", "with", "on", "over"})
_ANSWERS = frozenset({"ReportVerb", "DenyVerb", "AdmitVerb"})
_CHARGES = frozenset({"AllegeNoun", "HarmNoun"})
_OFFICIAL = ("JudgeNoun", "AccuserNoun")


def find_listed_charges(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int]
) -> Iterator[Scope]:
    """Yield the deeds that a list of charges goes on with, behind its first charge."""
    finder = _Finder(sentence, ontology, quoted)
    for token in sentence.tokens:
        if token.pos == "VERB" and finder.classes(token.i) & DEEDS.keys():
            yield from finder.behind_verb(token.i)
        elif token.pos == "NOUN" and finder.classes(token.i) & _CHARGES:
            yield from finder.behind_noun(token.i)


class _Finder(ScopeFinder):
    """The pattern, over one sentence."""

    def behind_verb(self, verb: int) -> Iterator[Scope]:
        """Yield the deeds listed behind "charged with", "accused of", "acquitted of"."""
        if self._names_charge(verb):
            modality = next(m for name, m in DEEDS.items() if name in self.classes(verb))
            yield from self._listed(verb, verb, modality)

    def behind_noun(self, noun: int) -> Iterator[Scope]:
        """Yield the deeds listed behind "faces charges of fraud", "is wanted for fraud", where no
        accuser acts."""
        verb = self._verb_above(noun)
        actors = read_clause(self.sentence, verb).roles.get("nsubj", ())
        official = any(self.is_a(k, cue, "") for k in actors for cue in _OFFICIAL)
        if not official and not self.classes(verb) & DEEDS.keys() and self._is_charge(noun, verb):
            yield from self._listed(noun, verb, Modality.ALLEGED)

    def _verb_above(self, noun: int) -> int:
        verb = self.tokens[noun].head
        while self.tokens[verb].pos not in {"VERB", "AUX"} and self.tokens[verb].head != verb:
            verb = self.tokens[verb].head
        return verb

    def _is_charge(self, noun: int, verb: int) -> bool:
        """Whether *noun* is a charge ("charges of fraud", "the charges are") or the harm for which
        somebody is pursued ("on trial for fraud")."""
        if "AllegeNoun" in self.classes(noun):
            return self._names_charge(noun) or self.tokens[noun].dep.startswith("nsubj")
        holder = self.tokens[noun].head
        acts = self.sentence.dependents(verb, "dobj")
        return self.sentence.word(holder) in _BEFORE_CHARGE and not acts

    def _names_charge(self, cue: int) -> bool:
        prepositions = self.sentence.dependents(cue, "prep")
        return any(self.sentence.word(p) in _BEFORE_CHARGE for p in prepositions)

    def _listed(self, cue: int, verb: int, modality: Modality) -> Iterator[Scope]:
        deeds = [k for k in self.sentence.dependents(verb, "advcl") if self._is_deed(cue, k)]
        polarity = Polarity.NEGATIVE if modality is Modality.DENIED else Polarity.POSITIVE
        if deeds:
            yield self.scope(None, (cue,), self.below(deeds), modality, polarity)

    def _is_deed(self, cue: int, verb: int) -> bool:
        """Whether *verb* is a participle behind the charge without a subject or a conjunction of
        its own, and no answer to the charge ("pleading not guilty", "denying it")."""
        own = self.sentence.dependents(verb, *SUBJECTS, "mark")
        participle = self.tokens[verb].tag == "VBG" and verb > cue and not own
        pleads = self.tokens[verb].lemma in words_of("PleaVerb")
        return participle and not pleads and not self.classes(verb) & _ANSWERS
