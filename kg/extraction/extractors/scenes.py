"""Who and what was at the place of a deed that a noun names: "the raid [on the club] in Oslo killed
[two guards]".

The place may hang on the noun of the deed or on what it was aimed at; both were there, whichever
the parser chose."""

from collections.abc import Iterator, Mapping
from itertools import product

from kg.extraction.typed_claims import doers_of, name_at, objects_of, reached_from, relate
from kg.language.clauses import Clause, find_clauses
from kg.language.mentions import coordinated, mention_at
from kg.model import ClaimMention, Mention, MentionKind, Sentence, Token
from kg.ontology.loader import Ontology

CONFIDENCE = 0.7
_WHERE = frozenset({"in", "at", "near", "inside", "outside", "across"})
_AIMED = ("against", "on")
_ATTACK, _THERE = "kg:attacked", "kg:locatedIn"
type Presence = tuple[str, int, int]
"""A relation to the place, the token of who or what was there, and the token of the deed."""


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is in Y" for targets, victims and partners at the place of a deed, "X was active in
    Y" for its doer."""
    clauses = {c.head: c for c in find_clauses(sentence)}
    for prep in sentence.tokens:
        if prep.dep != "prep" or prep.text.lower() not in _WHERE:
            continue
        places = _places(sentence, prep, ontology)
        present = list(_present(sentence, prep, clauses, ontology)) if places else []
        for place, (relation, k, anchor) in product(places, present):
            thing = mention_at(sentence, k, ontology)
            if thing is not None and (thing.type or thing.kind is MentionKind.NAME):
                yield from relate(
                    sentence, ontology, relation, thing, place, anchor, "scenes", CONFIDENCE
                )


def _places(sentence: Sentence, prep: Token, ontology: Ontology) -> list[Mention]:
    """The named places behind a preposition."""
    found = (
        name_at(sentence, k, ontology)
        for o in sentence.dependents(prep.i, "pobj")
        for k in coordinated(sentence, o)
    )
    return [place for place in found if place is not None and place.type == "Place"]


def _present(
    sentence: Sentence, prep: Token, clauses: Mapping[int, Clause], ontology: Ontology
) -> Iterator[Presence]:
    """Yield who was at the place that hangs on the deed or the meeting which *prep* belongs to."""
    deed = _deed_at(sentence, prep.head, ontology)
    clause = clauses.get(prep.head if deed is None else sentence.tokens[deed].head)
    if deed is not None:
        yield from (
            (_THERE, k, deed)
            for k in (deed, *reached_from(sentence, deed, *_AIMED))
            if k != prep.head
        )
        if clause is not None:
            yield from _parties(sentence, clause, deed, ontology)
    elif clause is not None and clause.lemma == "meet" and not clause.passive:
        yield from ((_THERE, k, clause.head) for k in clause.roles.get("prep_with", ()))


def _parties(
    sentence: Sentence, clause: Clause, deed: int, ontology: Ontology
) -> Iterator[Presence]:
    """Whom the deed struck, if it is the subject; who did it, if it is the object of a verb of
    carrying out."""
    if deed in clause.roles.get("nsubj", ()) and clause.lemma in ontology.words["HarmVerb"]:
        yield from ((_THERE, k, clause.head) for k in objects_of(sentence, clause))
    elif deed in clause.roles.get("dobj", ()) and clause.lemma in ontology.words["CarryingOutVerb"]:
        yield from (("kg:activeIn", k, clause.head) for k in doers_of(sentence, clause))


def _deed_at(sentence: Sentence, head: int, ontology: Ontology) -> int | None:
    """The noun of an attack that *head* is, or whose target it is."""
    first = sentence.tokens[head]
    if first.dep == "conj":
        first = sentence.tokens[first.head]
    aim = sentence.tokens[first.head]
    if first.dep == "pobj" and aim.text.lower() in _AIMED:
        head = aim.head
    index = ontology.noun_index.get(sentence.tokens[head].lemma, ())
    return head if any(relation.id == _ATTACK for relation, _ in index) else None
