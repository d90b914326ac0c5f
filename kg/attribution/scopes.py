"""An attribution in one sentence, and who may be its source: what the finders of attributions
share."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.attribution.source_phrases import source_mention, source_phrase
from kg.language.clauses import antecedent
from kg.language.mentions import mention_at
from kg.model import Mention, Modality, Polarity, Sentence, Span
from kg.model.text import FINITE_TAGS
from kg.ontology.lexicon import cue_classes, is_cue, words_of
from kg.ontology.loader import Ontology

SPEAKERS = frozenset({"Person", "Organization", "Company", "Agency", "Group"})
"""The classes of those who speak, and go on speaking."""
_REASONS = frozenset("because since although though whereas while if unless".split())
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "pobj"})


@dataclass(frozen=True)
class Scope:
    """An attribution in one sentence; ``modality`` is ``None`` where the cue changes nothing
    (factives)."""

    sentence: int
    source: Mention | None
    source_span: Span | None
    cue: tuple[int, ...]
    content: frozenset[int]
    modality: Modality | None
    polarity: Polarity = Polarity.POSITIVE
    quotable: bool = False
    continues: "Scope | None" = None
    rule: str = ""
    """The name of the rule that found it."""


def name_rule(rule: str, found: Iterable[Scope]) -> Iterator[Scope]:
    """Yield the attributions *found*, each with the name of its *rule*."""
    return (replace(scope, rule=rule) for scope in found)


class ScopeFinder:
    """Looks at one sentence; *quoted* are its tokens inside quotation marks."""

    def __init__(self, sentence: Sentence, ontology: Ontology, quoted: frozenset[int]) -> None:
        self.sentence, self.ontology, self.quoted = sentence, ontology, quoted
        self.tokens = sentence.tokens

    def source_token(self, k: int) -> int:
        """The token that names the source: "a revelation by court records" is the records'
        revelation."""
        k = antecedent(self.sentence, k)
        if is_cue(self.sentence, k, self.ontology, "ReportNoun"):
            for p in self.sentence.dependents(k, "prep"):
                if self.tokens[p].text.lower() in {"by", "from"}:
                    for obj in self.sentence.dependents(p, "pobj"):
                        return obj
        return k

    def _name_at_end(self, k: int) -> int:
        """The last word of the name that a role is given: "the ambassador to Norland Dana Ortiz",
        "its coach, Dana Ortiz,"; *k* for others."""
        if not is_cue(self.sentence, k, self.ontology, "OfficeNoun"):
            return k
        return self._second_object(k) or self._between_commas(k) or k

    def _second_object(self, k: int) -> int | None:
        """A name that the parser hung on the role's preposition beside the body that it belongs
        to."""
        for p in self.sentence.dependents(k, "prep"):
            objects = self.sentence.dependents(p, "pobj")
            if len(objects) > 1 and all(self.tokens[o].pos == "PROPN" for o in objects):
                return objects[-1]
        return None

    def _between_commas(self, k: int) -> int | None:
        """A person's name between commas behind the role."""
        marks = (self.tokens[i].text for i in (k + 1,) if i < len(self.tokens))
        named = next(
            (e for f, e, label in self.sentence.entities if f == k + 2 and label == "PERSON"), 0
        )
        closed = 0 < named < len(self.tokens) and self._closes_name(k, named)
        return named - 1 if closed and "," in marks else None

    def _closes_name(self, k: int, end: int) -> bool:
        """Whether a comma or the verb of the role *k* stands behind a name."""
        verb = end == self.tokens[k].head and self.tokens[end].tag in FINITE_TAGS
        return verb or self.tokens[end].text in {",", "—"}

    def paper_before(self, v: int, *kinds: str) -> int | None:
        """Return the pleading, or the paper of one of the *kinds*, before a participle, wherever
        that was hung: "resolve a [complaint] filed in May alleging that"."""
        token = self.tokens[v]
        hung = token.dep in {"advcl", "acl", "xcomp"} and not self.sentence.dependents(v, "nsubj")
        if token.tag != "VBG" or not hung:
            return None
        between = reversed(range(token.head if token.head < v else 0, v))
        return next(
            (k for k in between if self.tokens[k].dep in _OBJECTS and self._is_paper(k, kinds)),
            None,
        )

    def _is_paper(self, k: int, kinds: Sequence[str]) -> bool:
        """Whether a noun is a pleading or of one of the *kinds*, and no party ("sued petitioner
        Lang, alleging that")."""
        papers = ("AccuserNoun", *kinds)
        party = self.tokens[k].lemma in words_of("CaseParty")
        return not party and any(self.is_a(k, cue, "") for cue in papers)

    def place_source(self, v: int) -> int | None:
        """Return the record after "in" or "by", which speaks when no one else does: "is shown in
        court records"."""
        for p in self.sentence.dependents(v, "prep", "agent"):
            for k in (
                self.sentence.dependents(p, "pobj")
                if self.tokens[p].text.lower() in {"in", "by"}
                else ()
            ):
                if is_cue(
                    self.sentence, k, self.ontology, "RecordNoun", "AccuserNoun", "JudgeNoun"
                ):
                    return k
        return None

    def is_a(self, k: int, cue: str, type_: str) -> bool:
        """Whether a source is of a cue class by its head noun, or of an ontology class."""
        if self.tokens[k].pos in {"NOUN", "PROPN"} and is_cue(self.sentence, k, self.ontology, cue):
            return True
        mention = mention_at(self.sentence, k, self.ontology) if type_ else None
        return (
            mention is not None and bool(mention.type) and self.ontology.is_a(mention.type, type_)
        )

    def how_told(self, source: int | None) -> Modality:
        """How strongly a source puts what it tells: an accuser alleges, others report."""
        accuses = source is not None and "AccuserNoun" in self.classes(source)
        return Modality.ALLEGED if accuses else Modality.REPORTED

    def has_subject(self, v: int) -> bool:
        """Whether a subject hangs on verb *v*."""
        return bool(self.sentence.dependents(v, "nsubj", "nsubjpass"))

    def cue_at(self, v: int) -> tuple[int, ...]:
        """The words of the cue with verb *v*: it and its particle ("pointed out")."""
        return tuple(sorted({v, *self.sentence.dependents(v, "prt")}))

    def trailing_reasons(self, v: int) -> list[int]:
        """Trailing clauses of reason, contrast or condition, which belong to what is said rather
        than to the saying."""
        behind = (k for k in self.sentence.dependents(v, "advcl") if k > v)
        return [
            k
            for k in behind
            if any(self.sentence.word(m) in _REASONS for m in self.sentence.dependents(k, "mark"))
        ]

    def classes(self, k: int) -> frozenset[str]:
        """The cue classes of token *k*."""
        return cue_classes(self.sentence, k, self.ontology)

    def owners(self, k: int, *prepositions: str) -> list[int]:
        """Whose *k* is: the possessor, or the noun behind one of the *prepositions*."""
        behind = [
            p
            for p in self.sentence.dependents(k, "prep")
            if self.tokens[p].text.lower() in prepositions
        ]
        return [
            *self.sentence.dependents(k, "poss"),
            *(o for p in behind for o in self.sentence.dependents(p, "pobj")),
        ]

    def below(self, heads: Iterable[int]) -> frozenset[int]:
        """The tokens of the phrases with these *heads*."""
        return frozenset(j for k in heads for j in self.sentence.subtree(k))

    def mention(self, k: int) -> Mention | None:
        """The mention of the source that token *k* names."""
        return source_mention(self.sentence, self.source_token(k), self.ontology)

    def scope(
        self,
        source: int | None,
        cue: tuple[int, ...],
        content: frozenset[int],
        modality: Modality | None,
        polarity: Polarity,
        quotable: bool = False,
    ) -> Scope:
        mention = (
            source_mention(self.sentence, self._name_at_end(source), self.ontology)
            if source is not None
            else None
        )
        span = source_phrase(self.sentence, source) if source is not None else None
        return Scope(self.sentence.index, mention, span, cue, content, modality, polarity, quotable)
