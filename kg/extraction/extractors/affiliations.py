"""Whom a name is of, as news writes it: "Ana Ruiz of (from) the Tax Division", "Paul Meyer, 41, of
Springfield"."""

from collections.abc import Iterator

from kg.extraction.typed_claims import name_at
from kg.language.mentions import noun_types, span_head
from kg.model import ClaimMention, Mention, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.85


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is affiliated with Y" for bodies, "X lives in Y" for places after an age, "X is from
    Y" for those of a description."""
    for start, end, label in sentence.entities:
        if label != "PERSON":
            continue
        person = name_at(sentence, end - 1, ontology)
        if person is None:
            continue
        head = span_head(sentence, start, end)
        found = [
            *_named_behind(sentence, range(start, end), ontology),
            *(("kg:comesFrom", place) for place in _origins(sentence, head, ontology)),
        ]
        for relation, other in found:
            if person != other:
                yield ClaimMention(
                    sentence.index,
                    person,
                    relation,
                    ontology.relations[relation].label,
                    other,
                    end - 1,
                    "affiliations",
                    (),
                    CONFIDENCE,
                    True,
                )


def _origins(sentence: Sentence, head: int, ontology: Ontology) -> Iterator[Mention]:
    """Yield the places that a person is from by what describes him: "Ana Ruiz, a nurse from
    Lund"."""
    for k in sentence.dependents(head, "appos"):
        behind = sentence.dependents(k, "prep") if k > head else ()
        for prep in (p for p in behind if sentence.word(p) == "from"):
            if _is_person(sentence, prep, ontology):
                yield from _named_places(sentence, prep, ontology)


def _named_places(sentence: Sentence, prep: int, ontology: Ontology) -> Iterator[Mention]:
    for k in sentence.children[prep]:
        place = name_at(sentence, k, ontology)
        if place is not None and place.type == "Place":
            yield place


def _is_person(sentence: Sentence, prep: int, ontology: Ontology) -> bool:
    """Whether a preposition hangs on a noun for one person."""
    noun = sentence.tokens[sentence.tokens[prep].head]
    return noun.tag == "NN" and noun_types(ontology).get(noun.lemma) == "Person"


def _named_behind(
    sentence: Sentence, person: range, ontology: Ontology
) -> Iterator[tuple[str, Mention]]:
    """Yield the body or place that "of" or "from" names behind the *person*, with its relation."""
    aged = _after_age(sentence, person.stop)
    link = person.stop if aged is None else aged
    if link >= len(sentence.tokens) or not _is_link(sentence, link, person):
        return
    kinds = {b: kind for a, b, kind in sentence.entities if link + 1 <= a <= link + 2}
    for last, kind in kinds.items():
        relation = _relation(kind, aged is not None)
        other = name_at(sentence, span_head(sentence, link + 1, last), ontology)
        if relation and other is not None:
            yield relation, other


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
