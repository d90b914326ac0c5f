"""What a given name tells of who bears it: the names that nearly only women, or only men, bear are
words of the ontology."""

from kg.ontology.lexicon import words_of


def is_female_name(word: str) -> bool | None:
    """Return whether a given name is a woman's; ``None`` for a name of both and for a word that is
    no such name.

    >>> is_female_name("Clara"), is_female_name("Peter"), is_female_name("Robin")
    (True, False, None)
    """
    name = word.casefold()
    if name in words_of("FemaleGivenName"):
        return True
    return False if name in words_of("MaleGivenName") else None
