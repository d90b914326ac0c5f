"""Which relations and words accuse: deeds that harm who is said to have done them, acts of blaming,
and what takes guilt back."""

from collections.abc import Collection
from functools import cache, lru_cache

from kg.ontology.lexicon import word_classes
from kg.ontology.loader import load_ontology


def is_blaming(predicate: str) -> bool:
    """Whether an open relation is an act of blaming ("rel:allege_about"): a plain triple of it
    would accuse."""
    return "BlameVerb" in _classes_of(_verb(predicate))


def accuses(predicate: str, label: str, object_words: str) -> bool:
    """Whether a claim puts a deed to its subject that harms it: by its relation's family, or by the
    words of an open one.

    *predicate* is its CURIE, *label* how it reads, *object_words* what stands at its object's end.
    """
    relation = load_ontology().relations.get(predicate)
    if relation is not None:
        return relation.accuses
    classes = _classes_of(_verb(predicate))
    return (
        "WrongVerb" in classes
        or "CommitVerb" in classes
        and _names_harm([*label.split(), *object_words.split()])
    )


@lru_cache(maxsize=4096)
def may_accuse(predicate: str) -> bool:
    """Whether claims of a relation may accuse their subject, whatever their objects: see
    *accuses*."""
    relation = load_ontology().relations.get(predicate)
    return (
        relation.accuses
        if relation is not None
        else not {"WrongVerb", "CommitVerb"}.isdisjoint(_classes_of(_verb(predicate)))
    )


def _verb(predicate: str) -> str:
    """The verb of an open relation in the active voice; ``""`` for others: "rel:be_robbed_in"
    accuses nobody whom it names first."""
    return predicate.removeprefix("rel:").partition("_")[0] if predicate.startswith("rel:") else ""


def _classes_of(word: str) -> Collection[str]:
    return word_classes(word, load_ontology()) if word else frozenset()


def _names_harm(words: Collection[str]) -> bool:
    """ "Commit [wire fraud]", "engage in [a conspiracy to rig bids]"."""
    plain = [word.strip(".,").lower() for word in words]
    forms = (
        form
        for word in plain
        for form in (word, word.removesuffix("s"), word.removesuffix("ies") + "y")
    )
    return any("HarmNoun" in _classes_of(form) for form in forms)


@cache
def reversals() -> frozenset[str]:
    """Return the CURIEs of the relations that take back what held their subject guilty."""
    return frozenset(
        i for i, relation in load_ontology().relations.items() if "Reversal" in relation.families
    )
