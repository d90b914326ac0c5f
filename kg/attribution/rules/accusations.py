"""What somebody is accused, convicted or cleared of, or pleads guilty to: "accused X of paying"."""

from collections.abc import Iterator, Mapping, Sequence

from kg.attribution.scopes import Scope, ScopeFinder
from kg.language.clauses import read_clause
from kg.model import Modality, Polarity
from kg.ontology.lexicon import cue_classes, words_of

DEEDS = {
    "AccuseVerb": Modality.ALLEGED,
    "ConvictVerb": Modality.FOUND,
    "AcquitVerb": Modality.DENIED,
}
_BEFORE_DEED = frozenset({"of", "for", "with", "over", "on", "in", "from"})
_BEFORE_PLEA = frozenset({"to", "of", "for"})


class Accusations(ScopeFinder):
    """The accusations, verdicts and pleas of one sentence."""

    def find_deed(self, v: int, classes: frozenset[str]) -> Iterator[Scope]:
        """Yield the deed behind a verb of accusation or verdict: "accused X of paying", "convicted
        of fraud", "is suspected of lying"."""
        roles = read_clause(self.sentence, v).roles
        if self.tokens[v].lemma in words_of("ShootingVerb") and self._meets_thing(roles):
            return
        content = self._behind(v, (v, *roles.get("dobj", ())), _BEFORE_DEED)
        if content:
            content = (content | self._manner(v)) - self.below(self._paper_steps(content))
        if not any(self.tokens[k].pos in {"VERB", "NOUN"} for k in content):
            return
        actor = next((self.source_token(k) for k in roles.get("nsubj", ())), None)
        modality = self._modality(classes, actor)
        polarity = Polarity.NEGATIVE if modality is Modality.DENIED else Polarity.POSITIVE
        accuser = self._charging_paper(v) if actor is None else actor
        source = accuser if modality is Modality.ALLEGED else None
        yield self.scope(source, self.cue_at(v), content, modality, polarity)

    def _charging_paper(self, v: int) -> int | None:
        """The paper that accuses, where nobody is named who does: "charged in [a complaint] with
        paying"."""
        return next((k for k in self.owners(v, "in") if self.is_a(k, "AccuserNoun", "")), None)

    def _paper_steps(self, content: frozenset[int]) -> Iterator[int]:
        """What was done to the paper of the charge, which is no part of the deed: "in an indictment
        [returned] by a grand jury and [unsealed] in May"."""
        for k in content:
            token = self.tokens[k]
            first = self.tokens[token.head] if token.dep == "conj" else token
            on_paper = first.dep == "acl" and self.tokens[first.head].lemma in words_of("PaperNoun")
            step = token.lemma in words_of("PaperVerb") | self.ontology.cues["ProcedureVerb"]
            if on_paper and step:
                yield k

    def _meets_thing(self, roles: Mapping[str, Sequence[int]]) -> bool:
        """Whether the object is no somebody: "fired [a rocket]", "fired [rounds] of artillery"."""
        objects = roles.get("dobj", ())
        return bool(objects) and all(
            self.tokens[k].pos == "NOUN" and not self.is_a(k, "OfficeNoun", "Person")
            for k in objects
        )

    def _modality(self, classes: frozenset[str], actor: int | None) -> Modality:
        """How the verb puts the deed: what somebody who is no court "finds" is alleged."""
        modality = next(m for name, m in DEEDS.items() if name in classes)
        finds = modality is Modality.FOUND
        return Modality.ALLEGED if finds and not self._may_find(actor) else modality

    def _behind(
        self, v: int, holders: Sequence[int], prepositions: frozenset[str]
    ) -> frozenset[int]:
        """The phrases behind those of the *prepositions* which hang on one of the *holders*, after
        *v*."""
        hung = (p for holder in holders for p in self.sentence.dependents(holder, "prep"))
        return self.below(
            k
            for p in hung
            if p > v and self.sentence.word(p) in prepositions
            for k in self.sentence.dependents(p, "pcomp", "pobj")
        )

    def _manner(self, v: int) -> frozenset[int]:
        """How the deed is said to be done: "charged with fraud by billing twice", "accused him of
        hiding while others fought"."""
        means = (
            p
            for p in self.sentence.dependents(v, "prep")
            if p > v and self.sentence.word(p) in {"by", "through"}
        )
        by_doing = [p for p in means if self.sentence.dependents(p, "pcomp")]
        return self.below((*by_doing, *self.trailing_reasons(v)))

    def _may_find(self, actor: int | None) -> bool:
        """Whether a verdict is one: a court's, a judge's or an agency's, or nobody is named."""
        return (
            actor is None
            or self.is_a(actor, "JudgeNoun", "Court")
            or self.is_a(actor, "", "Agency")
        )

    def may_plead(self, v: int) -> bool:
        """Whether *v* may stand before a word of guilt: "pleaded", "was found"."""
        return self.tokens[v].lemma in words_of("PleaVerb")

    def find_guilt(self, v: int) -> Iterator[Scope]:
        """Yield what somebody pleads or is found guilty of: "pleaded guilty to paying", "was found
        liable for fraud"."""
        guilt = words_of("GuiltAdjective")
        for a in (k for k in self.sentence.children[v] if self.tokens[k].lemma in guilt):
            content = self._behind(v, (a, v), _BEFORE_PLEA)
            content -= {k for k in content if self._is_charge(k)}
            if not content:
                continue
            subject = read_clause(self.sentence, v).roles.get("nsubj", ())
            source = self.source_token(subject[0]) if subject else None
            modality, polarity = self._verdict(v, a)
            yield self.scope(source, (v, a), content, modality, polarity)

    def _is_charge(self, k: int) -> bool:
        """Whether *k* says what a paper charges, or who brought the charge, which is no part of
        what is pleaded: "charges [lodged] by prosecutors"."""
        if self.tokens[k].dep not in {"acl", "relcl"}:
            return False
        if self.sentence.dependents(k, "agent"):
            return "AllegeNoun" in self.classes(self.tokens[k].head)
        return "AccuseVerb" in cue_classes(self.sentence, k, self.ontology)

    def _verdict(self, v: int, guilty: int) -> tuple[Modality, Polarity]:
        """How a plea or finding of guilt puts the deed: admitted or found, or denied by "not"."""
        around = [self.tokens[k] for h in (guilty, v) for k in self.sentence.children[h]]
        if any(t.dep == "neg" or t.lemma == "not" for t in around):
            return Modality.DENIED, Polarity.NEGATIVE
        pleads = self.tokens[v].lemma == "plead"
        return Modality.ADMITTED if pleads else Modality.FOUND, Polarity.POSITIVE
