"""Attributions set off by punctuation: ", the lawsuit claims,", "Report: ...", "(the company denies this)".

Read from the surface, since a parser hangs such asides now here, now there.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Modality, Polarity, Sentence
from kg.ontology.lexicon import cue_classes, word_classes
from kg.ontology.loader import Ontology

_MARKS = frozenset({",", "(", ")", "–", "—", "-", "--", ";"})
_SAYS = frozenset({"ReportVerb", "AllegeVerb"})
_PAPERS = frozenset({"AccuserNoun", "RecordNoun", "ReportNoun", "AllegeNoun"})
_HOLDS = frozenset({"BelieveVerb", "KnowVerb", "ReportVerb", "AllegeVerb", "WantVerb", "TellVerb"})
_LONGEST = 6


def find_asides(sentence: Sentence, ontology: Ontology, quoted: frozenset[int]) -> list[Scope]:
    """Return the attributions that stand in an aside, or before or after a colon."""
    finder = _Finder(sentence, ontology, quoted)
    return [*finder.segments(), *finder.colons(), *finder.pleadings()]


def without_asides(scope: Scope, found: list[Scope], sentence: Sentence) -> Scope:
    """ "The jury found that X paid, the company said": who says all of it is no part of what the jury found."""
    own = set(scope.cue)
    for other in found:
        if other is not scope and other.cue and own <= other.content and set(other.cue) & scope.content:
            aside = set(sentence.subtree(other.cue[0])) - other.content
            later = other.cue[0] > scope.cue[0] and len(aside) <= _LONGEST
            scope = replace(scope, content=scope.content - aside) if later else scope
    return scope


class _Finder(ScopeFinder):
    """The patterns, over one sentence."""

    def segments(self) -> Iterator[Scope]:
        """Short stretches between commas, dashes or brackets."""
        end = next((t.i + 1 for t in reversed(self.tokens) if t.pos != "PUNCT"), 0)
        marks = [t.i for t in self.tokens[:end] if t.text in _MARKS and t.i not in self.quoted]
        for low, high in pairwise([*marks, end]):
            own = range(low + 1, high)
            if 1 < len(own) <= _LONGEST and self.tokens[low + 1].tag not in {"WP", "WDT", "WRB"}:
                content = frozenset(t.i for t in self.tokens if not low <= t.i <= high)
                before = frozenset(range(low))
                yield from self.says(own, content)
                yield from self.contested(own, content if self.tokens[low].text != "," else before)
                yield from self.source_between(own, content)

    def says(self, own: range, content: frozenset[int]) -> Iterator[Scope]:
        """ ", the lawsuit claims,", ", it is said,", ", or so he said"."""
        own = self._without_hearer(own)
        last, first = self.tokens[own[-1]], self.tokens[own[0]]
        classes = cue_classes(self.sentence, last.i, self.ontology)
        told = last.lemma == "go" and any(cue_classes(self.sentence, k, self.ontology) & _PAPERS for k in own)
        if not (classes & _SAYS or told) or first.pos == "CCONJ" and first.text.lower() != "or":
            return
        speaker = self.tokens[own[-2]]
        noun = last.pos in {"NOUN", "PROPN"}
        papers = cue_classes(self.sentence, speaker.i, self.ontology) & _PAPERS
        named = speaker.pos in {"NOUN", "PROPN", "PRON", "AUX"} or speaker.i > 0 and speaker.text[0].isupper()
        if noun and not (last.tag in {"NNS", "NNPS"} and papers) or not named:
            return
        source = None if speaker.pos == "AUX" or told else speaker.i
        accuses = "AllegeVerb" in classes or "AccuserNoun" in papers
        yield self.scope(source, (last.i,), content, Modality.ALLEGED if accuses else Modality.REPORTED, Polarity.POSITIVE)

    def _without_hearer(self, own: range) -> range:
        """ "Ortiz told the jury": the words before and with the verb, where a hearer follows it."""
        told = next((k for k in own[1:] if self.tokens[k].lemma in {"tell", "assure", "inform", "remind", "warn"}), None)
        hearer = told is not None and all(self.tokens[k].pos in {"DET", "NOUN", "PROPN", "PRON", "ADJ"} for k in own if k > told)
        return range(own[0], told + 1) if told is not None and hearer else own

    def contested(self, own: range, content: frozenset[int]) -> Iterator[Scope]:
        """ "(the company denies this)", ", a charge that it denies": what somebody denies is no plain fact."""
        words = [self.tokens[k] for k in own]
        denies = [t for t in words if "DenyVerb" in cue_classes(self.sentence, t.i, self.ontology)]
        named = any("AllegeNoun" in cue_classes(self.sentence, t.i, self.ontology) for t in words[:3])
        pointing = any(t.text.lower() in {"this", "that", "it", "them"} for t in words)
        bracketed = self.tokens[own[0] - 1].text not in {",", ";"}
        if denies and (named or pointing and bracketed):
            yield self.scope(None, (denies[0].i,), content, Modality.ALLEGED, Polarity.POSITIVE)

    def source_between(self, own: range, content: frozenset[int]) -> Iterator[Scope]:
        """ "X, according to the suit, paid Y": between the subject and its verb."""
        opened = any(t.pos in {"VERB", "AUX"} for t in self.tokens[: own[0]])
        if self.tokens[own[0]].text.lower() in {"according", "per"} and not opened:
            noun = next((k for k in reversed(own) if self.tokens[k].pos in {"NOUN", "PROPN", "PRON"}), None)
            if noun is not None:
                accuses = self.is_a(noun, "AccuserNoun", "")
                modality = Modality.ALLEGED if accuses else Modality.REPORTED
                yield self.scope(noun, (own[0],), content, modality, Polarity.POSITIVE)

    def pleadings(self) -> Iterator[Scope]:
        """ "In its complaint, X sought damages for bribes paid by Y": what a pleading asks for rests on what it alleges."""
        for p in (t.i for t in self.tokens if t.dep == "prep" and t.text.lower() in {"in", "by"}):
            papers = [k for k in self.sentence.dependents(p, "pobj") if self.is_a(k, "AccuserNoun", "")]
            verb = self.tokens[p].head
            if papers and self.tokens[verb].lemma in {"seek", "request", "demand", "raise", "ask", "claim"}:
                asked = [k for k in self.sentence.dependents(verb, "dobj", "prep") if k > verb]
                content = frozenset(j for k in asked for j in self.sentence.subtree(k))
                yield self.scope(papers[0], (p,), content, Modality.ALLEGED, Polarity.POSITIVE)

    def colons(self) -> Iterator[Scope]:
        """ "Report: A paid B", "A paid B: report", "The suit makes two points: ..."."""
        colon = next((t.i for t in self.tokens[1:-1] if t.text == ":" and t.i not in self.quoted), None)
        if colon is None:
            return
        left, right = range(colon), range(colon + 1, len(self.tokens))
        for own, other in ((left, right), (right, left)):
            noun = next((k for k in reversed(own) if self.tokens[k].pos in {"NOUN", "PROPN"}), None)
            verbs = [k for k in own if self.tokens[k].pos in {"VERB", "AUX"}]
            if noun is not None and len(own) <= _LONGEST - 1 and not verbs and self._may_speak(noun, own is left):
                yield self._colon_scope(noun, other)
                return
        speakers = [t for t in left if self.tokens[t].dep in {"nsubj", "nsubjpass", "dobj"}]
        papers = [k for k in speakers if self.classes(k) & _PAPERS]
        holds = [k for k in left if self.classes(k) & _HOLDS or self._convinced(k)]
        if papers:
            yield self._colon_scope(papers[0], right)
        elif holds and self.tokens[speakers[0] if speakers else 0].dep in {"nsubj", "nsubjpass"}:
            speaker = speakers[0] if speakers[0] != holds[0] else max(holds[0] - 1, 0)  # "the contract states" read as a noun
            if not self._minded(speaker):
                return
            asked = any("WantVerb" in self.classes(k) for k in holds)
            modality = Modality.HYPOTHETICAL if asked else Modality.REPORTED
            yield self.scope(speaker, (holds[0],), frozenset(right), modality, Polarity.POSITIVE)

    def _minded(self, k: int) -> bool:
        """Whether somebody is named who may say or think something."""
        person = self.tokens[k].pos == "PRON" or self.tokens[k].entity in {"PERSON", "ORG", "GPE", "NORP"}
        person = person or self.tokens[k].pos == "PROPN" or bool(self.classes(k) & _PAPERS)
        return person or self.is_a(k, "OfficeNoun", "Person") or self.is_a(k, "JudgeNoun", "Group")

    def _convinced(self, k: int) -> bool:
        """ "Is convinced": by the word itself, which is more than a form of "convince"."""
        shown = self.tokens[k].dep in {"acomp", "ccomp"} and self.tokens[k].tag in {"JJ", "VBN"}
        return shown and "BelieveAdjective" in word_classes(self.tokens[k].text, self.ontology)

    def _may_speak(self, noun: int, leading: bool) -> bool:
        named = leading and self.tokens[noun].entity in {"PERSON", "ORG"}
        return named or bool(cue_classes(self.sentence, noun, self.ontology) & _PAPERS)

    def _colon_scope(self, noun: int, content: range) -> Scope:
        accuses = cue_classes(self.sentence, noun, self.ontology) & {"AccuserNoun", "AllegeNoun"}
        modality = Modality.ALLEGED if accuses else Modality.REPORTED
        return self.scope(noun, (noun,), frozenset(content), modality, Polarity.POSITIVE)
