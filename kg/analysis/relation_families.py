"""Families of relations that questions ask for, as the relations' own files say (``kg:family``;
docs/ontology.md)."""

from kg.ontology.loader import Relation, load_ontology


def relations_in(*families: str) -> frozenset[str]:
    """Return the CURIEs of the relations that belong to one of *families* ("Role", "Payment");
    raise KeyError for one that is none."""
    ontology = load_ontology()
    if unknown := set(families) - ontology.families:
        raise KeyError(f"no family of relations {sorted(unknown)}")
    wanted = set(families)
    return frozenset(r.id for r in ontology.relations.values() if not wanted.isdisjoint(r.families))


def payments() -> dict[str, Relation]:
    """Return the relations in which money goes from one to another, by CURIE: ``payer`` says from
    which end."""
    ontology = load_ontology()
    return {
        name: ontology.relations[name] for name in sorted(relations_in("Payment", "PricedDealing"))
    }


def words_of(name: str) -> frozenset[str]:
    """Return the lemmas of a word class of the ontology ("PayingVerb")."""
    return load_ontology().words[name]
