"""Who wrote a named work: "the novel Salt by Ana Ruiz", "Ana Ruiz's memoir Salt", 'the essay "On
Salt" by Ana Ruiz'."""

from collections.abc import Iterator

from kg.language.mentions import mention_at, noun_types, span_head
from kg.language.quotations import OPENING_MARKS
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.8
RELATION = "kg:authored"


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X wrote Y" for a title right behind a noun for a text and the person behind "by", or
    whose text it is."""
    for start, end, kind in sentence.entities:
        noun = _noun_before(sentence, start, ontology)
        if noun is None:
            continue
        titled = kind == "WORK_OF_ART" or noun < start - 1
        title = Mention.over(sentence, start, end, MentionKind.NAME, "Document", end - 1)
        owners = sentence.dependents(noun, "poss") if titled else ()
        for k in (*_writers(sentence, end), *owners):
            writer = mention_at(sentence, k, ontology)
            if writer is not None and writer.type == "Person" and writer != title:
                label = ontology.relations[RELATION].label
                ends = (writer, RELATION, label, title)
                yield ClaimMention(sentence.index, *ends, k, "works", (), CONFIDENCE, True)


def _noun_before(sentence: Sentence, start: int, ontology: Ontology) -> int | None:
    """The noun for a text right before the name at *start*, quotation marks apart."""
    before = start - 1
    if before > 0 and sentence.tokens[before].text in OPENING_MARKS:
        before -= 1
    noun = sentence.tokens[max(before, 0)]
    work = noun_types(ontology).get(noun.text.lower()) == "Document"
    return noun.i if work and noun.i < start else None


def _writers(sentence: Sentence, end: int) -> Iterator[int]:
    """The persons behind "by" right behind a title that ends at *end*."""
    behind = [t for t in sentence.tokens[end : end + 3] if t.pos != "PUNCT"][:1]
    starts = [t.i + 1 for t in behind if t.text == "by"]
    yield from (
        span_head(sentence, a, b)
        for a, b, label in sentence.entities
        if a in starts and label == "PERSON"
    )
