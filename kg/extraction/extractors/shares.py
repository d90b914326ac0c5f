"""The part of a body that somebody owns or buys: "owns 22 percent of Northgate", "a majority of",
"her 40 % stake in".

Partitives (Quirk et al. 1985, section 5.16) whose part is kept as kg:amount of the relation to the
whole: without it "owns" would say that all of it is owned."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from kg.extraction.typed_claims import doers_of, name_at, reached_from, relate
from kg.language.clauses import Clause, find_clauses
from kg.language.mentions import coordinated, mention_at
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.85
_LIGHT = frozenset({"have", "take", "gain"})
"""Verbs of many meanings: "has an interest in Mozart" owns nothing, "has a 5 % interest in"
does."""
_COUNTED = frozenset({"PERCENT", "CARDINAL", "QUANTITY"})


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X owns Y" and "X acquired Y", with the part as kg:amount."""
    for clause in find_clauses(sentence):
        relation = _relation(clause, ontology)
        for part in clause.roles.get("dobj", ()) if relation else ():
            for owner in doers_of(sentence, clause):
                yield from _claims(sentence, ontology, relation, owner, part, clause.head)
        if clause.passive and relation == "kg:ownerOf":
            yield from _owned_parts(sentence, clause, ontology)
    for token in sentence.tokens:
        for owner in sentence.dependents(token.i, "poss"):
            for k in coordinated(sentence, owner):
                yield from _claims(sentence, ontology, "kg:ownerOf", k, token.i, token.i)


def _relation(clause: Clause, ontology: Ontology) -> str:
    if clause.lemma in ontology.words["OwningVerb"]:
        return "kg:ownerOf"
    return "kg:acquired" if clause.lemma in ontology.words["PartBuyingVerb"] else ""


def _claims(
    sentence: Sentence, ontology: Ontology, relation: str, owner: int, part: int, anchor: int
) -> Iterator[ClaimMention]:
    """The claims of an owner of the *part* of something, each with how much it is."""
    who, amount = mention_at(sentence, owner, ontology), _amount(sentence, part, ontology)
    if amount is None and (anchor == part or sentence.tokens[anchor].lemma in _LIGHT):
        return
    for whole in _wholes(sentence, part, ontology):
        found = relate(sentence, ontology, relation, who, whole, anchor, "shares", CONFIDENCE)
        for claim in found:
            yield replace(claim, qualifiers=(("kg:amount", amount),)) if amount else claim


def _owned_parts(sentence: Sentence, clause: Clause, ontology: Ontology) -> Iterator[ClaimMention]:
    """The claims of "[Brask] is 22 percent owned by Ruiz"."""
    amount = _measure_before(sentence, clause.head, ontology)
    if amount is None:
        return
    verb = sentence.tokens[clause.head]
    owned = clause.roles.get("dobj") or sentence.dependents(verb.head, "nsubj")
    for who, k in product(doers_of(sentence, clause), owned):
        left, right = mention_at(sentence, who, ontology), mention_at(sentence, k, ontology)
        found = relate(sentence, ontology, "kg:ownerOf", left, right, verb.i, "shares", CONFIDENCE)
        yield from (replace(claim, qualifiers=(("kg:amount", amount),)) for claim in found)


def _measure_before(sentence: Sentence, verb: int, ontology: Ontology) -> Mention | None:
    """How much is owned: the measure before the verb."""
    before = (k for k in sentence.dependents(verb, "npadvmod") if k < verb)
    return next((a for k in before if (a := _amount(sentence, k, ontology))), None)


def _wholes(sentence: Sentence, part: int, ontology: Ontology) -> Iterator[Mention]:
    """What a part is of; behind another noun for a part ("a third of the shares of"), what that one
    is of."""
    if not _is_part(sentence, part, ontology):
        return
    for k in reached_from(sentence, part, "of", "in"):
        named = name_at(sentence, k, ontology)
        if named is not None:
            yield named
        yield from _wholes(sentence, k, ontology)


def _is_part(sentence: Sentence, i: int, ontology: Ontology) -> bool:
    return sentence.tokens[i].lemma.lower() in (
        ontology.words["ShareNoun"] | ontology.words["FractionNoun"]
    )


def _amount(sentence: Sentence, part: int, ontology: Ontology) -> Mention | None:
    """How much a part is: the number before its noun ("a 40 % stake"), or a noun that is one ("a
    majority")."""
    counted = [(a, b) for a, b, kind in sentence.entities if kind in _COUNTED]
    own = {part, *sentence.dependents(part, "nummod", "compound", "nmod", "amod")}
    here = [(a, b) for a, b in counted if own & set(range(a, b))]
    if not here and sentence.tokens[part].lemma.lower() in ontology.words["FractionNoun"]:
        here = [(part, part + 1)]
    return _quantity(sentence, *here[0]) if here else None


def _quantity(sentence: Sentence, start: int, end: int) -> Mention:
    return Mention.over(sentence, start, end, MentionKind.VALUE, "Quantity")
