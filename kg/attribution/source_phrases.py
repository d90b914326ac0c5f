"""The phrase that names a source, as a mention and as a span."""

from kg.language.mentions import mention_at
from kg.model import Mention, MentionKind, Sentence, Span
from kg.ontology.loader import Ontology


def source_mention(sentence: Sentence, k: int, ontology: Ontology) -> Mention | None:
    """The mention of a source: coordinated names together, a spokesman with whom he speaks for."""
    mention = mention_at(sentence, k, ontology)
    if mention is None or mention.kind is MentionKind.PRONOUN:
        return mention
    end = _end_with_office(sentence, mention, k, ontology)
    ends = _ends_of_coordinated(sentence, mention, k, ontology)
    end, type_ = max([end, *ends]), "Group" if ends else mention.type
    if end == mention.end:
        return mention
    return Mention.over(sentence, mention.start, end, MentionKind.NOMINAL, type_, k)


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
            cut.update(range(c, len(sentence.tokens)))
    words = [j for j in sentence.subtree(k) if j not in cut]
    low = k
    while low - 1 in words and sentence.tokens[low - 1].pos != "PUNCT":
        low -= 1
    high = k
    while high + 1 in words:
        high += 1
    return Span(sentence.tokens[low].start, sentence.tokens[high].end)
