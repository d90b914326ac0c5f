"""Which longer name a short one stands for: the family name, the first words, the initials.

A short name that fits two longer ones fits none; "Ms" and "Mr" before it tell two people of one
family apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.coreference.longer_names import LongerNames
from kg.coreference.name_groups import NameGroups
from kg.language.entity_types import class_by_form, is_title
from kg.language.mentions import noun_types
from kg.language.names import initials, is_acronym, is_short_body, is_short_person, split_words
from kg.ontology.genders import is_female_name
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_NO_PERSON = frozenset({"Law", "LegalCase", "Company", "Agreement"})


def join_short_forms(names: NameGroups, ontology: Ontology, apart: set[tuple[str, str]]) -> None:
    """Join each short name with the one longer name that it fits, the longest short names first; a
    person's with a person.

    Two that are *apart*, as one sentence names both, are two.
    """
    keys = sorted(names.parent, key=lambda k: (-len(k.split()), names.order[k]))
    forms = _read_forms(names, keys, ontology)
    whole = LongerNames({k: forms.texts[k] for k in keys if forms.may_be_whole(k)}, ontology)
    for short in keys:
        fitting = forms.longer(short, whole.find(forms.texts[short]))
        longer = (k for k in fitting if (short, k) not in apart)
        found = {names.find(full): full for full in longer if forms.fits(short, full)}
        if names.find(short) not in found:  # else the document itself says whose short form it is
            _join_to_longer(names, forms, short, found)


def _read_forms(names: NameGroups, keys: Sequence[str], ontology: Ontology) -> "_Forms":
    """The names of the document as its text writes them, with their classes."""
    texts = {key: next(iter(names.texts[key])) for key in keys}
    return _Forms(texts, {key: names.type_of([key]) for key in keys}, ontology)


def _join_to_longer(
    names: NameGroups, forms: "_Forms", short: str, found: Mapping[str, str]
) -> None:
    """Join *short* with the one longer name of those *found* that it may stand for; where several
    people have it, it is a person's."""
    fulls = _choose_longer(names, forms, short, found)
    if len(fulls) == 1 and _is_branch(names, forms, short, next(iter(fulls.values()))):
        return
    if len(fulls) == 1:
        names.join(next(iter(fulls.values())), short)
    elif fulls and all(forms.types[full] == "Person" for full in fulls.values()):
        names.take_for_person(short)


def _is_branch(names: NameGroups, forms: "_Forms", short: str, full: str) -> bool:
    """Whether the longer name is that of a branch: "HARPOL" was named before "HARPOL Lisbon"."""
    text = forms.texts[short]
    return is_acronym(text) and full.startswith(short) and names.order[short] < names.order[full]


def _not_kin(names: NameGroups, short: str, people: Mapping[str, str]) -> dict[str, str]:
    """Those of *people* whom a family name alone may mean.

    Not "his daughter, Clara Renn", where "Renn" stood before or another Renn is named.
    """
    if short not in {full.split()[-1] for full in people.values()}:
        return dict(people)
    others = {root: full for root, full in people.items() if full not in names.kin}
    return others or {
        root: full for root, full in people.items() if names.order[full] <= names.order[short]
    }


def _choose_longer(
    names: NameGroups, forms: "_Forms", short: str, fulls: Mapping[str, str]
) -> dict[str, str]:
    """The longer names, by group, that *short* may stand for; for a person's name people, if there
    are any."""
    people = {root: full for root, full in fulls.items() if forms.types[full] == "Person"}
    if people and forms.types[short] == "Person":
        return _of_gender(names, short, _not_kin(names, short, people))
    return dict(fulls)


def _of_gender(names: NameGroups, short: str, people: Mapping[str, str]) -> dict[str, str]:
    """Those of *people* of whom the text does not tell another gender than of *short*; who is told
    to have it goes before."""
    own = names.gender(short)
    if own is None:
        return dict(people)
    told = {root: _gender_of(names, full) for root, full in people.items()}
    same = {root: full for root, full in people.items() if told[root] is own}
    return same or {root: full for root, full in people.items() if told[root] is None}


def _gender_of(names: NameGroups, full: str) -> bool | None:
    """What the text, else the given name, tells of a person: true for a woman."""
    told = names.gender(full)
    return is_female_name(full.split()[0]) if told is None else told


@dataclass(frozen=True)
class _Forms:
    """The names of a document by key: as the text writes them, and their classes."""

    texts: Mapping[str, str]
    types: Mapping[str, str]
    ontology: Ontology

    def may_be_whole(self, key: str) -> bool:
        """Whether a name may be one that others are short for: no title, and with a capital."""
        text = self.texts[key]
        return text[0].isupper() and not is_title(text, self.ontology)

    def longer(self, short: str, whole: list[str]) -> Iterator[str]:
        """Yield the longer names that share a word with *short*, or any longer one where *short* is
        initials."""
        text = self.texts[short]
        words = split_words(text)
        for full in whole:
            if len(self.texts[full]) > len(text) and (
                is_acronym(text) or not words.isdisjoint(split_words(self.texts[full]))
            ):
                yield full

    def fits(self, short: str, full: str) -> bool:
        """Whether a name may stand for a longer one, by its form and by what the two are."""
        left, right = self.types[short], self.types[full]
        if right == "Person" or left == "Person" and self._may_be_person(short, full):
            return left not in _NO_PERSON and is_short_person(self.texts[short], self.texts[full])
        if left == right == "Place":
            return self._fits_place(short, full)
        if right == "Law" and not self._fits_acronym(short, full):
            return self._same_branch(short, full) and self._is_end(short, full)
        return self._fits_body(short, full)

    def _fits_place(self, short: str, full: str) -> bool:
        text, whole = self.texts[short], self.texts[full]
        spelt = is_acronym(text) and text.replace(".", "") in initials(whole)
        return (
            spelt and class_by_form(whole, self.ontology) is None and not whole.endswith("County")
        )

    def _same_branch(self, short: str, full: str) -> bool:
        left, right = self.types[short], self.types[full]
        return (
            "Thing" in (left, right)
            or self.ontology.is_a(left, right)
            or self.ontology.is_a(right, left)
        )

    def _is_end(self, short: str, full: str) -> bool:
        return " " in self.texts[short] and self.texts[full].endswith(self.texts[short])

    def _fits_acronym(self, short: str, full: str) -> bool:
        """Whether *short* is written as initials and *full* is of a kind that has some."""
        right = self.types[full]
        if not is_acronym(self.texts[short]):
            return False
        body = self.ontology.is_a(right, "Organization") or right == "Law"
        return body or self._same_branch(short, full) and right not in {"Person", "Place"}

    def _fits_body(self, short: str, full: str) -> bool:
        left, right = self.types[short], self.types[full]
        text, whole = self.texts[short], self.texts[full]
        both = self.ontology.is_a(left, "Organization") and self.ontology.is_a(
            right, "Organization"
        )
        if both and self._is_end_of_body(text, whole):
            return True
        if (
            left == "Place"
            or self.types.get(whole.removeprefix(text).strip().casefold()) == "Place"
        ):
            return False  # a branch: the bank of a town is not the bank
        bodies = both or self._is_loose(short, full) and self.ontology.is_a(right, "Organization")
        return (bodies or self._fits_acronym(short, full)) and is_short_body(
            text, whole, self.ontology
        )

    def _is_end_of_body(self, text: str, whole: str) -> bool:
        """Whether a name stands behind the "of" of a body's, or is the one word that says what kind
        of body the longer one is: "the Agency" for the Harbor Agency, "the Department" for the
        Department of Labour; a court has courts above it."""
        if whole.endswith(f" of {text}"):
            return True
        words = whole.partition(" of ")[0].split()
        kind = noun_types(self.ontology).get(text.lower())
        return text == words[-1] and len(whole) > len(text) and kind not in {None, "Court"}

    def _is_loose(self, short: str, full: str) -> bool:
        """Whether the recogniser did not tell, or may have taken one word of a body's name for a
        person."""
        left = self.types[short]
        return (
            left == "Thing"
            or left == "Person"
            and (" " not in self.texts[short] or self.types[full] == "Company")
        )

    def _may_be_person(self, short: str, full: str) -> bool:
        """Whether a name of two words that the recogniser took for something else may be a
        person's."""
        name, type_ = self.texts[full], self.types[full]
        words = name.split()
        plain = all(
            w[:1].isupper() and w.replace("-", "").isalpha() and not w.isupper() for w in words
        )
        if type_ not in {"Thing", "Organization", "Place"} or len(words) != 2 or not plain:
            return False
        open_ = (
            words[0].lower() not in words_of("PlaceNameOpening")
            and class_by_form(name, self.ontology) is None
        )
        return open_ and self.texts[short] == words[-1]
