"""Attributions set off by punctuation: ", the lawsuit claims,", "Report: ...", "(the company denies
this)".

Read from the surface, since a parser hangs such asides now here, now there.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from kg.attribution.scopes import Scope, ScopeFinder, name_rule
from kg.model import Mention, MentionKind, Modality, Polarity, Sentence, Token
from kg.ontology.lexicon import cue_classes, word_classes, words_of
from kg.ontology.loader import Ontology

_MARKS = frozenset({",", "(", ")", "–", "—", "-", "--", ";"})
_SAYS = frozenset({"ReportVerb", "AllegeVerb"})
_PAPERS = frozenset({"AccuserNoun", "RecordNoun", "ReportNoun", "AllegeNoun"})
_TELLINGS = _PAPERS | {"AccountNoun"}
_HOLDS = frozenset({"BelieveVerb", "KnowVerb", "ReportVerb", "AllegeVerb", "WantVerb", "TellVerb"})
_SPEAKERS = frozenset({"PERSON", "ORG"})
_HEARER = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ", "ADP", "NUM", "ADV"})
"""Parts of speech of who is told it, where and when: "told [the jury in March]"."""
_LONGEST = 6
_LONGEST_TOLD = 8
"""The words of an aside whose verb hangs on the verb behind it, so that it is one for certain."""


def find_asides(sentence: Sentence, ontology: Ontology, quoted: frozenset[int]) -> list[Scope]:
    """Return the attributions that stand in an aside, or before or after a colon."""
    finder = _Finder(sentence, ontology, quoted)
    return [*finder.segments(), *finder.colons(), *finder.pleadings()]


def new_asides(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int], found: list[Scope]
) -> Iterator[Scope]:
    """Yield the asides whose words or whose content no attribution *found* before holds."""
    covered = [(set(s.cue), s.content) for s in found]
    for aside in name_rule("aside or colon", find_asides(sentence, ontology, quoted)):
        said = sentence.tokens[aside.cue[0]].dep not in {"prep", "nsubj"}
        if not any(
            said and cue & set(aside.cue) or aside.content - cue <= content
            for cue, content in covered
        ):
            yield aside


def widen_by_asides(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int], found: list[Scope]
) -> list[Scope]:
    """Return the scopes *found*, each with all that an aside of the same cue says: of "The books,
    Ruiz told the court, were kept by Bell" the parser may see one half."""
    asides = {s.cue: s for s in find_asides(sentence, ontology, quoted) if s.source is not None}
    return [_widen(scope, asides.get(scope.cue)) for scope in found]


def _widen(scope: Scope, aside: Scope | None) -> Scope:
    if aside is None or aside.source != scope.source or not scope.content < aside.content:
        return scope
    return replace(scope, content=aside.content)


def without_asides(scope: Scope, found: list[Scope], sentence: Sentence) -> Scope:
    """Return *scope* without what other asides take out of it: in "the jury found that X paid, the
    company said", who says all of it is no part of what the jury found."""
    own = set(scope.cue)
    for other in found:
        if (
            other is not scope
            and other.cue
            and own <= other.content
            and set(other.cue) & scope.content
        ):
            aside = set(sentence.subtree(other.cue[0])) - other.content
            later = other.cue[0] > scope.cue[0] and len(aside) <= _LONGEST
            scope = replace(scope, content=scope.content - aside) if later else scope
    return scope


class _Finder(ScopeFinder):
    """The patterns, over one sentence."""

    def segments(self) -> Iterator[Scope]:
        """Short stretches between commas, dashes or brackets."""
        for low, high in self._stretches():
            own = range(low + 1, high)
            content = frozenset(t.i for t in self.tokens if not low <= t.i <= high)
            before = frozenset(range(low))
            yield from self.says(own, content)
            yield from self.says_at_end(own, low)
            yield from self.contested(own, content if self.tokens[low].text != "," else before)
            yield from self.source_between(own, content)

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """The marks around each short stretch that is no relative clause."""
        end = next((t.i + 1 for t in reversed(self.tokens) if t.pos != "PUNCT"), 0)
        marks = [t.i for t in self.tokens[:end] if t.text in _MARKS and t.i not in self.quoted]
        for low, high in pairwise([*marks, end]):
            if self._is_short(low, high) and self.tokens[low + 1].tag not in {"WP", "WDT", "WRB"}:
                yield low, high

    def _is_short(self, low: int, high: int) -> bool:
        """Whether so few words stand between two marks that they are an aside."""
        told = any(t.dep == "parataxis" and t.head > high for t in self.tokens[low:high])
        return 1 < high - low - 1 <= (_LONGEST_TOLD if told else _LONGEST)

    def says(self, own: range, content: frozenset[int]) -> Iterator[Scope]:
        """Yield the attributions of asides with a verb of saying: ", the lawsuit claims,", ", it is
        said,", ", or so he said"."""
        own = self._without_hearer(own)
        last, first = self.tokens[own[-1]], self.tokens[own[0]]
        classes, goes = self.classes(last.i), self._story_goes(own)
        joined = first.pos == "CCONJ" and first.text.lower() != "or"
        if joined or not (classes & _SAYS or goes):
            return
        speaker = self.tokens[own[-2]]
        if self._names_speaker(speaker, last):
            source = None if speaker.pos == "AUX" or goes else speaker.i
            accuses = "AllegeVerb" in classes or "AccuserNoun" in self.classes(speaker.i)
            yield self.scope(
                source,
                (last.i,),
                content,
                Modality.ALLEGED if accuses else Modality.REPORTED,
                Polarity.POSITIVE,
            )

    def says_at_end(self, own: range, low: int) -> Iterator[Scope]:
        """Yield what a headline gives to a bare noun: "A paid B, [claims defector]"."""
        verb, last = self.tokens[own[0]], self.tokens[own[-1]]
        ends = last.i == len(self.tokens) - 1 and self._is_bare(own[1:]) and last.pos != "ADJ"
        if ends and verb.text.endswith("s") and self.classes(verb.i) & _SAYS:
            accuses = "AllegeVerb" in self.classes(verb.i)
            modality = Modality.ALLEGED if accuses else Modality.REPORTED
            content = frozenset(range(low))
            found = self.scope(None, (verb.i,), content, modality, Polarity.POSITIVE)
            yield replace(found, source=self._teller(own[1], last.i))

    def _story_goes(self, own: range) -> bool:
        """Whether the aside says that a report goes so: ", the report goes,"."""
        return self.tokens[own[-1]].lemma in {"go", "run"} and any(
            self.classes(k) & _PAPERS for k in own
        )

    def _names_speaker(self, speaker: Token, last: Token) -> bool:
        """Whether a word names who says it; the verb after a paper may be read as a noun ("the suit
        claims"); no subject of a clause that ends there ("Boyd, a lawyer, [was charged]")."""
        if self._has_subject_apart(last):
            return False
        if last.pos in {"NOUN", "PROPN"} and not (
            last.tag in {"NNS", "NNPS"} and self.classes(speaker.i) & _PAPERS
        ):
            return False
        return (
            speaker.pos in {"NOUN", "PROPN", "PRON", "AUX"}
            or speaker.i > 0
            and speaker.text[0].isupper()
        )

    def _has_subject_apart(self, verb: Token) -> bool:
        """Whether a comma stands between a passive and its subject."""
        for k in self.sentence.dependents(verb.i, "nsubjpass"):
            return any(t.text == "," for t in self.tokens[k : verb.i])
        return False

    def _without_hearer(self, own: range) -> range:
        """The words before and with the verb, where a hearer follows it: "[Ortiz told] the
        jury"."""
        told = next(
            (
                k
                for k in own[1:]
                if self.tokens[k].lemma in words_of("TellingVerb")
                or self.tokens[k].dep == "parataxis"
            ),
            None,
        )
        hearer = told is not None and all(self.tokens[k].pos in _HEARER for k in own if k > told)
        return range(own[0], told + 1) if told is not None and hearer else own

    def contested(self, own: range, content: frozenset[int]) -> Iterator[Scope]:
        """Yield what somebody denies, which is no plain fact: "(the company denies this)", ", a
        charge that it denies"."""
        words = [self.tokens[k] for k in own]
        denies = [t for t in words if "DenyVerb" in cue_classes(self.sentence, t.i, self.ontology)]
        named = any(
            "AllegeNoun" in cue_classes(self.sentence, t.i, self.ontology) for t in words[:3]
        )
        pointing = any(t.text.lower() in {"this", "that", "it", "them"} for t in words)
        bracketed = self.tokens[own[0] - 1].text not in {",", ";"}
        if denies and (named or pointing and bracketed):
            yield self.scope(None, (denies[0].i,), content, Modality.ALLEGED, Polarity.POSITIVE)

    def source_between(self, own: range, content: frozenset[int]) -> Iterator[Scope]:
        """Yield the attribution between the subject and its verb: "X, according to the suit, paid
        Y"."""
        opened = any(t.pos in {"VERB", "AUX"} for t in self.tokens[: own[0]])
        if self.tokens[own[0]].text.lower() in {"according", "per"} and not opened:
            noun = next(
                (k for k in reversed(own) if self.tokens[k].pos in {"NOUN", "PROPN", "PRON"}), None
            )
            if noun is not None:
                accuses = self.is_a(noun, "AccuserNoun", "")
                modality = Modality.ALLEGED if accuses else Modality.REPORTED
                yield self.scope(noun, (own[0],), content, modality, Polarity.POSITIVE)

    def pleadings(self) -> Iterator[Scope]:
        """Yield what a pleading asks for, which rests on what it alleges: "in its complaint, X
        sought damages for bribes paid by Y"."""
        for p in (t.i for t in self.tokens if t.dep == "prep" and t.text.lower() in {"in", "by"}):
            paper, verb = self._pleading_in(p), self.tokens[p].head
            if paper is not None and self.tokens[verb].lemma in words_of("PleadingRequestVerb"):
                content = self.below(
                    k for k in self.sentence.dependents(verb, "dobj", "prep") if k > verb
                )
                yield self.scope(paper, (p,), content, Modality.ALLEGED, Polarity.POSITIVE)

    def _pleading_in(self, p: int) -> int | None:
        """The token of the pleading behind a preposition: "in its [complaint]"."""
        return next(
            (k for k in self.sentence.dependents(p, "pobj") if self.is_a(k, "AccuserNoun", "")),
            None,
        )

    def colons(self) -> Iterator[Scope]:
        """Yield the attributions that a colon makes: "Report: A paid B", "A paid B: report", "The
        suit makes two points: ..."."""
        colon = next(
            (t.i for t in self.tokens[1:-1] if t.text in {":", "):"} and t.i not in self.quoted),
            None,
        )
        if colon is None:
            yield from self._after_dash()
            return
        left, right = self._before_bracket(colon), range(colon + 1, len(self.tokens))
        if self._is_label(colon):
            return
        short = self._named_in_short(left, right, leading=True) or self._named_in_short(
            right, left, leading=False
        )
        scope = short or self._told_before(left, right)
        if scope is not None:
            yield scope

    def _is_label(self, colon: int) -> bool:
        """Whether the words before a colon only say what follows: "Photo:", "Notes to editors:"."""
        opening = self.tokens[0].lemma.lower()
        return opening == "note" or colon == 1 and opening in words_of("CreditNoun")

    def _before_bracket(self, colon: int) -> range:
        """The words before a colon, without what brackets say of a name there: "[Ada Pell]
        (counsel): ..."."""
        bracket = next((t.i for t in self.tokens[1:colon] if t.text == "("), colon)
        named = self.tokens[bracket - 1].entity in _SPEAKERS
        return range(bracket if named and self.tokens[colon].text == "):" else colon)

    def _after_dash(self) -> Iterator[Scope]:
        """Yield what a bare noun behind the last dash of a headline says: "A paid B - lawsuit"."""
        last = self.tokens[-1]
        dash = next((t.i for t in self.tokens[-3:-1] if t.text in {"-", "–", "—"}), 0)
        spaced = dash > 1 and self.tokens[dash - 1].end < self.tokens[dash].start
        if spaced and self._is_bare(range(dash + 1, last.i + 1)) and self._may_tell(last.i):
            yield replace(
                self._colon_scope(last.i, range(dash)), source=self._teller(dash + 1, last.i)
            )

    def _is_bare(self, places: range) -> bool:
        """Whether only nouns stand there, with their adjectives: "two former aides"."""
        return all(self.tokens[k].pos in {"NOUN", "PROPN", "ADJ"} for k in places)

    def _teller(self, first: int, last: int) -> Mention:
        """The mention of who tells it, where a headline names nobody but by these words."""
        thing = bool(self.classes(last) & _PAPERS)
        type_ = "" if thing else "Person"
        return Mention.over(self.sentence, first, last + 1, MentionKind.NOMINAL, type_, last)

    def _may_tell(self, k: int) -> bool:
        """Whether a bare noun is a paper, or somebody who tells it to one: "family", "police"."""
        tellers = words_of("PresenterNoun") | words_of("KinNoun") | {"family", "witness"}
        told = bool(self.classes(k) & _PAPERS) or self.tokens[k].lemma in tellers
        return self.tokens[k].pos in {"NOUN", "PROPN"} and (told or self.is_a(k, "OfficeNoun", ""))

    def _named_in_short(self, own: range, other: range, leading: bool) -> Scope | None:
        """The attribution to the last noun of a few words without a verb, which may speak: "Report:
        ...", "...: report"."""
        noun = next((k for k in reversed(own) if self.tokens[k].pos in {"NOUN", "PROPN"}), None)
        verbs = [k for k in own if self.tokens[k].pos in {"VERB", "AUX"}]
        if (
            noun is not None
            and len(own) <= _LONGEST - 1
            and not verbs
            and self._may_speak(noun, leading, own[-1])
        ):
            return self._colon_scope(noun, other)
        return None

    def _told_before(self, left: range, right: range) -> Scope | None:
        """The attribution to the words before the colon: "The suit makes two points: ...", "The
        minister is convinced: ..."."""
        speakers = [k for k in left if self._is_argument(k, right)]
        paper = next((k for k in speakers if self.classes(k) & _TELLINGS), None)
        if paper is not None:
            return self._answered_before(paper, right) or self._colon_scope(paper, right)
        subject = bool(speakers) and self.tokens[speakers[0]].dep != "dobj"
        return self._held_before(speakers[0], left, right) if subject else None

    def _answered_before(self, paper: int, right: range) -> Scope | None:
        """The attribution to who turns down what others say: "The firm denied the claims: ...",
        which are no claims of theirs."""
        verb = self.tokens[paper].head
        denies = self.tokens[paper].dep == "dobj" and "DenyVerb" in self.classes(verb)
        subjects = self.sentence.dependents(verb, "nsubj") if denies else ()
        for k in subjects:
            return self.scope(k, (verb,), frozenset(right), Modality.REPORTED, Polarity.POSITIVE)
        return None

    def _is_argument(self, k: int, right: range) -> bool:
        """Whether a word is a subject or object, or the label that stood for one (free_label)."""
        label = self.tokens[k].dep == "dep" and self.tokens[k].head in right
        return label or self.tokens[k].dep in {"nsubj", "nsubjpass", "dobj"}

    def _held_before(self, subject: int, left: range, right: range) -> Scope | None:
        """The attribution to somebody who says, thinks or wants it: "The minister is convinced:
        ..."."""
        holds = [k for k in left if self.classes(k) & _HOLDS or self._convinced(k)]
        if not holds:
            return None
        named = self._holder(subject, holds[0])
        if named is None and subject != holds[0]:
            return None  # else "the draft lease states: ...": nobody who may say it, but it is said
        asked = any("WantVerb" in self.classes(k) for k in holds)
        modality = Modality.HYPOTHETICAL if asked else Modality.REPORTED
        return self.scope(named, (holds[0],), frozenset(right), modality, Polarity.POSITIVE)

    def _holder(self, subject: int, cue: int) -> int | None:
        """The somebody who holds it: the subject, or the word before one that was read as a noun
        ("the contract states")."""
        speaker = subject if subject != cue else max(cue - 1, 0)
        return speaker if self._minded(speaker) else None

    def _minded(self, k: int) -> bool:
        """Whether somebody is named who may say or think something."""
        person = self.tokens[k].pos == "PRON" or self.tokens[k].entity in {
            "PERSON",
            "ORG",
            "GPE",
            "NORP",
        }
        person = person or self.tokens[k].pos == "PROPN" or bool(self.classes(k) & _PAPERS)
        return person or self.is_a(k, "OfficeNoun", "Person") or self.is_a(k, "JudgeNoun", "Group")

    def _convinced(self, k: int) -> bool:
        """Whether the word itself, which is more than a form of "convince", says that somebody is
        convinced."""
        shown = self.tokens[k].dep in {"acomp", "ccomp"} and self.tokens[k].tag in {"JJ", "VBN"}
        return shown and "BelieveAdjective" in word_classes(self.tokens[k].text, self.ontology)

    def _may_speak(self, noun: int, leading: bool, own_end: int) -> bool:
        """Whether the last noun of a few words may speak; an office only where nothing follows it
        ("Speaker 2")."""
        named = leading and (
            self.tokens[noun].entity in _SPEAKERS
            or noun == own_end
            and (self.is_a(noun, "OfficeNoun", "") or self._presents(noun))
        )
        return named or bool(cue_classes(self.sentence, noun, self.ontology) & _PAPERS)

    def _presents(self, noun: int) -> bool:
        """Whether a noun without an article is somebody who tells the press: "Police: ..."."""
        bare = not self.sentence.dependents(noun, "det")
        return bare and self.tokens[noun].lemma.lower() in words_of("PresenterNoun")

    def _colon_scope(self, noun: int, content: range) -> Scope:
        accuses = cue_classes(self.sentence, noun, self.ontology) & {"AccuserNoun", "AllegeNoun"}
        modality = Modality.ALLEGED if accuses else Modality.REPORTED
        return self.scope(noun, (noun,), frozenset(content), modality, Polarity.POSITIVE)
