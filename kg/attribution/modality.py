"""How a sentence itself holds an event: negation, modals, conditions, implicatives, questions.

A walk from the event's word up the dependency tree, as in the modal dependency of Saurí &
Pustejovsky (2012): every step may weaken or negate what lies below it. Where the walk cannot tell,
the weaker reading wins.
"""

from collections.abc import Container

from kg.attribution.modality_markers import ARGUMENTS, CONDITION, NEGATIVE, RANK, Local, Signals, parted
from kg.model import Modality, Sentence
from kg.ontology.lexicon import word_classes
from kg.ontology.loader import Ontology

_PRESUPPOSED = frozenset("because after when while as since although though where once before that until".split())
_NOT_DONE = frozenset("without instead rather".split())
_TALKED_OF = frozenset("about over of towards toward against for on regarding concerning".split())
_ASSERTED = frozenset({"dobj", "attr", "oprd", "nsubjpass", "pobj", "prep", "dative"})
_FORWARD = frozenset("look commit consent object agree close dedicate devote oppose".split())
_CONTINGENT = frozenset("when once before until till whenever after while as where that".split())
_DEFINITE = frozenset("the this that these those such both all its his her their our my your whose".split())
_CORE = frozenset({"in", "with", "into", "for", "on", "to", "under", "from"})
_GOVERNORS = (
    "FailVerb", "EnableVerb", "WantVerb", "SuspectVerb", "BelieveVerb", "DenyVerb", "ImplicativeVerb",
)  # fmt: skip


def assess(
    sentence: Sentence, token: int, ontology: Ontology, inside: Container[int] | None = None, lenient: bool = False,
    steps: list[str] | None = None,
) -> Local:  # fmt: skip
    """Return how *sentence* holds the event at *token*, looking no further up than *inside*; *steps* collects the way there.

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
            steps.append(f"{sentence.tokens[i].text} is {sentence.tokens[i].dep} of {sentence.tokens[head].text}: {became}")
        if not follow:
            return local
        i = head


def _describe(local: Local) -> str:
    return f"{local.modality}, {local.polarity}" + (f" ({local.reason})" if local.reason else "")


class _Walk(Signals):
    """The rules of the walk, over one sentence; nothing outside *inside* is looked at."""

    inside: Container[int] | None = None

    def step(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        """Go from *i* to *head*: what the edge and the governor do, and whether to walk on."""
        if local.modality not in RANK:
            return local, False
        dep = self.tokens[i].dep
        if dep == "ccomp" and parted(self.sentence, i, head):
            return local, False
        if dep in {"xcomp", "ccomp"} or dep == "acomp":
            return self._complement(i, head, local)
        if dep == "advcl":
            return self._adverbial(i, head, local)
        if dep == "pcomp":
            return self._preposition(i, head, local)
        if dep in {"acl", "relcl"}:
            return self._clause_of_noun(i, head, local)
        if dep == "conj":
            return self._conjunct(i, head, local)
        if dep in {"csubj", "csubjpass"}:
            return self._clausal_subject(i, head, local), False
        if self.tokens[i].pos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} or dep in {"pobj", "prep", "dobj", "attr"}:
            return self._noun(i, head, local)
        return local, dep not in {"parataxis", "csubj", "csubjpass", "appos", "intj"}

    def _clausal_subject(self, i: int, head: int, local: Local) -> Local:
        """ "To pay X is wrong", "paying X would be wrong": nobody did, or nobody yet."""
        if self.sentence.dependents(i, "nsubj", "nsubjpass", "mark"):
            return local
        if any(self.tokens[k].text.lower() == "to" for k in self.sentence.dependents(i, "aux")):
            return local.weaken(Modality.HYPOTHETICAL, "to")
        above = self.signals(head, Local(), shared=True)
        timeless = self.tokens[head].lemma == "be" and self.tokens[head].tag in {"VBZ", "VBP"}
        return local.weaken(Modality.HYPOTHETICAL, self.tokens[i].text) if timeless or above != Local() else local

    def _future(self, head: int) -> bool:
        """ "Is going to pay", "is about to pay"."""
        word = self.tokens[head].text.lower()
        return word in {"going", "gonna"} and bool(self.sentence.dependents(head, "aux")) or word == "about"

    def _governor(self, head: int, local: Local, gerund: bool = False) -> Local:
        word = self.tokens[head].text
        if self.tokens[head].lemma == "keep" and gerund:
            return local  # "kept paying"
        if self.has(head, "FailVerb", "FailAdjective", "FalseAdjective"):
            local = local.negate(word)
        elif self.has(head, "EnableVerb"):
            local = local if self.lenient else local.weaken(Modality.POSSIBLE, word)
        elif self.has(head, "WantVerb", "WantAdjective"):
            local = local.weaken(Modality.HYPOTHETICAL, word)
        elif self.has(head, "SuspectVerb", "PossibleAdjective"):
            local = local.weaken(Modality.POSSIBLE, word)
        elif self.has(head, "BelieveVerb") or self.tokens[head].lemma in {"seem", "appear"}:
            local = local.weaken(Modality.PROBABLE, word)
        elif self.has(head, "DenyVerb"):
            local = Local(Modality.DENIED, NEGATIVE, word)
        return local

    def _complement(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        infinitive = any(self.tokens[k].text.lower() == "to" for k in self.sentence.dependents(i, "aux"))
        above = self.tokens[head]
        if infinitive and above.lemma == "able" and self.tokens[above.head].tag == "VBD":  # ability that was used
            return self.signals(above.head, local), True
        if above.text.lower() in {"provided", "providing", "assuming", "supposing"} and not self.sentence.dependents(head, "nsubj"):
            return local.weaken(Modality.HYPOTHETICAL, above.text), False
        if self.tokens[i].tag == "VB" and above.lemma == "be" and not infinitive and not self._deed_done(head):
            local = local.weaken(Modality.HYPOTHETICAL, above.text)
        elif infinitive and above.lemma == "be" and self.tokens[i].dep == "xcomp":
            local = local.weaken(Modality.PROBABLE, "will")  # "is to begin"
        elif infinitive and (above.lemma in {"have", "need"} and self.tokens[i].dep == "xcomp" or self._future(head)):
            local = local.weaken(Modality.HYPOTHETICAL, f"{above.text} to")
        else:
            outer = above.lemma == "be" and self.tokens[i].dep != "acomp"
            for k in (head, *(self.sentence.dependents(head, "acomp") if outer else ())):
                local = self._governor(k, local, self.tokens[i].tag == "VBG")
            if infinitive and self.tokens[i].dep in {"xcomp", "ccomp"} and not self._known(i, head):
                local = local.weaken(Modality.HYPOTHETICAL, above.text)
        return self.signals(head, local) if local.modality in RANK else local, True

    def _deed_done(self, copula: int) -> bool:
        """ "What he did was pay X" against "what he should do is pay X"."""
        subjects = self.sentence.dependents(copula, "csubj", "nsubj")
        return any(self.tokens[j].tag == "VBD" and self.tokens[j].lemma == "do" for k in subjects for j in self.sentence.subtree(k))

    def _known(self, i: int, head: int) -> bool:
        """Whether the governor of an infinitive says whether it happened."""
        if self.tokens[head].pos == "ADJ":
            done = any(self.tokens[k].lemma == "have" for k in self.sentence.dependents(i, "aux"))
            return done or self.has(head, "FactAdjective", "FailAdjective", "FalseAdjective")
        other = self.tokens[head].pos not in {"VERB", "AUX"} or self.tokens[i].dep == "ccomp"
        return other or self.has(head, *_GOVERNORS) or self.tokens[head].lemma == "be"

    def _adverbial(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        marks = {self.tokens[k].text.lower() for k in self.sentence.dependents(i, "mark", "advmod")}
        if "than" in marks and any(t.text.lower() == "sooner" for t in self.tokens[:i]):
            return local, False
        if "than" in marks:
            return local.negate("rather than"), False
        if marks & CONDITION or marks >= {"as", "though"}:
            return local.weaken(Modality.HYPOTHETICAL, "if"), False
        if any(self.tokens[k].text.lower() == "to" for k in self.sentence.dependents(i, "aux")):
            went = self.tokens[head].lemma == "go" and any(self.tokens[k].text == "on" for k in self.sentence.children[head])
            return (self.signals(head, local), True) if went else (local.weaken(Modality.HYPOTHETICAL, "to"), False)
        if self.inverted(i):
            return local.weaken(Modality.HYPOTHETICAL, "had"), False
        if self._contingent(i, head, marks):
            return local.weaken(Modality.HYPOTHETICAL, " ".join(sorted(marks))), False
        if not marks and self._trails(i, head):
            return self._consequence(head, local), False
        if marks & _PRESUPPOSED or self.sentence.dependents(i, "nsubj", "nsubjpass"):
            return local, False
        above = self.signals(head, Local(), shared=True)
        if above.polarity is NEGATIVE:
            local = local.weaken(Modality.HYPOTHETICAL, above.reason)
        return local.weaken(above.modality, above.reason) if above.modality in RANK else local, True

    def _trails(self, i: int, head: int) -> bool:
        """ "Failed to report thefts, permitting fraud": a participle behind a comma tells what came of it all."""
        first = min(self.sentence.subtree(i))
        return self.tokens[i].tag == "VBG" and i > head and first > 0 and self.tokens[first - 1].text == ","

    def _consequence(self, head: int, local: Local) -> Local:
        """As sure as what it came of; what was not done has consequences too."""
        above = self.signals(head, Local(), shared=True)
        while self.tokens[head].dep == "xcomp" and above.modality in RANK:
            head = self.tokens[head].head
            failed = self.has(head, "FailVerb")
            above = self.signals(head, above if failed else self._governor(head, above), shared=True)
        return local.weaken(above.modality, above.reason) if above.modality in RANK else local

    def _contingent(self, i: int, head: int, marks: set[str]) -> bool:
        """ "Will pay when X signs", "call before you pay": in the present tense, under what has not happened yet."""
        finite = [self.tokens[k] for k in (*self.sentence.dependents(i, "aux", "auxpass"), i)]
        past = any(t.tag == "VBD" for t in finite)
        if not past and self.tokens[head].text.lower() in {"soon", "long"} and "as" in marks:
            return True
        if past or not marks & _CONTINGENT:
            return False
        if marks & {"before", "until", "till", "once", "whenever"} and self.tokens[head].tag not in {"VBD", "VBN"}:
            return True
        above, place = self.signals(head, Local(), shared=True), head
        while above.modality is Modality.STATED_AS_FACT and self.tokens[place].dep in {"xcomp", "ccomp", "conj"}:
            above, _ = self.step(place, self.tokens[place].head, above)
            place = self.tokens[place].head
        above = self.root_signals(place, above) if self.tokens[place].head == place else above
        return above.modality in {Modality.HYPOTHETICAL, Modality.POSSIBLE, Modality.PROBABLE}

    def _preposition(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        word, above = self.tokens[head].text.lower(), self.tokens[head].head
        if word in _NOT_DONE or word == "of" and self.tokens[head - 1].text.lower() in _NOT_DONE:
            return local.negate(word), False
        if word in {"than", "from"} and head > 0 and self.tokens[head - 1].text.lower() in {"rather", "far", "other"}:
            return local.negate(self.tokens[head - 1].text), False
        if word == "near":
            return local.weaken(Modality.HYPOTHETICAL, word), False
        if word == "from" and self.has(above, "FailVerb"):
            return local.negate(self.tokens[above].text), False
        if word in CONDITION or word in {"like", "before"} or word == "to" and self.tokens[above].lemma in _FORWARD:
            return local.weaken(Modality.HYPOTHETICAL, word), False
        if any(self.tokens[k].dep == "neg" for k in self.sentence.children[head]):
            return local.negate("not"), False
        if word in {"by", "through"} and self.tokens[above].pos in {"VERB", "AUX"}:
            return self._by_way_of(above, local)
        if self.has(above, "WantAdjective", "FailAdjective"):
            return self._governor(above, local), False
        if self.tokens[above].pos == "NOUN" or word in _TALKED_OF:
            known = self.has(above, "FactNoun")
            return (local if known else local.weaken(Modality.HYPOTHETICAL, self.tokens[above].text)), False
        return local, True

    def _by_way_of(self, above: int, local: Local) -> tuple[Local, bool]:
        """ "May win by cheating": the means is as sure as the end, and open where the end is denied."""
        seen = self.signals(above, Local(), shared=True)
        if seen.polarity is NEGATIVE:
            return local.weaken(Modality.HYPOTHETICAL, seen.reason), False
        return local.weaken(seen.modality, seen.reason) if seen.modality in RANK else local, True

    def _open(self, noun: int) -> bool:
        """Whether a noun is indefinite: "managers who", "a letter that"; what is said of it stands and falls with it."""
        token = self.tokens[noun]
        fixed = any(
            self.tokens[k].lemma in _DEFINITE or self.tokens[k].dep == "poss" for k in self.sentence.dependents(noun, "det", "poss")
        )
        return token.pos == "NOUN" and not fixed and not token.entity

    def _with_noun(self, noun: int, local: Local, past: bool = False) -> Local:
        """The weaker of *local* and how the sentence holds the noun's own place; what is *past* happened, whatever is wanted."""
        seen, i = Local(), noun
        while self.tokens[i].head != i and seen.modality in RANK:
            head = self.tokens[i].head
            if self.inside is not None and head not in self.inside:
                break
            if self.tokens[head].pos in {"VERB", "AUX"} and self.tokens[i].dep in (*ARGUMENTS, "prep"):
                seen = self._governor(head, seen) if self.tokens[i].dep in {"dobj", "prep"} else seen
                seen = self.signals(head, seen) if seen.modality in RANK else seen
            elif self.tokens[i].dep not in {"pobj", "prep", "conj"}:
                seen, follow = self.step(i, head, seen)
                if not follow:
                    break
            i = head
        else:
            seen = self.root_signals(i, seen) if seen.modality in RANK else seen
        if seen.modality not in RANK or seen.polarity is NEGATIVE:
            return local.weaken(Modality.HYPOTHETICAL, seen.reason)
        wanted = word_classes(seen.reason, self.ontology) & {"WantVerb", "WillModal"}
        if wanted and past:  # "will resolve a complaint that it filed in March"
            return local
        return local.weaken(seen.modality, seen.reason)

    def _clause_of_noun(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        infinitive = any(self.tokens[k].text.lower() == "to" for k in self.sentence.dependents(i, "aux"))
        called = [k for k in self.sentence.dependents(head, "amod") if k < head and self._alleged(k)]
        if called:  # "alleged bribes paid to X"
            return Local(Modality.ALLEGED, local.polarity, self.tokens[called[0]].text), False
        if self._set_aside(i):
            return local, False
        determiners = {self.tokens[k].lemma for k in self.sentence.dependents(head, "det")}
        if self.tokens[head].lemma in {"time", "moment"} and self.tokens[self.tokens[head].head].text.lower() in {"by", "until"}:
            if not any(self.tokens[k].tag == "VBD" for k in (i, *self.sentence.children[i])):
                return local.weaken(Modality.HYPOTHETICAL, self.tokens[head].text), False
        if infinitive and self.tokens[i].tag == "VB":
            if self.has(head, "FailNoun"):
                return local.negate(self.tokens[head].text), False
            ordinals = {"first", "last", "only", "second"}
            done = any(self.tokens[k].lemma in ordinals for k in self.sentence.dependents(head, "amod"))
            return (local if done else local.weaken(Modality.HYPOTHETICAL, self.tokens[head].text)), False
        if determiners & {"no", "any", "neither"}:
            return local.weaken(Modality.UNKNOWN, self.tokens[head].text), False
        if self.has(head, "FictionNoun") and any(self.tokens[k].text.lower() in {"in", "where"} for k in self.sentence.subtree(i)):
            return local.weaken(Modality.HYPOTHETICAL, self.tokens[head].text), False
        described = self.tokens[i].tag == "VBN"  # "the agreement filed in court", not "the agreement to file"
        if self.has(head, "WantNoun") and not described or self.has(head, "PossibleAdjective"):
            return local.weaken(Modality.HYPOTHETICAL, self.tokens[head].text), False
        return self._with_noun(head, local, self.tokens[i].tag == "VBD") if self._open(head) else local, False

    def _alleged(self, k: int) -> bool:
        return "AllegeAdjective" in word_classes(self.tokens[k].text, self.ontology)

    def _set_aside(self, i: int) -> bool:
        """ ", which criminalizes X": a relative clause behind a comma asserts by itself (Potts 2005, supplements)."""
        first = min(self.sentence.subtree(i))
        comma = first > 0 and self.tokens[first - 1].text == ","
        return self.tokens[i].dep == "relcl" and comma and self.tokens[first].text.lower() in {"which", "who", "whose"}

    def _conjunct(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        """A second verb shares the first one's auxiliaries and negation unless it has a subject of its own."""
        if any(self.tokens[k].lemma == "nor" for k in self.sentence.dependents(head, "cc")):
            return local.negate("nor"), False
        own = self.sentence.dependents(i, "nsubj", "nsubjpass", "aux", "auxpass")
        subject = any(self.tokens[k].dep in {"nsubj", "nsubjpass"} for k in own)
        if subject or self.tokens[i].pos not in {"VERB", "AUX"}:
            return local, True
        if self.tokens[i].tag == "VBD" and self.tokens[head].tag == "VB":  # "agreed to take and took"
            return local, False
        to = any(self.tokens[k].text.lower() == "to" for k in own)
        if self.tokens[i].tag == "VB" and (not own or to) and self.tokens[head].tag not in {"VB", "VBP"}:
            return local.weaken(Modality.HYPOTHETICAL, self.tokens[i].text), True
        shared = self.signals(head, Local())
        if shared.modality in RANK and not any(self.tokens[k].lemma not in {"be", "have"} for k in own):
            local = local.weaken(shared.modality, shared.reason)
            verbal = any(self.tokens[k].dep in {"neg", "advmod"} for k in self.sentence.children[head])
            joined = {self.tokens[k].lemma for k in self.sentence.dependents(head, "cc")}
            finite = self.tokens[i].tag == "VBD" or self.tokens[i].tag in {"VBZ", "VBP"} and "or" not in joined
            inherits = shared.polarity is NEGATIVE and verbal and not finite
            local = local.negate(shared.reason) if inherits else local
        return local, True

    def _noun(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        dep = self.tokens[i].dep
        if self.tokens[head].pos in {"VERB", "AUX"}:
            shown = dep == "nsubj" and self.tokens[head].lemma in {"exist", "occur", "happen", "be"}
            means = self.tokens[i].lemma in {"by", "through"} and bool(self.sentence.dependents(i, "pcomp"))
            if dep not in _ASSERTED and not shown or dep == "prep" and self.tokens[i].lemma not in _CORE and not means:
                return local, False
            if dep in {"dobj", "nsubjpass"} and self.tokens[i].pos == "NOUN" and self.has(head, "AllegeVerb"):
                return Local(Modality.ALLEGED, local.polarity, self.tokens[head].text), False
            local = self._governor(head, local) if dep in {"dobj", "nsubjpass", "pobj", "prep"} else local
            return (self._verb_signals(i, head, local) if local.modality in RANK else local), True
        if dep == "prep" and self.has(head, "WantNoun"):
            return local.weaken(Modality.HYPOTHETICAL, self.tokens[head].text), True
        return local, dep in {"pobj", "prep", "conj", "compound"}

    def _verb_signals(self, i: int, head: int, local: Local) -> Local:
        """Signals of the verb above a noun; its determiner was read at the noun already."""
        marked = any(self.tokens[d].lemma in {"no", "neither"} for d in self.sentence.dependents(i, "det"))
        seen = self.signals(head, local)
        if marked and seen.polarity is not local.polarity:
            return Local(seen.modality, local.polarity, local.reason)
        return seen
