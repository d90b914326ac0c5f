"""What the words of a judgment's sentence, and of those beside it, tell of the part that it belongs
to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d+|[^\w\s]")
_LINE = re.compile(r"[^\r\n]+")
_SHORT = 4
"""Lines in capitals that are no longer are marks, no headings."""
_LEAST = 2
"""Words in the headings and neighbours that are shorter than this tell nothing."""
_PLACES = 10
"""So many parts of equal length a document is cut in: facts stand early, the order last."""
_FAR = 24
"""So many sentences behind a sign it tells nothing more."""


def words_of(text: str) -> list[str]:
    """Return the lower-case words and marks of *text*; every number is ``0``.

    >>> words_of("See § 12(a).")
    ['see', '§', '0', '(', 'a', ')', '.']
    """
    return ["0" if word.isdigit() else word for word in _WORD.findall(text.lower())]


def sentence_features(before: str, text: str, after: str, heading: str) -> set[str]:
    """Return the features of a sentence: its words and pairs of words, how it opens, its neighbours
    and its heading."""
    words = words_of(text)
    found = {f"w {word}" for word in words}
    found |= {f"b {left} {right}" for left, right in pairwise(words)}
    found |= {f"o {' '.join(words[:count])}" for count in (1, 2, 3)}
    found |= {f"p {word}" for word in words_of(before) if len(word) >= _LEAST}
    found |= {f"n {word}" for word in words_of(after) if len(word) >= _LEAST}
    found |= {f"h {word}" for word in words_of(heading) if len(word) >= _LEAST}
    found.add(f"l {min(len(words) // 8, 6)}")
    return found


def find_signs(text: str, signs: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the names of those classes of *signs* (name → words and phrases) that *text* shows."""
    spoken = f" {' '.join(words_of(text))} "
    return [
        name for name in sorted(signs) if any(f" {phrase} " in spoken for phrase in signs[name])
    ]


def _since(found: Sequence[Sequence[str]]) -> Iterator[set[str]]:
    """For each sentence: which sign was the last before it, and how long ago each was."""
    last: dict[str, int] = {}
    for place, names in enumerate(found):
        near = {name: place - at for name, at in last.items() if place - at <= _FAR}
        features = {f"since {name} {distance.bit_length()}" for name, distance in near.items()}
        if near:
            features.add(f"last {min(near, key=lambda name: (near[name], name))}")
        yield features | {f"shows {name}" for name in names}
        last.update(dict.fromkeys(names, place))


def headings_above(text: str, places: Sequence[int]) -> list[str]:
    """Return for each of the ascending *places* the last line in capitals before it, or ``""``."""
    found: list[str] = []
    lines = (
        (m.start(), m[0].strip())
        for m in _LINE.finditer(text)
        if m[0].isupper() and len(m[0].strip()) > _SHORT
    )
    heading, following = "", next(lines, None)
    for place in places:
        while following is not None and following[0] < place:
            heading, following = following[1], next(lines, None)
        found.append(heading)
    return found


def document_features(
    texts: Sequence[str], headings: Sequence[str], signs: Mapping[str, frozenset[str]]
) -> list[list[str]]:  # fmt: skip
    """Return the features of each sentence of a document; *headings*: the heading above each, or
    ``""``."""
    padded = ["", *texts, ""]
    places = ({f"at {i * _PLACES // len(texts)}"} for i in range(len(texts)))
    told = _since([find_signs(text, signs) for text in texts])
    return [
        sorted(sentence_features(padded[i], text, padded[i + 2], heading) | told_here | place)
        for i, (text, heading, told_here, place) in enumerate(
            zip(texts, headings, told, places, strict=True)
        )
    ]
