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

    def negate(self, reason: str) -> "Local":
        """Return the opposite polarity."""
        flipped = POSITIVE if self.polarity is NEGATIVE else NEGATIVE
        return Local(self.modality, flipped, reason)


def assess(
    sentence: Sentence, token: int, ontology: Ontology, inside: Container[int] | None = None, lenient: bool = False
) -> Local:
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
            elif token.dep == "prep" and token.lemma in {"in", "per"} and self._in_case(k):
                local = local.weaken(Modality.HYPOTHETICAL, token.text)
        return local

    def _auxiliary(self, i: int, k: int, local: Local) -> Local:
        token, word = self.tokens[k], self.tokens[k].text.lower()
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
        bare = root.tag == "VB" and not self.sentence.dependents(i, "nsubj", "nsubjpass", "aux", "auxpass", "csubj")
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
        if self.tokens[i].pos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} or dep in {"pobj", "prep", "dobj", "attr"}:
            return self._noun(i, head, local)
        return local, dep not in {"parataxis", "csubj", "csubjpass", "appos", "intj"}

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
        if self.tokens[head].lemma in {"have", "need", "be"} and infinitive and self.tokens[i].dep == "xcomp":
            local = local.weaken(Modality.HYPOTHETICAL, f"{self.tokens[head].text} to")
        else:
            outer = self.tokens[head].lemma == "be" and self.tokens[i].dep != "acomp"
            for k in (head, *(self.sentence.dependents(head, "acomp") if outer else ())):
                local = self._governor(k, local)
            known = self.tokens[head].pos not in {"VERB", "AUX"} or self.has(head, *_GOVERNORS) or self.tokens[head].lemma == "be"
            if infinitive and self.tokens[i].dep == "xcomp" and not known:
                local = local.weaken(Modality.HYPOTHETICAL, self.tokens[head].text)
        return self.signals(head, local) if local.modality in _RANK else local, True

    def _adverbial(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        marks = {self.tokens[k].text.lower() for k in self.sentence.dependents(i, "mark", "advmod")}
        if marks & _CONDITION:
            return local.weaken(Modality.HYPOTHETICAL, "if"), False
        if any(self.tokens[k].text.lower() == "to" for k in self.sentence.dependents(i, "aux")):
            return local.weaken(Modality.HYPOTHETICAL, "to"), False
        if self._inverted(i):
            return local.weaken(Modality.HYPOTHETICAL, "had"), False
        if marks & _PRESUPPOSED or self.sentence.dependents(i, "nsubj", "nsubjpass"):
            return local, False
        above = self.signals(head, Local(), shared=True)
        if above.polarity is NEGATIVE:
            local = local.weaken(Modality.HYPOTHETICAL, above.reason)
        return local.weaken(above.modality, above.reason) if above.modality in _RANK else local, True

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
        if word in _CONDITION:
            return local.weaken(Modality.HYPOTHETICAL, word), False
        if self.tokens[above].pos == "NOUN" or word in _TALKED_OF:
            known = self.has(above, "FactNoun")
            return (local if known else local.weaken(Modality.HYPOTHETICAL, self.tokens[above].text)), False
        return local, True

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
        return local, False

    def _conjunct(self, i: int, head: int, local: Local) -> tuple[Local, bool]:
        """A second verb shares the first one's auxiliaries and negation unless it has a subject of its own."""
        if any(self.tokens[k].lemma == "nor" for k in self.sentence.dependents(head, "cc")):
            return local.negate("nor"), False
        own = self.sentence.dependents(i, "nsubj", "nsubjpass", "aux", "auxpass")
        subject = any(self.tokens[k].dep in {"nsubj", "nsubjpass"} for k in own)
        if subject or self.tokens[i].pos not in {"VERB", "AUX"}:
            return local, True
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
            if dep not in _ASSERTED and not shown or dep == "prep" and self.tokens[i].lemma not in _CORE:
                return local, False
            if dep in {"dobj", "nsubjpass"} and self.tokens[i].pos == "NOUN" and self.has(head, "AllegeVerb"):
                return Local(Modality.ALLEGED, local.polarity, self.tokens[head].text), False
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
