"""Time expressions of a sentence, and which event each of them dates.

A time belongs to the verb or noun that it modifies in the parse; coordinated verbs share a time
that stands before the first of them; a time inside a relative clause stays there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import EventTime, Sentence
from kg.values.dates import read_time

_UP = frozenset({"xcomp", "pcomp", "prep", "dobj", "attr", "pobj", "acomp", "ccomp", "oprd"})


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Tokens ``[start, end)`` that say when, and the token that they modify."""

    start: int
    end: int
    time: EventTime
    governor: int


def find_times(sentence: Sentence, anchor_date: str) -> list[TimeMention]:
    """Return the time expressions of *sentence*, in text order; *anchor_date* is the day of publication."""
    out: list[TimeMention] = []
    for start, end in _stretches(sentence):
        before = sentence.tokens[start - 1].text if start else ""
        time = read_time(sentence.slice(start, end), anchor_date, before)
        if time is not None:
            out.append(TimeMention(start, end, time, _governor(sentence, start, end)))
    return out


def _stretches(sentence: Sentence) -> list[tuple[int, int]]:
    """Recognised dates; two that "to", "and" or a dash joins after "from" or "between" are one."""
    out: list[tuple[int, int]] = []
    for start, end, label in sorted(sentence.entities):
        if label not in {"DATE", "TIME"} and not (label == "CARDINAL" and _is_year(sentence, start, end)):
            continue
        opens = out and out[-1][0] > 0 and sentence.tokens[out[-1][0] - 1].text.lower() in {"from", "between"}
        joins = out and start - out[-1][1] == 1 and sentence.tokens[start - 1].text.lower() in {"to", "and", "through", "until"}
        if opens and joins or joins and sentence.tokens[start - 1].text.lower() == "through":
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _is_year(sentence: Sentence, start: int, end: int) -> bool:
    word = sentence.tokens[start].text
    before = sentence.tokens[start - 1].text.lower() if start else ""
    return _is_year_word(sentence, start, end) and word[:2] in {"19", "20"} and before in {"in", "since", "by", "of", "from"}


def _is_year_word(sentence: Sentence, start: int, end: int) -> bool:
    return end == start + 1 and len(sentence.tokens[start].text) == 4 and sentence.tokens[start].text.isdigit()


def _governor(sentence: Sentence, start: int, end: int) -> int:
    inside = range(start, end)
    head = next((sentence.tokens[k].head for k in inside if sentence.tokens[k].head not in inside), start)
    while sentence.tokens[head].pos in {"ADP", "SCONJ"} or sentence.tokens[head].entity in {"DATE", "TIME"}:
        if sentence.tokens[head].head == head:
            break
        head = sentence.tokens[head].head
    return head


def event_time(sentence: Sentence, token: int, times: Sequence[TimeMention]) -> EventTime | None:
    """Return when the event at *token* happened, or ``None`` if the sentence does not say."""
    place: int | None = token
    seen: set[int] = set()
    while place is not None and place not in seen:
        seen.add(place)
        own = [t for t in times if t.governor == place or _object_of(sentence, t.governor, place)]
        if own:
            return min(own, key=lambda t: (t.time.start is None, t.start)).time
        place = _above(sentence, place, times)
    return None


def _object_of(sentence: Sentence, governor: int, verb: int) -> bool:
    """ "filed a lawsuit in 2019" may hang the year on the object."""
    token = sentence.tokens[governor]
    if token.head != verb or token.dep not in {"dobj", "attr", "nsubjpass", "dative", "npadvmod", "advmod", "pobj", "acomp"}:
        return False
    return sentence.tokens[verb].pos in {"VERB", "AUX"} and (token.dep != "nsubjpass" or governor < verb)


def _above(sentence: Sentence, place: int, times: Sequence[TimeMention]) -> int | None:
    """The next word up whose time is also this event's."""
    token = sentence.tokens[place]
    if token.head == place:
        return None
    if token.dep in _UP:
        return token.head
    if token.dep == "conj" and sentence.tokens[token.head].pos in {"VERB", "AUX"}:
        shared = any(t.governor == token.head and t.start < token.head for t in times)
        return token.head if shared else None
    if token.dep == "advcl" and token.tag == "VBG":
        return token.head
    return None
