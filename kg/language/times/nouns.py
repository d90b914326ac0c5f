"""Times that date the noun before them and not the verb: "criticised it before [its sale] last
year"."""

from collections.abc import Iterator

from kg.language.clauses.agreement import finite_word
from kg.model import Sentence, Token

_AROUND = frozenset({"before", "after", "since", "until", "following", "preceding"})
_NOMINAL = frozenset({"NOUN", "PROPN"})


def find_event_before(sentence: Sentence, verb: int, start: int, end: int) -> int | None:
    """Return the noun that the time of tokens ``[start, end)`` dates though it hangs on *verb*: one
    that the deed is set before or after, and any below a verb in the present, which nothing past
    dates ("tells of [the raid] two years ago"; Quirk et al. 1985, section 4.14)."""
    if sentence.tokens[verb].pos != "VERB":
        return None
    row = [*_nouns_up(sentence, start - 1, verb)]
    apart = [noun.i for noun in row if _is_set_around(sentence, noun)]
    if apart or not row:
        return next(iter(apart), None)
    past = sentence.word(end - 1) == "ago" or sentence.word(start) == "last"
    return row[-1].i if past and _is_present(sentence, verb) else None


def _nouns_up(sentence: Sentence, place: int, verb: int) -> Iterator[Token]:
    """The nouns from the word before a time up to *verb*: "the [sale] of [Acme] to [Orbin]"."""
    token = sentence.tokens[place]
    if token.pos not in _NOMINAL:
        return
    while token.i > verb:
        if token.pos in _NOMINAL and token.dep in {"pobj", "dobj"}:
            yield token
        elif token.dep not in {"prep", "advmod"}:
            return
        token = sentence.tokens[token.head]


def _is_set_around(sentence: Sentence, noun: Token) -> bool:
    """Whether a preposition sets the deed before or after what a noun names: "before [its sale]",
    "prior to [the raid]"."""
    link = sentence.tokens[noun.head]
    prior = link.text.lower() == "to" and sentence.word(link.i - 1) in {"prior", "subsequent"}
    return noun.dep == "pobj" and (prior or link.text.lower() in _AROUND)


def _is_present(sentence: Sentence, verb: int) -> bool:
    """Whether a verb stands in the simple present."""
    finite = sentence.tokens[finite_word(sentence, verb)]
    return finite.i == verb and finite.tag in {"VBZ", "VBP"}
