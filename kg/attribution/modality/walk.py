"""How a sentence itself holds an event: negation, modals, conditions, implicatives, questions.

A walk from the event's word up the dependency tree, as in the modal dependency of Saurí &
Pustejovsky (2012): every step may weaken or negate what lies below it. Where the walk cannot tell,
the weaker reading wins.
"""

from collections.abc import Container

from kg.attribution.modality.links import Links
from kg.attribution.modality.local import (
    ARGUMENTS,
    CONDITION,
    CONDITIONAL_PARTICIPLES,
    NEGATIVE,
    RANK,
    Local,
    is_set_aside,
)
from kg.model import Modality, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_PRESUPPOSED = frozenset(
    "because after when while as since although though where once before that until".split()
)
_TALKED_OF = frozenset("about over of towards toward against for on regarding concerning".split())
_CONTINGENT = frozenset("when once before until till whenever after while as where that".split())
_CLAUSES = frozenset(
    {"xcomp", "ccomp", "acomp", "advcl", "pcomp", "acl", "relcl", "csubj", "csubjpass"}
)


def assess(
    sentence: Sentence,
    token: int,
    ontology: Ontology,
    inside: Container[int] | None = None,
    lenient: bool = False,
    steps: list[str] | None = None,
) -> Local:
    """Return how *sentence* holds the event at *token*, looking no further up than *inside*;
    *steps* collects the way there.

    *lenient* reads what was made possible ("allowed X to use Y") as done: right where a source
    that only reports or alleges speaks, as the result is no fact anyway.
    """
    walk = _Walk(sentence, ontology, lenient)
    walk.inside = inside
    local = walk.signals(token, Local())
    if steps is not None:
        steps.append(f"{sentence.tokens[token].text} by itself: {_describe(local)}")
    i = token
    while True:
        head = sentence.tokens[i].head
        if head == i or inside is not None and head not in inside:
            return walk.root_signals(i, local) if head == i else local
        before = local
        local, follow = walk.step(i, head, local)
        if steps is not None:
            became = _describe(local) if local != before else "no change"
            steps.append(
                f"{sentence.tokens[i].text} is {sentence.tokens[i].dep} "
                f"of {sentence.tokens[head].text}: {became}"
            )
        if not follow:
            return local
        i = head


def _describe(local: Local) -> str:
    return f"{local.modality}, {local.polarity}" + (f" ({local.reason})" if local.reason else "")


class _Walk(Links):
    """The rules of the walk, over one sentence; nothing outside *inside* is looked at."""

    inside: Container[int] | None = None

    def step(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        """Go from *i* to *head*: what the edge and the governor do, and whether to walk on."""
        dep = self.tokens[i].dep
        if local.modality not in RANK or dep == "ccomp" and self._is_parted(i, head):
            return local, False
        if dep in _CLAUSES:
            return self._walk_clause(i, head, local)
        if dep == "conj":
            return self._walk_conjunct(i, head, local)
        if self.tokens[i].pos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} or dep in {
            "pobj",
            "prep",
            "dobj",
            "attr",
        }:
            return self._walk_noun(i, head, local)
        return local, dep not in {"parataxis", "appos", "intj"}

    def _walk_clause(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        """What the word above a clause does to it, by what the clause is to that word."""
        dep = self.tokens[i].dep
        if dep == "advcl":
            return self._walk_adverbial(i, head, local)
        if dep == "pcomp":
            return self._walk_preposition(i, head, local)
        if dep in {"acl", "relcl"}:
            return self._walk_clause_of_noun(i, head, local)
        if dep in {"csubj", "csubjpass"}:
            return self._weaken_clausal_subject(i, head, local), False
        return self._walk_complement(i, head, local)

    def _weaken_clausal_subject(self, i: int, head: int, local: Local) -> Local:
        """How a clause is held that is the subject of another, as nobody did it, or nobody yet: "to
        pay X is wrong", "paying X would be wrong"."""
        if self.sentence.dependents(i, "nsubj", "nsubjpass", "mark"):
            return local
        if self.is_infinitive(i):
            return local.weaken(Modality.HYPOTHETICAL, "to")
        above = self.signals(head, Local(), shared=True)
        timeless = self.tokens[head].lemma == "be" and self.tokens[head].tag in {"VBZ", "VBP"}
        return (
            local.weaken(Modality.HYPOTHETICAL, self.tokens[i].text)
            if timeless or above != Local()
            else local
        )

    def _walk_complement(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        above = self.tokens[head]
        if (
            above.lemma == "able" and self.tokens[above.head].tag == "VBD" and self.is_infinitive(i)
        ):  # ability that was used
            return self.signals(above.head, local), True
        if above.text.lower() in CONDITIONAL_PARTICIPLES and not self.sentence.dependents(
            head, "nsubj"
        ):
            return local.weaken(Modality.HYPOTHETICAL, above.text), False
        outer = self._apply_complement(i, head, local)
        outer = self.signals(head, outer) if outer.modality in RANK else outer
        return self._keep_polarity(i, local, outer), True

    def _apply_complement(self, i: int, head: int, local: Local) -> Local:
        """What the verb, adjective or copula above its complement makes of it."""
        above, infinitive = self.tokens[head], self.is_infinitive(i)
        if (
            self.tokens[i].tag == "VB"
            and above.lemma == "be"
            and not infinitive
            and not self.is_deed_done(head)
        ):
            return local.weaken(Modality.HYPOTHETICAL, above.text)
        if self._is_arranged(i, head):
            return self._arranged(head, local)
        if infinitive and self._is_ahead(i, head):
            return local.weaken(Modality.HYPOTHETICAL, f"{above.text} to")
        return self._apply_governors(i, head, infinitive, local)

    def _apply_governors(self, i: int, head: int, infinitive: bool, local: Local) -> Local:
        """What the governor says, and that an infinitive need not have happened: "tried to pay",
        "is unlikely to pay"."""
        outer = self.tokens[head].lemma == "be" and self.tokens[i].dep != "acomp"
        if (purpose := self._for_object(i, head, local)) is not None:
            return purpose
        for k in (head, *(self.sentence.dependents(head, "acomp") if outer else ())):
            local = self._apply_governor(k, local, self.tokens[i].tag == "VBG")
        local = self._only_helps(i, head, local)
        if (
            infinitive
            and self.tokens[i].dep in {"xcomp", "ccomp"}
            and not self._tells_outcome(i, head)
        ):
            local = local.weaken(Modality.HYPOTHETICAL, self.tokens[head].text)
        return local

    def _walk_adverbial(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        marks = {self.tokens[k].text.lower() for k in self.sentence.dependents(i, "mark", "advmod")}
        if "than" in marks:
            sooner = any(t.text.lower() == "sooner" for t in self.tokens[:i])
            return (local if sooner else local.negate("rather than")), False
        if marks & CONDITION or marks >= {"as", "though"}:
            return local.weaken(Modality.HYPOTHETICAL, "if"), False
        if self.is_infinitive(i):
            return (
                (self.signals(head, local), True)
                if self._goes_on(head, i) or self._settles(i, head)
                else (local.weaken(Modality.HYPOTHETICAL, "to"), False)
            )
        return self._walk_circumstance(i, head, marks, local)

    def _walk_circumstance(
        self, i: int, head: int, marks: set[str], local: Local
    ) -> tuple[Local, bool]:
        """How an adverbial clause is held, and whether to walk on: "had X paid", "when X signs", ",
        permitting fraud", "because X paid", "paying X"."""
        if self.inverted(i):
            return local.weaken(Modality.HYPOTHETICAL, "had"), False
        if self._is_contingent(i, head, marks):
            return local.weaken(Modality.HYPOTHETICAL, " ".join(sorted(marks))), False
        if not marks and self.trails(i, head):
            return self._weaken_consequence(head, local), False
        if marks & _PRESUPPOSED or self.sentence.dependents(i, "nsubj", "nsubjpass"):
            return local, False
        above = self.signals(head, Local(), shared=True)
        if above.polarity is NEGATIVE:
            local = local.weaken(Modality.HYPOTHETICAL, above.reason)
        return local.weaken(above.modality, above.reason) if above.modality in RANK else local, True

    def _weaken_consequence(self, head: int, local: Local) -> Local:
        """As sure as what it came of; what was not done has consequences too."""
        above = self.signals(head, Local(), shared=True)
        while self.tokens[head].dep == "xcomp" and above.modality in RANK:
            arranged = self._is_arranged(head, self.tokens[head].head)
            head = self.tokens[head].head
            above = self._arranged(head, above) if arranged else above
            failed = self.has(head, "FailVerb")
            above = self.signals(
                head, above if failed else self._apply_governor(head, above), shared=True
            )
        return local.weaken(above.modality, above.reason) if above.modality in RANK else local

    def _is_contingent(self, i: int, head: int, marks: set[str]) -> bool:
        """Whether a clause is in the present tense, under what has not happened yet: "will pay when
        X signs", "call before you pay"."""
        past = any(
            self.tokens[k].tag == "VBD" for k in (*self.sentence.dependents(i, "aux", "auxpass"), i)
        )
        if not past and self.tokens[head].text.lower() in {"soon", "long"} and "as" in marks:
            return True
        if past or not marks & _CONTINGENT:
            return False
        if marks & {"before", "until", "till", "once", "whenever"} and self.tokens[
            head
        ].tag not in {"VBD", "VBN"}:
            return True
        return self._is_open(head)

    def _is_open(self, place: int) -> bool:
        """Whether the sentence leaves open what stands at *place*."""
        above = self.signals(place, Local(), shared=True)
        while above.modality is Modality.STATED_AS_FACT and self.tokens[place].dep in {
            "xcomp",
            "ccomp",
            "conj",
        }:
            above, _ = self.step(place, self.tokens[place].head, above)
            place = self.tokens[place].head
        above = self.root_signals(place, above) if self.tokens[place].head == place else above
        return above.modality in {Modality.HYPOTHETICAL, Modality.POSSIBLE, Modality.PROBABLE}

    def _walk_preposition(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        word, above = self.tokens[head].text.lower(), self.tokens[head].head
        excluded = self._exclude(word, head, local)
        if excluded is not None:
            return excluded, False
        if self._supposes(word, i, above):
            return local.weaken(Modality.HYPOTHETICAL, word), False
        if self.sentence.dependents(head, "neg"):
            return local.negate("not"), False
        if word in {"by", "through"} and self.tokens[above].pos in {"VERB", "AUX"}:
            return self._walk_means(above, local)
        if self.has(above, "WantAdjective", "FailAdjective"):
            return self._apply_governor(above, local), False
        if self._is_of_verb(word, i, above):
            return local, True
        return self._talked_of(word, above, local), False

    def _is_of_verb(self, word: str, i: int, above: int) -> bool:
        """Whether a deed behind a preposition is held as the verb is: words are not about it."""
        talked_of = self.tokens[above].pos == "NOUN" or word in _TALKED_OF
        return not talked_of or self._is_duty(word, i, above) or self._charges(word, above)

    def _talked_of(self, word: str, above: int, local: Local) -> Local:
        """How a deed is held that words are about: open, unless it is a fact or was praised
        ("thanked them for coming")."""
        praised = word == "for" and self.tokens[above].lemma in words_of("PraisingVerb")
        if praised or self.has(above, "FactNoun"):
            return local
        return local.weaken(Modality.HYPOTHETICAL, self.tokens[above].text)

    def _walk_means(self, above: int, local: Local) -> tuple[Local, bool]:
        """How a means is held, and whether to walk on: as sure as the end, and open where the end
        is denied ("may win by cheating")."""
        seen = self.signals(above, Local(), shared=True)
        if seen.polarity is NEGATIVE:
            return local.weaken(Modality.HYPOTHETICAL, seen.reason), False
        return local.weaken(seen.modality, seen.reason) if seen.modality in RANK else local, True

    def _weaken_with_noun(self, noun: int, local: Local, past: bool = False) -> Local:
        """The weaker of *local* and how the sentence holds the noun's own place; what is *past*
        happened, whatever is wanted."""
        seen = self._hold_noun(noun)
        if seen.modality not in RANK or seen.polarity is NEGATIVE:
            return local.weaken(Modality.HYPOTHETICAL, seen.reason)
        if past and self._looks_ahead(
            seen.reason
        ):  # "will resolve a complaint that it filed in March"
            return local
        return local.weaken(seen.modality, seen.reason)

    def _hold_noun(self, i: int) -> Local:
        """How the sentence holds what the noun at *i* names."""
        seen = Local()
        while self.tokens[i].head != i and seen.modality in RANK:
            head = self.tokens[i].head
            if self.inside is not None and head not in self.inside:
                return seen
            if self.tokens[head].pos in {"VERB", "AUX"} and self.tokens[i].dep in (
                *ARGUMENTS,
                "prep",
            ):
                seen = self._hold_by_verb(i, head, seen)
            elif self.tokens[i].dep not in {"pobj", "prep", "conj"}:
                seen, follow = self.step(i, head, seen)
                if not follow:
                    return seen
            i = head
        return self.root_signals(i, seen) if seen.modality in RANK else seen

    def _hold_by_verb(self, i: int, verb: int, seen: Local) -> Local:
        seen = self._apply_governor(verb, seen) if self.tokens[i].dep in {"dobj", "prep"} else seen
        return self.signals(verb, seen) if seen.modality in RANK else seen

    def _walk_clause_of_noun(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        word = self.tokens[head].text
        called = self._find_alleging(head)
        if called:
            return Local(Modality.ALLEGED, local.polarity, called), False
        if is_set_aside(self.sentence, i):
            return local, False
        if self.tokens[i].tag == "VB" and self.is_infinitive(i):
            return self._weaken_deed_of_noun(head, local), False
        if self._is_any(head) or self._is_classified(i, head):
            return local.weaken(Modality.UNKNOWN, word), False
        if self.is_not_yet(i, head) or self._noun_supposes(i, head):
            return local.weaken(Modality.HYPOTHETICAL, word), False
        if self._is_expected(i, head):
            return local.weaken(Modality.PROBABLE, word), False
        return self._as_its_noun(i, head, local), False

    def _weaken_deed_of_noun(self, noun: int, local: Local) -> Local:
        """How an infinitive is held by its noun, and with it: "will be the first officer [to
        pay]"."""
        local = self._weaken_infinitive_of_noun(noun, local)
        return self._weaken_with_noun(noun, local) if self._is_rank(noun) else local

    def _as_its_noun(self, i: int, noun: int, local: Local) -> Local:
        """How a clause is held whose noun does not exist before what is said of it: "a deal
        [signed]", "have it [signed]", "become the first woman [jailed]"."""
        if self.is_indefinite(noun) or self._is_had_done(i, noun) or self._is_rank(noun):
            return self._weaken_with_noun(noun, local, self._is_past_clause(i))
        return local

    def _walk_conjunct(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        """A second verb shares the first one's auxiliaries and negation unless it has a subject of
        its own."""
        if (joined := self._by_conjunction(i, head, local)) is not None:
            return joined, False
        local = self._weaken_alternative(head, i, local)
        if self._is_asked_of_other(i):
            return local.weaken(Modality.HYPOTHETICAL, "for"), False
        if self.tokens[i].pos not in {"VERB", "AUX"} or self.sentence.dependents(
            i, "nsubj", "nsubjpass"
        ):
            return local, True
        if (
            self.tokens[i].tag == "VBD" and self.tokens[head].tag == "VB"
        ):  # "agreed to take and took"
            return local, False
        own = self.sentence.dependents(i, "aux", "auxpass")
        if self._stands_alone(i, head, own):
            return local.weaken(Modality.HYPOTHETICAL, self.tokens[i].text), True
        only_tense = all(self.tokens[k].lemma in {"be", "have"} for k in own)
        return (self._share_signals(i, head, local) if only_tense else local), True

    def _walk_noun(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        dep = self.tokens[i].dep
        if self.tokens[head].pos in {"VERB", "AUX"}:
            return self._walk_under_verb(i, head, local)
        if dep == "prep" and self.has(head, "WantNoun"):
            return local.weaken(Modality.HYPOTHETICAL, self.tokens[head].text), True
        return local, dep in {"pobj", "prep", "conj", "compound"}

    def _walk_under_verb(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        """What a verb makes of a noun below it, and whether to walk on: "made payments", "alleged
        payments", "planned a payment"."""
        dep = self.tokens[i].dep
        if not self._takes_part(i, head):
            return local, False
        if self._is_answered(i, head):
            return local, True
        if (
            dep in {"dobj", "nsubjpass"}
            and self.tokens[i].pos == "NOUN"
            and self.has(head, "AllegeVerb")
        ):
            return Local(Modality.ALLEGED, local.polarity, self.tokens[head].text), False
        local = (
            self._apply_governor(head, local)
            if dep in {"dobj", "nsubjpass", "pobj", "prep"}
            else local
        )
        return (self._apply_verb_signals(i, head, local) if local.modality in RANK else local), True
