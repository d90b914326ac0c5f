"""Names inside noun phrases, and prepositions of several words."""

from kg.model import Mention, MentionKind, Sentence, Span, Token
from kg.ontology.lexicon import words_of

_TYPES = {
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "PERSON": "Person",
    "NORP": "Group",
}


def name_before(sentence: Sentence, i: int) -> Mention | None:
    """The recognised body that stands as modifier right before noun *i* ("[Red Front] fighters"),
    as a mention of its own."""
    for start, end, label in sentence.entities:
        if end <= i and _is_modifying_body(sentence.tokens[end - 1], label, i):
            if all(t.head == i or start <= t.head < end for t in sentence.tokens[end:i]):
                return _named(sentence, start, end, "Organization")
    return None


def _is_modifying_body(last: Token, label: str, noun: int) -> bool:
    """Whether a name with this last word is a body's, and the word modifies the noun."""
    body = label == "ORG" or label == "NORP" and last.text.isupper()
    return body and last.dep in {"compound", "nmod", "amod"} and last.head == noun


def name_of(sentence: Sentence, i: int) -> Mention | None:
    """The recognised name that ends at token *i*, whatever it hangs on."""
    found = next(
        ((a, b, label) for a, b, label in sentence.entities if b == i + 1 and label in _TYPES), None
    )
    return _named(sentence, found[0], found[1], _TYPES[found[2]]) if found else None


def _named(sentence: Sentence, start: int, end: int, type_: str) -> Mention:
    first = start + (sentence.tokens[start].dep == "det")
    span = Span(sentence.tokens[first].start, sentence.tokens[end - 1].end)
    return Mention(
        sentence.index,
        first,
        end,
        end - 1,
        span,
        sentence.slice(first, end),
        MentionKind.NAME,
        type_,
    )


def complex_preposition(sentence: Sentence, k: int, noun: int) -> int | None:
    """The last word of a preposition of three ("in relation [to]", "as part [of]") whose first is
    *k* and whose noun is *noun*."""
    inner = [p for p in sentence.dependents(noun, "prep") if p == noun + 1]
    noun_of_it = noun == k + 1 and sentence.tokens[noun].lemma in words_of("PrepositionNoun")
    reaches = sentence.word(k) != "to"  # "pleaded guilty to charges of" is about charges
    bare = reaches and noun_of_it and not sentence.dependents(noun, "det", "amod", "poss")
    return inner[0] if inner and bare else None
