"""Names inside noun phrases, and prepositions of several words."""

from kg.model import Mention, MentionKind, Sentence, Span

_LINKING_NOUNS = frozenset(
    "relation connection part behalf support front response accordance addition exchange return charge light respect regard "
    "cooperation conjunction coordination collaboration violation breach favor favour spite need lieu place pursuit".split()
)
"""Nouns of complex prepositions (Quirk et al. 1985, section 9.10)."""
_TYPES = {"ORG": "Organization", "GPE": "Place", "LOC": "Place", "PERSON": "Person", "NORP": "Group"}


def name_before(sentence: Sentence, i: int) -> Mention | None:
    """The recognised body that stands as modifier right before noun *i* ("[Red Front] fighters"), as a mention of its own."""
    for start, end, label in sentence.entities:
        head = sentence.tokens[end - 1]
        acronym = label == "NORP" and head.text.isupper()
        if not (label == "ORG" or acronym) or head.dep not in {"compound", "nmod", "amod"} or head.head != i or end > i:
            continue
        if all(t.head == i or start <= t.head < end for t in sentence.tokens[end:i]):
            return _named(sentence, start, end, "Organization")
    return None


def name_of(sentence: Sentence, i: int) -> Mention | None:
    """The recognised name that ends at token *i*, whatever it hangs on."""
    found = next(((a, b, label) for a, b, label in sentence.entities if b == i + 1 and label in _TYPES), None)
    return _named(sentence, found[0], found[1], _TYPES[found[2]]) if found else None


def _named(sentence: Sentence, start: int, end: int, type_: str) -> Mention:
    first = start + (sentence.tokens[start].dep == "det")
    span = Span(sentence.tokens[first].start, sentence.tokens[end - 1].end)
    return Mention(sentence.index, first, end, end - 1, span, sentence.slice(first, end), MentionKind.NAME, type_)


def complex_preposition(sentence: Sentence, k: int, noun: int) -> int | None:
    """The last word of a preposition of three ("in relation [to]", "as part [of]") whose first is *k* and whose noun is *noun*."""
    inner = [p for p in sentence.dependents(noun, "prep") if p == noun + 1]
    reaches = sentence.tokens[k].text.lower() != "to"  # "pleaded guilty to charges of" is about charges
    bare = noun == k + 1 and not sentence.dependents(noun, "det", "amod", "poss")
    return inner[0] if inner and reaches and bare and sentence.tokens[noun].lemma in _LINKING_NOUNS else None
