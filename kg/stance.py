"""How a sentence itself holds an event: negation, modals, conditions, implicatives, questions.

A walk from the event's word up the dependency tree, as in the modal dependency of Saurí &
Pustejovsky (2012): every step may weaken or negate what lies below it. Where the walk cannot tell,
the weaker reading wins.
"""

from collections.abc import Container
from dataclasses import dataclass

from kg.cues import is_cue
from kg.model import Modality, Polarity, Sentence
from kg.ontology import Ontology

NEGATIVE, POSITIVE = Polarity.NEGATIVE, Polarity.POSITIVE
_RANK = {
    Modality.STATED_AS_FACT: 0, Modality.PROBABLE: 1, Modality.POSSIBLE: 2, Modality.HYPOTHETICAL: 3, Modality.UNKNOWN: 4,
}  # fmt: skip
_CONDITION = frozenset("if unless whether lest provided providing assuming suppose".split())
_PRESUPPOSED = frozenset("because after when while as since although though where once before that until".split())
_NOT_DONE = frozenset("without instead rather".split())
_TALKED_OF = frozenset("about over of towards toward against for on regarding concerning".split())
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "dative", "oprd")
_ASSERTED = frozenset({"dobj", "attr", "oprd", "nsubjpass", "pobj", "prep", "dative"})
_FORWARD = frozenset("look commit consent object agree close dedicate devote oppose".split())
_CONTINGENT = frozenset("when once before until till whenever after while as where that".split())
_DEFINITE = frozenset("the this that these those such both all its his her their our my your whose".split())
_CORE = frozenset({"in", "with", "into", "for", "on", "to", "under", "from"})
_GOVERNORS = (
    "FailVerb", "EnableVerb", "WantVerb", "SuspectVerb", "BelieveVerb", "DenyVerb", "ImplicativeVerb",
)  # fmt: skip
_ONLY = frozenset("only just merely solely simply".split())


@dataclass(frozen=True, slots=True)
class Local:
    """Modality and polarity of an event within its own sentence, with the words that set them."""

    modality: Modality = Modality.STATED_AS_FACT
    polarity: Polarity = POSITIVE
    reason: str = ""

    def weaken(self, modality: Modality, reason: str) -> "Local":
        """Return the weaker of this and *modality*."""
        return Local(modality, self.polarity, reason) if _RANK[modality] > _RANK[self.modality] else self

    def weaken_to(self, modality: Modality, reason: str) -> "Local":
        """Return *modality* in place of a bare statement."""
        return Local(modality, self.polarity, reason) if self.modality.fact_like else self

    def negate(self, reason: str) -> "Local":
        """Return the opposite polarity."""
        flipped = POSITIVE if self.polarity is NEGATIVE else NEGATIVE
        return Local(self.modality, flipped, reason)


def assess(sentence: Sentence, token: int, ontology: Ontology, inside: Container[int] | None = None, lenient: bool = False) -> Local:
    """Return how *sentence* holds the event at *token*, looking no further up than *inside*.

    *lenient* reads what was made possible ("allowed X to use Y") as done: right where a source
    that only reports or alleges speaks, as the result is no fact anyway.
    """
    walk = _Walk(sentence, ontology, lenient)
    local = walk.signals(token, Local())
    i = token
    while True:
        head = sentence.tokens[i].head
        if head == i or inside is not None and head not in inside:
            return walk.root_signals(i, local) if head == i else local
        local, follow = walk.step(i, head, local)
        if not follow:
            return local
        i = head


class _Walk:
    """The rules of the walk, over one sentence."""

    def __init__(self, sentence: Sentence, ontology: Ontology, lenient: bool) -> None:
        self.lenient = lenient
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.ontology = ontology

    def has(self, i: int, *names: str) -> bool:
        return is_cue(self.sentence, i, self.ontology, *names)

    def signals(self, i: int, local: Local, shared: bool = False) -> Local:
        """What the dependents of *i* say of it: auxiliaries, negation, adverbs, adjectives, determiners."""
        for k in self.sentence.children[i]:
            token = self.tokens[k]
            if token.dep in {"aux", "auxpass"}:
                local = self._auxiliary(i, k, local)
            elif token.dep == "amod":
                local = self._adjective(k, local)
            elif token.dep == "det" and token.lemma in {"no", "neither"} and not shared:
                local = local.negate(token.text)
            elif token.dep in {"neg", "advmod", "preconj"}:
                local = self._adverb(k, local)
            elif token.dep in _ARGUMENTS and self.tokens[i].pos in {"VERB", "AUX"}:
                local = self._argument(k, local)
            elif token.dep == "mark" and token.text.lower() in _CONDITION and not shared:
                local = local.weaken(Modality.HYPOTHETICAL, token.text)
            elif token.dep == "prep" and token.lemma in {"in", "per"} and self._in_case(k) or self._condition(k):
                local = local.weaken(Modality.HYPOTHETICAL, "if" if token.dep == "advcl" else token.text)
        return local.weaken(Modality.HYPOTHETICAL, "if") if not shared and self._opens_with_condition(i) else local

    def _condition(self, k: int) -> bool:
        """ "If X, Y": what follows from a condition is no more certain than the condition ("even if" sets none)."""
        if self.tokens[k].dep != "advcl":
            return False
        marks = [m for m in self.sentence.dependents(k, "mark") if self.tokens[m].text.lower() in {"if", "unless"}]
        return any(m == 0 or self.tokens[m - 1].text.lower() not in {"even", "as"} for m in marks) or self._inverted(k)

    def _opens_with_condition(self, i: int) -> bool:
        """ "if by X we mean Y": a conjunction that the parser hung elsewhere still opens its clause."""
        first = self.tokens[self.sentence.subtree(i)[0]] if self.tokens[i].dep in {"ccomp", "advcl", "parataxis"} else self.tokens[i]
        return first.text.lower() in {"if", "unless"} and (first.i == 0 or self.tokens[first.i - 1].text.lower() not in {"even", "as"})

    def _auxiliary(self, i: int, k: int, local: Local) -> Local:
        token, word = self.tokens[k], self.tokens[k].text.lower()
        if any(self.has(n, "NegativeAdverb") for n in self.sentence.children[k]):
            local = local.negate("not")
        if self.has(k, "MayModal"):
            return local.weaken(Modality.POSSIBLE, token.text)
        if word == "must" and any(self.tokens[a].lemma == "have" for a in self.sentence.dependents(i, "aux")):
            return local.weaken(Modality.PROBABLE, token.text)
        if self.has(k, "WillModal") or word in {"’d", "’ll"}:
            return local.weaken(Modality.HYPOTHETICAL, token.text)
        return local

    def _adjective(self, k: int, local: Local) -> Local:
        if self.has(k, "AllegeAdjective"):
            return Local(Modality.ALLEGED, local.polarity, self.tokens[k].text) if _RANK.get(local.modality) == 0 else local
        if self.has(k, "PossibleAdjective"):
            return local.weaken(Modality.POSSIBLE, self.tokens[k].text) if local.modality in _RANK else local
        return local.negate(self.tokens[k].text) if self.has(k, "NegativeAdjective") else local

    def _adverb(self, k: int, local: Local) -> Local:
        token = self.tokens[k]
        if local.modality not in _RANK:
            return local
        if token.text.lower() == "longer" and any(self.tokens[d].lemma == "no" for d in self.sentence.children[k]):
            return local.negate("no longer")
        if token.dep == "neg" or self.has(k, "NegativeAdverb"):
            limited = k + 1 < len(self.tokens) and self.tokens[k + 1].text.lower() in _ONLY
            return local if limited else local.negate(token.text)
        if self.has(k, "PossibleAdverb"):
            return local.weaken(Modality.POSSIBLE, token.text)
        return local.weaken(Modality.PROBABLE, token.text) if self.has(k, "ProbableAdverb") else local

    def _argument(self, k: int, local: Local) -> Local:
        """ "No firm paid", "paid nobody", "none of the firms paid"."""
        token = self.tokens[k]
        bare = token.lemma in {"nobody", "none", "nothing", "neither", "no-one"} or token.text.lower() == "no one"
        marked = any(self.tokens[d].lemma in {"no", "neither"} for d in self.sentence.dependents(k, "det", "preconj"))
        return local.negate(token.text) if bare or marked else local

    def _in_case(self, k: int) -> bool:
        return any(self.tokens[p].lemma in {"case", "event"} for p in self.sentence.dependents(k, "pobj"))

    def root_signals(self, i: int, local: Local) -> Local:
        """A question or an order asserts nothing."""
        root = self.tokens[i]
        if self.tokens[-1].text == "?" or len(self.tokens) > 1 and self.tokens[-2].text == "?":
            return local.weaken(Modality.HYPOTHETICAL, "?") if local.modality in _RANK else local
        first = next((t.i for t in self.tokens if t.pos not in {"PUNCT", "INTJ", "ADV", "SPACE", "CCONJ"}), i)
        bare = (root.tag == "VB" or root.tag == "VBP" and first == i) and not self.sentence.dependents(
            i, "nsubj", "nsubjpass", "aux", "auxpass", "csubj"
        )
        return local.weaken(Modality.HYPOTHETICAL, "imperative") if bare and local.modality in _RANK else local

    def step(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        """Go from *i* to *head*: what the edge and the governor do, and whether to walk on."""
        if local.modality not in _RANK:
            return local, False
        dep = self.tokens[i].dep
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

    def _governor(self, head: int, local: Local) -> Local:
        word = self.tokens[head].text
        if self.has(head, "FailVerb", "FailAdjective", "FalseAdjective"):
            local = local.negate(word)
        elif self.has(head, "EnableVerb"):
            local = local if self.lenient else local.weaken(Modality.POSSIBLE, word)
        elif self.has(head, "WantVerb", "WantAdjective"):
            local = local.weaken(Modality.HYPOTHETICAL, word)
        elif self.has(head, "SuspectVerb"):
            local = local.weaken(Modality.POSSIBLE, word)
        elif self.has(head, "BelieveVerb") or self.tokens[head].lemma in {"seem", "appear"}:
            local = local.weaken(Modality.PROBABLE, word)
        elif self.has(head, "DenyVerb"):
            local = Local(Modality.DENIED, NEGATIVE, word)
        return local

    def _complement(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        infinitive = any(self.tokens[k].text.lower() == "to" for k in self.sentence.dependents(i, "aux"))
        above = self.tokens[head]
        if above.text.lower() in {"provided", "providing", "assuming", "supposing"} and not self.sentence.dependents(head, "nsubj"):
            return local.weaken(Modality.HYPOTHETICAL, above.text), False
        if self.tokens[i].tag == "VB" and above.lemma == "be" and not infinitive and not self._deed_done(head):
            local = local.weaken(Modality.HYPOTHETICAL, above.text)
        elif infinitive and (above.lemma in {"have", "need", "be"} and self.tokens[i].dep == "xcomp" or self._future(head)):
            local = local.weaken(Modality.HYPOTHETICAL, f"{above.text} to")
        else:
            outer = above.lemma == "be" and self.tokens[i].dep != "acomp"
            for k in (head, *(self.sentence.dependents(head, "acomp") if outer else ())):
                local = self._governor(k, local)
            if infinitive and self.tokens[i].dep in {"xcomp", "ccomp"} and not self._known(i, head):
                local = local.weaken(Modality.HYPOTHETICAL, above.text)
        return self.signals(head, local) if local.modality in _RANK else local, True

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
        if marks & _CONDITION or marks >= {"as", "though"}:
            return local.weaken(Modality.HYPOTHETICAL, "if"), False
        if any(self.tokens[k].text.lower() == "to" for k in self.sentence.dependents(i, "aux")):
            return local.weaken(Modality.HYPOTHETICAL, "to"), False
        if self._inverted(i):
            return local.weaken(Modality.HYPOTHETICAL, "had"), False
        if self._contingent(i, head, marks):
            return local.weaken(Modality.HYPOTHETICAL, " ".join(sorted(marks))), False
        if marks & _PRESUPPOSED or self.sentence.dependents(i, "nsubj", "nsubjpass"):
            return local, False
        above = self.signals(head, Local(), shared=True)
        if above.polarity is NEGATIVE:
            local = local.weaken(Modality.HYPOTHETICAL, above.reason)
        return local.weaken(above.modality, above.reason) if above.modality in _RANK else local, True

    def _contingent(self, i: int, head: int, marks: set[str]) -> bool:
        """ "Will pay when X signs", "call before you pay": in the present tense, under what has not happened yet."""
        finite = [self.tokens[k] for k in (*self.sentence.dependents(i, "aux", "auxpass"), i)]
        past = any(t.tag == "VBD" or t.lemma == "have" and t.dep == "aux" for t in finite)
        if past or not marks & _CONTINGENT:
            return False
        if marks & {"before", "until", "till", "once", "whenever"} and self.tokens[head].tag not in {"VBD", "VBN"}:
            return True
        above, place = self.signals(head, Local(), shared=True), head
        while above.modality is Modality.STATED_AS_FACT and self.tokens[place].dep in {"xcomp", "ccomp", "conj"}:
            above, _ = self.step(place, self.tokens[place].head, above)
            place = self.tokens[place].head
        above = self.root_signals(place, above) if self.tokens[place].head == place else above
        return above.modality in {Modality.HYPOTHETICAL, Modality.POSSIBLE}

    def _inverted(self, i: int) -> bool:
        """ "Had X paid", "should X pay": a condition without "if"."""
        front = [k for k in self.sentence.dependents(i, "aux") if self.tokens[k].lemma in {"have", "should", "be"} and k < i]
        subjects = self.sentence.dependents(i, "nsubj", "nsubjpass")
        return bool(front and subjects) and front[0] < subjects[0]

    def _preposition(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        word, above = self.tokens[head].text.lower(), self.tokens[head].head
        if word in _NOT_DONE or word == "of" and self.tokens[head - 1].text.lower() in _NOT_DONE:
            return local.negate(word), False
        if word == "from" and self.has(above, "FailVerb"):
            return local.negate(self.tokens[above].text), False
        if word in _CONDITION or word in {"like", "before"} or word == "to" and self.tokens[above].lemma in _FORWARD:
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
        return local.weaken(seen.modality, seen.reason) if seen.modality in _RANK else local, True

    def _open(self, noun: int) -> bool:
        """Whether a noun is indefinite: "managers who", "a letter that"; what is said of it stands and falls with it."""
        token = self.tokens[noun]
        fixed = any(
            self.tokens[k].lemma in _DEFINITE or self.tokens[k].dep == "poss" for k in self.sentence.dependents(noun, "det", "poss")
        )
        return token.pos == "NOUN" and not fixed and not token.entity

    def _with_noun(self, noun: int, local: Local) -> Local:
        """The weaker of *local* and how the sentence holds the noun's own place."""
        seen, i = Local(), noun
        while self.tokens[i].head != i and seen.modality in _RANK:
            head = self.tokens[i].head
            if self.tokens[head].pos in {"VERB", "AUX"} and self.tokens[i].dep in (*_ARGUMENTS, "prep"):
                seen = self._governor(head, seen) if self.tokens[i].dep in {"dobj", "prep"} else seen
                seen = self.signals(head, seen) if seen.modality in _RANK else seen
            elif self.tokens[i].dep not in {"pobj", "prep", "conj"}:
                seen, follow = self.step(i, head, seen)
                if not follow:
                    break
            i = head
        else:
            seen = self.root_signals(i, seen) if seen.modality in _RANK else seen
        if seen.modality not in _RANK or seen.polarity is NEGATIVE:
            return local.weaken(Modality.HYPOTHETICAL, seen.reason)
        return local.weaken(seen.modality, seen.reason)

    def _clause_of_noun(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        infinitive = any(self.tokens[k].text.lower() == "to" for k in self.sentence.dependents(i, "aux"))
        determiners = {self.tokens[k].lemma for k in self.sentence.dependents(head, "det")}
        if infinitive and self.tokens[i].tag == "VB":
            if self.has(head, "FailNoun"):
                return local.negate(self.tokens[head].text), False
            ordinals = {"first", "last", "only", "second"}
            done = any(self.tokens[k].lemma in ordinals for k in self.sentence.dependents(head, "amod"))
            return (local if done else local.weaken(Modality.HYPOTHETICAL, self.tokens[head].text)), False
        if determiners & {"no", "any", "neither"}:
            return local.weaken(Modality.UNKNOWN, self.tokens[head].text), False
        described = self.tokens[i].tag == "VBN"  # "the agreement filed in court", not "the agreement to file"
        if self.has(head, "WantNoun") and not described or self.has(head, "PossibleAdjective"):
            return local.weaken(Modality.HYPOTHETICAL, self.tokens[head].text), False
        return self._with_noun(head, local) if self._open(head) else local, False

    def _conjunct(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        """A second verb shares the first one's auxiliaries and negation unless it has a subject of its own."""
        if any(self.tokens[k].lemma == "nor" for k in self.sentence.dependents(head, "cc")):
            return local.negate("nor"), False
        own = self.sentence.dependents(i, "nsubj", "nsubjpass", "aux", "auxpass")
        subject = any(self.tokens[k].dep in {"nsubj", "nsubjpass"} for k in own)
        if subject or self.tokens[i].pos not in {"VERB", "AUX"}:
            return local, True
        to = any(self.tokens[k].text.lower() == "to" for k in own)
        if self.tokens[i].tag == "VB" and (not own or to) and self.tokens[head].tag != "VB":
            return local.weaken(Modality.HYPOTHETICAL, self.tokens[i].text), True
        shared = self.signals(head, Local())
        if shared.modality in _RANK and not any(self.tokens[k].lemma not in {"be", "have"} for k in own):
            local = local.weaken(shared.modality, shared.reason)
            verbal = any(self.tokens[k].dep in {"neg", "advmod"} for k in self.sentence.children[head])
            inherits = shared.polarity is NEGATIVE and verbal and self.tokens[i].tag != "VBD"
            local = local.negate(shared.reason) if inherits else local
        return local, True

    def _noun(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        dep = self.tokens[i].dep
        if self.tokens[head].pos in {"VERB", "AUX"}:
            shown = dep == "nsubj" and self.tokens[head].lemma in {"exist", "occur", "happen", "be"}
            means = self.tokens[i].lemma in {"by", "through"} and bool(self.sentence.dependents(i, "pcomp"))
            if dep not in _ASSERTED and not shown or dep == "prep" and self.tokens[i].lemma not in _CORE and not means:
                return local, False
            local = self._governor(head, local) if dep in {"dobj", "nsubjpass", "pobj", "prep"} else local
            return (self._verb_signals(i, head, local) if local.modality in _RANK else local), True
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
