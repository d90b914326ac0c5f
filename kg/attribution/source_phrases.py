"""The phrase that names a source, as a mention and as a span."""

from kg.language.mentions import mention_at
from kg.model import Mention, MentionKind, Sentence, Span
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology

_SOMEBODY = frozenset("someone somebody".split())
"""Pronouns that stand for a person without a name; no "nobody"."""
_ONE = frozenset("one another second third fourth fifth".split())
_SOME = frozenset("some others many several both those two three four".split())
"""Words that stand for one or more of those named before ("one of them", "another")."""


def source_mention(sentence: Sentence, k: int, ontology: Ontology) -> Mention | None:
    """The mention of a source: coordinated names together, a spokesman with whom he speaks for."""
    mention = mention_at(sentence, k, ontology)
    if is_unnamed(sentence, k) and (mention is None or not _counts_things(sentence, k)):
        return _unnamed(sentence, k)
    if mention is None or mention.kind is MentionKind.PRONOUN:
        return mention
    end = _end_with_office(sentence, mention, k, ontology)
    ends = _ends_of_coordinated(sentence, mention, k, ontology)
    end, type_ = max([end, *ends]), "Group" if ends else mention.type
    if end == mention.end:
        return mention
    return Mention.over(sentence, mention.start, end, MentionKind.NOMINAL, type_, k)


def find_papers(sentence: Sentence, claims: int, ontology: Ontology) -> list[int]:
    """Return the papers that the noun *claims* is from: "allegations from the [indictment]"."""
    behind = sentence.dependents(claims, "prep")
    objects = (
        k
        for p in behind
        if sentence.word(p) in {"from", "in"}
        for k in sentence.dependents(p, "pobj")
    )
    return [k for k in objects if is_cue(sentence, k, ontology, "AccuserNoun", "RecordNoun")]


def is_unnamed(sentence: Sentence, k: int) -> bool:
    """Whether the word at *k* stands for somebody whom the text does not name: "[one] of them",
    "a [third]", "[those] close to him"; not "[one] of the pages"."""
    token = sentence.tokens[k]
    negated = any(sentence.word(d) == "no" for d in sentence.dependents(k, "det", "neg"))
    if token.entity not in {"", "CARDINAL", "ORDINAL"} or negated:
        return False
    of_several = token.dep == "nsubj" and token.tag not in {"NN", "NNP"}
    return sentence.word(k) in (_SOMEBODY | _ONE | _SOME if of_several else _SOMEBODY)


def _counts_things(sentence: Sentence, k: int) -> bool:
    """Whether a noun behind "of" says what they are: that is a description of its own."""
    behind = (o for p in sentence.dependents(k, "prep") if sentence.word(p) == "of"
              for o in sentence.dependents(p, "pobj"))  # fmt: skip
    return any(sentence.tokens[o].pos in {"NOUN", "PROPN"} for o in behind)


def _unnamed(sentence: Sentence, k: int) -> Mention:
    """The mention of somebody without a name, over the whole phrase."""
    span = source_phrase(sentence, k)
    end = next(t.i for t in sentence.tokens if t.end == span.end) + 1
    type_ = "Group" if sentence.word(k) in _SOME else "Person"
    return Mention.over(sentence, k, end, MentionKind.NOMINAL, type_, k)


def _ends_of_coordinated(
    sentence: Sentence, mention: Mention, k: int, ontology: Ontology
) -> list[int]:
    """Where each name or phrase ends that is coordinated with the head *k*: "Acme [and Orvik
    Ltd]"."""
    others = (mention_at(sentence, c, ontology) for c in sentence.dependents(k, "conj") if c > k)
    return [other.end for other in others if other is not None and other.kind is mention.kind]


def _end_with_office(sentence: Sentence, mention: Mention, k: int, ontology: Ontology) -> int:
    """Where the mention ends with the name that its head speaks for: "a spokesman [for Acme]"."""
    end = mention.end
    if sentence.tokens[k].entity == "PERSON" or mention.type not in {"Person", "Group", ""}:
        return end
    for p in sentence.dependents(k, "prep"):
        if p == end and sentence.tokens[p].text.lower() in {"for", "of", "at"}:
            objects = sentence.dependents(p, "pobj")
            inner = mention_at(sentence, objects[0], ontology) if objects else None
            end = inner.end if inner is not None and inner.kind is MentionKind.NAME else end
    return end


def source_phrase(sentence: Sentence, k: int) -> Span:
    """The source phrase with its determiner and prepositional phrases, without clauses and
    appositions."""
    cut: set[int] = set()
    for c in sentence.children[k]:
        if sentence.tokens[c].dep in {"relcl", "acl", "appos", "punct"} and c > k:
            cut.update(range(max(min(sentence.subtree(c)), k + 1), len(sentence.tokens)))
    words = [j for j in sentence.subtree(k) if j not in cut]
    low = k
    while low - 1 in words and sentence.tokens[low - 1].pos != "PUNCT":
        low -= 1
    high = k
    while high + 1 in words:
        high += 1
    return Span(sentence.tokens[low].start, sentence.tokens[high].end)
