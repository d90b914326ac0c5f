"""An attribution in one sentence, and who may be its source: what the finders of attributions share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.attribution.source_phrases import source_mention, source_phrase
from kg.language.mentions import mention_at
from kg.language.relative_clauses import antecedent
from kg.model import Mention, Modality, Polarity, Sentence, Span
from kg.ontology.lexicon import cue_classes, is_cue
from kg.ontology.loader import Ontology


@dataclass(frozen=True)
class Scope:
    """An attribution in one sentence; ``modality`` is ``None`` where the cue changes nothing (factives)."""

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
        """The token that names the source: "a revelation by court records" is the records' revelation."""
        k = antecedent(self.sentence, k)
        if is_cue(self.sentence, k, self.ontology, "ReportNoun"):
            for p in self.sentence.dependents(k, "prep"):
                if self.tokens[p].text.lower() in {"by", "from"}:
                    for obj in self.sentence.dependents(p, "pobj"):
                        return obj
        return k

    def place_source(self, v: int) -> int | None:
        """ "is shown in court records": a record after "in" or "by" speaks when no one else does."""
        for p in self.sentence.dependents(v, "prep", "agent"):
            for k in self.sentence.dependents(p, "pobj") if self.tokens[p].text.lower() in {"in", "by"} else ():
                if is_cue(self.sentence, k, self.ontology, "RecordNoun", "AccuserNoun", "JudgeNoun"):
                    return k
        return None

    def is_a(self, k: int, cue: str, type_: str) -> bool:
        """Whether a source is of a cue class by its head noun, or of an ontology class."""
        if self.tokens[k].pos in {"NOUN", "PROPN"} and is_cue(self.sentence, k, self.ontology, cue):
            return True
        mention = mention_at(self.sentence, k, self.ontology) if type_ else None
        return mention is not None and bool(mention.type) and self.ontology.is_a(mention.type, type_)

    def classes(self, k: int) -> frozenset[str]:
        """The cue classes of token *k*."""
        return cue_classes(self.sentence, k, self.ontology)

    def below(self, heads: Iterable[int]) -> frozenset[int]:
        """The tokens of the phrases with these *heads*."""
        return frozenset(j for k in heads for j in self.sentence.subtree(k))

    def mention(self, k: int) -> Mention | None:
        """The mention of the source that token *k* names."""
        return source_mention(self.sentence, self.source_token(k), self.ontology)

    def scope(
        self, source: int | None, cue: tuple[int, ...], content: frozenset[int], modality: Modality | None,
        polarity: Polarity, quotable: bool = False,
    ) -> Scope:  # fmt: skip
        mention = source_mention(self.sentence, source, self.ontology) if source is not None else None
        span = source_phrase(self.sentence, source) if source is not None else None
        return Scope(self.sentence.index, mention, span, cue, content, modality, polarity, quotable)
