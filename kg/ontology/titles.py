"""What a person may be called before the name: forms of address, honorifics, offices, parties to a
case."""

from functools import cache

from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology, load_ontology

_PERSONAL = ("FormOfAddress", "Honorific", "OfficeTitle", "ClericalTitle", "CaseParty")


def person_titles() -> frozenset[str]:
    """Return the words that alone before a name show a person: "mr", "dr", "judge", "plaintiff"."""
    return _join_classes(load_ontology(), _PERSONAL)


def title_words() -> frozenset[str]:
    """Return every word that a title before a name may hold: also "deputy", "district" (judge)."""
    return _join_classes(load_ontology(), (*_PERSONAL, "TitleModifier", "TitleLead"))


@cache
def _join_classes(ontology: Ontology, names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(w for name in names for w in ontology.words.get(name, ()))


def case_parties() -> frozenset[str]:
    """Return what a party to a case is called there ("plaintiff"); before a name it is no part of
    it."""
    return words_of("CaseParty")


def office_modifiers() -> frozenset[str]:
    """Return the words that make another office of one: "deputy" (director), "prime" (minister),
    (attorney) "general"."""
    return _join_classes(load_ontology(), ("TitleModifier", "OfficeModifier"))
