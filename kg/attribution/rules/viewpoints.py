"""In whose eyes a clause is so: "For Ortiz, ...", "To hear her tell it, ...", "On information and
belief, ...".

Viewpoint adjuncts and frames that attribute without a verb of saying above its clause (Huddleston &
Pullum 2002, chapters 8 and 11)."""

from collections.abc import Iterator, Sequence

from kg.attribution.scopes import Scope, ScopeFinder
from kg.language.clauses import is_passive
from kg.model import Modality, Polarity, Sentence
from kg.ontology.lexicon import word_classes, words_of
from kg.ontology.loader import Ontology

_SAYS = frozenset({"ReportVerb", "AllegeVerb", "BelieveVerb", "ShowVerb"})
_TOLD = frozenset({"ReportVerb", "AllegeVerb", "ShowVerb", "AccuseVerb", "TellVerb"})
_PAPERS = frozenset({"AccuserNoun", "RecordNoun", "JudgeNoun"})
_FRONTS = frozenset({"in", "under", "during", "through", "throughout", "as"})
_IN_EYES = frozenset({"on", "by", "in", "under", "from"})
_SOME = frozenset({"some", "most", "all", "many"})
_LONGEST_FRONT = 16
_TELLS_IT = frozenset({"sees", "saw", "tells", "told", "has", "had"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "MD"})


def find_viewpoints(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int]
) -> Iterator[Scope]:
    """Yield the attributions of *sentence* that a viewpoint adjunct or a frame makes."""
    finder = _Finder(sentence, ontology, quoted)
    yield from finder.fronted()
    yield from finder.in_alleged()
    yield from finder.as_told()
    yield from finder.by_accounts()
    for token in sentence.tokens:
        if token.dep == "oprd":
            yield from finder.found_likely(token.i)
        elif token.pos in {"VERB", "AUX"}:
            yield from finder.named_as(token.i)
            yield from finder.has_it(token.i)
            yield from finder.is_what(token.i)
            yield from finder.prays(token.i)
        elif token.tag in {"WP", "WDT"} or finder.opens_clause_of_noun(token.i):
            yield from finder.who_they_say(token.i)


class _Finder(ScopeFinder):
    """The frames, over one sentence."""

    def fronted(self) -> Iterator[Scope]:
        """Yield the attributions of phrases before the first comma: "on information and belief,",
        "for Ortiz,", "to hear Ortiz tell it,"."""
        words = self._words_before_comma()
        comma = len(words)
        if comma < 2:
            return
        content = frozenset(range(comma + 1, len(self.tokens)))
        if words[0] in {"on", "upon"} and words[1:4] == ["information", "and", "belief"]:
            yield self.scope(None, (0, 1), content, Modality.ALLEGED, Polarity.POSITIVE)
            return
        cue = self._fronted_cue(words)
        if cue:
            yield self.scope(
                self._fronted_source(words), cue, content, Modality.REPORTED, Polarity.POSITIVE
            )

    def in_alleged(self) -> Iterator[Scope]:
        """Yield what is told as part of an accusation: "in the alleged scheme, ...", "in what
        prosecutors call a fraud, ..."."""
        comma = next((t.i for t in self.tokens[:_LONGEST_FRONT] if t.text == ","), 0)
        if not comma or self.tokens[0].text.lower() not in _FRONTS:
            return
        content = frozenset(range(comma + 1, len(self.tokens)))
        alleged = self._alleged_before(comma)
        if alleged is not None:
            yield self.scope(None, (alleged,), content, Modality.ALLEGED, Polarity.POSITIVE)
            return
        called = self._called_before(comma)
        if called is not None:
            yield self.scope(
                self.sentence.dependents(called, "nsubj")[0],
                (called,),
                content,
                Modality.REPORTED,
                Polarity.POSITIVE,
            )

    def _alleged_before(self, end: int) -> int | None:
        """The word that alleges the noun before it: "the [alleged] scheme"."""
        return next(
            (
                k
                for k in range(end)
                if "AllegeAdjective" in word_classes(self.tokens[k].text.lower(), self.ontology)
            ),
            None,
        )

    def _called_before(self, end: int) -> int | None:
        """The verb by which somebody calls it so: "what prosecutors [call] a fraud"."""
        if all(t.text.lower() != "what" for t in self.tokens[:end]):
            return None
        return next(
            (
                k
                for k in range(end)
                if self.tokens[k].lemma in words_of("NamingVerb")
                and self.sentence.dependents(k, "nsubj")
            ),
            None,
        )

    def _fronted_cue(self, words: Sequence[str]) -> tuple[int, ...]:
        """The words before a comma that put what follows in somebody's eyes; none where they do
        not."""
        last = len(words) - 1
        if words[0] == "for":
            return (0,) if last < 4 and self._names_somebody(last) else ()
        if words[0] == "to" and last < 4 and "AccuserNoun" in self.classes(last):
            return (0,)  # "to its critics,"
        if words[0] in _IN_EYES:
            return (0, last) if self.classes(last) & {"AccountNoun", "ViewNoun"} else ()
        return self._cue_of_telling(words)

    def _cue_of_telling(self, words: Sequence[str]) -> tuple[int, ...]:
        """The words that say how somebody sees or tells it: "as Ortiz sees it", "to hear Ortiz tell
        it"."""
        last = len(words) - 1
        if words[0] == "as" and words[-1] == "it" and words[-2] in _TELLS_IT and last > 2:
            return (0, last - 1)
        return (1,) if words[:2] == ["to", "hear"] and words[-2:] == ["tell", "it"] else ()

    def by_accounts(self) -> Iterator[Scope]:
        """Yield the sentence that ends in whose view it is: "by some accounts"."""
        last = next((t for t in reversed(self.tokens) if t.pos != "PUNCT"), self.tokens[-1])
        prep = self.tokens[last.head]
        if "ViewNoun" not in self.classes(last.i) or prep.dep != "prep" or prep.i < 2:
            return
        told = (self.sentence.word(k) for k in self.sentence.dependents(last.i, "det"))
        if prep.text.lower() == "by" and not _SOME.isdisjoint(told):
            content = frozenset(range(prep.i))
            yield self.scope(None, (prep.i,), content, Modality.REPORTED, Polarity.POSITIVE)

    def _fronted_source(self, words: Sequence[str]) -> int | None:
        last = len(words) - 1
        if words[0] in _IN_EYES:
            return next(iter(self.sentence.dependents(last, "poss")), None)
        return last if words[0] in {"for", "to"} and words[-1] != "it" else last - 2

    def _words_before_comma(self) -> list[str]:
        """The lower-case words before a comma near the beginning; none if there is no such
        comma."""
        comma = next((t.i for t in self.tokens[:9] if t.text == ","), 0)
        return [t.text.lower() for t in self.tokens[:comma]]

    def _names_somebody(self, k: int) -> bool:
        return self.tokens[k].pos == "PROPN" and self.tokens[k].entity in {"PERSON", ""}

    def as_told(self) -> Iterator[Scope]:
        """Yield the clause around a phrase that says who tells it, in front or between commas: "as
        described in the indictment, ...", "as set forth by prosecutors"."""
        for start in (t.i for t in self.tokens if self._opens_aside(t.i)):
            told, end = self._told_after(start), self._end_of_aside(start)
            paper = (
                self._paper_between(start, end) if told is not None and end is not None else None
            )
            if told is not None and end is not None and paper is not None:
                accuses = "AccuserNoun" in self.classes(paper)
                content = frozenset(range(len(self.tokens))) - set(range(start, end + 1))
                yield self.scope(
                    paper,
                    (told,),
                    content,
                    Modality.ALLEGED if accuses else Modality.REPORTED,
                    Polarity.POSITIVE,
                )

    def _opens_aside(self, k: int) -> bool:
        """Whether "as" stands in front or after a mark."""
        return self.tokens[k].text.lower() == "as" and (
            k == 0 or self.tokens[k - 1].text in {",", "(", "—"}
        )

    def _told_after(self, start: int) -> int | None:
        """The verb that tells, right after "as": "[described]", "[set] forth"."""
        verbs = [t.i for t in self.tokens[start + 1 : start + 4] if t.tag in {"VBN", "VBD", "VBZ"}]
        told = [k for k in verbs if self.classes(k) & _TOLD or self._goes_with(k, {"forth", "out"})]
        return told[0] if told else None

    def _goes_with(self, k: int, particles: set[str]) -> bool:
        return k + 1 < len(self.tokens) and self.tokens[k + 1].text.lower() in particles

    def _end_of_aside(self, start: int) -> int | None:
        return next(
            (t.i for t in self.tokens[start + 1 : start + 13] if t.text in {",", ")", ".", "—"}),
            None,
        )

    def _paper_between(self, start: int, end: int) -> int | None:
        """The paper, or whoever speaks in it, that the aside names."""
        nouns = (k for k in range(start + 1, end) if self.tokens[k].pos in {"NOUN", "PROPN"})
        return next((k for k in nouns if self.classes(k) & _PAPERS), None)

    def found_likely(self, adjective: int) -> Iterator[Scope]:
        """Yield how likely it is, which is what was found: "found it plausible that"."""
        verb = self.tokens[adjective].head
        clauses = [
            k
            for k in self.sentence.dependents(adjective, "advcl", "ccomp", "xcomp")
            if k > adjective
        ]
        if clauses and self.classes(verb) & {"FindVerb", "BelieveVerb"}:
            content = self.below(clauses)
            false = "FalseAdjective" in self.classes(adjective)
            modality = Modality.DENIED if false else Modality.POSSIBLE
            subject = self.sentence.dependents(verb, "nsubj")
            polarity = Polarity.NEGATIVE if false else Polarity.POSITIVE
            yield self.scope(subject[0] if subject else None, (verb,), content, modality, polarity)

    def named_as(self, verb: int) -> Iterator[Scope]:
        """Yield who somebody is, where a paper or somebody says so: "named in the complaint as the
        owner", "the report names X as the man who paid", "was identified as the driver"."""
        roles = self._roles_given(verb)
        if not roles:
            return
        passive = self._has_no_object(verb) or is_passive(self.sentence, verb)
        source = self._who_names(verb, passive)
        appoints = self.tokens[verb].lemma == "name"  # "was named as the new director"
        if source is None and (appoints or not passive):
            return
        modality = self._as_named_by(source)
        speaks = not (passive or appoints) and self._is_somebody(source)
        for p in roles:
            cue, content = self._called_so(verb, p) if speaks else self._role(verb, p)
            yield self.scope(source, (cue,), content, modality, Polarity.POSITIVE)

    def _has_no_object(self, verb: int) -> bool:
        """ "Once [tipped] as the next head": a participle that the parser takes for the past
        tense."""
        return self.tokens[verb].tag == "VBD" and not self.sentence.dependents(verb, "dobj")

    def _as_named_by(self, source: int | None) -> Modality:
        accuses = source is not None and self.is_a(source, "AccuserNoun", "")
        return Modality.ALLEGED if accuses else Modality.REPORTED

    def _is_somebody(self, k: int | None) -> bool:
        """Whether a person or people speak, and no paper or inquiry."""
        if k is None:
            return False
        personal = self.sentence.word(k) in {"he", "she", "they", "we", "i", "who"}
        return personal or self.tokens[k].entity == "PERSON" or self.is_a(k, "", "Person")

    def _role(self, verb: int, preposition: int) -> tuple[int, frozenset[int]]:
        """The cue and what is said where a paper names somebody: the role, and that it is his."""
        told = {verb} if self._describes(preposition) else set()
        return preposition, frozenset(self.sentence.subtree(preposition)) - {preposition} | told

    def _called_so(self, verb: int, preposition: int) -> tuple[int, frozenset[int]]:
        """The cue and what somebody says who describes another: "the mayor as a puppet of Acme"; of
        words in quotation marks, these alone."""
        if not self._describes(preposition):
            return self._role(verb, preposition)
        return verb, self.below([*self.sentence.dependents(verb, "dobj"), preposition])

    def _roles_given(self, verb: int) -> list[int]:
        """The prepositions "as" behind a verb of naming that say what somebody is."""
        if self.tokens[verb].lemma not in words_of("NamingVerb"):
            return []
        behind = (
            k for k in self.sentence.dependents(verb, "prep") if self.sentence.word(k) == "as"
        )
        appoints = self.tokens[verb].lemma == "name"
        return [
            p for p in behind if not self._names_party(p) and not (appoints and self._is_post(p))
        ]

    def _who_names(self, verb: int, passive: bool) -> int | None:
        """Who or what names somebody: the paper in which it stands, the subject, the agent."""
        place, subject = self.place_source(verb), self._first(verb, "nsubj")
        if not passive and subject is not None:
            return subject
        if place is not None or not passive:
            return place
        agents = (self._first(by, "pobj") for by in self.sentence.dependents(verb, "agent"))
        return next(agents, None)

    def _first(self, head: int, dep: str) -> int | None:
        return next(iter(self.sentence.dependents(head, dep)), None)

    def _describes(self, preposition: int) -> bool:
        """Whether "as" says what somebody is, and not who, in words of no quotation: "identified
        [as the driver]"."""
        reached = self.sentence.dependents(preposition, "pobj")
        return any(self.tokens[k].pos == "NOUN" and k not in self.quoted for k in reached)

    def _is_post(self, preposition: int) -> bool:
        """ "Named Ortiz [as chairman]": an office without an article, which is given, no word."""
        reached = self.sentence.dependents(preposition, "pobj")
        offices = (k for k in reached if self.is_a(k, "OfficeNoun", ""))
        return any(not self.sentence.dependents(k, "det") for k in offices)

    def _names_party(self, preposition: int) -> bool:
        """ "Named [as a defendant]": a part in the case, which is no word of the paper's."""
        reached = self.sentence.dependents(preposition, "pobj")
        return any(self.is_a(k, "AccusedNoun", "") for k in reached)

    def has_it(self, verb: int) -> Iterator[Scope]:
        """Yield what a rumour has: "rumour has it that", "one post had it that"."""
        objects = self.sentence.dependents(verb, "dobj")
        if self.tokens[verb].lemma != "have" or not any(
            self.tokens[k].text.lower() == "it" for k in objects
        ):
            return
        subject, clauses = (
            self.sentence.dependents(verb, "nsubj"),
            self.sentence.dependents(verb, "ccomp"),
        )
        if subject and clauses:
            content = self.below(clauses)
            yield self.scope(subject[0], (verb,), content, Modality.REPORTED, Polarity.POSITIVE)

    def is_what(self, copula: int) -> Iterator[Scope]:
        """Yield the clause that is what somebody thinks: "X bribed Y is what people think"."""
        if self.tokens[copula].lemma != "be" or self.tokens[copula].head != copula or copula < 2:
            return
        for clause in self.sentence.dependents(copula, "ccomp", "attr"):
            below = self.sentence.subtree(clause)
            told = self._verb_of_saying(below)
            if (
                told is not None
                and below[0] == copula + 1
                and self.tokens[below[0]].text.lower() == "what"
            ):
                subject = self.sentence.dependents(told, "nsubj")
                content = frozenset(range(copula))
                yield self.scope(
                    subject[0] if subject else None,
                    (told,),
                    content,
                    Modality.REPORTED,
                    Polarity.POSITIVE,
                )

    def _verb_of_saying(self, below: Sequence[int]) -> int | None:
        """The first of these tokens that is a verb of saying or thinking."""
        return next(
            (k for k in below if self.tokens[k].pos == "VERB" and self.classes(k) & _SAYS), None
        )

    def prays(self, verb: int) -> Iterator[Scope]:
        """Yield what is asked for, which rests on what is alleged: "prays for judgment that"."""
        if self.tokens[verb].lemma not in {"pray", "petition", "move"}:
            return
        asked = [
            p
            for p in self.sentence.dependents(verb, "prep")
            if self.tokens[p].text.lower() == "for"
        ]
        clauses = [k for k in self.sentence.dependents(verb, "advcl", "ccomp") if k > verb]
        subject = self.sentence.dependents(verb, "nsubj")
        if asked and clauses and subject:
            content = self.below(clauses)
            yield self.scope(subject[0], (verb,), content, Modality.ALLEGED, Polarity.POSITIVE)

    def opens_clause_of_noun(self, k: int) -> bool:
        """Return whether *k* is "that" in front of a clause which describes a noun."""
        marks = self.tokens[k].dep == "mark" and self.sentence.word(k) == "that"
        return marks and self.tokens[self.tokens[k].head].dep in {"acl", "relcl"}

    def who_they_say(self, pronoun: int) -> Iterator[Scope]:
        """Yield the relative clause that holds its verb of saying, wherever that was hung: "who
        prosecutors say bribed X"."""
        for verb in range(pronoun + 2, min(pronoun + 6, len(self.tokens) - 1)):
            token, after = self.tokens[verb], self.tokens[verb + 1]
            if self.classes(verb) & _SAYS and token.tag in {"VBD", "VBZ", "VBP"}:
                speaks = self.tokens[verb - 1].pos in {"NOUN", "PROPN", "PRON"}
                if speaks and after.tag in _FINITE and after.text.lower() != "that":
                    yield self._inside(verb)
                return

    def _inside(self, verb: int) -> Scope:
        end = next(
            (t.i for t in self.tokens[verb + 1 :] if t.text in {",", ";", ")"}), len(self.tokens)
        )
        accuses = "AllegeVerb" in self.classes(verb) or self.is_a(verb - 1, "AccuserNoun", "")
        modality = Modality.ALLEGED if accuses else Modality.REPORTED
        return self.scope(
            verb - 1, (verb,), frozenset(range(verb + 1, end)), modality, Polarity.POSITIVE
        )
