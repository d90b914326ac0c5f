"""Time expressions of a sentence, each with its value and the word that it modifies."""

import re
from dataclasses import dataclass, replace

from kg.language.clauses.agreement import lies_ahead
from kg.language.times.nouns import find_event_before
from kg.model import EventTime, Sentence
from kg.model.text import CORE_NOUNS, SUBJECTS
from kg.ontology.lexicon import words_of
from kg.values.date_forms import written_dates
from kg.values.dates import is_length, is_undated, move_ahead, read_after, read_later, read_time


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Tokens ``[start, end)`` that say when, and the token that they modify."""

    start: int
    end: int
    time: EventTime
    governor: int


def find_times(sentence: Sentence, anchor_date: str, told: str = "") -> list[TimeMention]:
    """Return the time expressions of *sentence*, in text order.

    *anchor_date* is the day of publication, *told* the date that the text told last.
    """
    out: list[TimeMention] = []
    year = ""
    for start, end in _stretches(sentence):
        time = _read_stretch(sentence, start, end, (anchor_date, told, year))
        if time is not None:
            governor = find_governor(sentence, start, end)
            if _is_ahead(sentence, governor):
                time = move_ahead(time, anchor_date)
            out.append(TimeMention(start, end, time, governor))
            year = time.start or year
            told = year if len(year) == _DAY else told or year
    return out


def _read_stretch(
    sentence: Sentence, start: int, end: int, known: tuple[str, str, str]
) -> EventTime | None:
    """The time that tokens ``[start, end)`` tell, with what is *known*: the day of publication, the
    date that the text told last, and the one that the sentence did.

    ``None`` for a length that measures a thing ("a [four-year] sentence") or is what the clause
    tells, and for a period that figures cover.
    """
    text = _words_of(sentence, start, end)
    time = _read_words(text, sentence.tokens[start - 1].text if start else "", known)
    if time is None or _is_covered(sentence, start, end):
        return None
    if not time.duration:
        return time
    if "-" in text or _is_argument(sentence, start, end):
        return None
    return replace(time, duration="") if _LATER.search(text) else time


def _is_covered(sentence: Sentence, start: int, end: int) -> bool:
    """Whether tokens ``[start, end)`` are the period that an object covers, not when the deed was:
    "raised its [fiscal 2025] guidance"."""
    words = {token.lemma for token in sentence.tokens[start:end]}
    if end - start == 1 or words.isdisjoint(words_of("AccountingPeriod")):
        return False
    noun = sentence.tokens[find_governor(sentence, start, end)]
    return noun.i >= end and noun.dep == "dobj"


def _words_of(sentence: Sentence, start: int, end: int) -> str:
    """The words of a stretch, with a "that" before it: "[that] March"."""
    pointed = start > 0 and sentence.word(start - 1) == "that"
    return sentence.slice(start - 1 if pointed else start, end)


def _read_words(text: str, before: str, known: tuple[str, str, str]) -> EventTime | None:
    """The time that *text* names; the bare words, where only the day of publication dates them and
    that is not known."""
    anchor, told, year = known
    time = read_later(text, told) or read_after(text, year) or read_time(text, anchor, before)
    bare = time is None and not anchor and is_undated(text)
    return EventTime(None, None, text) if bare else time


_DAY = len("2001-01-31")
_LATER = re.compile(r"\b(?:later|earlier)\b", re.IGNORECASE)


_HINTS = re.compile(r"\d|following|next|previous|same")
_FROM = frozenset({"from", "between"})
_VAGUE = frozenset({"in", "on", "or", "about", "around"})
_JOINS = frozenset({"to", "and", "through", "until", "till", "-", "–"})


def _stretches(sentence: Sentence) -> list[tuple[int, int]]:
    """Dates recognised or told by their form; two that "to", "and" or a dash joins after "from" or
    "between" are one."""
    out: list[tuple[int, int]] = []
    for start, end in _dates(sentence):
        if out and (_joins(sentence, out[-1], start, end) or _same_day(sentence, out[-1], start)):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _joins(sentence: Sentence, before: tuple[int, int], start: int, end: int) -> bool:
    """Whether two dates are the ends of one stretch of time."""
    joint = _skip_vague(sentence, start)
    if joint != before[1]:
        return False
    word = sentence.word(joint)
    opening = _skip_vague(sentence, before[0])
    opened = any(sentence.word(k) in _FROM for k in {max(opening, 0), before[0]})
    years = word in {"and", "-", "–"} and _is_next_year(sentence, before, start, end)
    return word in _JOINS and opened or word == "through" or years


def _skip_vague(sentence: Sentence, start: int) -> int:
    """The word before a date, over what says that it is not exact: "from [in or about] June"."""
    place = start - 1
    while place > 0 and sentence.word(place) in _VAGUE:
        place -= 1
    return place


def _is_next_year(sentence: Sentence, before: tuple[int, int], start: int, end: int) -> bool:
    """Whether two years in a row are one stretch: "in 2005 and 2006"."""
    first, second = sentence.slice(*before), sentence.slice(start, end)
    return (
        first.isdigit()
        and second.isdigit()
        and len(first) == len(second) == 4
        and int(second) == int(first) + 1
    )


def _same_day(sentence: Sentence, before: tuple[int, int], start: int) -> bool:
    """Whether the day of the week and the date are one: "Tuesday, May 7"."""
    return (
        start - before[1] == 1
        and sentence.tokens[start - 1].text == ","
        and sentence.slice(*before).lower().endswith("day")
    )


def _dates(sentence: Sentence) -> list[tuple[int, int]]:
    """Token spans of dates: those of the recogniser, widened to what their form tells."""
    found = [
        (_skip_verb(sentence, start, end), _cut_length(sentence, start, end))
        for start, end, label in sorted(sentence.entities)
        if _is_time(sentence, start, end, label)
    ]
    for match in written_dates().finditer(sentence.text) if _HINTS.search(sentence.text) else ():
        written = find_tokens(sentence, match)
        if written is not None:
            found = _widen_dates(found, *written)
    return found


def _skip_verb(sentence: Sentence, start: int, end: int) -> int:
    """Where a time begins whose first word is the verb before it: "is to [last] two hours"."""
    verb = sentence.tokens[start].pos == "VERB" and sentence.tokens[start].tag == "VB"
    return start + 1 if verb and start + 1 < end else start


def _cut_length(sentence: Sentence, start: int, end: int) -> int:
    """Where a date ends that the recogniser joined with a length ("on [Tuesday] to four years") or
    cut behind a joint ("[between 2013] and")."""
    if end - start > 1 and sentence.word(end - 1) in {"and", "to", "through"}:
        return end - 1
    joint = next((k for k in range(start + 1, end - 1) if sentence.word(k) == "to"), None)
    if joint is None or is_length(sentence.slice(start, joint)):
        return end
    return joint if is_length(sentence.slice(joint + 1, end)) else end


def _is_time(sentence: Sentence, start: int, end: int, label: str) -> bool:
    if _is_year_of_name(sentence, start, end):
        return False
    return label in {"DATE", "TIME"} or label == "CARDINAL" and _is_year(sentence, start, end)


def find_tokens(sentence: Sentence, match: re.Match[str]) -> tuple[int, int] | None:
    """Return the first and last token of a match in the sentence's text."""
    base = sentence.tokens[0].start
    first = next((t.i for t in sentence.tokens if t.end > base + match.start()), None)
    last = next((t.i for t in reversed(sentence.tokens) if t.start < base + match.end()), None)
    return None if first is None or last is None else (first, last)


def _widen_dates(found: list[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """The spans, those that touch tokens *first* to *last* joined with them into one."""
    inside = [(a, b) for a, b in found if a <= last and b > first]
    whole = min([first, *(a for a, _ in inside)]), max([last + 1, *(b for _, b in inside)])
    return sorted([*(s for s in found if s not in inside), whole])


def _is_year(sentence: Sentence, start: int, end: int) -> bool:
    word = sentence.tokens[start].text
    before = sentence.tokens[start - 1].text.lower() if start else ""
    return (
        _is_year_word(sentence, start, end)
        and word[:2] in {"19", "20"}
        and before in {"in", "since", "by", "of", "from"}
    )


def _is_year_of_name(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a year is a part of a name: "the Securities Act of [1933]", not "spring of 1999"."""
    if start < 2 or not _is_year_word(sentence, start, end) or sentence.word(start - 1) != "of":
        return False
    named = sentence.tokens[start - 2]
    season = named.text.lower() in words_of("Season") or named.entity in {"DATE", "TIME"}
    return named.pos == "PROPN" and not season


def _is_year_word(sentence: Sentence, start: int, end: int) -> bool:
    return (
        end == start + 1
        and len(sentence.tokens[start].text) == 4
        and sentence.tokens[start].text.isdigit()
    )


def find_governor(sentence: Sentence, start: int, end: int) -> int:
    """Return the word that the time of tokens ``[start, end)`` dates."""
    inside = range(start, end)
    head = next(
        (sentence.tokens[k].head for k in inside if sentence.tokens[k].head not in inside), start
    )
    if (verb := _verb_behind(sentence, head, end)) is not None:
        return verb
    if (event := find_event_before(sentence, head, start, end)) is not None:
        return event
    while _dates_nothing(sentence, head, start):
        if sentence.tokens[head].head == head:
            break
        head = sentence.tokens[head].head
    return head


def _verb_behind(sentence: Sentence, head: int, end: int) -> int | None:
    """The verb of a subject on which a time was hung that stands before it ("said that [on May 4]
    officers struck him") or between the two ("Northgate [on Tuesday] sued"); an event there has its
    own time ("the raid [on Tuesday] led to …")."""
    hung = sentence.tokens[head].pos == "ADP"
    place = sentence.tokens[head].head if hung else head
    subject = sentence.tokens[place]
    verb = subject.head
    if subject.dep not in SUBJECTS or not subject.tag.startswith("NN"):
        return None
    if end <= place:
        return verb if hung and head < place < verb else None
    return verb if subject.tag != "NN" and _is_between(sentence, end, verb) else None


def _is_between(sentence: Sentence, end: int, verb: int) -> bool:
    """Whether only what belongs to *verb* stands between a time and it."""
    return end <= verb and all(sentence.tokens[k].head == verb for k in range(end, verb))


def _dates_nothing(sentence: Sentence, word: int, start: int) -> bool:
    """Whether a time at *start* dates no such *word* but what it hangs on: a preposition, another
    date, a name or a number before it ("defrauded Boyd of [$9 million] on June 4")."""
    token = sentence.tokens[word]
    if token.pos in {"ADP", "SCONJ"} or token.entity in {"DATE", "TIME"}:
        return True
    if token.dep == "pobj" and token.lemma in words_of("MomentNoun"):
        return word < start
    behind = 0 < word < start and sentence.word(start - 1) in DAY_PREPOSITIONS
    return behind and token.pos in {"PROPN", "NUM", "SYM"} and token.dep in _BELOW


DAY_PREPOSITIONS = frozenset({"on", "in", "during", "from", "between", "since", "until", "around"})
"""What sets a time beside a deed; "of" makes it part of a name ("the Water Act of 1974")."""
_BELOW = frozenset({"pobj", "dobj", "conj", "appos", "compound", "nummod", "quantmod"})


def _is_ahead(sentence: Sentence, governor: int) -> bool:
    """Whether what is dated lies after the day of writing: "[will] be held on Friday", "is
    [scheduled] for May 4", "is [to] open in June", "is [due] in Oslo on Friday"."""
    above = (governor, *sentence.ancestors(governor))
    verbs = (sentence.tokens[k] for k in above if sentence.tokens[k].pos in {"VERB", "AUX"})
    verb = next(verbs, None)
    return verb is not None and lies_ahead(sentence, verb.i)


def _is_argument(sentence: Sentence, start: int, end: int) -> bool:
    """ "Was sentenced to [120 months]", "faces [ten years]": how long is what the clause tells, not
    when it was."""
    head = next((t for t in sentence.tokens[start:end] if not start <= t.head < end), None)
    if head is None:
        return False
    above = sentence.tokens[head.head].text.lower()
    return head.dep in CORE_NOUNS or head.dep == "pobj" and above in {"to", "of"}
