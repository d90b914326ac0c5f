"""Finds the names that a short one may stand for without comparing it with each: the names of a
document are kept by what a short form takes of them."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

from kg.language.names import (
    bare_words,
    first_names,
    initials,
    is_acronym,
    name_words,
    person_words,
    single_names,
)
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

MOST = 200
"""Longer names that fit by their words, above which a short one is nobody's: work is bounded where
a text is made to have thousands of them."""


class LongerNames:
    """The names of a document by their parts."""

    def __init__(self, texts: Mapping[str, str], ontology: Ontology) -> None:
        """Keep *texts*: key → name as the text writes it, in the order in which they are found."""
        self._keys, self._ontology = list(texts), ontology
        self._places: defaultdict[Hashable, list[int]] = defaultdict(list)
        for place, text in enumerate(texts.values()):
            for part in dict.fromkeys(_parts_of_longer(text, ontology)):
                self._places[part].append(place)

    def find(self, short: str) -> list[str]:
        """Return the keys of the names that the name *short* may stand for, in their order; none
        where they are more than MOST."""
        found = {
            place
            for part in _parts_of_short(short, self._ontology)
            for place in self._places.get(part, ())[: MOST + 1]
        }
        return [self._keys[place] for place in sorted(found)] if len(found) <= MOST else []


def _ends(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (words[k:] for k in range(len(words)))


def _parts_of_longer(text: str, ontology: Ontology) -> Iterator[Hashable]:
    """What short forms of a name may take of it."""
    raw, body, person = tuple(text.split()), name_words(text, ontology), person_words(text)
    yield from (("end", end) for end in _ends(raw))
    yield from (("initials", short) for short in initials(text))
    yield "noun", tuple(text.partition(" of ")[0].split()[-1:])
    yield "bare", tuple(bare_words(body))
    yield from (("first words", body[:k]) for k in range(1, len(body) + 1))
    yield from (("last words", end) for end in _ends(body))
    yield from _parts_of_person(person, first_names(person, text) if person else set())


def _parts_of_person(words: tuple[str, ...], firsts: Iterable[str]) -> Iterator[Hashable]:
    names = {*single_names(words), *firsts} if words else set()
    yield from (("name", name) for name in sorted(names))
    yield from (("family", end) for end in _ends(words))
    for k, word in enumerate(words):
        if word in words_of("FamilyNameParticle"):
            yield from (("family", words[k:end]) for end in range(k + 1, len(words)))
    if len(words) > 1:
        for first in {*firsts, words[0][0]}:
            yield from (("person", first, words[-1], middle) for middle in ("", *words))


def _parts_of_short(text: str, ontology: Ontology) -> Iterator[Hashable]:
    """What a short name has of those that it may stand for."""
    raw, body, person = tuple(text.split()), name_words(text, ontology), person_words(text)
    yield from (("end", raw), ("noun", raw), ("bare", tuple(bare_words(body))))
    yield from (("first words", body), ("last words", body), ("family", person))
    if is_acronym(text):
        yield "initials", text.replace(".", "")
    if len(person) == 1:
        yield "name", person[0]
    elif person:
        middle = next((word for word in person[1:-1] if len(word) > 1), "")
        yield "person", person[0], person[-1], middle
