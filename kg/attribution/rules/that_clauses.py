"""What "that" introduces under a word that is no known cue is somebody's content, and never the
writer's fact.

A declarative content clause is asserted by the writer only under factive words ("knows that", "the
fact that"; Kiparsky and Kiparsky 1970); under any other word ("gloated that", "the gist is that",
"tipped off police that") it is what somebody says or thinks. Lists of cues are never complete, so
that the unknown word reports."""

from collections.abc import Iterator, Sequence

from kg.attribution.scopes import Scope, ScopeFinder
from kg.language.mentions import mention_at
from kg.model import Modality, Polarity, Sentence
from kg.model.text import FINITE_TAGS
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_FACTIVE = frozenset(
    {"KnowVerb", "ShowVerb", "FactNoun", "FactAdjective", "ProcedureVerb", "UndoVerb"}
)
_RESULTS = frozenset({"so", "such", "now"})
_PERSONAL = frozenset("i he she we they who".split())


def find_that_clauses(
    sentence: Sentence, ontology: Ontology, quoted: frozenset[int], found: Sequence[Scope]
) -> Iterator[Scope]:
    """Yield an attribution for each content clause after "that" that none of those *found*
    holds."""
    finder = _Finder(sentence, ontology, quoted)
    for token in sentence.tokens:
        if (
            token.tag in {"IN", "WDT"}
            and token.text.lower() == "that"
            and finder.introduces(token.i)
        ):
            yield from finder.content_of(token.i, token.head, found)


class _Finder(ScopeFinder):
    """The clauses of one sentence."""

    def introduces(self, that: int) -> bool:
        """Whether "that" introduces a clause, and is no part of it: also where the parser makes a
        relative of one that lacks nothing."""
        token = self.tokens[that]
        if token.dep in {"mark", "advmod"}:
            return True
        clause, told = token.head, self.tokens[token.head].head
        whole = any(k != that for k in self.sentence.dependents(clause, "dobj")) and token.dep in {
            "dobj",
            "dative",
        }
        addressed = self.tokens[told].dep in {"dobj", "dative"} and self.tokens[
            self.tokens[told].head
        ].lemma in words_of("TellingVerb")
        return token.dep not in {"nsubj", "nsubjpass", "det"} and (whole or addressed)

    def content_of(self, mark: int, clause: int, found: Sequence[Scope]) -> Iterator[Scope]:
        """The attribution of the clause with its *mark*, if it is finite and nobody's yet."""
        head = self.tokens[clause].head
        if (
            head == clause
            or any(clause in scope.content for scope in found)
            or not self._is_finite(clause)
        ):
            return
        if self._is_told_as_fact(mark, clause, head):
            return
        verb = self._verb_over(head)
        source = self._speaker(verb, head)
        yield self.scope(
            source,
            (head,),
            frozenset(self.sentence.subtree(clause)),
            Modality.REPORTED,
            Polarity.POSITIVE,
        )

    def _is_finite(self, clause: int) -> bool:
        words = (clause, *self.sentence.dependents(clause, "aux", "auxpass", "cop"))
        return any(self.tokens[k].tag in FINITE_TAGS for k in words) and bool(
            self.sentence.dependents(clause, "nsubj", "nsubjpass", "expl")
        )

    def _is_told_as_fact(self, mark: int, clause: int, head: int) -> bool:
        """Whether the word above asserts the clause, or the clause tells a result, a time, a
        purpose."""
        above, before = self.tokens[head], self.tokens[mark - 1].lemma if mark else ""
        if (
            self.classes(head) & _FACTIVE
            or above.lemma in _RESULTS | words_of("ConsequenceVerb") | words_of("RelativeThatNoun")
            or before in _RESULTS | words_of("ConsequenceVerb")
            or self._is_result(clause, head)
        ):
            return True
        if above.lemma == "be":
            return any(self._is_plain(k) for k in self.sentence.dependents(head, "nsubj", "expl"))
        return above.pos == "ADJ" and self._is_impersonal(
            above.head if above.dep in {"acomp", "attr"} else head
        )

    def _is_result(self, clause: int, head: int) -> bool:
        """Whether the clause is what came of it: "so late that", "such a mess that"."""
        degree = any(
            self.tokens[k].text.lower() in {"so", "such"}
            for k in (*self.sentence.children[head], *self._siblings(head))
        )
        return degree or self.tokens[clause].dep == "csubj"

    def _siblings(self, head: int) -> tuple[int, ...]:
        return tuple(
            g for k in self.sentence.children[head] for g in self.sentence.children[k] if k < head
        )

    def _is_plain(self, subject: int) -> bool:
        noun = self.tokens[subject]
        return (
            bool(self.classes(subject) & _FACTIVE)
            or noun.lemma in words_of("PlainFactNoun")
            or noun.pos == "PRON"
        )

    def _is_impersonal(self, verb: int) -> bool:
        return any(
            self.tokens[k].text.lower() in {"it", "this", "that"}
            for k in self.sentence.dependents(verb, "nsubj", "expl")
        )

    def _verb_over(self, head: int) -> int:
        """The verb of the clause in which *head* stands."""
        path = (head, *self.sentence.ancestors(head))
        return next(
            (k for k in path if self.tokens[k].pos in {"VERB", "AUX"} and self._has_subject(k)),
            head,
        )

    def _has_subject(self, verb: int) -> bool:
        return bool(self.sentence.dependents(verb, "nsubj", "nsubjpass", "agent"))

    def _speaker(self, verb: int, head: int) -> int | None:
        """Who says it: the agent of a passive, the subject, whose case or version it is; nobody
        where that is no speaker."""
        agents = [
            k
            for p in self.sentence.dependents(verb, "agent")
            for k in self.sentence.dependents(p, "pobj")
        ]
        told = self.sentence.dependents(verb, "nsubjpass")
        subjects = agents or (
            [] if told and head == verb else [*self.sentence.dependents(verb, "nsubj")]
        )
        owners = [k for s in (*subjects, head) for k in self.sentence.dependents(s, "poss")]
        return next(
            (self.source_token(k) for k in (*subjects, *owners) if self._can_speak(k)), None
        )

    def _can_speak(self, k: int) -> bool:
        token = self.tokens[k]
        if token.pos == "PROPN" or token.text.lower() in _PERSONAL | {"his", "her", "their"}:
            return True
        mention = mention_at(self.sentence, k, self.ontology)
        kinds = ("Person", "Organization", "Document")
        return (
            mention is not None
            and bool(mention.type)
            and any(self.ontology.is_a(mention.type, kind) for kind in kinds)
        )
