"""Other names given in the text: "Meta (previously Facebook)", "X, formerly known as Y", "a/k/a
Z"."""

from collections.abc import Iterator

from kg.language.other_names import other_names
from kg.model import ClaimMention, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.9


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "Y is a former name of X" for names in apposition after a word for "formerly"."""
    for other, main, former in other_names(sentence, ontology):
        if former:
            yield ClaimMention(
                sentence.index,
                other,
                "kg:formerNameOf",
                "is a former name of",
                main,
                other.head,
                "aliases",
                (),
                CONFIDENCE,
                True,
            )
