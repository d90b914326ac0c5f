"""How alike two names are, from 0 to 1: for persons and organisations, across spellings.

Words are aligned one to one by the similarity of their letters (Jaro-Winkler, as rapidfuzz computes
it), weighted by how much they tell; initials, nicknames, legal forms, transliteration and word
order cost little, a word without a partner, another initial or another numeral costs much. A script
without vowels is compared by consonants; in Chinese, Japanese and Korean writing one other sign is
another name."""

import re
import unicodedata
from functools import cache, lru_cache

from anyascii import anyascii
from nicknames import NickNamer
from rapidfuzz.distance import JaroWinkler, Levenshtein

from kg.ontology.legal_forms import folded_forms
from kg.ontology.lexicon import values_of, words_of

SAME = 0.7
"""From here on two names are taken to mean one thing (chosen on development pairs)."""
_SMALL = frozenset(
    "of the and for de la le el al bin ibn von van der den du di da dos das e y".split()
)
_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii"})
_PLACE = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ALIKE = 0.6
"""Two words that are less alike than this are different words."""

_SPELLINGS = (
    ("ph", "f"),
    ("ck", "k"),
    ("sch", "sh"),
    ("tsch", "ch"),
    ("kh", "h"),
    ("y", "i"),
    ("j", "i"),
    ("w", "v"),
    ("ou", "u"),
    ("oo", "u"),
)


def name_score(left: str, right: str, kind: str = "") -> float:
    """Return how likely *left* and *right* name one thing; *kind* is "Person", "Company" or ""
    (unknown)."""
    scripts = _script(left), _script(right)
    if scripts == ("wide", "wide"):
        return _compare_glyphs(left, right)
    a, b = _words(left, kind), _words(right, kind)
    if "abjad" in scripts and scripts[0] != scripts[1]:
        a, b = _consonants(a), _consonants(b)
    if not a or not b:
        return _compare_plain(left, right)
    if sorted(a) == sorted(b):
        return 1.0
    if "".join(a) == "".join(b):
        return 0.97
    if kind != "Person" and _shortens(left, a, right, b):
        return 0.8
    return round(_aligned(a, b, kind), 4)


def _compare_glyphs(left: str, right: str) -> float:
    return 1.0 if _glyphs(left) == _glyphs(right) else 0.3


def _compare_plain(left: str, right: str) -> float:
    same = _plain(left) == _plain(right)
    return 1.0 if same and _plain(left) else 0.0


def _shortens(left: str, a: tuple[str, ...], right: str, b: tuple[str, ...]) -> bool:
    """Whether one name is the acronym of the other, whose words are given beside it."""
    return _is_acronym(left, b) or _is_acronym(right, a)


def block_keys(name: str) -> frozenset[str]:
    """Return the keys under which a name is compared with others: folded beginnings of its words,
    initials."""
    words = _words(name, "")
    keys = {_respell(w)[:4] for w in words if len(w) > 2 and w not in _generic()} or {
        w[:4] for w in words
    }
    if len(words) > 2:
        keys.add("=" + "".join(w[0] for w in words))
    bare = re.sub(r"[^\w]", "", name)
    if 2 < len(bare) <= 6 and bare.isupper():
        keys.add("=" + bare.casefold())
    return frozenset(keys)


def _plain(name: str) -> str:
    """Lower-case ASCII: without accents, and other scripts transliterated (anyascii)."""
    if name.isascii():
        return name.casefold().replace("&", " and ")
    folded = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    return anyascii("".join(c for c in folded if not unicodedata.combining(c))).casefold()


def _script(name: str) -> str:
    """ "wide" for Chinese, Japanese and Korean writing, "abjad" for Arabic and Hebrew, else ""."""
    if any("\u2e80" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in name):
        return "wide"
    return "abjad" if any("\u0590" <= c <= "\u077f" for c in name) else ""


def _glyphs(name: str) -> str:
    """The signs of a name in wide writing, where one other sign makes another name."""
    return "".join(c for c in unicodedata.normalize("NFKC", name) if c.isalnum())


def _consonants(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words by their consonants, as a script without vowels writes them."""
    spelt = (re.sub(r"[aeiouwy'`h]", "", w).translate(_LIKE) for w in words)
    return tuple(w for w in spelt if w) or words


_LIKE = str.maketrans("pzcqgv", "bskkjf")


@cache
def _nicknamer() -> NickNamer:
    """Hypocorisms of English given names, as genealogists list them (package nicknames)."""
    return NickNamer()


@lru_cache(maxsize=1 << 14)
def _full_names(word: str) -> frozenset[str]:
    return frozenset(_nicknamer().canonicals_of(word)) | {word}


@lru_cache(maxsize=1 << 18)
def _words(name: str, kind: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W_]+", re.sub(r"(?<=\b\w)\.(?=\w\b)|['’]", "", _plain(name)))
    dropped = words_of("NameAffix") if kind == "Person" else _company_words()
    words = [_spell_plainly(w) for w in words]
    for i in range(len(words) - 1, 0, -1):
        if re.fullmatch(r"[2-9]0", words[i - 1]) and re.fullmatch(r"[1-9]", words[i]):
            words[i - 1 : i + 1] = [str(int(words[i - 1]) + int(words[i]))]
    kept = [w for w in words if w not in dropped and w not in _SMALL]
    return tuple(kept or words)


def _spell_plainly(word: str) -> str:
    """A word of a name as all its spellings are compared: "intl" in full, "third" and "3rd" as
    3."""
    word = values_of("NameSpelling").get(word, word)
    if place := _PLACE.fullmatch(word):
        return place[1]
    numbers = values_of("CardinalNumber").get(word) or values_of("OrdinalNumber").get(word)
    return numbers or word


@cache
def _generic() -> frozenset[str]:
    return words_of("GenericNameWord")


@cache
def _company_words() -> frozenset[str]:
    """Words of companies' names that tell nothing, in lower-case ASCII."""
    return frozenset(_plain(form) for form in folded_forms()) | words_of("CompanyFormNoun")


def _is_acronym(short: str, words: tuple[str, ...]) -> bool:
    bare = re.sub(r"[^\w]", "", short)
    return 2 < len(bare) <= 6 and bare.isupper() and bare.casefold() == "".join(w[0] for w in words)


def _aligned(a: tuple[str, ...], b: tuple[str, ...], kind: str) -> float:
    """The share of two names that is alike; words weigh by length and how generic they are."""
    total, weight = 0.0, 0.0
    pairs = _match_words(a, b, kind)
    for score, i, j in pairs:
        share = (_weight(a[i]) + _weight(b[j])) / 2
        total, weight = total + share * score, weight + share
    left = [word for i, word in enumerate(a) if i not in {i for _, i, _ in pairs}]
    right = [word for j, word in enumerate(b) if j not in {j for _, _, j in pairs}]
    extra = _weigh_rest(left, right, kind)
    return max(0.0, total / (weight + extra)) if weight else 0.0


def _match_words(a: tuple[str, ...], b: tuple[str, ...], kind: str) -> list[tuple[float, int, int]]:
    """Align words greedily, the best pair first: how alike they are, and their places."""
    pairs = sorted(
        ((_alike(x, y, kind), i, j) for i, x in enumerate(a) for j, y in enumerate(b)),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    left, right, matched = set(range(len(a))), set(range(len(b))), []
    for score, i, j in pairs:
        if i in left and j in right and score > _ALIKE:
            matched.append((score, i, j))
            left.discard(i)
            right.discard(j)
    return matched


def _weigh_rest(left: list[str], right: list[str], kind: str) -> float:
    """What the words cost that only one name has.

    A missing middle name or a shorter form costs less than two words that contradict each other.
    """
    lonely = sum(map(_weight, left)), sum(map(_weight, right))
    person = kind == "Person"
    extra = min(lonely) * 1.8 + (max(lonely) - min(lonely)) * (0.32 if person else 0.5)
    numerals = any(map(_is_numeral, (*left, *right)))
    clash = person and all(any(len(word) == 1 for word in side) for side in (left, right))
    return extra + (0.6 * numerals + 0.6 * clash)


def _is_numeral(word: str) -> bool:
    return word.isdigit() or word in _ROMAN


def _weight(word: str) -> float:
    if word.isdigit() or word in _ROMAN:
        return 1.2
    return (
        0.35 if len(word) == 1 else 0.5 if word in _generic() else min(1.0, 0.55 + 0.1 * len(word))
    )


@lru_cache(maxsize=1 << 18)
def _alike(x: str, y: str, kind: str) -> float:
    if x == y:
        return 1.0
    person = kind == "Person"
    if min(len(x), len(y)) == 1:
        return 0.85 * (person and x[0] == y[0])
    if person and (x in _full_names(y) or y in _full_names(x)):
        return 0.95
    if _is_numeral(x) or _is_numeral(y):
        return 0.0
    letters = _compare_spelling(x, y)
    return letters if letters > _ALIKE else 0.0


def _compare_spelling(x: str, y: str) -> float:
    """How alike two words are written, or would be where letters stand for one sound."""
    spelt = _respell(x), _respell(y)
    letters = _letters(x, y)
    return letters if spelt == (x, y) else max(letters, _letters(*spelt) - 0.02)


def _letters(x: str, y: str) -> float:
    length = max(len(x), len(y))
    most = max(1, length // 3)
    edits = Levenshtein.distance(x, y, score_cutoff=most)
    if edits > most:
        return 0.0
    near = 1.0 - edits / length
    if edits == 1 and length >= 5:
        near = max(near, 0.92)
    return 0.7 * near + 0.3 * JaroWinkler.similarity(x, y)


@lru_cache(maxsize=1 << 16)
def _respell(word: str) -> str:
    for old, new in _SPELLINGS:
        word = word.replace(old, new)
    return re.sub(r"(.)\1", r"\1", word)
