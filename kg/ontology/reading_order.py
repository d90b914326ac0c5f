"""Which claims an investigator wants to read first, by what their relations are about."""

from functools import cache

from kg.ontology.harm import may_accuse
from kg.ontology.loader import load_ontology

_FIRST = frozenset({"Accusation", "LegalStep", "Outcome", "Payment"})
_NEXT = frozenset({"Dealing", "PricedDealing", "Rivalry", "RoleEnd"})
_ROLES = frozenset({"Role", "Governing"})


@cache
def reading_rank(predicate: str) -> int:
    """Return how late claims of a relation (CURIE) are read, from 0: accusations, steps of law and
    what became of them, and money; 1: dealings, and roles that may divide loyalties; 2: seats and
    posts; 3: what belongs to no family or is an open relation; 4: who and where somebody is.

    >>> [reading_rank(p) for p in ("kg:bribed", "kg:soldTo", "kg:officerOf", "rel:walk_to")]
    [0, 1, 2, 3]
    """
    relation = load_ontology().relations.get(predicate)
    if relation is None:
        return 0 if may_accuse(predicate) else 3
    families = frozenset(relation.families)
    if families & _FIRST:
        return 0
    if families & _NEXT or families & _ROLES and "Neutral" not in families:
        return 1
    if families & _ROLES:
        return 2
    return 4 if families else 3
