"""Patterns for the names of somebody who is redacted: whole names, the words of a person's name,
and the parts of identifiers that are made of them."""

import re
import unicodedata
from collections.abc import Collection

from kg.model import Entity
from kg.values.date_forms import MONTHS

NOTHING = "(?!)"
"""A pattern that fits nowhere."""
BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"
"""Letters by their category that nobody sees: fillers of Hangul syllables."""
_MIN_WORD = 3
_APOSTROPHES = "'`\u2018\u2019\u02bc\uff07"
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_GAP = re.compile(r"[\s_\u2010-\u2015-]+")
_WORD = re.compile(rf"\w+(?:[{_APOSTROPHES}]\w+)*")
_DATE_BEFORE = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?: of)?|\b(?:in|since|until|last|next|during))\s{1,9}\Z", re.IGNORECASE
)
_DATE_BEHIND = re.compile(r"[.,]?\s+\d")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?\n\"\u201c])\s{0,9}\Z")
_ASKED_BEHIND = re.compile(
    r"\s+(?:the|an?|its?|he|she|they|we|you|this|that|these|those|there|any|anyone)\b"
)


def own_names(entity: Entity) -> list[str]:
    """Return the names of an entity that are names: "the company" names nobody by itself."""
    return [
        n
        for n in (entity.label, *entity.aliases)
        if n == entity.label or n != n.lower() or n == n.upper()
    ]


def telling_words(name: str) -> list[str]:
    """Return the words of a person's name that tell who it is by themselves.

    >>> telling_words("Se\u00e1n O'Brien of Jo\u200bhn")
    ['Se\u00e1n', "O'Brien", 'Brien', 'John']
    """
    words = _WORD.findall(drop_unseen(name))
    parts = [part for word in words for part in dict.fromkeys((word, *_APOSTROPHE.split(word)))]
    return [part for part in parts if len(part) >= _MIN_WORD and part[0].isupper()]


def join_words(name: str) -> str:
    """Return the words of a name with "-" between them."""
    return "-".join(_WORD.findall(drop_unseen(name)))


def drop_unseen(name: str) -> str:
    """Return *name* composed and without characters that nobody sees."""
    seen = (c for c in name if unicodedata.category(c) != "Cf" and c not in BLANK_LETTERS)
    return unicodedata.normalize("NFC", "".join(seen))


def is_ordinary(word: str, before: str, behind: str) -> bool:
    """Return whether a word of a name stands for something else between these texts.

    A mark in its place would tell which word it is: "in [redacted 1] 2021", "[redacted 1] the board
    pay?".

    >>> is_ordinary("May", "since ", " he"), is_ordinary("Will", "It ended. ", " the board pay?")
    (True, True)
    >>> is_ordinary("May", "said ", " on"), is_ordinary("Will", "told ", " the board")
    (False, False)
    """
    if word.lower() in MONTHS and (_DATE_BEFORE.search(before) or _DATE_BEHIND.match(behind)):
        return True
    return bool(_SENTENCE_BEFORE.search(before) and _ASKED_BEHIND.match(behind))


def name_form(name: str) -> str:
    """Return a pattern for a name in any case, composed or not, with any white space or hyphens
    between its words and any apostrophes in them."""
    cases = {name, drop_unseen(name), name.upper(), name.casefold()}
    spellings = {unicodedata.normalize(form, s) for s in cases for form in ("NFC", "NFD")} | {name}
    forms = sorted(map(_loose_form, spellings))
    first, last = _edge(name[:1], "(?<!{})"), _edge(name[-1:], "(?!{})")
    return f"(?i:{first}(?:{'|'.join(dict.fromkeys(forms))}){last})"


def word_form(word: str) -> str:
    """Return a pattern for one word of a person's name: capitalised, in capitals, or inside an
    address."""
    spellings = {s for w in (word, word.upper()) for s in (w, unicodedata.normalize("NFD", w))}
    lower = _loose_form(word.lower())
    return (
        rf"(?<!\w)(?:{'|'.join(sorted(map(_loose_form, spellings)))}|"
        rf"(?<=[.@/_-]){lower}|{lower}(?=[.@_-]\w))(?!\w)"
    )


def _loose_form(name: str) -> str:
    """A pattern for a name as it is spelled, but for its gaps and apostrophes."""
    words = (
        _APOSTROPHE.sub(lambda _: f"[{_APOSTROPHES}]", re.escape(word))
        for word in _GAP.split(name.strip())
    )
    return _GAP.pattern.join(words)


def _edge(letter: str, form: str) -> str:
    """Where a name begins or ends, in scripts that part words (those with cases)."""
    return form.format(r"\w") if letter.lower() != letter.upper() else ""


def slug_pattern(slugs: Collection[str]) -> re.Pattern[str]:
    """Return what finds the parts of identifiers and addresses that are made of names, whose words
    are joined by "-" here, the longest first, also where their words are written as one."""
    longest_first = sorted(filter(None, slugs), key=lambda slug: (-len(slug), slug))
    found = "|".join(re.escape(slug).replace(r"\-", "[-_.+]*") for slug in longest_first)
    return re.compile(rf"(?<![^\W_])(?:{found})(?![^\W_])" if found else NOTHING, re.IGNORECASE)
