"""What a verb of saying says, where the parser hung no clause on it: what stands after it, before
it, or in a row behind its clause."""

from kg.attribution.scopes import ScopeFinder
from kg.model.text import FINITE_TAGS
from kg.ontology.lexicon import cue_classes, words_of

_OPENING = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM"})
"""Parts of speech with which a subject begins."""
SAYING = frozenset({"ReportVerb", "AllegeVerb", "AdmitVerb", "FindVerb"})
"""Verbs that say something in so many words, as against thinking and showing."""
_NOTHING: frozenset[int] = frozenset()


class LooseContent(ScopeFinder):
    """The content that stands beside its verb, over one sentence."""

    def content_after(self, v: int) -> frozenset[int]:
        """The clause after a verb that the parser gave none: "observed the exhibit names him",
        "said in a statement that"."""
        return self._that_clause_of_place(v) or self._bare_clause_after(v)

    def _that_clause_of_place(self, v: int) -> frozenset[int]:
        """The clause with "that" which hangs on where it was said: "said in a statement that"."""
        for p in self.sentence.dependents(v, "prep"):
            for k in self.sentence.dependents(p, "pobj"):
                for c in self.sentence.dependents(k, "acl", "ccomp", "relcl"):
                    if self._opens_with_that(c):
                        return self.below([c])
        return _NOTHING

    def _opens_with_that(self, c: int) -> bool:
        marks = self.sentence.dependents(c, "mark")
        return any(self.sentence.word(m) == "that" and m < c for m in marks)

    def _bare_clause_after(self, v: int) -> frozenset[int]:
        """The words behind *v* up to a semicolon, colon or quotation, if they hold a finite verb
        below *v*."""
        start = v + 1
        if not self._may_take_clause(v) or not self._may_open_clause(start):
            return _NOTHING
        stop = self._end_of_clause(start)
        if not any(self._is_finite_below(k, v) for k in range(start, stop)):
            return _NOTHING
        while stop > start and self.tokens[stop - 1].pos == "PUNCT":
            stop -= 1
        return frozenset(range(start, stop))

    def _may_take_clause(self, v: int) -> bool:
        takes_clause = self.tokens[v].lemma in words_of("ClauseTakingVerb")
        return takes_clause and bool(self.sentence.dependents(v, "nsubj"))

    def _may_open_clause(self, i: int) -> bool:
        """Whether a subject may begin at *i*, outside of quotation marks."""
        inside = i < len(self.tokens) and i not in self.quoted
        return inside and self.tokens[i].pos in _OPENING

    def _end_of_clause(self, start: int) -> int:
        """Where the first semicolon, colon or quotation behind *start* stands, else the end."""
        ends = (t.i for t in self.tokens[start:] if t.text in {";", ":"} or t.i in self.quoted)
        return next(ends, len(self.tokens))

    def _is_finite_below(self, k: int, v: int) -> bool:
        """Whether *k* is a finite verb of a main clause below *v*."""
        above = self.sentence.ancestors(k)
        main = self.tokens[k].tag in FINITE_TAGS and v in above
        return main and not any(
            self.tokens[a].dep in {"relcl", "advcl", "conj"} for a in (k, *above)
        )

    def content_before(self, v: int, classes: frozenset[str]) -> frozenset[int]:
        """What stands before a subject and a verb that end the sentence: "X is dodging taxes,
        officials say"."""
        subject = self.sentence.dependents(v, "nsubj")
        if not (subject and classes & SAYING and self._ends_sentence(v)):
            return _NOTHING
        start = min(self.sentence.subtree(subject[0]))
        before = (t.i for t in self.tokens[: start - 1] if t.pos != "PUNCT")
        if all(self._is_circumstance_of(v, k) for k in before):
            return _NOTHING
        closed = start > 3 and self.tokens[start - 1].text in {",", "”", '"', "–", "—"}
        return frozenset(range(start - 1)) if closed else _NOTHING

    def _ends_sentence(self, v: int) -> bool:
        """Whether nothing follows the main verb *v* but when and where it was said ("stated in
        May")."""
        if self.tokens[v].dep in {"relcl", "acl"}:
            return False
        end = max((t.i for t in self.tokens if t.pos != "PUNCT"), default=v)
        circumstances = self.sentence.dependents(v, "prep", "npadvmod", "advmod")
        behind = self.below(k for k in circumstances if k > v)
        return v == end or bool(behind) and behind >= set(range(v + 1, end + 1))

    def _is_circumstance_of(self, v: int, k: int) -> bool:
        """Whether *k* stands in a clause or phrase that says when or how *v* was done: "after it
        fell, Ortiz responded"."""
        path = [a for a in (k, *self.sentence.ancestors(k)) if self.tokens[a].head == v and a != v]
        return any(self._is_circumstance(a) for a in path)

    def _is_circumstance(self, a: int) -> bool:
        dep = self.tokens[a].dep
        if dep == "advcl":
            return bool(self.sentence.dependents(a, "mark", "advmod"))
        return dep in {"prep", "npadvmod", "advmod"}

    def content_in_row(self, v: int, content: frozenset[int]) -> frozenset[int]:
        """The verbs in a row behind the *content* of *v*, which belong to it: "alleges that A
        fueled it, pushed B and helped C"."""
        if not content:
            return _NOTHING
        if self._hangs_on_verb_behind(v, max(content)):
            return frozenset(range(v + 1, len(self.tokens)))
        row = [k for k in self.sentence.dependents(v, "conj") if k > max(content)]
        shares = row and (
            self._has_own_subject_joined(row[0])
            or self._goes_on_listing(row[0])
            or self._goes_on_before(v, row[0])
        )
        return self.below(row[:1]) if shares else _NOTHING

    def _hangs_on_verb_behind(self, v: int, last: int) -> bool:
        """Whether the parser hung *v* on a verb behind its content, which a comma closes."""
        token = self.tokens[v]
        return token.dep == "ccomp" and token.head > last and self.tokens[last + 1].text == ","

    def _has_own_subject_joined(self, k: int) -> bool:
        """Whether "and", "or" or "but" joins the verb *k* and its subject to what is said, without
        a comma."""
        second, first = self._words_before(k)
        joined = first in {"and", "or", "but"} and second not in {",", ";", "”", '"'}
        return joined and self.has_subject(k)

    def _goes_on_listing(self, k: int) -> bool:
        """Whether a comma joins the verb *k* to what is said, and more follows in the row."""
        return self._words_before(k)[1] == "," and bool(self.sentence.dependents(k, "cc", "conj"))

    def _goes_on_before(self, v: int, k: int) -> bool:
        """Whether *k* tells of a time before *v*, as what is said does: "said he had not gone, but
        [had paid] for it"."""
        told = self.sentence.dependents(v, "ccomp")
        earlier = [self._is_before(c) for c in (v, k, *told)]
        return bool(told) and not earlier[0] and all(earlier[1:]) and not self.has_subject(k)

    def _is_before(self, verb: int) -> bool:
        """Whether "had" stands before a verb."""
        return any(self.sentence.word(a) == "had" for a in self.sentence.dependents(verb, "aux"))

    def _words_before(self, k: int) -> tuple[str, str]:
        """The two words before the clause of *k*; two times ``""`` at the sentence's start."""
        start = min(self.sentence.subtree(k))
        return (
            (self.sentence.word(start - 2), self.sentence.word(start - 1))
            if start > 1
            else ("", "")
        )

    def own_quotes(self, v: int) -> frozenset[int]:
        """Quoted tokens that verb *v* introduces: all, unless another reporting verb stands
        nearer."""
        others = [t.i for t in self.tokens if t.i != v and self._introduces(t.i)]
        passed = self._end_of_quote_shared(v)
        return frozenset(
            q for q in self.quoted if q > passed and all(abs(q - v) <= abs(q - o) for o in others)
        )

    def _introduces(self, i: int) -> bool:
        """Whether *i* is a verb of saying outside of the quotation, with a clause or a subject."""
        if i in self.quoted or self.tokens[i].pos != "VERB":
            return False
        says = cue_classes(self.sentence, i, self.ontology) & (SAYING - {"FindVerb"})
        return (
            bool(says)
            and not self.sentence.dependents(i, "xcomp")
            and bool(self.sentence.dependents(i, "ccomp", "nsubj"))
        )

    def _end_of_quote_shared(self, v: int) -> int:
        """The last quoted token before *v* where *v* is joined to a verb in the quotation
        ("“walked in and sat down”, and told them"); -1 elsewhere."""
        if not any(k in self.quoted for k in self._joined_before(v)):
            return -1
        return max((q for q in self.quoted if q < v), default=-1)

    def _joined_before(self, v: int) -> list[int]:
        """The verbs before *v* in a row of coordinated verbs."""
        out = []
        while self.tokens[v].dep == "conj":
            v = self.tokens[v].head
            out.append(v)
        return out
