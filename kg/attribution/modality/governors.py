"""What the verb or adjective above a clause says of it: "tried to", "failed to", "is going to", "is
unlikely to"."""

from kg.attribution.modality.local import NEGATIVE, Local
from kg.attribution.modality.signals import Signals
from kg.model import Modality

_GOVERNORS = (
    "FailVerb",
    "EnableVerb",
    "WantVerb",
    "SuspectVerb",
    "BelieveVerb",
    "DenyVerb",
    "ImplicativeVerb",
)


class Governors(Signals):
    """Reads the governors of one sentence's clauses."""

    def _says_future(self, head: int) -> bool:
        """Whether the word above says that it will be: "is going to pay", "is about to pay"."""
        word = self.tokens[head].text.lower()
        return (
            word in {"going", "gonna"}
            and bool(self.sentence.dependents(head, "aux"))
            or word == "about"
        )

    def _apply_governor(self, head: int, local: Local, gerund: bool = False) -> Local:
        word = self.tokens[head].text
        if self._leaves_as_is(head, gerund):
            return local
        if self.has(head, "FailVerb", "FailAdjective", "FalseAdjective"):
            local = local.negate(word)
        elif self.has(head, "EnableVerb"):
            local = local if self.lenient else local.weaken(Modality.POSSIBLE, word)
        elif self.has(head, "WantVerb", "WantAdjective"):
            local = local.weaken(Modality.HYPOTHETICAL, word)
        elif self.has(head, "SuspectVerb", "PossibleAdjective"):
            local = local.weaken(Modality.POSSIBLE, word)
        elif self._seems(head):
            local = local.weaken(Modality.PROBABLE, word)
        elif self.has(head, "DenyVerb"):
            local = Local(Modality.DENIED, NEGATIVE, word)
        return local

    def _leaves_as_is(self, head: int, gerund: bool) -> bool:
        """Whether the word above says that it was done: "kept paying", "was wrong to fire her"."""
        deed = self.sentence.dependents(head, "xcomp")
        judged = self.tokens[head].lemma in {"wrong", "mistaken"} and bool(deed)
        return judged or self.tokens[head].lemma == "keep" and gerund

    def _seems(self, head: int) -> bool:
        return self.has(head, "BelieveVerb") or self.tokens[head].lemma in {"seem", "appear"}

    def _is_ahead(self, i: int, head: int) -> bool:
        """Whether the word above says that it must or will be: "has to pay", "is going to pay"."""
        return (
            self.tokens[head].lemma in {"have", "need"}
            and self.tokens[i].dep == "xcomp"
            or self._says_future(head)
        )

    def _tells_outcome(self, i: int, head: int) -> bool:
        """Whether the governor of an infinitive says whether it happened."""
        if self.tokens[head].pos == "ADJ":
            done = self._is_perfect(i)
            return done or self.has(head, "FactAdjective", "FailAdjective", "FalseAdjective")
        other = self.tokens[head].pos not in {"VERB", "AUX"} or self.tokens[i].dep == "ccomp"
        return other or self.has(head, *_GOVERNORS) or self.tokens[head].lemma == "be"
