"""What the words around a name tell of somebody's gender; true stands for female."""

from collections.abc import Mapping

from kg.language.names import clean_name
from kg.model import Mention, MentionKind, Sentence
from kg.ontology.genders import gender_words, is_female_name


def find_genders(
    sentences: Mapping[int, Sentence], linked: Mapping[Mention, str]
) -> dict[str, bool]:
    """Return the gender of each person whose title or apposition tells it, else the given name; two
    that disagree tell nothing.

    *sentences*: index → sentence; *linked*: mention → entity key.
    """
    words: dict[str, set[bool]] = {}
    names: dict[str, set[bool]] = {}
    for mention, key in linked.items():
        if mention.kind is MentionKind.NAME:
            words.setdefault(key, set()).update(gender_words(sentences[mention.sentence], mention))
            names.setdefault(key, set()).update(_given_name_gender(mention.text))
    told = {key: found or names[key] for key, found in words.items()}
    return {key: next(iter(found)) for key, found in told.items() if len(found) == 1}


def _given_name_gender(name: str) -> set[bool]:
    """What the first word of a full name tells: nothing where men and women bear it, or where it
    stands alone."""
    given, *rest = clean_name(name, person=True).split()
    female = is_female_name(given) if rest else None
    return set() if female is None else {female}
