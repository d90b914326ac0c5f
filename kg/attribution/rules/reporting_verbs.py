"""What verbs of saying, thinking and showing say, and who says it: "X said that Y"."""

from collections.abc import Iterator

from kg.attribution.rules.admissions import Admissions
from kg.attribution.rules.complements import Complements
from kg.attribution.rules.loose_content import SAYING, LooseContent
from kg.attribution.scopes import Scope, ScopeFinder
from kg.language.clauses import Clause, read_clause
from kg.model import Modality, Polarity, Sentence
from kg.ontology.lexicon import cue_classes, is_cue, words_of
from kg.ontology.loader import Ontology

SPEECH = frozenset(
    {
        "ReportVerb",
        "ShowVerb",
        "AllegeVerb",
        "DenyVerb",
        "AdmitVerb",
        "FindVerb",
        "BelieveVerb",
        "SuspectVerb",
        "KnowVerb",
    }
)
_EVERYONE = frozenset({"everyone", "everybody", "anyone", "anybody", "all"})
"""What they know is said by all, and found by nobody."""
_REACH = 20
"""So many words behind an inverted verb its speaker's name may stand ("said the mayor of Y, X")."""


class ReportingVerbs(ScopeFinder):
    """The verbs of saying of one sentence."""

    def __init__(self, sentence: Sentence, ontology: Ontology, quoted: frozenset[int]) -> None:
        super().__init__(sentence, ontology, quoted)
        self._complements = Complements(sentence, ontology, quoted)
        self._loose = LooseContent(sentence, ontology, quoted)
        self._admissions = Admissions(sentence, ontology, quoted)

    def reports(self, v: int, classes: frozenset[str]) -> bool:
        """Whether verb *v* of these cue *classes* may say something here."""
        may_say = classes & SPEECH or "JudgementVerb" in classes and self.quoted
        return bool(may_say) and not self._fills_pause(v)

    def _fills_pause(self, v: int) -> bool:
        """Whether the words only fill a pause: "you know", "you see", "that said"."""
        if self._is_that_said(v):
            return True
        subjects = self.sentence.dependents(v, "nsubj")
        to_reader = bool(subjects) and self.sentence.word(subjects[0]) == "you"
        return to_reader and self.tokens[v].lemma in {"know", "see", "mean"} and self._is_plain(v)

    def _is_that_said(self, v: int) -> bool:
        """Whether the words are "that said," in front."""
        opens = v == 1 and self.sentence.word(0) == "that"
        return opens and len(self.tokens) > 2 and self.tokens[2].text == ","

    def _is_plain(self, v: int) -> bool:
        """Whether neither *v* nor its clause has a conjunction, an auxiliary or a negation."""
        verbs = (v, *self.sentence.dependents(v, "ccomp"))
        return not any(self.sentence.dependents(k, "mark", "aux", "neg") for k in verbs)

    def find(self, v: int, classes: frozenset[str]) -> Iterator[Scope]:
        """Yield what the verb *v* says and who says it; nothing where it says nothing, or where a
        mere quotation has no speaker."""
        clause = read_clause(self.sentence, v)
        content = self._said(v, clause, classes)
        only_quotes = not content and self._introduces_quotation(v, classes)
        if v not in self.quoted and (only_quotes or content & self.quoted):
            content |= self._loose.own_quotes(v)
        subject = self._subject(v, clause)
        content = (content | self._begun_before(v, subject)) - set(self.cue_at(v))
        says = content or self._announces(classes) if subject else content and not only_quotes
        if not says:
            return
        source = self._source(v, subject, classes)
        modality = self._effect(v, clause, classes, source, content)
        modality, polarity = self._denial(v, classes, modality)
        yield self.scope(source, self.cue_at(v), content, modality, polarity, v not in self.quoted)

    # -- what is said --------------------------------------------------------------------------

    def _said(self, v: int, clause: Clause, classes: frozenset[str]) -> frozenset[int]:
        """Tokens of what *v* says without quotation marks, with verbs in a row and trailing
        reasons."""
        content = (
            self._complements.complement(v, clause, classes)
            or self._loose.content_before(v, classes)
            or self._loose.content_after(v)
        )
        content |= self._loose.content_in_row(v, content)
        after = [k for k in self.trailing_reasons(v) if content and k > max(content)]
        return content | self.below(after)

    def _begun_before(self, v: int, subject: tuple[int, ...]) -> frozenset[int]:
        """What stands before a verb between commas whose speaker stands behind it: "[The rules],
        said Meyer, are clear"."""
        inverted = bool(subject) and subject[0] > v and self.tokens[v].dep == "parataxis"
        begun = (k for k in self.sentence.dependents(v, "nsubj") if k < v) if inverted else ()
        return self.below(k for k in begun if k not in self.quoted)

    def _introduces_quotation(self, v: int, classes: frozenset[str]) -> bool:
        """Whether all that *v* says may stand in quotation marks."""
        outside = bool(self.quoted) and v not in self.quoted
        says = bool(classes & (SAYING | {"JudgementVerb"}))
        return outside and says and not self.sentence.dependents(v, "xcomp")

    def _announces(self, classes: frozenset[str]) -> bool:
        """Whether what is said follows in the next sentences: "Ortiz said:"."""
        return bool(classes & SAYING) and self.tokens[-1].text in {":", ","}

    def _denial(
        self, v: int, classes: frozenset[str], modality: Modality | None
    ) -> tuple[Modality | None, Polarity]:
        """The strength and the polarity of what is said with *v*."""
        if "DenyVerb" not in classes:
            return modality, Polarity.POSITIVE
        if self._calls_for_denial(v):
            return Modality.HYPOTHETICAL, Polarity.POSITIVE
        return modality, Polarity.NEGATIVE

    def _calls_for_denial(self, v: int) -> bool:
        """Whether nobody denies, but somebody is told to: "[Deny] that he paid", "Please admit or
        [deny] that he paid"."""
        first = self.tokens[v].head if self.tokens[v].dep == "conj" else v
        bare = all(self.tokens[k].tag in {"VB", "VBP"} for k in (v, first))
        subjects = self.sentence.dependents(first, "nsubj", "nsubjpass", "aux")
        return bare and not subjects and self.tokens[first].dep in {"ROOT", "compound", "dep"}

    def _asks_whether(self, v: int) -> bool:
        """Whether it is left open: "asked whether X paid", "will say if X paid"."""
        clauses = self.sentence.dependents(v, "ccomp")
        marks = (m for k in clauses for m in self.sentence.dependents(k, "mark"))
        return any(self.sentence.word(m) in {"whether", "if"} for m in marks)

    # -- who says it ---------------------------------------------------------------------------

    def _source(self, v: int, subject: tuple[int, ...], classes: frozenset[str]) -> int | None:
        """The token of who speaks: the pleading before "alleging", the subject, or the record in
        which it stands."""
        paper = self._paper_of(v, classes)
        if paper is not None:
            return paper
        return self.source_token(self._last_named(v, subject)) if subject else self.place_source(v)

    def _paper_of(self, v: int, classes: frozenset[str]) -> int | None:
        """The pleading before "alleging", or the paper before "showing"."""
        if "AllegeVerb" in classes:
            return self.paper_before(v)
        return self.paper_before(v, "RecordNoun") if "ShowVerb" in classes else None

    def _subject(self, v: int, clause: Clause) -> tuple[int, ...]:
        """Who speaks, before the verb or behind it: "The rules, said Meyer, are clear"."""
        inverted = () if self._says_after(v) else self._inverted_subject(v)
        return inverted or clause.roles.get("nsubj", ()) or self._who_is_quoted(v, clause)

    def _who_is_quoted(self, v: int, clause: Clause) -> tuple[int, ...]:
        """Whose words others pass on: "[Ortiz] was quoted as saying"."""
        links = self.sentence.dependents(v, "prep") if clause.passive else ()
        said = (k for p in links if self.sentence.word(p) == "as" for k in self._gerunds(p))
        return clause.roles.get("dobj", ()) if any(self.classes(k) & SAYING for k in said) else ()

    def _gerunds(self, preposition: int) -> tuple[int, ...]:
        return self.sentence.dependents(preposition, "pcomp")

    def _last_named(self, v: int, subject: tuple[int, ...]) -> int:
        """Of a role and a name that are both hung on the verb, the name: "CEO of the council Dana
        Ortiz said"."""
        first, last = subject[0], subject[-1]
        named = first != last and last < v and self.tokens[last].pos == "PROPN"
        return last if named and not self.tokens[first].entity else first

    def _says_after(self, v: int) -> bool:
        """Whether the subject stands before, and what is said with a subject of its own after:
        "The report, by Lang, [says] managers at the mill were told"."""
        own = any(k < v for k in self.sentence.dependents(v, "nsubj"))
        clauses = self.sentence.dependents(v, "ccomp")
        return own and any(k > v and self.has_subject(k) for k in clauses)

    def _inverted_subject(self, v: int) -> tuple[int, ...]:
        """Who speaks behind a verb between commas ("The rules, said Meyer, are clear"); nothing
        elsewhere."""
        if not self._may_be_inverted(v):
            return ()
        end = v + 1
        while end + 1 < len(self.tokens) and self._is_noun(end + 1):
            end += 1
        following = self.sentence.word(end + 1) if end + 1 < len(self.tokens) else "."
        person = self._person_behind(v)
        if following in {"of", "for", "at"} and person is not None:
            return (person,)
        closes = following in {",", ".", "”", '"', ";", "of", "for", "at", "who"}
        return (end,) if closes and self._is_noun(end) else ()

    def _may_be_inverted(self, v: int) -> bool:
        """Whether a comma or quotation mark stands before the finite verb *v*, and a noun phrase
        behind it that opens no clause."""
        if self.tokens[v].tag not in {"VBD", "VBZ"} or v == 0 or v + 1 >= len(self.tokens):
            return False
        after, before = self.tokens[v + 1], self.tokens[v - 1].text
        opens_clause = after.dep == "det" and self.sentence.dependents(v, "ccomp")
        named = after.pos in {"PROPN", "NOUN", "DET"} and not self._is_no_speaker(v)
        return before in {",", "”", '"', "’"} and named and not opens_clause

    def _is_no_speaker(self, v: int) -> bool:
        """Whether the noun behind a verb says when, or who is told ("announced [today]", "Vos told
        [reporters]")."""
        noun = self.tokens[v + 1]
        told = noun.dep == "dobj" and any(k < v for k in self.sentence.dependents(v, "nsubj"))
        return told or noun.dep == "npadvmod"

    def _is_noun(self, i: int) -> bool:
        return self.tokens[i].pos in {"PROPN", "NOUN"}

    def _person_behind(self, v: int) -> int | None:
        """The last word of the first person's name that begins shortly behind *v*."""
        near = (
            end - 1
            for start, end, label in self.sentence.entities
            if label == "PERSON" and v < start < v + _REACH
        )
        return next(near, None)

    # -- how strongly --------------------------------------------------------------------------

    def _effect(
        self,
        v: int,
        clause: Clause,
        classes: frozenset[str],
        source: int | None,
        content: frozenset[int],
    ) -> Modality | None:
        """What the verb makes of its content, given who says it; ``None`` where it changes
        nothing."""
        if self._performs(v, source, content):
            return None
        if self._asks_to_suppose(v):
            return Modality.HYPOTHETICAL
        modality = self._strength(classes, source, clause.passive)
        if modality is Modality.REPORTED and self._admissions.concedes(v, source):
            modality = Modality.ADMITTED
        if modality is not None and self._asks_whether(v):
            return Modality.UNKNOWN
        return modality

    def _asks_to_suppose(self, v: int) -> bool:
        """ "[Suppose] Smith sells a horse": the reader is asked to."""
        asks = v == 0 and self.tokens[v].tag == "VB"
        return asks and self.tokens[v].lemma in words_of("SupposingVerb")

    def _strength(
        self, classes: frozenset[str], source: int | None, passive: bool
    ) -> Modality | None:
        """How strongly the verb puts it; ``None`` where it changes nothing."""
        if "DenyVerb" in classes:
            return Modality.DENIED
        if "AdmitVerb" in classes:
            return Modality.ADMITTED
        if "FindVerb" in classes and self._is_ruling(source, passive):
            return Modality.FOUND
        if "AllegeVerb" in classes or self._accuses(source):
            return Modality.ALLEGED
        return self._thought(classes, source)

    def _thought(self, classes: frozenset[str], source: int | None) -> Modality | None:
        """How strongly a verb of knowing, suspecting or believing puts it; one of saying or showing
        reports it."""
        says = "ReportVerb" in classes
        if "KnowVerb" in classes and not says:
            everyone = source is not None and self.sentence.word(source) in _EVERYONE
            return Modality.REPORTED if everyone else None
        if "SuspectVerb" in classes:
            return Modality.POSSIBLE
        believed = "BelieveVerb" in classes and not says and source is None
        return Modality.PROBABLE if believed else Modality.REPORTED

    def _is_ruling(self, source: int | None, passive: bool) -> bool:
        """Whether a court or judge finds it, or nobody is named: "X was found to have paid"."""
        if source is None:
            return passive
        return self.is_a(source, "JudgeNoun", "Court") and not self._is_mock(source)

    def _is_mock(self, source: int) -> bool:
        """Whether no real court is meant: "a mock jury", "the jury in the film"."""
        adjectives = self.sentence.dependents(source, "amod")
        return any(is_cue(self.sentence, k, self.ontology, "NegativeAdjective") for k in adjectives)

    def _accuses(self, source: int | None) -> bool:
        return source is not None and self.is_a(source, "AccuserNoun", "")

    def _performs(self, v: int, source: int | None, content: frozenset[int]) -> bool:
        """Whether an office announces an act of its own: "the department announced that it has
        settled", "was arrested, announced the U.S. attorney"."""
        if self.tokens[v].lemma != "announce" or source is None or not self._is_office(source):
            return False
        tops = (
            k for k in content if self.tokens[k].head not in content or self.tokens[k].head == k
        )
        return any(
            cue_classes(self.sentence, k, self.ontology) & {"ProcedureVerb", "SettleVerb"}
            for k in tops
        )

    def _is_office(self, source: int) -> bool:
        """Whether a court, an agency, a prosecutor or the holder of an office speaks."""
        words = self.sentence.subtree(source)
        return (
            any(is_cue(self.sentence, k, self.ontology, "OfficeNoun") for k in words)
            or self.is_a(source, "AccuserNoun", "Agency")
            or self.is_a(source, "", "Court")
        )
