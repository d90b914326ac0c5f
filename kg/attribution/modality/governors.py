"""What the verb or adjective above a clause says of it: "tried to", "failed to", "is going to", "is
unlikely to"."""

from kg.attribution.modality.local import NEGATIVE, Local
from kg.attribution.modality.signals import Signals
from kg.model import Modality
from kg.ontology.lexicon import words_of

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

    def _is_shared(self, above: int) -> bool:
        """Whether the word above only says whether others did it, too: "was not [alone] in paying
        them"."""
        described = (above, *self.sentence.dependents(above, "acomp", "attr"))
        return any(self.tokens[k].lemma in words_of("SoleAdjective") for k in described)

    def _seems(self, head: int) -> bool:
        return self.has(head, "BelieveVerb") or self.tokens[head].lemma in {"seem", "appear"}

    def _arranged(self, verb: int, local: Local) -> Local:
        """What "is to" makes of its infinitive: "the hearing [is to] begin" is arranged, "its goal
        [is to] buy Acme" only wished."""
        subjects = self.sentence.dependents(verb, "nsubj")
        if any(self.tokens[k].lemma in words_of("AimNoun") for k in subjects):
            return local.weaken(Modality.HYPOTHETICAL, self.tokens[subjects[0]].text)
        return local.weaken(Modality.PROBABLE, "will")

    def _is_arranged(self, i: int, head: int) -> bool:
        """Whether "is to" stands above the infinitive *i*."""
        above = self.tokens[head].lemma == "be" and self.tokens[i].dep == "xcomp"
        return above and self.is_infinitive(i)

    def _settles(self, i: int, head: int) -> bool:
        """Whether what was paid or agreed ends a case: "paid a million [to settle] the suit"."""
        ends = self.tokens[i].lemma in {"resolve", "settle"} and self.has(i, "SettleVerb")
        moved = words_of("PayingVerb") | words_of("ReceivingVerb")
        return ends and (self.tokens[head].lemma in moved or self.has(head, "SettleVerb"))

    def _only_helps(self, i: int, head: int, local: Local) -> Local:
        """What "help" makes of a wrong: who helps to do it has a part in it, and did not do it
        alone ("admitted helping to [bribe] him")."""
        part = self.tokens[i].dep == "xcomp" and self.tokens[head].lemma in words_of("AidingVerb")
        gerund = self.tokens[head].tag == "VBG" and not self.sentence.dependents(head, "aux")
        if not part or not (gerund or self._is_wrong(i)):
            return local
        return local.weaken(Modality.HYPOTHETICAL, self.tokens[head].text)

    def _is_wrong(self, i: int) -> bool:
        """Whether a deed is wrong by its verb or by what is done: "bribe", "take bribes"."""
        harms = any(self.has(k, "HarmNoun") for k in self.sentence.dependents(i, "dobj"))
        return harms or self.has(i, "WrongVerb") or self.tokens[i].lemma in words_of("BlowVerb")

    def _for_object(self, i: int, head: int, local: Local) -> Local | None:
        """How an infinitive is held that says what the object of the verb is for ("began a drive
        [to take] Kolo", "used the fund [to pay] X"); ``None`` for others."""
        between = [k for k in self.sentence.dependents(head, "dobj") if head < k < i]
        controls = self.tokens[head].lemma in words_of("ObjectControlVerb")
        if not between or controls or not self.is_infinitive(i):
            return None
        if self.tokens[head].lemma == "use":
            return local if self.lenient else local.weaken(Modality.POSSIBLE, "use")
        return local.weaken(Modality.HYPOTHETICAL, "to")

    def _helps_in(self, word: str, above: int) -> bool:
        """Whether somebody helps in what another does: "aided Ruiz in [bribing] him"."""
        verb = self.tokens[above].head if self.tokens[above].dep == "dobj" else above
        return word in {"in", "with"} and self.tokens[verb].lemma in words_of("AidingVerb")

    def _is_duty(self, word: str, i: int, above: int) -> bool:
        """Whether somebody has the task by office: "was responsible for [overseeing] repairs"."""
        tasked = word == "for" and self.tokens[above].lemma == "responsible"
        return tasked and self.tokens[i].lemma in words_of("DutyVerb")

    def _is_for_others(self, word: str, i: int, above: int) -> bool:
        """Whether somebody only helps in it or was told to do it: "was tasked with [paying] X"."""
        tasked = word == "with" and self.tokens[above].lemma in words_of("TaskingVerb")
        told = tasked and self.tokens[i].lemma not in words_of("DutyVerb")
        return told or self._helps_in(word, above)

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
