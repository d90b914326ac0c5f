"""What a verb of saying says, where the parser hung it on the verb: its clause, its infinitive, or
the sentence in which it stands as a parenthesis."""

from kg.attribution.modality.local import parted
from kg.attribution.scopes import ScopeFinder
from kg.language.clauses import Clause
from kg.language.clauses.agreement import has_to
from kg.ontology.lexicon import words_of

_NOTHING: frozenset[int] = frozenset()


class Complements(ScopeFinder):
    """The complements of verbs, over one sentence."""

    def complement(self, v: int, clause: Clause, classes: frozenset[str]) -> frozenset[int]:
        """Tokens of what verb *v* says: its clause, or the clause that it stands in as a
        parenthesis."""
        found = (
            self._clauses_said(v, classes)
            | self._infinitives_said(v, clause, classes)
            | self._gerunds_said(v, classes)
        )
        if not found and self._is_shown_in_record(v, clause, classes):
            found = self._subject_of_passive(clause)
        if not found and self._is_parenthetical(v):
            found = self.below([self.tokens[v].head]) - self.below([v])
        found = found or self._topic_said(v)
        if "DenyVerb" in classes:
            found -= self._conceded(found)
        return found - self.below([v]) if v in found else found

    def _conceded(self, said: frozenset[int]) -> frozenset[int]:
        """What the writer sets against a denial: "denied that he paid, [although a memo says
        so]"."""
        marks = (self.tokens[k] for k in said if self.tokens[k].dep == "mark")
        conceding = (t.head for t in marks if t.text.lower() in {"although", "though"})
        return self.below(k for k in conceding if k in said and self.tokens[k].dep == "advcl")

    def _clauses_said(self, v: int, classes: frozenset[str]) -> frozenset[int]:
        """The clauses of *v* that hold what is said: none that is seen, asked for or behind a
        semicolon."""
        clauses = self.sentence.dependents(v, "ccomp", "csubjpass")
        return self.below(k for k in clauses if not self._is_not_said(v, k, classes))

    def _is_not_said(self, v: int, k: int, classes: frozenset[str]) -> bool:
        """Whether the clause of *k* is no content of *v*: "saw X fall", "told X to pay"."""
        if "KnowVerb" in classes and self._is_perceived(k):
            return True
        asks = "WantVerb" in classes or self.tokens[v].lemma == "tell"
        return asks and has_to(self.sentence, k) or parted(self.sentence, k, v)

    def _is_perceived(self, k: int) -> bool:
        """Whether *k* is an event that is seen, not a content that is known: "saw X fall"."""
        bare = self.tokens[k].tag in {"VB", "VBG"}
        return bare and not self.sentence.dependents(k, "aux", "mark")

    def _infinitives_said(self, v: int, clause: Clause, classes: frozenset[str]) -> frozenset[int]:
        """The infinitives and gerunds right below *v* that it asserts, with the subject that a
        passive shares with them."""
        found = self.below(
            k for k in self.sentence.dependents(v, "xcomp") if self._asserts(v, k, clause, classes)
        )
        return found | self._subject_of_passive(clause) if found else _NOTHING

    def _asserts(self, v: int, k: int, clause: Clause, classes: frozenset[str]) -> bool:
        """Whether *v* asserts its infinitive or gerund *k*: "claims to have paid", "denies
        paying"."""
        lemma = self.tokens[v].lemma
        if lemma == "tell" and not self.sentence.dependents(k, "mark", "nsubj"):
            return False
        if clause.passive:
            return "WantVerb" not in classes or lemma in words_of("PassiveSayingVerb")
        if self.tokens[k].tag == "VBG":
            takes_deed = classes & {"DenyVerb", "AdmitVerb", "KnowVerb"}
            return bool(takes_deed) or lemma in words_of("DeedSayingVerb")
        return lemma in words_of("AssertingVerb")

    def _subject_of_passive(self, clause: Clause) -> frozenset[int]:
        """The subject of a passive, which belongs to what is said: "X is said to have paid"; who X
        is stands between commas by itself."""
        subjects = clause.roles.get("dobj", ()) if clause.passive else ()
        apart = (a for k in subjects for a in self.sentence.dependents(k, "appos") if a > k)
        return self.below(subjects) - self.below(apart)

    def _gerunds_said(self, v: int, classes: frozenset[str]) -> frozenset[int]:
        """The gerunds behind a preposition that is admitted, denied or testified to: "confessed to
        paying X and to hiding it"."""
        if not (classes & {"AdmitVerb", "DenyVerb"} or self.tokens[v].lemma == "testify"):
            return _NOTHING
        direct = [p for p in self.sentence.dependents(v, "prep") if not self._is_reason(v, p)]
        joined = [c for p in direct for c in self.sentence.dependents(p, "conj")]
        behind = [k for p in (*direct, *joined) for k in self.sentence.dependents(p, "pcomp")]
        return self.below([*behind, *self._listed_gerunds(v)])

    def _listed_gerunds(self, v: int) -> list[int]:
        """The further gerunds of a list whose first was read as a noun: "denied owning, [running]
        or [paying] for X"."""
        objects = self.sentence.dependents(v, "dobj")
        noun = next((k for k in objects if self.tokens[k].text.endswith("ing")), None)
        if noun is None:
            return []
        hung = *self.sentence.dependents(v, "advcl"), *self.sentence.dependents(noun, "conj")
        return [k for k in hung if self.tokens[k].tag == "VBG" and k > noun]

    def _topic_said(self, v: int) -> frozenset[int]:
        """What somebody warns, speaks or complains of, if it tells of anybody by name: "warned of a
        lawsuit by the bank against Lee Ortiz"."""
        if self.tokens[v].lemma not in words_of("TopicVerb"):
            return _NOTHING
        told = self.below(filter(self._is_deed, self._topics(v)))
        return told if any(self.tokens[k].pos == "PROPN" for k in told) else _NOTHING

    def _topics(self, v: int) -> list[int]:
        """What stands behind "of" or "about" after the verb."""
        hung = [p for p in self.sentence.dependents(v, "prep") if p > v]
        about = [p for p in hung if self.sentence.word(p) in {"of", "about"}]
        return [k for p in about for k in self.sentence.dependents(p, "pobj", "pcomp")]

    def _is_deed(self, k: int) -> bool:
        """Whether a noun or gerund has those who take part in it behind it."""
        return bool(self.sentence.dependents(k, "prep", "dobj", "agent", "acl"))

    def _is_reason(self, v: int, preposition: int) -> bool:
        """Whether a phrase says why somebody was dealt with, not what was denied: "dismissed her
        for stealing"."""
        dealt = self.sentence.dependents(v, "dobj")
        return bool(dealt) and self.sentence.word(preposition) == "for"

    def _is_shown_in_record(self, v: int, clause: Clause, classes: frozenset[str]) -> bool:
        """Whether a record shows it: "X is shown in court records"."""
        return clause.passive and "ShowVerb" in classes and self.place_source(v) is not None

    def _is_parenthetical(self, v: int) -> bool:
        """Whether *v* stands in its sentence as an aside: "the deal, Ortiz said, was void"; "as the
        complaint alleges"."""
        token = self.tokens[v]
        if self._points_to_own_text(v):
            return False
        if self._opens_with_as(v):
            return token.dep in {"advcl", "parataxis", "ccomp"}
        if token.dep not in {"parataxis", "advcl", "ccomp"} or not self.has_subject(v):
            return False
        if token.dep == "parataxis":
            return not self.sentence.dependents(v, "dobj", "ccomp", "xcomp")
        return token.i > token.head and self._is_bare(v) and self._is_set_off(v)

    def _points_to_own_text(self, v: int) -> bool:
        """Whether the text speaks of itself: "as recounted above"."""
        return any(
            self.sentence.word(k) in {"above", "below", "earlier", "supra"}
            for k in self.sentence.dependents(v, "advmod")
        )

    def _opens_with_as(self, v: int) -> bool:
        opening = self.sentence.dependents(v, "mark", "advmod")
        return any(self.sentence.word(k) == "as" for k in opening)

    def _is_bare(self, v: int) -> bool:
        """Whether *v* has no object, clause or question of its own."""
        own = self.sentence.dependents(v, "mark", "dobj", "prep", "ccomp", "xcomp")
        asks = (self.tokens[k].tag in {"WRB", "WP", "WDT"} for k in self.sentence.subtree(v))
        return not own and not any(asks)

    def _is_set_off(self, v: int) -> bool:
        """Whether commas, dashes or brackets part the clause of *v* from the rest of the
        sentence."""
        own = self.sentence.subtree(v)
        first, last = own[0], own[-1]
        return (
            first > 0
            and self._is_mark_near(first, first - 1)
            and (last + 1 >= len(self.tokens) or self._is_mark_near(last, last + 1))
        )

    def _is_mark_near(self, *places: int) -> bool:
        """Whether one of these *places* holds a punctuation mark."""
        return any(self.tokens[k].pos == "PUNCT" for k in places)
