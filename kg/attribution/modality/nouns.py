"""What the noun above a clause, or a noun below a verb, says of what it names: "a plan to pay",
"the alleged bribes", "hopes that"."""

from kg.attribution.modality.governors import Governors
from kg.attribution.modality.local import Local
from kg.model import Modality
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import word_classes, words_of

_ASSERTED = frozenset({"dobj", "attr", "oprd", "nsubjpass", "pobj", "prep", "dative"})
_COUNTED = frozenset({"first", "last", "latest", "next", "only", "second", "third"})
_CORE = frozenset({"in", "with", "into", "for", "on", "to", "under", "from"})


class Nouns(Governors):
    """Reads the nouns of one sentence."""

    def _is_any(self, noun: int) -> bool:
        """Whether the noun is none in particular: "no letter that", "any letter that"."""
        return any(
            self.tokens[k].lemma in {"no", "any", "neither"}
            for k in self.sentence.dependents(noun, "det")
        )

    def _is_classified(self, i: int, noun: int) -> bool:
        """Whether it only says of what kind a thing is that is put into a class: "guns [fired] in
        practice are not counted"."""
        verb = self.tokens[noun].head
        kinds = (verb, *self.sentence.dependents(verb, "acomp"))
        classed = any(self.tokens[k].lemma in words_of("ClassingWord") for k in kinds)
        present = any(
            self.tokens[k].tag in {"VBZ", "VBP"}
            for k in (verb, *self.sentence.dependents(verb, "auxpass"))
        )
        subject = self.tokens[noun].dep in SUBJECTS and self.tokens[i].dep == "acl"
        return subject and classed and present and self.is_indefinite_phrase(noun)

    def _is_answered(self, noun: int, verb: int) -> bool:
        """Whether a request or attempt is turned down, which says that there was one: "rejected
        Brask's [bid] to dismiss the suit"."""
        made = self.sentence.dependents(noun, "poss", "acl")
        return bool(made) and self.has(noun, "PlanNoun") and self.has(verb, "DenyVerb")

    def _charges(self, word: str, paper: int) -> bool:
        """Whether it is the deed of the verb around a paper: "charged in a complaint [with paying]
        X"."""
        link = self.tokens[paper].head
        within = self.tokens[paper].dep == "pobj" and self.sentence.word(link) in {"in", "by"}
        return word == "with" and within and self.has(self.tokens[link].head, "AccuseVerb")

    def _is_past_clause(self, i: int) -> bool:
        """Whether a relative clause is in the past tense, with its own subject if a participle:
        "who worked there", "[that] it filed in March"."""
        if self.tokens[i].tag == "VBD":
            return True
        own = self.sentence.dependents(i, "nsubj", "nsubjpass")
        return (
            self.tokens[i].tag == "VBN"
            and bool(own)
            and not self.sentence.dependents(i, "aux", "auxpass")
        )

    def _is_expected(self, i: int, noun: int) -> bool:
        """Whether what the noun names is not there yet: "laws banning X [expected] next month"."""
        below = (
            k for k in self.sentence.subtree(noun) if k > i
        )  # the parser may hang it on a noun nearer to it
        others = (k for k in below if self.tokens[k].dep == "acl" and self.tokens[k].tag == "VBN")
        return self.tokens[i].tag == "VBG" and any(
            self.has(k, "WantVerb", "BelieveVerb") for k in others
        )

    def _weaken_infinitive_of_noun(self, noun: int, local: Local) -> Local:
        """What the noun makes of its infinitive: "the failure to pay", "the first to pay", "a plan
        to pay"."""
        if self.has(noun, "FailNoun"):
            return local.negate(self.tokens[noun].text)
        done = self._is_counted(noun)
        return local if done else local.weaken(Modality.HYPOTHETICAL, self.tokens[noun].text)

    def _is_counted(self, noun: int) -> bool:
        """Whether the noun says which in a row it is: "the [first] to pay"."""
        before = self.sentence.dependents(noun, "amod")
        return any(self.tokens[k].lemma in _COUNTED for k in before)

    def _is_rank(self, noun: int) -> bool:
        """Whether it is what somebody becomes by a deed: "will be the first officer jailed"."""
        return self.tokens[noun].dep == "attr" and self._is_counted(noun)

    def _is_had_done(self, i: int, noun: int) -> bool:
        """Whether *i* is what somebody has done to the noun, no earlier deed: "agreed to have the
        books [audited]"."""
        verb = self.tokens[self.tokens[noun].head]
        causes = self.tokens[noun].dep == "dobj" and verb.lemma in {"have", "get"}
        return causes and (self.tokens[i].dep, self.tokens[i].tag) == ("acl", "VBN")

    def _noun_supposes(self, i: int, noun: int) -> bool:
        """Whether the noun says that its clause is imagined or hoped for: "a film in which X pays",
        "hopes that X pays"."""
        if self.has(noun, "FictionNoun") and any(
            self.tokens[k].text.lower() in {"in", "where"} for k in self.sentence.subtree(i)
        ):
            return True
        described = (
            self.tokens[i].tag == "VBN"
        )  # "the agreement filed in court", not "the agreement to file"
        return self.has(noun, "WantNoun") and not described or self.has(noun, "PossibleAdjective")

    def _find_alleging(self, noun: int) -> str:
        """The adjective that alleges the noun ("[alleged] bribes paid to X"); ``""`` if none
        does."""
        before = (self.tokens[k].text for k in self.sentence.dependents(noun, "amod") if k < noun)
        return next(
            (word for word in before if "AllegeAdjective" in word_classes(word, self.ontology)), ""
        )

    def _takes_part(self, i: int, verb: int) -> bool:
        """Whether what a noun names stands and falls with the verb: "made payments", "payments
        occurred", "by paying"."""
        dep = self.tokens[i].dep
        if dep == "prep" and self.tokens[i].lemma not in _CORE:
            return self.tokens[i].lemma in {"by", "through"} and bool(
                self.sentence.dependents(i, "pcomp")
            )
        return (
            dep in _ASSERTED
            or dep == "nsubj"
            and self.tokens[verb].lemma in words_of("OccurrenceVerb")
        )

    def _looks_ahead(self, reason: str) -> bool:
        """Whether the word that left it open speaks of what is wanted or will be."""
        words = (t.i for t in self.tokens if t.text == reason)
        return reason in {"if", "to"} or any(
            self.has(k, "WantVerb", "WantNoun", "WillModal") for k in words
        )

    def _apply_verb_signals(self, i: int, head: int, local: Local) -> Local:
        """Signals of the verb above a noun; its determiner was read at the noun already."""
        marked = any(
            self.tokens[d].lemma in {"no", "neither"} for d in self.sentence.dependents(i, "det")
        )
        seen = self.signals(head, local)
        if marked and seen.polarity is not local.polarity:
            return Local(seen.modality, local.polarity, local.reason)
        return seen
