"""What the words around a name tell of somebody's gender; true stands for female."""

from collections.abc import Mapping

from kg.language.names import clean_name
from kg.model import Mention, MentionKind, Sentence
from kg.ontology.given_names import is_female_name
from kg.ontology.loader import Ontology

_NOUNS = ((True, "FemaleNoun"), (False, "MaleNoun"))


def find_genders(
    sentences: Mapping[int, Sentence], linked: Mapping[Mention, str], ontology: Ontology
) -> dict[str, bool]:  # fmt: skip
    """Return the gender of each person whose title or apposition tells it, else the given name; two
    that disagree tell nothing.

    *sentences*: index → sentence; *linked*: mention → entity key.
    """
    words: dict[str, set[bool]] = {}
    names: dict[str, set[bool]] = {}
    for mention, key in linked.items():
        if mention.kind is MentionKind.NAME:
            words.setdefault(key, set()).update(
                gender_words(sentences[mention.sentence], mention, ontology)
            )
            names.setdefault(key, set()).update(_given_name_gender(mention.text))
    told = {key: found or names[key] for key, found in words.items()}
    return {key: next(iter(found)) for key, found in told.items() if len(found) == 1}


def _given_name_gender(name: str) -> set[bool]:
    """What the first word of a full name tells: nothing where men and women bear it, or where it
    stands alone."""
    given, *rest = clean_name(name, person=True).split()
    female = is_female_name(given) if rest else None
    return set() if female is None else {female}


def gender_words(sentence: Sentence, mention: Mention, ontology: Ontology) -> set[bool]:
    """Return what the words at a mention, and those in apposition with it, tell of gender."""
    tokens = sentence.tokens
    near = {
        *range(max(0, mention.start - 1), mention.end),
        *sentence.dependents(mention.head, "appos"),
    }
    if tokens[mention.head].dep == "appos":
        near.add(tokens[mention.head].head)
    words = {form.lower().strip(".") for k in near for form in (tokens[k].lemma, tokens[k].text)}
    return {female for female, name in _NOUNS if words & ontology.words.get(name, frozenset())}
