"""Whom a name is of, as news writes it: "Ana Ruiz of (from) the Tax Division", "Paul Meyer, 41, of
Springfield"."""

from collections.abc import Iterator

from kg.language.mentions import mention_at, span_head
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.85


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is affiliated with Y" for bodies, "X lives in Y" for places after an age."""
    for start, end, label in sentence.entities:
        if label != "PERSON":
            continue
        aged = _after_age(sentence, end)
        of = aged if aged is not None else end
        if of >= len(sentence.tokens) or not _is_link(sentence, of, range(start, end)):
            continue
        kinds = {b: kind for a, b, kind in sentence.entities if of + 1 <= a <= of + 2}
        for last, kind in kinds.items():
            relation = _relation(kind, aged is not None)
            person, other = (
                mention_at(sentence, end - 1, ontology),
                _named_by(sentence, of, last, ontology),
            )
            if (
                relation
                and person is not None
                and other is not None
                and person.kind is MentionKind.NAME
                and person != other
            ):
                found = ontology.relations[relation]
                yield ClaimMention(
                    sentence.index,
                    person,
                    relation,
                    found.label,
                    other,
                    end - 1,
                    "affiliations",
                    (),
                    CONFIDENCE,
                    True,
                )


def _is_link(sentence: Sentence, i: int, person: range) -> bool:
    """Whether token *i* is "of", or a "from" that hangs on the person ("Ana Ruiz from the Harbour
    Fund said")."""
    token = sentence.tokens[i]
    return token.text.lower() == "of" or token.text.lower() == "from" and token.head in person


def _relation(kind: str, aged: bool) -> str:
    if kind == "ORG" and not aged:
        return "kg:affiliatedWith"
    return "kg:residesIn" if kind == "GPE" and aged else ""


def _after_age(sentence: Sentence, end: int) -> int | None:
    """The place behind ", 41," after a name, if there is an age."""
    words = [t.text for t in sentence.tokens[end : end + 3]]
    aged = (
        len(words) == 3
        and words[0] == ","
        and words[2] == ","
        and words[1].isdigit()
        and 0 < int(words[1]) < 120
    )
    return end + 3 if aged else None


def _named_by(sentence: Sentence, of: int, last: int, ontology: Ontology) -> Mention | None:
    mention = mention_at(sentence, span_head(sentence, of + 1, last), ontology)
    return mention if mention is not None and mention.kind is MentionKind.NAME else None
