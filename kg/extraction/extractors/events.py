"""When something named by a noun happened: "the arson on Nov. 5, 2008", "an attack in May 2014".

The date is the event's own, whatever the sentence says of the event (TimeML's TLINK between an
event noun and its time expression, Pustejovsky et al. 2003)."""

from collections.abc import Iterator

from kg.language.mentions import mention_at
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.7
_WHEN = frozenset({"on", "in"})


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X occurred on DATE" for a noun of an event with a date of its own."""
    for token in sentence.tokens:
        if token.pos != "NOUN" or token.dep in {"compound", "nmod"}:
            continue
        event = mention_at(sentence, token.i, ontology)
        if (
            event is None
            or event.kind is not MentionKind.NOMINAL
            or not ontology.is_a(event.type, "Event")
        ):
            continue
        for preposition, date in _dates(sentence, token.i, ontology):
            yield ClaimMention(
                sentence.index,
                event,
                f"rel:occur_{preposition}",
                f"occurred {preposition}",
                date,
                token.i,
                "events",
                (),
                CONFIDENCE,
            )


def _dates(sentence: Sentence, noun: int, ontology: Ontology) -> Iterator[tuple[str, Mention]]:
    for prep in sentence.dependents(noun, "prep"):
        word = sentence.tokens[prep].text.lower()
        for k in sentence.dependents(prep, "pobj") if word in _WHEN else ():
            date = mention_at(sentence, k, ontology)
            if (
                date is not None
                and date.type == "Date"
                and any(t.text.isdigit() for t in sentence.tokens[date.start : date.end])
            ):
                yield word, date
