"""A deed beside words of telling that no rule gives to anybody is told, and is no fact.

Rules of attribution name who says what; where the parse hides that ("Meyer paid for it, says the
petition" read as one noun phrase), or where a verb nobody listed holds the deed ("a motion has
Meyer forging the deed"), the sentence still shows a source. The default is then the weaker reading:
a plain fact is what stands free of every word of telling (evidentials as in Aikhenvald 2004, ch. 1;
nouns of telling as source-introducing predicates, Saurí & Pustejovsky 2009).
"""

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from kg.attribution.document_context import is_harmful
from kg.attribution.modality.local import is_set_aside
from kg.attribution.rules.told_harms import ToldHarms, Unplaced
from kg.attribution.scopes import Scope
from kg.model import Modality, Sentence
from kg.model.caching import keep_with_sentence
from kg.model.text import DASHES, SUBJECTS
from kg.ontology.lexicon import names_wrong, words_of
from kg.ontology.loader import Ontology

_SAYS = frozenset({"ReportVerb", "AllegeVerb", "BelieveVerb", "SuspectVerb", "AccuseVerb"})
_LONGEST_TAIL = 9
"""So many words behind the last comma or dash may say whose words the sentence is."""
_LONGEST_FRONT = 14
_HELD = frozenset({"ccomp", "xcomp", "acl", "dobj", "compound", "pcomp", "pobj", "prep", "conj"})
"""Edges by which a deed hangs on the verb of whoever tells it."""
_TOPICS = frozenset({"into", "about", "of", "over"})
_DESCRIBED = frozenset({"relcl", "appos", "acl"})


def find_unplaced(
    sentence: Sentence, deed: int, scopes: Sequence[Scope], ontology: Ontology
) -> Unplaced | None:
    """Return what shows that the bare *deed* is told; ``None`` where the sentence holds no word of
    telling beside it. *scopes* are the attributions that were found in the sentence."""
    return _Finder(sentence, ontology, frozenset()).find(deed, scopes)


@keep_with_sentence
def _find_hedge(sentence: Sentence) -> str:
    """The hedging phrase in a sentence, "" where there is none: asked for each of its deeds."""
    text = sentence.text.lower()
    return next((phrase for phrase in sorted(words_of("HedgingPhrase")) if phrase in text), "")


class _Finder(ToldHarms):
    """The words of telling in one sentence."""

    def find(self, deed: int, scopes: Sequence[Scope]) -> Unplaced | None:
        """Return what shows that *deed* is told."""
        return (
            self._supposed()
            or self._hedged()
            or self._told_in_front(deed)
            or self._told_behind(deed)
            or self._part_of_paper(deed)
            or self._in_question(deed)
            or self._harm_beside_telling(deed, {k for s in scopes for k in s.cue})
        )

    def _in_question(self, deed: int) -> Unplaced | None:
        """The inquiry, the teller or the trial that the deed hangs on."""
        return (
            self._inquired_into(deed)
            or self._held_by_teller(deed)
            or self._tried(deed)
            or self._weighed(deed)
            or self.find_told_harm(deed)
        )

    def _weighed(self, deed: int) -> Unplaced | None:
        """The deed of a time of which a court is given something to weigh: "gave the jury three
        counts [the night Lang stabbed Ruiz]"."""
        doers = self.sentence.dependents(deed, *SUBJECTS)
        before = min(self.sentence.subtree(doers[0])) - 1 if doers else 0
        timed = before > 0 and self.tokens[before].lemma in words_of("DayPart") | {"day", "time"}
        if not timed or not is_harmful(self.sentence, deed, self.ontology):
            return None
        heard = self.sentence.dependents(self.sentence.root, "dative", "dobj")
        courts = [k for k in heard if "JudgeNoun" in self.classes(k)]
        return self._left_open(deed, iter(courts))

    def _supposed(self) -> Unplaced | None:
        """The order to suppose it: "[Imagine] the scene: Ruiz burns the barn."."""
        first = self.tokens[0]
        orders = first.lemma.lower() in words_of("SupposingVerb") | {"imagine", "picture"}
        if not orders or first.tag not in {"VB", "VBP", "NN", "NNP"}:
            return None
        return Unplaced(None, Modality.HYPOTHETICAL, first.text)

    def _hedged(self) -> Unplaced | None:
        """A phrase by which the writer does not stand for it: "for all we know", "to listen to
        Ruiz"."""
        phrase = _find_hedge(self.sentence)
        return Unplaced(None, Modality.REPORTED, phrase.strip(" ,")) if phrase else None

    def _told_in_front(self, deed: int) -> Unplaced | None:
        """The tellers before the colon of a headline: "Police: Driver was drunk"."""
        colon = next((t.i for t in self.tokens[:6] if t.text == ":"), 0)
        if not 0 < colon < deed or self.tokens[-1].text in {".", "!"}:
            return None
        last = colon - 1
        tells = self._tells(last) or self.tokens[last].lemma.lower() in words_of("PresenterNoun")
        return self._told(last, ":") if tells or self._is_office(last) else None

    def _inquired_into(self, deed: int) -> Unplaced | None:
        """What an inquiry is about, which nobody has found: "a probe was opened into bribes that
        the firm paid"."""
        if not is_harmful(self.sentence, deed, self.ontology):
            return None
        return self._left_open(
            deed,
            (
                above
                for below, above in self._way_up(deed)
                if self.sentence.word(below) in _TOPICS and self._inquires(above)
            ),
        )

    def _tried(self, deed: int) -> Unplaced | None:
        """What a trial, an inquiry or an accusation is about: "the trial centred on his killing of
        Ruiz", "the trial over"."""
        return self._left_open(
            deed,
            (
                above
                for below, above in self._way_up(deed)
                if self._is_about(above)
                or self.sentence.word(below) in _TOPICS
                and (self.tokens[above].lemma == "trial" or self._is_case(above))
            ),
        )

    def _is_case(self, k: int) -> bool:
        """Whether a noun is of a case that is brought over something: "her [suit] over his theft of
        it"."""
        noun = self.tokens[k].pos == "NOUN"
        return noun and self.tokens[k].lemma in words_of("SuitNoun") | {"charge", "claim"}

    def _way_up(self, deed: int) -> Iterator[tuple[int, int]]:
        """Each word that *deed* hangs on, after the one below it."""
        return pairwise((deed, *self.sentence.ancestors(deed)))

    def _left_open(self, deed: int, words: Iterator[int]) -> Unplaced | None:
        """What the first of the *words* leaves open; nothing of a clause that asserts by itself:
        "an inquiry into X, which found fraud"."""
        first = None if is_set_aside(self.sentence, deed) else next(words, None)
        return None if first is None else Unplaced(None, Modality.ALLEGED, self.tokens[first].text)

    def _is_about(self, verb: int) -> bool:
        """Whether *verb* says what a trial, an inquiry or an accusation is about."""
        if self.tokens[verb].lemma not in words_of("ConcerningVerb"):
            return False
        cases = [*self.sentence.dependents(verb, "nsubj")]
        if self.tokens[verb].dep == "acl":
            cases.append(self.tokens[verb].head)  # so a parser may read "the trial centred on"
        words = words_of("ProbeWord") | {"trial"}
        return any(self.tokens[k].lemma in words or self.is_a(k, "AccuserNoun", "") for k in cases)

    def _inquires(self, k: int) -> bool:
        """Whether *k* is an inquiry, or the verb of which one is the subject or object."""
        around = (k, *self.sentence.dependents(k, *SUBJECTS, "dobj"))
        return any(self.tokens[n].lemma in words_of("ProbeWord") for n in around)

    def _told_behind(self, deed: int) -> Unplaced | None:
        """Whose words the end of the sentence says it is: "..., says the petition", "..., or so
        her rivals think", "... - ex-aide"."""
        start = self._start_of_tail(deed)
        if start is None:
            return None
        tail = range(start, len(self.tokens))
        return (
            self._mocked(start)
            or self._or_so(tail)
            or self._says_who(tail)
            or self._said_last(tail)
            or self._named_behind_dash(start, tail)
        )

    def _mocked(self, start: int) -> Unplaced | None:
        """ "..., and pigs fly"."""
        words = self.sentence.slice(start, len(self.tokens)).lower().rstrip(" .!")
        mocks = words in words_of("MockingPhrase")
        return Unplaced(None, Modality.UNKNOWN, words) if mocks else None

    def _or_so(self, tail: range) -> Unplaced | None:
        """ "..., or so her rivals think", "..., or so they would have it"."""
        words = [self.sentence.word(k) for k in tail]
        if words[:2] != ["or", "so"]:
            return None
        says = words[-3:-1] == ["have", "it"] or any(self.classes(k) & _SAYS for k in tail)
        return self._told(next(self._nouns(tail), None), "or so") if says else None

    def _says_who(self, tail: range) -> Unplaced | None:
        """ "..., says the petition", whatever the parser made of it."""
        verb = self.tokens[tail.start]
        says = verb.tag in {"VBZ", "VBD"} and self.classes(verb.i) & _SAYS
        if not says or not self._only_names(verb.i):
            return None
        return self._told(next(self._nouns(tail), None), verb.text)

    def _start_of_tail(self, deed: int) -> int | None:
        """Where the last part of the sentence behind a comma or a free dash starts; ``None`` where
        there is none near its end, or *deed* stands in it."""
        near = range(max(deed, len(self.tokens) - _LONGEST_TAIL - 1), len(self.tokens) - 1)
        marks = (k for k in reversed(near) if self._parts(k))
        mark = next(marks, None)
        return mark + 1 if mark is not None and mark > deed else None

    def _parts(self, k: int) -> bool:
        """Whether a comma, or a dash between spaces, stands at *k*."""
        token, before = self.tokens[k], self.tokens[k - 1]
        free = token.start > before.end and self.tokens[k + 1].start > token.end
        return token.text == "," or token.text in DASHES and (free or token.text != "-")

    def _only_names(self, verb: int) -> bool:
        """Whether nothing but a noun phrase stands behind the verb."""
        behind = self.tokens[verb + 1 :]
        return bool(behind) and all(t.pos not in {"VERB", "AUX", "SCONJ"} for t in behind)

    def _said_last(self, tail: range) -> Unplaced | None:
        """The verb that ends a headline, whatever the parser took it for: "Chief covered up theft,
        victims' group [charges]"."""
        last = self.tokens[-1]
        says = self.classes(last.i) & {"ReportVerb", "AllegeVerb", "BelieveVerb"}
        if not says or len(tail) < 2 or last.tag == "NN" or not last.text.endswith(("s", "d", "y")):
            return None
        return self._told(next(self._nouns(tail), None), last.text)

    def _named_behind_dash(self, start: int, tail: range) -> Unplaced | None:
        """The teller behind the dash of a headline, which has no verb and no full stop: "Pastor
        pocketed tithes - ex-treasurer"."""
        if self.tokens[start - 1].text not in DASHES or self.tokens[-1].text in {".", "!"}:
            return None
        nouns = list(self._nouns(tail))
        verbal = any(self.tokens[k].pos in {"VERB", "AUX"} for k in tail)
        if verbal or not nouns or not (self._tells(nouns[-1]) or self._is_office(nouns[-1])):
            return None
        return self._told(nouns[-1], "-")

    def _is_office(self, k: int) -> bool:
        return self.is_a(k, "OfficeNoun", "")

    def _nouns(self, places: Sequence[int]) -> Iterator[int]:
        return (k for k in places if self.tokens[k].pos in {"NOUN", "PROPN"})

    def _part_of_paper(self, deed: int) -> Unplaced | None:
        """In which part of a paper or a fiction it stands: "on page nine of the affidavit, ...",
        "in the novel's last chapter, ..."."""
        owner = self._owner_of_part(deed)
        if owner is None:
            return self._in_paper(deed)
        if "FictionNoun" in self.classes(owner):
            return Unplaced(None, Modality.HYPOTHETICAL, self.tokens[owner].text)
        return self._told(owner, self.tokens[owner].text) if self._tells(owner) else None

    def _in_paper(self, deed: int) -> Unplaced | None:
        """In which paper the present tense tells it, or a harm: "in the affidavit, Ruiz hands him
        an envelope"; not what is said or done there ("in the letter, Ruiz asks")."""
        comma = next((t.i for t in self.tokens[:6] if t.text == ","), 0)
        paper = comma - 1
        if not 1 < comma < deed or self.sentence.word(0) != "in" or not self._tells(paper):
            return None
        told = self.tokens[deed].tag == "VBZ" and not self.classes(deed)
        harms = is_harmful(self.sentence, deed, self.ontology)
        return self._told(paper, self.tokens[paper].text) if told or harms else None

    def _owner_of_part(self, deed: int) -> int | None:
        """Of what a part is named between a preposition in front and the first comma."""
        comma = next((t.i for t in self.tokens[:_LONGEST_FRONT] if t.text == ","), 0)
        if not 2 < comma < deed or self.tokens[0].tag != "IN":
            return None
        parts = (k for k in range(1, comma) if self.tokens[k].lemma in words_of("PaperPart"))
        owners = (o for part in parts for o in self.owners(part, "of", "in") if o < comma)
        return next(owners, None)

    def _held_by_teller(self, deed: int) -> Unplaced | None:
        """The telling that has somebody do it: "a motion has Meyer forging the deed", "rumor mills
        have Meyer laundering money"."""
        for below, above in self._way_up(deed):
            held = self.tokens[below].dep in _HELD and not self._shares_subject(below, above)
            if not held and not self._is_of_time(below):
                return None
            verbal = self.tokens[above].pos in {"VERB", "AUX"}
            teller = self._teller_of(above, deed) if verbal else None
            if teller is not None and teller < min(deed, above) and self._is_only_named(deed):
                return self._told(teller, self.tokens[teller].text)
        return None

    def _shares_subject(self, second: int, first: int) -> bool:
        """Whether two passives are said of one subject: "the case was tried and [argued] by X"."""
        joined = self.tokens[second].dep == "conj" and self.tokens[second].tag == "VBN"
        return joined and bool(self.sentence.dependents(first, "nsubjpass"))

    def _is_only_named(self, deed: int) -> bool:
        """Whether the deed is a participle, an infinitive, a noun of harm or what tells a time
        apart, and no clause of its own."""
        noun = names_wrong(self.sentence, deed, self.ontology)
        return noun or self.tokens[deed].tag in {"VBG", "VB", "VBN"} or self._is_of_time(deed)

    def _is_of_time(self, deed: int) -> bool:
        """Whether a clause tells a time by what was done then: "the night Ruiz burned it"."""
        noun = self.tokens[self.tokens[deed].head].lemma
        return self.tokens[deed].dep == "relcl" and noun in words_of("DayPart") | {"day", "time"}

    def _teller_of(self, verb: int, deed: int) -> int | None:
        """The subject of *verb* that is a telling or a case, or the word before it that makes it
        one; anybody who tells of the time of the *deed*."""
        says = self._is_of_time(deed) and bool(self.classes(verb) & {"ReportVerb", "TellVerb"})
        for subject in self.sentence.dependents(verb, *SUBJECTS):
            words = (subject, *self.sentence.dependents(subject, "compound"))
            if says or any(self._tells(k) or self._accuses(k) for k in words):
                return subject
        return None

    def _accuses(self, k: int) -> bool:
        """Whether *k* is a paper or a case in which somebody is accused."""
        noun = self.tokens[k].pos == "NOUN"
        accuses = "AccuserNoun" in self.classes(k) or self.tokens[k].lemma in words_of("CaseNoun")
        return noun and accuses

    def _harm_beside_telling(self, deed: int, placed: Container[int]) -> Unplaced | None:
        """The word of telling beside a deed that harms who does it: who is accused needs a sentence
        that names no teller whose words were not found."""
        if not is_harmful(self.sentence, deed, self.ontology):
            return None
        own = self._own_words(deed)
        for token in self.tokens:
            k = token.i
            if k in own or k in placed or not self._shows_telling(k):
                continue
            return self._told(k if token.pos != "VERB" else None, token.text)
        return None

    def _own_words(self, deed: int) -> frozenset[int]:
        """The deed with its subject and objects, and what only describes other words: "the
        [witness] stole the [diary]", "Ruiz, who [testified], stole it"."""
        heads = [k for k in self.sentence.children[deed] if self.tokens[k].dep != "advcl"]
        own = self.below(k for k in heads if not self._is_fronted(k, deed)) | {deed}
        if self.tokens[deed].dep in _DESCRIBED:
            own |= set(self._described_by(deed))
        described = (t.i for t in self.tokens if t.dep in _DESCRIBED)
        return own | self.below(k for k in described if deed not in self.sentence.subtree(k))

    def _described_by(self, deed: int) -> Iterator[int]:
        """The nouns over a relative clause, up to their verb: "an [article] in a [magazine], which
        attacked Ruiz"."""
        for above in self.sentence.ancestors(deed):
            if self.tokens[above].pos in {"VERB", "AUX"}:
                return
            yield above

    def _is_fronted(self, k: int, deed: int) -> bool:
        """Whether a phrase stands before the subject: "on his account, Ruiz stole it"."""
        subjects = self.sentence.dependents(deed, *SUBJECTS)
        return self.tokens[k].dep in {"prep", "npadvmod"} and bool(subjects) and k < subjects[0]

    def _shows_telling(self, k: int) -> bool:
        if self.tokens[k].pos == "VERB":
            return bool(self.classes(k) & {"AllegeVerb", "SuspectVerb"})
        return self.tokens[k].pos == "NOUN" and self._tells(k)

    def _told(self, source: int | None, word: str) -> Unplaced:
        named = self.mention(source) if source is not None else None
        return Unplaced(named, self.how_told(source), word)
