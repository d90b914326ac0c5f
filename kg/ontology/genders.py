"""What words tell of somebody's gender: nouns and titles ("Mrs", "spokesman"), and the given names
that nearly only women, or only men, bear. They are words of the ontology."""

from kg.model import Mention, Sentence
from kg.model.caching import keep_with_sentence
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


@keep_with_sentence
def gender_words(sentence: Sentence, mention: Mention) -> frozenset[bool]:
    """Return what the title of a mention, its own words and those in apposition with it tell: true
    for a woman, false for a man; both where they disagree."""
    tokens = sentence.tokens
    near = {
        *range(max(0, mention.start - 1), mention.end),
        *sentence.dependents(mention.head, "appos"),
    }
    if tokens[mention.head].dep == "appos":
        near.add(tokens[mention.head].head)
    words = {form.lower().strip(".") for k in near for form in (tokens[k].lemma, tokens[k].text)}
    told = ((True, "FemaleNoun"), (False, "MaleNoun"))
    return frozenset(female for female, name in told if words & words_of(name))
