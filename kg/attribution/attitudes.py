"""Wishes, plans, leanings and judgements of somebody: attributions of an inner state.

Corpora of attribution count them beside statements (PolNeAR, Newell et al. 2018; "eventualities" of
PARC 3.0, Pareti 2016). They change nothing of how a claim is put: kg.attribution.modality reads
wishes and plans by itself."""

from collections.abc import Iterator

from kg.attribution.scopes import Scope, ScopeFinder
from kg.language.clauses import Clause, read_clause
from kg.model import Modality, Polarity, Sentence
from kg.ontology.lexicon import cue_classes, is_cue
from kg.ontology.loader import Ontology

_PERSONS = frozenset({"he", "she", "they", "we", "i", "who", "you"})
_BODIES = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_AFTER = frozenset({"as", "for", "of", "over", "with", "to"})


def find_attitudes(sentence: Sentence, ontology: Ontology, quoted: frozenset[int]) -> list[Scope]:
    """Return the attitudes that *sentence* reports, in text order."""
    return list(_Finder(sentence, ontology, quoted).find())


class _Finder(ScopeFinder):
    """The patterns, over one sentence."""

    def find(self) -> Iterator[Scope]:
        for token in self.tokens:
            classes = cue_classes(self.sentence, token.i, self.ontology)
            if token.pos == "VERB" and classes & {"AttitudeVerb", "JudgementVerb"}:
                yield from self.verb(token.i, classes)
            elif classes & {"ReportNoun", "WantNoun"} and token.pos == "NOUN":
                yield from self.noun(token.i)

    def verb(self, v: int, classes: frozenset[str]) -> Iterator[Scope]:
        clause = read_clause(self.sentence, v)
        subject = clause.roles.get("nsubj", ())
        if clause.passive and not subject or not subject or not self.minded(subject[0]):
            return
        content = self.wanted(v, clause) if "AttitudeVerb" in classes else frozenset()
        content = content or (self.judged(v, clause) if "JudgementVerb" in classes else frozenset())
        if content:
            source = self.source_token(subject[0])
            yield self.scope(source, (v,), content - {v}, Modality.HYPOTHETICAL, Polarity.POSITIVE)

    def wanted(self, v: int, clause: Clause) -> frozenset[int]:
        """What is wanted: the infinitive with its subject, the clause, or what the verb is
        about."""
        found = self.below(k for k in self.sentence.dependents(v, "xcomp", "ccomp") if k > v)
        if not clause.roles.get("dobj"):
            found |= self.below(
                p for p in self.sentence.dependents(v, "prep") if p <= v + 2 and self._is_about(p)
            )
        objects = self.sentence.dependents(v, "dobj")
        if objects and (found or not is_cue(self.sentence, v, self.ontology, "ReportVerb")):
            found |= self.below(objects)
        return found

    def _is_about(self, p: int) -> bool:
        return self.tokens[p].text.lower() in {"for", "on", "about"}

    def judged(self, v: int, clause: Clause) -> frozenset[int]:
        """Who or what is judged, and the judgement."""
        objects = [
            *self.sentence.dependents(v, "dobj"),
            *self.sentence.dependents(v, "ccomp", "oprd", "xcomp", "dative"),
        ]
        after = [
            p
            for p in self.sentence.dependents(v, "prep")
            if self.tokens[p].text.lower() in _AFTER and p > v
        ]
        return self.below([*objects, *after]) if objects else frozenset()

    def noun(self, n: int) -> Iterator[Scope]:
        """Yield the attitude that a noun names: "her view is that the treaty is dead", "his promise
        that he would pay"."""
        owner = self.sentence.dependents(n, "poss")
        if not owner:
            return
        clauses = [*self.sentence.dependents(n, "acl", "ccomp")]
        head = self.tokens[n].head
        if self.tokens[n].dep == "nsubj" and self.tokens[head].lemma == "be":
            clauses += self.sentence.dependents(head, "ccomp")
        content = self.below(clauses)
        if content:
            yield self.scope(
                self.source_token(owner[0]), (n,), content, Modality.REPORTED, Polarity.POSITIVE
            )

    def minded(self, k: int) -> bool:
        """Whether somebody is named who may want or judge: a person, a group, a body."""
        token = self.tokens[k]
        if token.pos == "PRON":
            return token.text.lower() in _PERSONS
        return (
            token.entity in _BODIES
            or self.is_a(k, "AccuserNoun", "Person")
            or self.is_a(k, "JudgeNoun", "Organization")
            or (self.is_a(k, "RecordNoun", "Group"))
        )
