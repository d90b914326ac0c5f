"""Names: their plain form, and when a short name is a form of a longer one.

The rules are those of newspaper and court style: the full name comes once, then the family name,
the first words or the initials. A short form that fits two full names fits none.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from kg.language.entity_types import is_unit_noun
from kg.language.repairs.code_names import code_name
from kg.language.repairs.names import is_rank
from kg.ontology.legal_forms import folded_forms, is_legal_form
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology, load_ontology
from kg.ontology.titles import case_parties, title_words

_SMALL = frozenset("of the and for de la du von van der den & in on".split())
_ORDINAL = re.compile(r"^(jr|sr|ii|iii|iv|esq)\.?$", re.IGNORECASE)
_SIGNS = re.compile(r"\W+")
_REDACTED = re.compile(
    r"\W*+(?:[Xx]{3,}|[█_*■-]++|redacted|sealed|name withheld)\W*", re.IGNORECASE
)
_QUOTES = "\"'“”‘’`«»"


def clean_name(text: str, person: bool = False) -> str:
    """Return *text* without quotation marks, article and possessive; of a person, without titles.

    >>> clean_name("the “Titan API”"), clean_name("U.S. District Judge Ana Ruiz", person=True)
    ('Titan API', 'Ana Ruiz')
    >>> clean_name("the Attorney General", person=True)
    'Attorney General'
    """
    text = re.sub(r"(?<!\d),\s?\d+$", "", re.sub(r",?(?<!\s)\s+et al\.?$", "", text))
    words = _without_possessive(
        _without_article(re.sub(r"\s+", " ", text).strip(_QUOTES + " ,;:").split(" "))
    )
    if code := code_name(" ".join(words)):
        return code
    if len(words) > 1 and words[-1] == "Web":
        words = words[:-1]
    return " ".join(_without_titles(words) if person else words).strip(_QUOTES + " ,;:")


def _without_article(words: list[str]) -> list[str]:
    """The words of a name without articles and what a party to a case is called before it."""
    if len(words) > 2 and len(words[0]) == 1 and words[1].lower() in case_parties():
        words = words[1:]
    while len(words) > 1 and words[0].lower() in {"the", "a", "an"} | case_parties():
        if code_name(" ".join(words[:2])) or code_name(" ".join(words)):
            break
        words = words[1:]
    return words


def _without_possessive(words: list[str]) -> list[str]:
    owned = len(words[-1]) > 2 and re.search(r"['’]s?$", words[-1])
    return [*words[:-1], re.sub(r"['’]s?$", "", words[-1])] if owned else words


def _without_titles(words: list[str]) -> list[str]:
    """The words of a person's name without titles before it; "Justice III" and "Secretary of" keep
    theirs, and an office by itself ("District Attorney") is no name with a title."""
    if all(word.lower().strip(".,") in title_words() for word in words):
        return words
    while len(words) > 1 and words[0].lower().strip(".,") in title_words():
        if _ORDINAL.match(words[1]) or words[1].lower() in {"of", "for", "and"}:
            break
        words = words[1:]
    return words


def without_legal_form(name: str) -> str:
    """Return a company's name without its legal form, so that documents agree on it.

    >>> without_legal_form("Larkfield Motors, Inc."), without_legal_form("Inc.")
    ('Larkfield Motors', 'Inc.')
    """
    words = name.split()
    while len(words) > 1 and is_legal_form(words[-1]):
        words.pop()
    return " ".join(words).rstrip(",")


def identifying_name(name: str) -> str:
    """Return the name that documents agree on: of a well-known body its first one, of a company the
    one without its legal form.

    >>> identifying_name("FBI"), identifying_name("Larkfield Motors, Inc.")
    ('Federal Bureau of Investigation', 'Larkfield Motors')
    """
    return load_ontology().bodies.get(name) or without_legal_form(name)


@lru_cache(maxsize=4096)
def name_words(name: str, ontology: Ontology) -> tuple[str, ...]:
    """Return the words that carry a name: lower case, no punctuation, no legal form.

    Plural possessives and accents stay; hyphens part no words.
    """
    words = [w.strip(".,()" + _QUOTES).lower().replace(".", "") for w in name.split()]
    words = [w for w in words if w]
    while len(words) > 1 and (
        words[-1] in folded_forms() or words[-1] in {"corporation", "company"}
    ):
        words.pop()
    return tuple(words)


@lru_cache(maxsize=4096)
def initials(name: str) -> frozenset[str]:
    """Acronyms that a name may have: of its capitalised words, with and without small words.

    >>> "FTC" in initials("Federal Trade Commission")
    True
    """
    words = [w for w in re.split(r"[\s-]+", name) if w and w[0].isalpha()]
    strong = "".join(w[0] for w in words if w.lower() not in _SMALL and w[0].isupper())
    every = "".join(w[0] for w in words).upper()
    return frozenset(a for a in (strong, every) if len(a) > 1)


def spells(short: str, full: str) -> bool:
    """Whether the letters of *short* stand in *full*, in order, the first at the start of a word
    (Schwartz and Hearst 2003).

    >>> spells("NAVCENT", "U.S. Naval Forces Central Command"), spells("FBI", "Bureau of Prisons")
    (True, False)
    """
    place = len(full)
    for position in range(len(short) - 1, -1, -1):
        letter = short[position].casefold()
        place -= 1
        while place >= 0 and (
            full[place].casefold() != letter
            or position == 0
            and place
            and full[place - 1].isalnum()
        ):
            place -= 1
        if place < 0:
            return False
    return True


def is_redacted(name: str) -> bool:
    """Whether a name was made unreadable ("XXXXX", "[REDACTED]", "█████"): it names nobody, and
    everybody.

    >>> is_redacted("XXXXX"), is_redacted("[Redacted]"), is_redacted("Xi")
    (True, True, False)
    """
    if _SIGNS.fullmatch(name):
        return any(sign in name for sign in "█*■-")
    return _REDACTED.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def is_acronym(text: str) -> bool:
    """Whether *text* is written as initials: "FTC", "S.E.C.", "CRIPA"."""
    bare = text.replace(".", "").replace("&", "")
    return 2 <= len(bare) <= 7 and bare.isupper() and bare.isalpha()


@lru_cache(maxsize=4096)
def split_words(name: str) -> frozenset[str]:
    """Return the words of a name in lower case, without signs and accents."""
    return frozenset(re.findall(r"[^\W_]+", _fold_letters(name).casefold()))


def is_titled(name: str) -> bool:
    """Whether a name is a family name with a form of address ("Ms Harlan").

    >>> is_titled("Ms. Harlan"), is_titled("Dina Harlan")
    (True, False)
    """
    words = name.split()
    return len(words) == 2 and is_rank(words[0])


def ordinal_of(name: str) -> str:
    """Return what tells a person from a parent of the same name ("jr", "iii"); "" where nothing
    does.

    >>> ordinal_of("Ivo Renn, Jr."), ordinal_of("Ivo Renn")
    ('jr', '')
    """
    match = _ORDINAL.match(name.split()[-1].strip(",")) if " " in name else None
    return match[1].lower() if match else ""


@lru_cache(maxsize=4096)
def person_words(name: str) -> tuple[str, ...]:
    """Return the words of a person's name: small, without a title, an ordinal and nicknames.

    >>> person_words("Mr. Renn"), person_words("Ivo Renn, Jr.")
    (('renn',), ('ivo', 'renn'))
    """
    words = [
        w.strip(".,").lower()
        for w in _fold_letters(name).split()
        if not _ORDINAL.match(w.strip(","))
    ]
    plain = tuple(w for w in words if w and w[0] not in _QUOTES)
    return plain[1:] if len(plain) > 1 and is_titled(name) else plain


def _fold_letters(name: str) -> str:
    """A name with plain apostrophes and without accents, as writers of one text take turns to write
    it."""
    bare = "".join(c for c in normalize("NFD", name) if not "\u0300" <= c <= "\u036f")
    return re.sub("[\u2019\u02bc`]", "'", bare)


def is_short_person(short: str, full: str) -> bool:
    """Whether *short* may stand for the person *full*: family name, first name, nickname, or
    without middle names.

    >>> is_short_person("Tony Marr", 'Juan A. "Tony" Marr')
    True
    >>> is_short_person("De Castro", "Jorge De Castro Font")
    True
    """
    part, whole = person_words(short), person_words(full)
    if not part or short == full or ordinal_of(short) not in {"", ordinal_of(full)}:
        return False
    if part == whole:
        return True
    if len(whole) < 2 or len(part) > len(whole):
        return False
    firsts = first_names(whole, full)
    if len(part) == 1:
        return len(part[0]) > 1 and part[0] in {*single_names(whole), *firsts}
    return _is_without_middle(part, whole, firsts) or _is_family_name(part, whole)


def single_names(words: tuple[str, ...]) -> list[str]:
    """Return the words of a person's name that may stand for it alone; a family name also without
    its article.

    >>> single_names(("omar", "al-rashid")), single_names(("ana", "scott-hale"))
    (['omar', 'al-rashid', 'rashid'], ['ana', 'scott-hale'])
    """
    article, _, rest = words[-1].partition("-")
    return [*words, rest] if rest and article in words_of("FamilyNameParticle") else [*words]


def first_names(words: tuple[str, ...], name: str) -> set[str]:
    """Return the first word of a person's name and the nicknames in quotation marks or brackets."""
    nicknames = re.findall(r"[\"“‘(]([A-Z]\w+)[\"”’)]", name)
    return {words[0], *(nickname.lower() for nickname in nicknames)}


def _is_without_middle(part: tuple[str, ...], whole: tuple[str, ...], firsts: set[str]) -> bool:
    """Whether *part* has the first (or a nick-) name and the last one, and no middle name that the
    whole lacks."""
    first = part[0] in firsts or len(part[0]) == 1 and part[0] == whole[0][0]
    middle = len(part) == 2 or all(w in whole or len(w) == 1 for w in part)
    return first and part[-1] == whole[-1] and middle


def _is_family_name(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether *part* is the end of the whole name, or a family name of several words inside it."""
    inside = any(whole[i : i + len(part)] == part for i in range(len(whole)))
    return inside and (part == whole[-len(part) :] or part[0] in words_of("FamilyNameParticle"))


def is_short_body(short: str, full: str, ontology: Ontology) -> bool:
    """Whether *short* may stand for the organisation *full*: same words, first or last words, or
    initials.

    First words may stand for a firm ("Meta" for Meta Platforms) or go before "of", not for the part
    of another body ("State Department" is not its Office); last words only where they name a kind
    of body."""
    if _is_acronym_of(short, full):
        return True
    part, whole = name_words(short, ontology), name_words(full, ontology)
    if not part or len(part) > len(whole) or " and " in full.partition(short)[2]:
        return False
    if bare_words(part) == bare_words(whole):
        return True
    if without_legal_form(short) != short:
        return False
    if len(part) > 1 and whole[-len(part) :] == part:
        return _last_words(part, whole[-len(part) - 1], ontology)
    return whole[: len(part)] == part and _first_words(part, whole[len(part) :], ontology)


def _is_acronym_of(short: str, full: str) -> bool:
    spelled = is_acronym(short) and short.replace(".", "") in initials(full)
    return spelled and (len(short) > 2 or short.isalpha())


def _last_words(short: tuple[str, ...], before: str, ontology: Ontology) -> bool:
    """Whether the last words of a body's name, with *before* in front of them, may stand for all of
    it."""
    kind = short[short.index("of") - 1] if "of" in short else short[-1]
    if before == "and":
        return True
    return (len(short) > 2 or is_unit_noun(kind, ontology)) and before not in _SMALL | {"at"}


def bare_words(words: tuple[str, ...]) -> list[str]:
    """Return the words of a body's name in order of letters: "Justice Department" is the "U.S.
    Department of Justice"."""
    return sorted(w for w in words if w not in _SMALL | {"us", "usa", "united", "states"})


def _first_words(short: tuple[str, ...], rest: tuple[str, ...], ontology: Ontology) -> bool:
    """Whether the first words of a body's name, with *rest* behind them, may stand for all of
    it."""
    first, last = short[0], short[-1]
    if (
        len(first) < 2
        or first in _SMALL
        or short in {("state",), ("us",), ("united", "states")}
        or rest[0] in {"the", "and", "for"}
    ):
        return False
    if is_unit_noun(last, ontology) or rest[0] == "of":
        return rest[0] == "of" and rest[-1] != "appeals"
    return not is_unit_noun(rest[-1], ontology) or rest in {
        ("department",),
        ("ministry",),
        ("office",),
        ("group",),
    }
