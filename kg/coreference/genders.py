"""What the words around a name tell of somebody's gender; true stands for female."""

from collections.abc import Mapping

from kg.model import Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology


def find_genders(
    sentences: Mapping[int, Sentence], linked: Mapping[Mention, str], ontology: Ontology
) -> dict[str, bool]:  # fmt: skip
    """Return the gender of each person whose title or apposition tells it; two that disagree tell nothing.

    *sentences*: index → sentence; *linked*: mention → entity key.
    """
    votes: dict[str, set[bool]] = {}
    for mention, key in linked.items():
        if mention.kind is MentionKind.NAME:
            votes.setdefault(key, set()).update(gender_words(sentences[mention.sentence], mention, ontology))
    return {key: next(iter(found)) for key, found in votes.items() if len(found) == 1}


def gender_words(sentence: Sentence, mention: Mention, ontology: Ontology) -> set[bool]:
    """Return what the words at a mention, and those in apposition with it, tell of gender."""
    tokens = sentence.tokens
    near = {*range(max(0, mention.start - 1), mention.end), *sentence.dependents(mention.head, "appos")}
    if tokens[mention.head].dep == "appos":
        near.add(tokens[mention.head].head)
    words = {form.lower().strip(".") for k in near for form in (tokens[k].lemma, tokens[k].text)}
    classes = ((True, "FemaleNoun"), (False, "MaleNoun"))
    return {female for female, name in classes if words & ontology.words.get(name, frozenset())}
