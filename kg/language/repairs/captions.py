"""The parties that a caption names, in capitals as courts print them: "ROLAND F. MERRITT and
GREYSTAR ADVISORS, LLC, Defendants".

A recogniser trained on news reads such lines badly, and a name that only the caption gives in full
("MERRITT" is Roland F. Merritt) decides whom the filing accuses."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.language.repairs.names import name_as_one
from kg.model import Sentence, Token
from kg.ontology.genders import is_female_name
from kg.ontology.legal_forms import is_legal_form
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology, load_ontology
from kg.ontology.titles import case_parties

_BETWEEN = frozenset({"-v-", "between"})
_DESCRIPTIONS = frozenset(
    "an a individually et in by through on and d/b/a a/k/a f/k/a as inclusive".split()
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_LONGEST = 9
"""A party's name has at most so many words; a longer line is prose."""


def name_parties(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences of a document, each party that a caption names as one name there."""
    out = list(sentences)
    caption = [s for s in sentences if s.zone == "caption"]
    for place, sentence in enumerate(caption):
        if sentence.text.isupper() and not _is_beside_party_word(caption, place):
            continue
        mended = sentence
        for start, end in _party_names(sentence):
            mended = name_as_one(mended, start, end, _label(sentence, start, end))
        if mended is not sentence:
            out[sentence.index] = replace(mended, heading=False)
    return out


def _is_beside_party_word(caption: Sequence[Sentence], place: int) -> bool:
    """Whether a line says who its party is, or the next one does, or the one before sets it against
    another."""
    own = caption[place : place + 2]
    before = caption[place - 1 : place] if place else []
    return any(_is_role(t) for s in own for t in s.tokens) or any(
        _is_versus(t) for s in (*own, *before) for t in s.tokens
    )


def _is_role(token: Token) -> bool:
    return token.text.lower().rstrip("s.") in case_parties() | words_of("CaptionParty")


def _is_versus(token: Token) -> bool:
    return token.text.lower() in words_of("VersusWord") | _BETWEEN


def _party_names(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The spans of words that name a party: what stands between commas, "and", the sides and the
    words for a party.

    Of "the estate of" somebody, that person.
    """
    tokens, start = sentence.tokens, 0
    for end in range(len(tokens) + 1):
        if end < len(tokens) and not _parts(tokens, start, end):
            continue
        begin = (
            start + 2
            if [t.text.upper() for t in tokens[start : start + 2]] == ["ESTATE", "OF"]
            else start
        )
        if _is_name(tokens[begin:end]):
            yield begin, end
        start = end + 1


def _parts(tokens: tuple[Token, ...], start: int, i: int) -> bool:
    """Whether token *i* ends a party's name: not the comma before "LLC", nor the "AND" inside
    "SECURITIES AND EXCHANGE"."""
    word = tokens[i].text
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    if word == ",":
        return not (is_legal_form(after) or after.lower() in _SUFFIXES)
    if word == "AND":
        return (
            load_ontology().class_by_ending(
                " ".join(t.text for t in tokens[start : _end_of_run(tokens, i)]).title()
            )
            is None
        )
    return (
        word == "and"
        or word in {";", ":", "(", ")"}
        or _is_role(tokens[i])
        or _is_versus(tokens[i])
    )


def _end_of_run(tokens: tuple[Token, ...], i: int) -> int:
    while i < len(tokens) and tokens[i].text not in {",", ";", "("}:
        i += 1
    return i


def _is_name(tokens: Sequence[Token]) -> bool:
    """Whether all words are capitals (but small ones inside), the first no article of a description
    ("an individual")."""
    words = [t.text for t in tokens]
    if (
        not 1 < len(words) <= _LONGEST
        or words[0].lower() in _DESCRIPTIONS
        or any(w[0].isdigit() for w in words)
    ):
        return False
    return all(w[0].isupper() or w in {"of", "the", "for", "&", ",", "."} for w in words)


def _label(sentence: Sentence, start: int, end: int) -> str:
    """PERSON for a given name or an initial before a family name, else what a body is called."""
    words = [t.text for t in sentence.tokens[start:end]]
    if _is_body(words, load_ontology()):
        return "ORG"
    initial = any(len(w.rstrip(".")) == 1 for w in words[:-1])
    return (
        "PERSON"
        if initial or is_female_name(words[0]) is not None or words[-1].lower() in _SUFFIXES
        else _told(sentence, start, end)
    )


def _is_body(words: Sequence[str], ontology: Ontology) -> bool:
    return (
        is_legal_form(words[-1])
        or ontology.class_by_ending(" ".join(words).title()) is not None
        or "OF" in words
    )


def _told(sentence: Sentence, start: int, end: int) -> str:
    """What the recogniser takes most of the words for, where that is a person or a place; else a
    body."""
    labels = [t.entity for t in sentence.tokens[start:end] if t.entity in {"PERSON", "GPE"}]
    return max(sorted(set(labels)), key=labels.count) if 2 * len(labels) > end - start else "ORG"
