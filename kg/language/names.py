"""Names: their plain form, and when a short name is a form of a longer one.

The rules are those of newspaper and court style: the full name comes once, then the family name,
the first words or the initials. A short form that fits two full names fits none.
"""

import re
from functools import lru_cache

from kg.language.entity_types import is_unit_noun
from kg.ontology.legal_forms import folded_forms, is_legal_form
from kg.ontology.loader import Ontology

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady judge justice magistrate sen senator rep representative "
    "gov governor president chancellor minister secretary attorney lawyer counsel officer detective sergeant "
    "lieutenant captain colonel general agent inspector commissioner director chairman chairwoman chief deputy "
    "assistant special acting senior u.s us relator plaintiff defendant respondent petitioner co-defendant trooper "
    "ambassador mayor sheriff pastor congressman congresswoman councillor "
    "trial district circuit executive ceo cfo founder co-founder".split()
)
PARTIES = frozenset("petitioner respondent plaintiff defendant relator appellant appellee claimant debtor intervenor co-defendant".split())
"""What a party to a case is called there; before a name it is no part of it."""
_SMALL = frozenset("of the and for de la du von van der den & in on".split())
_PARTICLES = frozenset("de del della di da van von der den la le el al bin ibn abu st".split())
_ORDINAL = re.compile(r"^(jr|sr|ii|iii|iv|esq)\.?$", re.IGNORECASE)
_QUOTES = "\"'“”‘’`«»"


def clean_name(text: str, person: bool = False) -> str:
    """Return *text* without quotation marks, article and possessive; of a person, without titles.

    >>> clean_name("the “Titan API”"), clean_name("U.S. District Judge Ana Ruiz", person=True)
    ('Titan API', 'Ana Ruiz')
    """
    words = re.sub(r"\s+", " ", re.sub(r",\s?\d+$", "", text)).strip(_QUOTES + " ,;:").split(" ")
    if len(words) > 2 and len(words[0]) == 1 and words[1].lower() in PARTIES:
        words = words[1:]
    while len(words) > 1 and words[0].lower() in {"the", "a", "an"} | PARTIES:
        words = words[1:]
    if words and re.search(r"['’]s?$", words[-1]) and len(words[-1]) > 2:
        words[-1] = re.sub(r"['’]s?$", "", words[-1])
    if len(words) > 1 and words[-1] == "Web":
        words = words[:-1]
    while person and len(words) > 1 and words[0].lower().strip(".,") in _TITLES:
        if _ORDINAL.match(words[1]) or words[1].lower() in {"of", "for", "and"}:
            break
        words = words[1:]
    return " ".join(words).strip(_QUOTES + " ,;:")


def without_legal_form(name: str) -> str:
    """Return a company's name without its legal form, so that documents agree on it.

    >>> without_legal_form("Larkfield Motors, Inc."), without_legal_form("Inc.")
    ('Larkfield Motors', 'Inc.')
    """
    words = name.split()
    while len(words) > 1 and is_legal_form(words[-1]):
        words.pop()
    return " ".join(words).rstrip(",")


@lru_cache(maxsize=4096)
def name_words(name: str, ontology: Ontology) -> tuple[str, ...]:
    """Return the words that carry a name: lower case, no punctuation, no legal form.

    Plural possessives and accents stay; hyphens part no words.
    """
    words = [w.strip(".,()" + _QUOTES).lower().replace(".", "") for w in name.split()]
    words = [w for w in words if w]
    while len(words) > 1 and (words[-1] in folded_forms() or words[-1] in {"corporation", "company"}):
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


@lru_cache(maxsize=4096)
def is_acronym(text: str) -> bool:
    """Whether *text* is written as initials: "FTC", "S.E.C.", "CRIPA"."""
    bare = text.replace(".", "").replace("&", "")
    return 2 <= len(bare) <= 7 and bare.isupper() and bare.isalpha()


@lru_cache(maxsize=4096)
def _person_words(name: str) -> tuple[str, ...]:
    words = [w.strip(".,").lower() for w in name.split() if not _ORDINAL.match(w.strip(","))]
    return tuple(w for w in words if w and w[0] not in _QUOTES)


def is_short_person(short: str, full: str) -> bool:
    """Whether *short* may stand for the person *full*: family name, first name, nickname, or without middle names.

    >>> is_short_person("Tony Marr", 'Juan A. "Tony" Marr'), is_short_person("De Castro", "Jorge De Castro Font")
    (True, True)
    """
    s, f = _person_words(short), _person_words(full)
    if s == f and short != full:
        return bool(s)
    if len(f) < 2 or not s or short == full or len(s) > len(f):
        return False
    firsts = {f[0], *(n.lower() for n in re.findall(r"[\"“‘(]([A-Z]\w+)[\"”’)]", full))}
    if len(s) == 1:
        return len(s[0]) > 1 and (s[0] in f or s[0] in firsts)
    if s[-1] == f[-1] and (s[0] in firsts or len(s[0]) == 1 and s[0] == f[0][0]):
        return len(s) == 2 or all(w in f or len(w) == 1 for w in s)
    start = next((i for i in range(len(f)) if f[i : i + len(s)] == s), None)
    return start is not None and (s == f[-len(s) :] or s[0] in _PARTICLES)


def is_short_body(short: str, full: str, ontology: Ontology) -> bool:
    """Whether *short* may stand for the organisation *full*: same words, first or last words, or initials.

    First words may stand for a firm ("Meta" for Meta Platforms) or go before "of", not for the part of
    another body ("State Department" is not its Office); last words only where they name a kind of body.
    """
    if is_acronym(short) and short.replace(".", "") in initials(full) and (len(short) > 2 or short.isalpha()):
        return True
    s, f = name_words(short, ontology), name_words(full, ontology)
    if not s or len(s) > len(f) or " and " in full.partition(short)[2]:
        return False
    if _bare(s) == _bare(f):
        return True
    if without_legal_form(short) != short:
        return False
    if len(s) > 1 and f[-len(s) :] == s:
        kind = s[s.index("of") - 1] if "of" in s else s[-1]
        before = f[-len(s) - 1]
        return before == "and" or (is_unit_noun(kind, ontology) or len(s) > 2) and before not in _SMALL | {"at"}
    return f[: len(s)] == s and _first_words(s, f[len(s) :], ontology)


def _bare(words: tuple[str, ...]) -> list[str]:
    """The words of a body's name in order of letters: "Justice Department" is the "U.S. Department of Justice"."""
    return sorted(w for w in words if w not in _SMALL | {"us", "usa", "united", "states"})


def _first_words(short: tuple[str, ...], rest: tuple[str, ...], ontology: Ontology) -> bool:
    first, last = short[0], short[-1]
    if len(first) < 2 or first in _SMALL or short in {("state",), ("us",), ("united", "states")} or rest[0] in {"the", "and", "for"}:
        return False
    if is_unit_noun(last, ontology) or rest[0] == "of":
        return rest[0] == "of" and rest[-1] != "appeals"
    return not is_unit_noun(rest[-1], ontology) or rest[0] in {"department", "ministry", "office", "group"} and len(rest) == 1
