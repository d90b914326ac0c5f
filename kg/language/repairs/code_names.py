"""Code names: what a paper calls those whom it does not name ("Doe 1", "Victim 3", "Company A").

The number or letter is all that tells two of them apart, and a parser takes it for a count or an
initial."""

import re
from dataclasses import replace
from functools import cache

from kg.language.repairs.names import name_as_one
from kg.language.repairs.tree import mend
from kg.model import Sentence, Token
from kg.ontology.lexicon import any_of, words_of
from kg.ontology.loader import load_ontology

_CODE = r"(?:\d{1,2}|[A-HJ-Z])"
"""A number or a letter, but "I", which is who speaks."""
_COUNTED = frozenset({"NOUN", "NUM", "SYM"})
_LONGEST = 4
"""The words of a code name before its number: "Minor Victim 2", "Co-Conspirator 1"."""


@cache
def _pattern() -> re.Pattern[str]:
    nouns = any_of(words_of("CodeNameNoun"))
    return re.compile(rf"(?P<name>(?:.*[\s-])?(?i:{nouns})(?:\s+No\.?\s*|[-–\s]){_CODE})\.?")


def code_name(name: str) -> str:
    """Return a code name without the stop of its sentence; "" for any other name.

    >>> code_name("Company B."), code_name("John Doe 1"), code_name("Ivo B.")
    ('Company B', 'John Doe 1', '')
    """
    found = _pattern().fullmatch(name)
    return found["name"] if found else ""


def join_code_names(sentence: Sentence) -> Sentence:
    """Return "Doe 1 paid Doe 2", "Company A" with each number or letter as part of the name."""
    for noun in sentence.tokens[:-1]:
        end = _code_end(sentence, noun)
        if end:
            label = _label(noun.text)
            sentence = name_as_one(sentence, _name_start(sentence, noun.i), end, label)
            sentence = _read_object(sentence, end - 1)
    return sentence


def _read_object(sentence: Sentence, name: int) -> Sentence:
    """The sentence with a name that was parsed as a measure ("bribed Doe 2", as if "two times") as
    the object of its verb."""
    token = sentence.tokens[name]
    if token.dep != "npadvmod" or token.head > name or sentence.dependents(token.head, "dobj"):
        return sentence
    return mend(sentence, {name: replace(token, dep="dobj")})


def _code_end(sentence: Sentence, noun: Token) -> int:
    """Where the code name ends whose noun this is, 0 where none does: what a number counts is
    none ("told Congress 2 days before")."""
    tokens = sentence.tokens
    numbered = tokens[noun.i + 1].text in {"No", "No."}  # "respondent [No.] 2"
    if not (numbered or noun.text[0].isupper()):
        return 0
    if noun.text.lower() not in words_of("CodeNameNoun"):
        return 0
    for end in range(noun.i + 2, min(noun.i + _LONGEST, len(tokens)) + 1):
        if code_name(sentence.slice(noun.i, end)):
            counts = tokens[end - 1].text.isdigit() and end < len(tokens)
            return 0 if counts and tokens[end].pos in _COUNTED else end
    return 0


def _name_start(sentence: Sentence, noun: int) -> int:
    """Where a code name begins: "[John] Doe 1", "[Minor] Victim 2", "[Co-]Conspirator 1"."""
    tokens, start = sentence.tokens, noun
    while start > max(0, noun - _LONGEST) and _goes_before(tokens[start - 1], tokens[start]):
        start -= 1
    return start + 1 if start < noun and tokens[start].text == "-" else start


def _goes_before(word: Token, after: Token) -> bool:
    joined = "-" in (word.text, after.text) and word.end == after.start
    named = word.text[0].isupper() and word.dep in {"compound", "amod", "nmod"}
    return joined or named and word.pos in {"PROPN", "NOUN", "ADJ"}


def _label(noun: str) -> str:
    """ORG for a noun of a body, else PERSON."""
    ontology = load_ontology()
    bodies = (name for name in ontology.classes if ontology.is_a(name, "Organization"))
    is_body = any(noun.lower() in ontology.classes[name].cues for name in bodies)
    return "ORG" if is_body or noun.lower() in {"entity", "organization"} else "PERSON"
