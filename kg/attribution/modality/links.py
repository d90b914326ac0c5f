"""What the preposition or conjunction above a clause says of it: "without paying", "rather than
pay", "did not sue or win"."""

from kg.attribution.modality.local import CONDITION, NEGATIVE, RANK, Local
from kg.attribution.modality.nouns import Nouns
from kg.ontology.lexicon import words_of

_NOT_DONE = frozenset("without instead rather".split())


class Links(Nouns):
    """Reads what joins the clauses of one sentence."""

    def _find_exclusion(self, word: str, head: int) -> str:
        """The word by which a preposition says that it was not done: "without", "rather than",
        "kept from"; ``""`` if none."""
        before, above = self.tokens[head - 1].text, self.tokens[head].head
        if word in _NOT_DONE or word == "of" and before.lower() in _NOT_DONE:
            return word
        if word in {"than", "from"} and head > 0 and before.lower() in {"rather", "far", "other"}:
            return before
        return self._kept_from(above) if word == "from" else ""

    def _kept_from(self, above: int) -> str:
        """The verb that kept somebody from it ("barred from paying", "barred X from paying");
        ``""`` if it is none of these."""
        verb = self.tokens[above].head if self.tokens[above].dep == "dobj" else above
        return self.tokens[verb].text if self.has(verb, "FailVerb") else ""

    def _supposes(self, word: str, above: int) -> bool:
        """Whether nobody did it yet: "like paying", "near to", "agreed to paying"."""
        return (
            word in CONDITION
            or word in {"like", "before", "near"}
            or word == "to"
            and self.tokens[above].lemma in words_of("ToGerundVerb")
        )

    def _goes_on(self, verb: int) -> bool:
        """Whether the infinitive was done next: "went on to pay"."""
        return self.tokens[verb].lemma == "go" and any(
            self.tokens[k].text == "on" for k in self.sentence.children[verb]
        )

    def _stands_alone(self, i: int, head: int, own: tuple[int, ...]) -> bool:
        """Whether an infinitive stands beside a finite verb: "planned and to pay"."""
        infinitive = self.tokens[i].tag == "VB" and (
            not own or any(self.tokens[k].text.lower() == "to" for k in own)
        )
        return infinitive and self.tokens[head].tag not in {"VB", "VBP"}

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
        sue and won"."""
        verbal = any(self.tokens[k].dep in {"neg", "advmod"} for k in self.sentence.children[head])
        joined = {self.tokens[k].lemma for k in self.sentence.dependents(head, "cc")}
        finite = (
            self.tokens[i].tag == "VBD"
            or self.tokens[i].tag in {"VBZ", "VBP"}
            and "or" not in joined
        )
        return verbal and not finite
