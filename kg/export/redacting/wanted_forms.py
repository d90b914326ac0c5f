"""What of a redacted name is looked for in a text that it was taken out of."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from kg.export.redacting.name_forms import NOTHING, drop_unseen
from kg.export.redacting.spellings import as_latin, fold_name, other_spellings

_LEAST = 4
"""Letters of a single word of a name below which it is searched only as it is, or as part of the
whole name."""
_LEAST_MISTAKEN = 6
"""Letters of a word of a name from which it is also found with one letter wrong."""


@dataclass(frozen=True)
class WantedForms:
    """What is looked for: folded whole names, folded words of names, short words as they are, words
    that may hold a mistake, and patterns of initials."""

    wholes: tuple[str, ...]
    words: tuple[str, ...]
    short: re.Pattern[str]
    mistaken: tuple[str, ...]
    initials: tuple[re.Pattern[str], ...]


def read_names(names: Collection[str]) -> WantedForms:
    """Return what is looked for where *names* were taken out."""
    words = {word for name in names for word in _capitalised_words(drop_unseen(name))}
    long = {word for word in words if len(fold_name(word)) >= _LEAST}
    wholes = _spell_all(names)
    return WantedForms(
        tuple(sorted(wholes)),
        tuple(sorted(_spell_all(long) - wholes)),
        _short_words(words - long),
        tuple(sorted(s for s in set(map(fold_name, long)) if len(s) >= _LEAST_MISTAKEN)),
        tuple(filter(None, map(_initials, sorted(map(as_latin, names))))),
    )


def _spell_all(names: Collection[str]) -> set[str]:
    return {spelling for name in names for spelling in other_spellings(name) if len(spelling) > 1}


def _short_words(words: Collection[str]) -> re.Pattern[str]:
    """A pattern for words of a name as they are, or in capitals."""
    forms = sorted({form for w in words if len(w) > 1 for form in (w, w.upper())})
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms)) or NOTHING})(?!\w)")


def _capitalised_words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name) if word[0].isupper()]


def _initials(name: str) -> re.Pattern[str] | None:
    """A pattern for the initials of a name of two words or more: in capitals, with or without
    stops, or small with stops; with a further one between them."""
    firsts = [word[0] for word in _capitalised_words(name)]
    if len(firsts) < 2:
        return None
    plain = r"[.\s]{0,2}".join(map(re.escape, firsts))
    stopped = r"\.\s?(?:[^\W\d_]\.\s?)?".join(map(re.escape, firsts))
    return re.compile(rf"(?<![\w.])(?:{plain}|(?i:{stopped})\.)(?!\w)")
