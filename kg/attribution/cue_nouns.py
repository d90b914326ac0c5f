"""What nouns and adverbs attribute: "allegations that", "its denial of", "allegedly"."""

from collections.abc import Iterator

from kg.attribution.scopes import Scope, ScopeFinder
from kg.language.clauses import read_clause
from kg.model import Modality, Polarity, Sentence
from kg.ontology.lexicon import cue_classes, is_cue, words_of
from kg.ontology.loader import Ontology

_NOUNS = ("AllegeNoun", "DenyNoun", "AdmitNoun", "FindNoun", "ReportNoun", "FactNoun")
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr"})
_DENIED = Modality.DENIED, Polarity.NEGATIVE
_NOT = frozenset({"not", "n't", "never", "neither", "nor"})


def find_assertions(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int]
) -> Iterator[Scope]:
    """Yield the attributions of *sentence* whose cue is a noun or an adverb."""
    finder = _Finder(sentence, ontology, quoted)
    for token in sentence.tokens:
        classes = cue_classes(sentence, token.i, ontology)
        if (token.pos in {"NOUN", "PROPN", "ADJ"} or token.dep in _NOMINAL) and classes & set(
            _NOUNS
        ):
            yield from finder.noun(token.i, classes)
        elif classes & {"AllegeAdverb", "ReportAdverb"}:
            yield finder.adverb(token.i, classes)


class _Finder(ScopeFinder):
    """The patterns, over one sentence."""

    def adverb(self, i: int, classes: frozenset[str]) -> Scope:
        content = frozenset(set(self.sentence.subtree(self._told_by_adverb(i))) - {i})
        modality = Modality.ALLEGED if "AllegeAdverb" in classes else Modality.REPORTED
        return self.scope(None, (i,), content, modality, Polarity.POSITIVE)

    def _told_by_adverb(self, i: int) -> int:
        """The word that an adverb is said of: the verb of a predicate ("was [allegedly]
        responsible")."""
        head = self.tokens[self.tokens[i].head]
        return head.head if head.dep in {"acomp", "attr", "oprd"} and head.head < i else head.i

    def noun(self, n: int, classes: frozenset[str]) -> Iterator[Scope]:
        """Yield what the complement of a noun says: "allegations that", "accusations of bribing",
        "its denial that"."""
        content = self._clauses(n, classes) | self.below(self._told(n))
        if not content and (self._is_absent(n) or not classes & {"ReportNoun", "FactNoun"}):
            content = self._topic(n)
        content = (content or frozenset(self._gerunds(n))) - {n}
        if not content:
            return
        verb = self._verb_above(n)
        denier = self._denier(verb)
        source = self._noun_source(n, verb) if denier is None else denier
        modality, polarity = self._noun_effect(n, classes, verb)
        yield self.scope(source, (n,), content, modality, polarity)

    def _clauses(self, n: int, classes: frozenset[str]) -> frozenset[int]:
        """The tokens of the clauses under the noun: "allegations that X paid", "a charge
        alleging"."""
        gerund = bool(classes & {"AllegeNoun", "DenyNoun"})
        clauses = self.sentence.dependents(n, "acl", "ccomp", "relcl")
        return self.below(
            k for k in clauses if self._that_clause(k) or gerund and self.tokens[k].tag == "VBG"
        )

    def _is_absent(self, n: int) -> bool:
        """Whether a determiner or quantifier denies that there is one: "no report", "little
        evidence"."""
        return any(
            self.tokens[d].lemma in {"no", "little", "any"}
            for d in self.sentence.dependents(n, "det", "amod")
        )

    def _topic(self, n: int) -> frozenset[int]:
        """The tokens of what the noun is about: "accusations [of bribing X]", "claims [about
        Y]"."""
        about = (
            p
            for p in self.sentence.dependents(n, "prep")
            if self.tokens[p].text.lower() in {"of", "about", "over"}
        )
        return self.below(k for p in about for k in self.sentence.dependents(p, "pcomp", "pobj"))

    def _gerunds(self, n: int) -> list[int]:
        """The deeds in the gerund under the noun, with or without their subjects: "the idea of X
        paying Y", "lays claim to having paid"."""
        above = self.tokens[n].head
        claims = self.tokens[n].dep == "dobj" and self.tokens[above].lemma == "lay"
        preps = [
            *self.sentence.dependents(n, "prep"),
            *(self.sentence.dependents(above, "prep") if claims else ()),
        ]
        out: list[int] = []
        for p in preps:
            for k in self.sentence.dependents(p, "pcomp", "pobj"):
                deed = self.tokens[k].dep == "pcomp" or any(
                    self.tokens[a].tag == "VBG" for a in self.sentence.dependents(k, "acl")
                )
                out += (
                    self.sentence.subtree(k)
                    if deed and p > n and self.tokens[p].text.lower() in {"of", "to"}
                    else []
                )
        return out

    def _told(self, n: int) -> list[int]:
        """The tokens of the clauses of the verb whose subject or predicate is *n*: "the rumour went
        that", "its claim is that", "it is a lie that"."""
        head = self.tokens[n].head
        if self.tokens[n].dep not in {"nsubj", "attr", "dobj"} or self.tokens[head].pos not in {
            "VERB",
            "AUX",
        }:
            return []
        if self.tokens[n].dep != "dobj" and self.tokens[head].lemma not in words_of("CurrencyVerb"):
            return []
        return [
            k
            for k in self.sentence.dependents(head, "ccomp", "advcl", "csubj")
            if k > n and self._finite_that(k)
        ]

    def _finite_that(self, k: int) -> bool:
        marks = {self.tokens[m].text.lower() for m in self.sentence.dependents(k, "mark")}
        if self.tokens[self.tokens[k].head].pos == "VERB" and self.tokens[k].dep != "ccomp":
            return False
        return "that" in marks or not marks and self.tokens[k].dep == "ccomp"

    def _that_clause(self, k: int) -> bool:
        marks = self.sentence.dependents(k, "mark", "nsubj", "dobj", "nsubjpass", "dative")
        that = next((self.tokens[m] for m in marks if self.tokens[m].text.lower() == "that"), None)
        if that is None or self._is_filed(k):
            return False
        others = [m for m in self.sentence.dependents(k, "nsubj", "nsubjpass") if m != that.i]
        return (
            that.dep == "mark"
            or that.dep in {"dobj", "dative"}
            and bool(others)
            and bool(self.sentence.dependents(k, "dobj"))
        )

    def _is_filed(self, k: int) -> bool:
        """Whether the clause tells of the paper, and not what it says: "a complaint that X
        filed"."""
        objects = [
            m for m in self.sentence.dependents(k, "dobj") if self.tokens[m].text.lower() != "that"
        ]
        return self.tokens[k].lemma in {"file", "lodge", "bring"} and not objects

    def _verb_above(self, n: int) -> int | None:
        head = self.tokens[n].head
        if self.tokens[n].dep == "pobj" and self.tokens[self.tokens[head].head].lemma in {
            "come",
            "jump",
            "arrive",
        }:
            return self.tokens[head].head
        return (
            head
            if self.tokens[n].dep in {"dobj", "nsubjpass"} and self.tokens[head].pos == "VERB"
            else None
        )

    def _noun_source(self, n: int, verb: int | None) -> int | None:
        owner = self.sentence.dependents(n, "poss")
        if owner:
            return self.source_token(owner[0])
        for p in self.sentence.dependents(n, "prep"):
            if self.tokens[p].text.lower() in {"by", "from"}:
                return next(
                    (self.source_token(k) for k in self.sentence.dependents(p, "pobj")), None
                )
        if verb is not None and self.tokens[verb].lemma in words_of("VoicingVerb"):
            return next(
                (
                    self.source_token(k)
                    for k in read_clause(self.sentence, verb).roles.get("nsubj", ())
                ),
                None,
            )
        return self._paid_off(verb) if verb is not None else self._minded(n)

    def _minded(self, n: int) -> int | None:
        """ "[Ruiz] is of the opinion that", "was under the impression that": who is of it."""
        prep = self.tokens[self.tokens[n].head]
        held = self.tokens[n].dep == "pobj" and prep.text.lower() in {"of", "under"}
        if not held or self.tokens[prep.head].lemma != "be":
            return None
        subjects = self.sentence.dependents(prep.head, "nsubj")
        return next((self.source_token(k) for k in subjects), None)

    def _paid_off(self, settles: int) -> int | None:
        """Who made the allegations, where somebody is paid to settle them: "agreed to pay [the
        state] $2 million to settle allegations"."""
        pays = self.tokens[settles].head
        if (
            not is_cue(self.sentence, settles, self.ontology, "SettleVerb")
            or self.tokens[pays].lemma != "pay"
        ):
            return None
        return next(
            (k for k in self.sentence.dependents(pays, "dative", "iobj") if self.tokens[k].entity),
            None,
        )

    def _is_called_false(self, n: int) -> bool:
        """Whether the sentence says that the words were wrong: "reports that X paid [were wrong]",
        "turned out to be untrue"."""
        head = self.tokens[n].head
        if self.tokens[n].dep not in {"nsubj", "nsubjpass"}:
            return False
        predicates = [head, *self.sentence.dependents(head, "xcomp")]
        if any(self.sentence.dependents(verb, "neg") for verb in predicates):
            return False
        called = (k for verb in predicates for k in self.sentence.dependents(verb, "acomp", "oprd"))
        return any(is_cue(self.sentence, k, self.ontology, "FalseAdjective") for k in called)

    def _denial(self, verb: int | None) -> tuple[Modality, Polarity] | None:
        """What a verb of denial makes of the noun that is its object: "denied [claims] that"."""
        if verb is None or not is_cue(self.sentence, verb, self.ontology, "DenyVerb"):
            return None
        return (Modality.UNKNOWN, Polarity.POSITIVE) if self._is_open(verb) else _DENIED

    def _denier(self, verb: int | None) -> int | None:
        """Who denies what another claims: "[prosecutors] dispute Ortiz's claim that"."""
        if verb is None or self._denial(verb) != _DENIED:
            return None
        roles = read_clause(self.sentence, verb).roles
        return next((self.source_token(k) for k in roles.get("nsubj", ())), None)

    def _is_open(self, verb: int) -> bool:
        """Whether a verb of denial denies nothing: told with "not" or a modal ("would [neither
        confirm nor] deny"), or taking back one's own words ("retracted")."""
        if is_cue(self.sentence, verb, self.ontology, "UndoVerb"):
            return True
        token = self.tokens[verb]
        marks = self.sentence.dependents(verb, "neg", "aux", "advmod", "preconj")
        first = token.head if token.dep == "conj" else None
        own = any(self.tokens[k].lemma in _NOT or self.tokens[k].tag == "MD" for k in marks)
        return own or first is not None and self._is_open(first)

    def _noun_effect(
        self, n: int, classes: frozenset[str], verb: int | None
    ) -> tuple[Modality | None, Polarity]:
        absent = any(self.tokens[d].lemma == "no" for d in self.sentence.dependents(n, "det"))
        denial = self._denial(verb)
        if denial is not None:
            return denial
        if "DenyNoun" in classes or self._is_called_false(n):
            return _DENIED
        if absent:
            return Modality.UNKNOWN, Polarity.NEGATIVE
        if "FactNoun" in classes:
            return None, Polarity.POSITIVE
        for name, modality in (
            ("AllegeNoun", Modality.ALLEGED),
            ("AdmitNoun", Modality.ADMITTED),
            ("FindNoun", Modality.FOUND),
        ):
            if name in classes:
                return modality, Polarity.POSITIVE
        return Modality.REPORTED, Polarity.POSITIVE
