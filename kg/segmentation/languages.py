"""Which blocks are not English: an English reading of another language is worse than none.

A block is of the language whose function words it is made of (Grefenstette 1995: short words tell a
language within a sentence or two), or of another script. Blocks that are too short to tell go with
the rest of the text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import chain

_ENGLISH = "en"
_WORDS = {
    "en": "the of and to in a is that for it was on with as by at from "
    "his her their were are be has had have not this which or an "
    "he she they but who been will would its said",
    "es": (
        "el la los las de del que y en un una por con para se no su "
        "al lo como más fue pero sus le ha este esta ya entre sobre"
    ),
    "fr": (
        "le la les de des du et en un une que qui dans pour par sur au "
        "aux est ne pas ce cette il elle se son sa ses avec plus ont été"
    ),
    "de": (
        "der die das den dem des und in zu von mit sich auf für ist im "
        "nicht ein eine einen einer als auch es an werden aus er hat dass"
    ),
    "it": (
        "il lo la gli le di del della dei delle e che in un una per "
        "con non si da al dal nel nella sono ha è anche come più alla"
    ),
    "pt": (
        "o a os as de do da dos das e que em um uma para com não "
        "por se no na nos nas ao foi mais como seu sua ou é pela pelo"
    ),
    "nl": (
        "de het een en van in is dat op te zijn met voor niet aan "
        "er om ook als bij door over maar naar uit wordt hij heeft"
    ),
    "sv": (
        "och i att det som en på är av för med den till "
        "har de inte om ett han men var jag sig från så kan"
    ),
    "da": (
        "og i at det som en på er af for med den til "
        "har de ikke om et han men var jeg sig fra så kan"
    ),
    "pl": "i w na z do się nie że jest to o jak po przez od za dla są był a oraz który która",
    "ro": "și de la în a cu pe că nu din o un este au mai care pentru prin fost sau ca al",
    "tr": "ve bir bu da de için ile olarak daha olan çok gibi kadar en ama sonra o",
    "id": "yang dan di dengan untuk dari ini itu dalam pada tidak akan adalah oleh telah ke",
}
"""The closed classes of each language's Snowball stop list (Porter 2001)."""
_SHORTEST = 8
"""Fewer words than this tell no language but English."""
_CLEAR, _DIFFERENT = 2.5, 3
"""How much more than English, and in how many different words, so that names (\"de la Tour\") make
no other language."""
_NEARLY_ALL = 0.8
_SHARE = 0.15
"""In running text a third to a half of the words are function words; half of that is taken for
enough."""
_LETTERS = re.compile(r"[^\W\d_]+")
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_LANGUAGES = {
    word: tuple(k for k, own in _SETS.items() if word in own)
    for word in frozenset().union(*_SETS.values())
}
_SCRIPTS = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "THAI": "th",
    "BENGALI": "bn",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
}
"""A script by the language that most writes it, as an ISO 639-1 code."""


def guess_language(words: str) -> str:
    """Return the ISO 639-1 code of the language that *words* are most likely in, "" where they are
    too few to tell.

    >>> guess_language("El acusado negó que la empresa pagara a los testigos en el juicio.")
    'es'
    >>> guess_language("The company paid the witnesses, he said, and it was not sued.")
    'en'
    >>> guess_language("Larkfield Motors")
    ''
    """
    script = _script_of(words)
    if script:
        return script
    found = [
        word for word in _LETTERS.findall(words.casefold()) if len(word) > 1
    ]  # initials and abbreviations tell nothing
    shares = _count_shares(found)
    english = shares.pop(_ENGLISH)
    best = max(shares, key=lambda language: shares[language])
    if len(found) < _SHORTEST:
        return _ENGLISH if english > shares[best] else ""
    clear = (
        shares[best] >= max(_SHARE, _CLEAR * english)
        and len(_SETS[best].intersection(found)) >= _DIFFERENT
    )
    return best if clear else _ENGLISH


def _count_shares(words: Sequence[str]) -> dict[str, float]:
    """The share of *words* that are function words of each language."""
    told = [_LANGUAGES[word] for word in words if word in _LANGUAGES]
    counts = Counter(chain.from_iterable(told))
    return {language: counts[language] / max(len(words), 1) for language in _SETS}


def find_languages(blocks: Sequence[str]) -> list[str]:
    """Return the language of each block; what is too short to tell is English but where nearly all
    of the text is not."""
    told = [guess_language(words) for words in blocks]
    weights = Counter[str]()
    for words, language in zip(blocks, told, strict=True):
        weights[language or "?"] += len(words)
    del weights["?"]
    other, count = weights.most_common(1)[0] if weights else (_ENGLISH, 0)
    usual = other if count >= _NEARLY_ALL * weights.total() else _ENGLISH
    return [language or usual for language in told]


def _script_of(words: str) -> str:
    """The language of a script other than Latin in which more than half of the letters are, ""
    where none is."""
    if words.isascii():
        return ""
    letters = [c for c in words if c.isalpha()]
    scripts = Counter(
        unicodedata.name(c, "").split(" ")[0].split("-")[0] for c in letters if ord(c) > 0x24F
    )
    name, count = scripts.most_common(1)[0] if scripts else ("", 0)
    return _SCRIPTS.get(name, "") if 2 * count > len(letters) else ""
