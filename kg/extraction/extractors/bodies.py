"""Bodies within bodies and who leads them: "the Fraud Section, Criminal Division", "Bo Volt,
commander, Third Fleet".

A comma stands for "of" between a unit and the body that it is part of, and between an office and
its body."""

from collections.abc import Iterator

from kg.extraction.typed_claims import name_at, relate
from kg.language.entity_types import is_unit_noun
from kg.language.mentions import mention_at
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.75


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is part of Y" for a unit before its body, and the offices of people that stand
    between commas."""
    for comma in sentence.tokens[1:-1]:
        if comma.text != ",":
            continue
        body = _body_from(sentence, comma.i + 1, ontology)
        if body is None or _is_listed(sentence, body):
            continue
        before = sentence.tokens[comma.i - 1]
        unit = name_at(sentence, before.i, ontology)
        if (
            unit is not None
            and _is_unit(sentence, unit, ontology)
            and not _is_listed(sentence, unit)
        ):
            yield from relate(
                sentence, ontology, "kg:partOf", unit, body, before.i, "bodies", CONFIDENCE, True
            )
        elif before.pos == "NOUN" and before.dep == "appos":
            yield from _offices(sentence, before.i, body, ontology)


def _body_from(sentence: Sentence, start: int, ontology: Ontology) -> Mention | None:
    """The name of a body that begins at token *start*, behind its article if it has one."""
    for i in range(start, min(start + 8, len(sentence.tokens))):
        name = name_at(sentence, i, ontology)
        if name is not None and name.start in {start, start + 1}:
            return (
                name
                if is_unit_noun(sentence.tokens[name.end - 1].text.lower(), ontology)
                or name.type == "Organization"
                else None
            )
        if sentence.tokens[i].pos not in {"PROPN", "ADJ", "DET", "NOUN", "NUM"}:
            return None
    return None


def _is_unit(sentence: Sentence, name: Mention, ontology: Ontology) -> bool:
    return sentence.tokens[name.end - 1].lemma.lower() in ontology.words["UnitNoun"]


def _is_listed(sentence: Sentence, name: Mention) -> bool:
    """Whether the name stands in a list with "and", where commas part and do not nest."""
    return sentence.tokens[name.head].dep == "conj" or bool(
        sentence.dependents(name.head, "conj", "cc")
    )


def _offices(
    sentence: Sentence, i: int, body: Mention, ontology: Ontology
) -> Iterator[ClaimMention]:
    """Yield the office of a person, and the body behind it: "Bo Volt, [commander], Third Fleet"."""
    person = name_at(sentence, sentence.tokens[i].head, ontology)
    bare = mention_at(sentence, i, ontology)
    if (
        person is None
        or person.type != "Person"
        or bare is None
        or bare.kind is not MentionKind.NOMINAL
    ):
        return
    if sentence.dependents(i, "prep", "poss"):
        return
    for relation, words, prepositions in ontology.role_index.get(sentence.tokens[i].lemma, ()):
        if len(words) == 1 and "of" in prepositions:
            yield from relate(
                sentence, ontology, relation.id, person, body, i, "bodies", CONFIDENCE, True
            )
