"""Whether a verb is finite, whether it can share number with a subject, and whether what it says
lies ahead."""

from kg.model import Sentence, Token
from kg.model.text import FINITE_TAGS
from kg.ontology.lexicon import words_of

_WILL = frozenset({"will", "shall", "'ll", "’ll"})


def finite_word(sentence: Sentence, verb: int) -> int:
    """Return the word of a verb group that carries tense and number: the first auxiliary, else the
    verb."""
    return (*sentence.dependents(verb, "aux", "auxpass"), verb)[0]


def find_to(sentence: Sentence, verb: int) -> int | None:
    """Return the "to" that makes an infinitive of *verb*; ``None`` without one."""
    return next((k for k in sentence.dependents(verb, "aux") if sentence.word(k) == "to"), None)


def has_to(sentence: Sentence, verb: int) -> bool:
    """Whether "to" makes an infinitive of *verb*."""
    return find_to(sentence, verb) is not None


def is_finite(sentence: Sentence, verb: int) -> bool:
    """Whether verb *verb* is finite.

    A finite clause has its own subject; where none was parsed, the parser lost it and nobody can
    know it."""
    return sentence.tokens[finite_word(sentence, verb)].tag in FINITE_TAGS


def agree(sentence: Sentence, verb: int, subjects: tuple[int, ...]) -> bool:
    """Whether verb and subject can agree in number: "requires … and are protected" do not share
    one."""
    if not subjects:
        return True
    finite = finite_word(sentence, verb)
    word, tag = sentence.word(finite), sentence.tokens[finite].tag
    first = sentence.tokens[subjects[0]]
    plural = (
        len(subjects) > 1
        or first.tag in {"NNS", "NNPS"}
        or bool(sentence.dependents(first.i, "conj"))
    )
    if word in {"are", "were"} or tag == "VBP":
        return plural or first.tag != "NN"
    return not (plural and first.tag == "NNS") or word not in {"is", "was", "has"} and tag != "VBZ"


def nearest_subject(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """Return the nearest subject before *verb* that agrees with it in number, if there is one."""
    found = [
        t.i
        for t in sentence.tokens[:verb]
        if t.dep in {"nsubj", "nsubjpass"} and agree(sentence, verb, (t.i,))
    ]
    return tuple(found[-1:])


def lies_ahead(sentence: Sentence, verb: int) -> bool:
    """Whether a verb tells of what is to come: "will open", "is scheduled", "is to open", "is
    due"."""
    token = sentence.tokens[verb]
    state = (sentence.tokens[k].lemma for k in sentence.dependents(verb, "acomp"))
    if token.tag in {"VBP", "VBZ"} and not words_of("FixingWord").isdisjoint(state):
        return True
    helpers = {sentence.word(k) for k in sentence.dependents(verb, "aux")}
    if token.tag == "VBN" and token.lemma in words_of("FixingWord"):
        return "had" not in helpers
    upper = sentence.tokens[token.head]
    bound = upper.lemma in words_of("FixingWord") or sentence.word(upper.i) in {"is", "are"}
    return not helpers.isdisjoint(_WILL) or "to" in helpers and bound


def follows_name(sentence: Sentence, deed: Token, verb: int) -> bool:
    """Return whether a gerund stands right behind a person or body that a preposition of *verb*
    leads to, so that either may do it: "commented on Lowe [attacking] the court"."""
    before = sentence.tokens[deed.i - 1]
    loose = (deed.tag, deed.dep, before.dep) == ("VBG", "advcl", "pobj") and deed.i > verb
    named = before.pos == "PROPN" and before.entity not in {"GPE", "LOC", "FAC", "DATE", "TIME"}
    return loose and named and sentence.tokens[before.head].head == verb
