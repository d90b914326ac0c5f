"""What the preposition or conjunction above a clause says of it: "without paying", "rather than
pay", "did not sue or win"."""

from kg.attribution.modality.local import CONDITION, NEGATIVE, RANK, Local, parted
from kg.attribution.modality.nouns import Nouns
from kg.model import Modality
from kg.ontology.lexicon import words_of

_NOT_DONE = frozenset("without instead rather".split())
_NOBODY = frozenset({"nothing", "nobody", "none"})


class Links(Nouns):
    """Reads what joins the clauses of one sentence."""

    def _exclude(self, word: str, head: int, local: Local) -> Local | None:
        """What a preposition makes of it that says whether it was done; ``None`` if it does not."""
        if word == "in" and self._is_shared(self.tokens[head].head):
            return local
        excluded = self._find_exclusion(word, head)
        if excluded:
            return local.negate(excluded)
        return self._kept_from(word, self.tokens[head].head, local)

    def _keep_polarity(self, clause: int, inner: Local, outer: Local) -> Local:
        """What the word above makes of a clause, which asks why or how and presupposes the rest:
        "it is not clear why X has not paid" says that it has not."""
        asks = (k for k in self.sentence.dependents(clause, "advmod") if k < clause)
        if not any(self.tokens[k].tag == "WRB" for k in asks):
            return outer
        return Local(outer.modality, inner.polarity, outer.reason)

    def _find_exclusion(self, word: str, head: int) -> str:
        """The word by which a preposition says that it was not done: "without", "rather than",
        ``""`` if none."""
        before = self.tokens[head - 1].text
        if word in _NOT_DONE or word == "of" and before.lower() in _NOT_DONE:
            return word
        if word in {"than", "from"} and head > 0 and before.lower() in {"rather", "far", "other"}:
            return before
        return ""

    def _kept_from(self, word: str, above: int, local: Local) -> Local | None:
        """What a verb that keeps somebody from a deed makes of it ("barred X from paying"); open
        where nothing does; ``None`` if it is none of these."""
        verb = self.tokens[above].head if self.tokens[above].dep == "dobj" else above
        if word != "from" or not self.has(verb, "FailVerb"):
            return None
        if self.signals(verb, Local()).polarity is NEGATIVE or self._has_nobody(verb):
            return local.weaken(Modality.POSSIBLE, self.tokens[verb].text)
        return local.negate(self.tokens[verb].text)

    def _has_nobody(self, verb: int) -> bool:
        """Whether the subject of *verb* is "nothing" or "nobody", or a noun with "no"."""
        subjects = self.sentence.dependents(verb, "nsubj")
        return any(self.sentence.word(k) in _NOBODY or self._has_no(k) for k in subjects)

    def _supposes(self, word: str, i: int, above: int) -> bool:
        """Whether nobody did it yet, or another: "like paying", "near to", "agreed to paying",
        "helped X in paying"."""
        return (
            self._is_for_others(word, i, above)
            or word in CONDITION
            or word in {"like", "before", "near"}
            or word == "to"
            and self.tokens[above].lemma in words_of("ToGerundVerb")
        )

    def _goes_on(self, verb: int, deed: int) -> bool:
        """Whether the infinitive was done next: "went on to pay"; or with others: "joined the mayor
        to announce it"."""
        lemma = self.tokens[verb].lemma
        if lemma == "join":
            return self.has(deed, "ReportVerb")
        return lemma == "go" and any(
            self.tokens[k].text == "on" for k in self.sentence.children[verb]
        )

    def _stands_alone(self, i: int, head: int, own: tuple[int, ...]) -> bool:
        """Whether an infinitive stands beside a finite verb: "planned and to pay"."""
        infinitive = self.tokens[i].tag == "VB" and (
            not own or any(self.tokens[k].text.lower() == "to" for k in own)
        )
        return infinitive and self.tokens[head].tag not in {"VB", "VBP"}

    def _is_parted(self, i: int, head: int) -> bool:
        """Whether a clause goes on by itself before a semicolon, or before a colon behind which
        nothing is said of it: "The firm issued a statement: Ruiz was not hired"."""
        if parted(self.sentence, i, head):
            return True
        between = self.tokens[max(self.sentence.subtree(i)) : head] if i < head else ()
        says = self.has(head, "ReportVerb", "AllegeVerb", "DenyVerb", "BelieveVerb")
        return not says and any(t.text == ":" for t in between)

    def _is_asked_of_other(self, i: int) -> bool:
        """Whether an infinitive has a subject behind "for": "seek $2 and [for Ruiz to pay] $3"."""
        marks = (self.sentence.word(k) for k in self.sentence.dependents(i, "mark"))
        return self.is_infinitive(i) and "for" in marks

    def _by_conjunction(self, i: int, head: int, local: Local) -> Local | None:
        """What the conjunction alone makes of the verb *i*: "nor", and an "or" that may join it to
        either of two verbs; ``None`` for others."""
        if any(self.tokens[k].lemma == "nor" for k in self.sentence.dependents(head, "cc")):
            return local.negate("nor")
        return local.weaken(Modality.UNKNOWN, "or") if self._may_be_finite(i, head) else None

    def _may_be_finite(self, i: int, head: int) -> bool:
        """Whether a verb behind "or" may stand beside the infinitive or beside the verb above it,
        which fails: "who fail to pay or [help] others", against "failed to pay or help"."""
        above = self.tokens[self.tokens[head].head]
        plural = self.has(above.i, "FailVerb") and above.tag == "VBP" and self.is_infinitive(head)
        bare = self.tokens[i].tag in {"VB", "VBP"} and not self.is_infinitive(i)
        joined = any(self.tokens[c].lemma == "or" for c in self.sentence.dependents(head, "cc"))
        return plural and bare and joined and self.tokens[head].dep == "xcomp"

    def _share_signals(self, i: int, head: int, local: Local) -> Local:
        """What the first verb's auxiliaries and negation make of the second: "may sue and win",
        "did not sue or win"."""
        shared = self.signals(head, Local())
        if shared.modality not in RANK:
            return local
        local = local.weaken(shared.modality, shared.reason)
        denied = shared.polarity is NEGATIVE and self._shares_negation(i, head)
        return local.negate(shared.reason) if denied else local

    def _shares_negation(self, i: int, head: int) -> bool:
        """Whether the second verb is denied with the first: "did not sue or win", but not "did not
        sue and won", nor "had not sued or [had] settled"."""
        if self.sentence.dependents(i, "aux", "auxpass"):
            return False
        verbal = any(self.tokens[k].dep in {"neg", "advmod"} for k in self.sentence.children[head])
        joined = {self.tokens[k].lemma for k in self.sentence.dependents(head, "cc")}
        finite = (
            self.tokens[i].tag == "VBD"
            and not self._are_past_or(head, i)
            or self.tokens[i].tag in {"VBZ", "VBP"}
            and "or" not in joined
        )
        return verbal and not finite
