"""On what supposition, or by whose telling, a clause is so: "Assuming X, ...", "Judging by the
diary, ...", "From what neighbours say, ...", "The diary has him paying Y".

Clausal adjuncts of condition and viewpoint without a conjunction (Quirk et al. 1985, 15.34 and
15.53), and gerunds under verbs of telling."""

from collections.abc import Iterator

from kg.attribution.document_context import is_past_deed
from kg.attribution.rules.announced_papers import TELLINGS
from kg.attribution.scopes import Scope, ScopeFinder
from kg.model import Modality, Polarity, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_LONGEST = 16
"""So many words a clause before the sentence has at most."""
_SAYS = frozenset({"ReportVerb", "AllegeVerb", "BelieveVerb", "TellVerb"})


def find_suppositions(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int]
) -> Iterator[Scope]:
    """Yield the attributions of *sentence* that a supposition, a yardstick or a told gerund
    makes."""
    finder = _Finder(sentence, ontology, quoted)
    yield from finder.fronted()
    yield from finder.asked_who()
    for token in sentence.tokens:
        if token.tag == "VBG":
            yield from finder.told_gerund(token.i)
        elif token.lemma == "make" and token.pos == "VERB":
            yield from finder.made_known(token.i)


class _Finder(ScopeFinder):
    """The frames, over one sentence."""

    def fronted(self) -> Iterator[Scope]:
        """The clause before the first comma that says on what the rest of the sentence rests."""
        comma = next((t.i for t in self.tokens[:_LONGEST] if t.text == ","), 0)
        if comma < 2 or self.tokens[0].i in self.quoted:
            return
        content = frozenset(range(comma + 1, len(self.tokens)))
        if self._supposes(comma):
            yield self.scope(None, (0,), content, Modality.HYPOTHETICAL, Polarity.POSITIVE)
            return
        source = (
            self._yardstick(comma)
            or self._as_viewed(comma)
            or self._what_they_say(comma)
            or self._paper_in_front(comma)
        )
        if source is not None:
            yield self.scope(source, (0,), content, Modality.REPORTED, Polarity.POSITIVE)

    def asked_who(self) -> Iterator[Scope]:
        """Yield what a question that opens with "is" asks in its relative clauses: "Isn't Ortiz the
        man who paid Y?"."""
        first, last = self.tokens[0], self.tokens[-1]
        if last.text != "?" or first.lemma != "be" or first.head != first.i:
            return
        content = self.below(t.i for t in self.tokens if t.dep == "relcl")
        if content:
            yield self.scope(None, (0,), content, Modality.HYPOTHETICAL, Polarity.POSITIVE)

    def _supposes(self, comma: int) -> bool:
        """Whether the clause is a supposition: "[Assuming] the claims are true,", "[Taken] as
        true,"."""
        first, rest = self.tokens[0], self.tokens[1:comma]
        taken = first.lemma in words_of("TakingVerb") and first.tag in {"VBN", "VBG", "VB"}
        as_true = taken and [t.text.lower() for t in rest[-2:]] == ["as", "true"]
        return as_true or first.tag == "VBG" and first.lemma in words_of("SupposingVerb")

    def _yardstick(self, comma: int) -> int | None:
        """By what it is measured: "Judging by the [diary],", "to believe the [diary],"."""
        start = 1 if self.tokens[0].text.lower() == "to" else 0
        verb = self.tokens[start]
        measures = verb.tag in {"VBG", "VB"} and verb.lemma in words_of("GaugingVerb")
        if not measures or start == 0 and verb.tag == "VB":
            return None
        return next((k for k in self._measures(verb.i) if k < comma and self._tells(k)), None)

    def _measures(self, verb: int) -> list[int]:
        """What is measured by: the object, or what stands after "by", "from" or "on"."""
        behind = [
            p
            for p in self.sentence.dependents(verb, "prep")
            if self.tokens[p].text.lower() in {"by", "from", "on"}
        ]
        named = [k for p in behind for k in self.sentence.dependents(p, "pobj")]
        return [*self.sentence.dependents(verb, "dobj"), *named]

    def _tells(self, k: int) -> bool:
        named = self.tokens[k].pos == "PROPN" or self.tokens[k].entity in {"PERSON", "ORG", "NORP"}
        return named or bool(self.classes(k) & TELLINGS) or self.is_a(k, "OfficeNoun", "Person")

    def _as_viewed(self, comma: int) -> int | None:
        """Whose version it is: "Viewed in the light most favorable to the [plaintiff],"."""
        words = [t.text.lower() for t in self.tokens[:comma]]
        favours = next(
            (k for k, word in enumerate(words) if word in {"favorable", "favourable"}), 0
        )
        if not favours or "light" not in words[:favours]:
            return None
        nouns = [k for k in range(favours, comma) if self.tokens[k].pos in {"NOUN", "PROPN"}]
        return nouns[-1] if nouns else None

    def _what_they_say(self, comma: int) -> int | None:
        """Who says it: "From what [neighbours] say,"."""
        words = [t.text.lower() for t in self.tokens[:2]]
        if words not in (["from", "what"], ["by", "what"]):
            return None
        verbs = (k for k in range(2, comma) if self.classes(k) & _SAYS)
        subjects = [k for v in verbs for k in self.sentence.dependents(v, "nsubj")]
        return subjects[0] if subjects else None

    def _paper_in_front(self, comma: int) -> int | None:
        """In which paper it stands: "In Ruiz's [diary], Meyer pushed her"; nobody's own paper, in
        which he only does something: "In its report, the bank cut its forecast"."""
        opening, noun = self.tokens[0], self.tokens[comma - 1]
        named = self.sentence.word(0) == "in" and noun.head == 0 and opening.dep == "prep"
        if not named or noun.lemma not in words_of("PaperNoun"):
            return None
        owned = self.sentence.dependents(noun.i, "poss")
        own = any(self.tokens[k].pos == "PRON" for k in owned)
        deed = is_past_deed(self.sentence, self.sentence.root, self.ontology)
        return noun.i if deed and not own else None

    def made_known(self, verb: int) -> Iterator[Scope]:
        """Yield what somebody makes known: "Ortiz made it [known] that", "made [plain] that"."""
        told = [
            k
            for k in self.sentence.dependents(verb, "ccomp", "oprd", "acomp", "xcomp", "dobj")
            if self.tokens[k].lemma in words_of("DisclosedAdjective")
        ]
        content = self.below(
            c for k in (*told, verb) for c in self.sentence.dependents(k, "ccomp", "advcl") if c > k
        )
        subjects = self.sentence.dependents(verb, "nsubj")
        content = content - {*told, verb} or self._told_around(verb)
        if told and subjects and content:
            modality = self.how_told(subjects[0])
            yield self.scope(subjects[0], (verb, told[0]), content, modality, Polarity.POSITIVE)

    def _told_around(self, verb: int) -> frozenset[int]:
        """The clause around one with "as" that says who makes it known: "As the report makes clear,
        [X paid Y]"."""
        clause = self.tokens[verb]
        marks = {self.sentence.word(k) for k in self.sentence.dependents(verb, "mark", "advmod")}
        if clause.dep != "advcl" or "as" not in marks:
            return frozenset()
        return frozenset(self.sentence.subtree(clause.head)) - {*self.sentence.subtree(verb)}

    def told_gerund(self, gerund: int) -> Iterator[Scope]:
        """Yield a deed under a noun that is told of: "The diary has him [paying] Y", "she recalled
        him [paying] Y"."""
        paper = self._had_by_paper(gerund)
        if paper is not None:
            content = frozenset(self.sentence.subtree(gerund)) - frozenset(range(paper + 1))
            yield self.scope(paper, (gerund,), content, Modality.REPORTED, Polarity.POSITIVE)
            return
        top = self._scene(gerund)
        verb = self.tokens[top].head
        subjects = self.sentence.dependents(verb, "nsubj")
        if top != verb and subjects and self._describes(top, verb, subjects[0]):
            content = frozenset(self.sentence.subtree(top))
            yield self.scope(subjects[0], (verb,), content, Modality.REPORTED, Polarity.POSITIVE)

    def _scene(self, gerund: int) -> int:
        """The word of "[him] paying Y" that hangs on the verb of telling."""
        token = self.tokens[gerund]
        noun = self.tokens[token.head]
        scene = token.dep == "acl" and noun.dep == "dobj" and noun.i < gerund
        return noun.i if scene else gerund

    def _describes(self, top: int, verb: int, subject: int) -> bool:
        """ "Recalled him paying", "the diary has him paying"; what verbs of saying have for their
        own complement, their rule reads."""
        dep = self.tokens[top].dep
        if dep != "dobj" and (dep != "ccomp" or "KnowVerb" not in self.classes(verb)):
            return False
        if self.tokens[verb].lemma == "have":
            return bool(self.classes(subject) & TELLINGS)
        return self.tokens[verb].lemma in words_of("DescribingVerb")

    def _had_by_paper(self, gerund: int) -> int | None:
        """The paper that has somebody do it: "A [tweet] has Ortiz buying Y"."""
        had = self._form_of_have(gerund)
        if had is None:
            return None
        own = self.sentence.dependents(gerund, "nsubj")
        first = [k for k in (*self.sentence.dependents(had, "nsubj"), *own) if k < had]
        second = any(had < k < gerund for k in own)
        return first[0] if first and second and self.classes(first[0]) & TELLINGS else None

    def _form_of_have(self, gerund: int) -> int | None:
        """The form of "have" over the gerund, or its auxiliary: "[Has] Ortiz buying"."""
        token = self.tokens[gerund]
        helpers = self.sentence.dependents(gerund, "aux")
        over = (token.head,) if token.dep == "ccomp" else helpers
        return next((k for k in over if self.tokens[k].lemma == "have"), None)
