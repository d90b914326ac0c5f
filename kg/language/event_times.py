"""Time expressions of a sentence, and which event each of them dates.

A time belongs to the verb or noun that it modifies in the parse; coordinated verbs share a time
that stands before the first of them; a time inside a relative clause stays there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.language.clauses.agreement import finite_word, has_to, lies_ahead
from kg.model import EventTime, Sentence, Token
from kg.model.text import CORE_NOUNS
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import load_ontology
from kg.values.date_forms import written_dates
from kg.values.dates import move_ahead, read_after, read_later, read_time

_DURING = frozenset({"as", "in", "during"})
_UP = frozenset({"xcomp", "pcomp", "prep", "dobj", "attr", "pobj", "acomp", "ccomp", "oprd"})
_DATED_BY = frozenset(
    {"dobj", "attr", "nsubjpass", "dative", "npadvmod", "advmod", "pobj", "acomp"}
)
"""Arguments whose own time dates their verb."""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Tokens ``[start, end)`` that say when, and the token that they modify."""

    start: int
    end: int
    time: EventTime
    governor: int


def find_document_times(
    sentences: Iterable[Sentence], anchor_date: str
) -> dict[int, list[TimeMention]]:
    """Return the time expressions of each sentence; "two months later" counts from the date that
    the text told last."""
    out: dict[int, list[TimeMention]] = {}
    told: EventTime | None = None
    for sentence in sentences:
        found = find_times(sentence, anchor_date, told.start or "" if told else "")
        same = _same_time(sentence, told) if told and not any(t.time.start for t in found) else None
        out[sentence.index] = [*found, same] if same is not None else found
        told = next((t.time for t in reversed(out[sentence.index]) if t.time.start), told)
    return out


_SAME = re.compile(
    r"(?:(?:during|over|in|at|throughout) "
    r"(?:this|that|the same|this same) (?:time(?: period)?|period)"
    r"|in (?:this|that) (?:capacity|role|position|post|job))\b",
    re.IGNORECASE,
)
"""Openings that go on with the time of the sentence before."""


def _same_time(sentence: Sentence, told: EventTime) -> TimeMention | None:
    """The time told last, as that of the main verb: "[during that period], Meyer …"."""
    match = _SAME.match(sentence.text)
    if match is None:
        return None
    end = next(t.i for t in sentence.tokens if t.end >= sentence.tokens[0].start + match.end())
    return TimeMention(0, end + 1, replace(told, text=match[0]), _governor(sentence, 0, end + 1))


def find_times(sentence: Sentence, anchor_date: str, told: str = "") -> list[TimeMention]:
    """Return the time expressions of *sentence*, in text order.

    *anchor_date* is the day of publication, *told* the date that the text told last.
    """
    out: list[TimeMention] = []
    year = ""
    for start, end in _stretches(sentence):
        before = sentence.tokens[start - 1].text if start else ""
        text = sentence.slice(start, end)
        time = (
            read_later(text, told) or read_after(text, year) or read_time(text, anchor_date, before)
        )
        if time is not None and not (time.duration and _is_argument(sentence, start, end)):
            governor = _governor(sentence, start, end)
            if _is_ahead(sentence, governor):
                time = move_ahead(time, anchor_date)
            out.append(TimeMention(start, end, time, governor))
            year = time.start or year
    return out


_HINTS = re.compile(r"\d|following|next|previous")
_FROM = frozenset({"from", "between"})
_JOINS = frozenset({"to", "and", "through", "until", "till", "-", "–"})


def _stretches(sentence: Sentence) -> list[tuple[int, int]]:
    """Dates recognised or told by their form; two that "to", "and" or a dash joins after "from" or
    "between" are one."""
    out: list[tuple[int, int]] = []
    for start, end in _dates(sentence):
        if (
            out
            and start - out[-1][1] == 1
            and _joins(sentence, out[-1], start, end)
            or out
            and _same_day(sentence, out[-1], start)
        ):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _joins(sentence: Sentence, before: tuple[int, int], start: int, end: int) -> bool:
    """Whether two dates are the ends of one stretch of time."""
    word = sentence.tokens[start - 1].text.lower()
    opened = any(t.text.lower() in _FROM for t in sentence.tokens[max(before[0] - 1, 0) :][:2])
    years = word in {"and", "-", "–"} and _is_next_year(sentence, before, start, end)
    return word in _JOINS and opened or word == "through" or years


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
        (start, end)
        for start, end, label in sorted(sentence.entities)
        if _is_time(sentence, start, end, label)
    ]
    for match in written_dates().finditer(sentence.text) if _HINTS.search(sentence.text) else ():
        written = _tokens_of(sentence, match)
        if written is not None:
            found = _widen_dates(found, *written)
    return found


def _is_time(sentence: Sentence, start: int, end: int, label: str) -> bool:
    return label in {"DATE", "TIME"} or label == "CARDINAL" and _is_year(sentence, start, end)


def _tokens_of(sentence: Sentence, match: re.Match[str]) -> tuple[int, int] | None:
    """First and last token of a match in the sentence's text."""
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


def _is_year_word(sentence: Sentence, start: int, end: int) -> bool:
    return (
        end == start + 1
        and len(sentence.tokens[start].text) == 4
        and sentence.tokens[start].text.isdigit()
    )


def _governor(sentence: Sentence, start: int, end: int) -> int:
    inside = range(start, end)
    head = next(
        (sentence.tokens[k].head for k in inside if sentence.tokens[k].head not in inside), start
    )
    while sentence.tokens[head].pos in {"ADP", "SCONJ"} or sentence.tokens[head].entity in {
        "DATE",
        "TIME",
    }:
        if sentence.tokens[head].head == head:
            break
        head = sentence.tokens[head].head
    return head


def _is_ahead(sentence: Sentence, governor: int) -> bool:
    """Whether what is dated lies after the day of writing: "[will] be held on Friday", "is
    [scheduled] for May 4", "is [to] open in June"."""
    above = (governor, *sentence.ancestors(governor))
    verb = next((sentence.tokens[k] for k in above if sentence.tokens[k].pos == "VERB"), None)
    return verb is not None and lies_ahead(sentence, verb.i)


def _is_argument(sentence: Sentence, start: int, end: int) -> bool:
    """ "Was sentenced to [120 months]", "faces [ten years]": how long is what the clause tells, not
    when it was."""
    head = next((t for t in sentence.tokens[start:end] if not start <= t.head < end), None)
    if head is None:
        return False
    above = sentence.tokens[head.head].text.lower()
    return head.dep in CORE_NOUNS or head.dep == "pobj" and above in {"to", "of"}


def event_time(sentence: Sentence, token: int, times: Sequence[TimeMention]) -> EventTime | None:
    """Return when the event at *token* happened, or ``None`` if the sentence does not say."""
    place: int | None = token if times else None
    seen: set[int] = set()
    while place is not None and place not in seen:
        seen.add(place)
        own = [t for t in times if t.governor == place or _object_of(sentence, t, place)]
        if own:
            return min(own, key=lambda t: (t.time.start is None, t.start)).time
        if (beside := _beside(sentence, place, times)) is not None:
            return beside
        place = _above(sentence, place, times)
    return _time_of_partner(sentence, token, times) if times else None


def _time_of_partner(
    sentence: Sentence, verb: int, times: Sequence[TimeMention]
) -> EventTime | None:
    """The time of what a verb without one of its own is told with: "was arrested and [charged on
    Monday]", "sought [to change the bill in 2003]"."""
    partners = (
        k
        for k in sentence.dependents(verb, "conj", "xcomp")
        if _is_told_with(sentence, sentence.tokens[verb], sentence.tokens[k])
    )
    own = (t for k in partners for t in times if k in (t.governor, *_verbs_above(sentence, t)))
    return next((t.time for t in own if t.start > verb and t.time.start), None)


def _verbs_above(sentence: Sentence, time: TimeMention) -> tuple[int, ...]:
    """The verbs of which what a time hangs on is an argument."""
    above = sentence.ancestors(time.governor)
    return tuple(k for k in above if sentence.tokens[k].pos == "VERB")


def _is_told_with(sentence: Sentence, verb: Token, other: Token) -> bool:
    """Whether a verb shares the time of *other*: the next of a row with nothing between, or the
    infinitive of what was done or tried, and neither promised nor ordered."""
    between = sentence.tokens[verb.i + 1 : other.i]
    if other.dep == "conj":
        joined = all(t.dep in {"cc", "aux", "auxpass", "advmod"} for t in between)
        return joined and other.i > verb.i and verb.tag == other.tag
    past = sentence.tokens[finite_word(sentence, verb.i)].tag == "VBD"
    said = is_cue(sentence, verb.i, load_ontology(), "ReportVerb")
    bound = said or verb.lemma in words_of("OrderingVerb")
    return past and has_to(sentence, other.i) and not bound


_MEANWHILE = frozenset({"when", "while", "as"})


def _beside(sentence: Sentence, verb: int, times: Sequence[TimeMention]) -> EventTime | None:
    """The time of a clause beside *verb*: "[beginning in 2004], …" opens its stretch, "[when he
    returned in 2006], …" is its own."""
    for k in sentence.dependents(verb, "advcl", "prep"):
        own = _dated_start(k, times)
        if own is None:
            continue
        begins = sentence.tokens[k].lemma in words_of("BeginningVerb")
        if begins and sentence.tokens[k].tag == "VBG":
            return replace(own, end=own.end or _closing(sentence, k, times) or "..")
        if _is_meanwhile(sentence, k):
            return own
    return None


def _dated_start(token: int, times: Sequence[TimeMention]) -> EventTime | None:
    """The first time with a known start that *token* governs."""
    return next((t.time for t in times if t.governor == token and t.time.start), None)


def _is_meanwhile(sentence: Sentence, clause: int) -> bool:
    """Whether "when", "while" or "as" opens the clause."""
    opening = sentence.dependents(clause, "advmod", "mark")
    return any(sentence.word(m) in _MEANWHILE for m in opening)


def _closing(sentence: Sentence, opening: int, times: Sequence[TimeMention]) -> str | None:
    """Where the stretch ends: "beginning in 2004 and [continuing until 2007]"."""
    lasting = words_of("LastingVerb")
    joined = {k for k in sentence.subtree(opening) if sentence.tokens[k].lemma in lasting}
    return next((t.time.end or t.time.start for t in times if t.governor in joined), None)


def _object_of(sentence: Sentence, time: TimeMention, verb: int) -> bool:
    """Whether a time that hangs on a word below the verb dates the verb: on the object ("filed a
    lawsuit in 2019"), or on what stands below "as" ("worked as a clerk from 1999 to 2004")."""
    token = sentence.tokens[time.governor]
    above = sentence.tokens[token.head]
    if token.dep == "pobj" and above.head == verb and above.text.lower() in _DURING:
        return _is_beside_role(sentence, time, above.text.lower())
    if token.dep == "nsubj" and token.head == verb:
        return _is_event_behind(sentence, time, verb)
    if token.head != verb or token.dep not in _DATED_BY:
        return False
    return sentence.tokens[verb].pos in {"VERB", "AUX"} and (
        token.dep != "nsubjpass" or time.governor < verb
    )


def _is_event_behind(sentence: Sentence, time: TimeMention, verb: int) -> bool:
    """ "[A storm on Sunday] caused it": what an event does, it does when it happens."""
    token = sentence.tokens[time.governor]
    told = sentence.tokens[finite_word(sentence, verb)].tag == "VBD"
    return told and token.pos == "NOUN" and time.start > token.i and token.tag == "NN"


def _is_beside_role(sentence: Sentence, time: TimeMention, preposition: str) -> bool:
    """Whether a time below "as", "in" or "during" dates the verb: "as a clerk [from 1999]",
    "alleged in its [March 2008] complaint", "lied during a [2004] audit"."""
    bare = time.start > 0 and sentence.tokens[time.start - 1].pos == "ADP"
    return bare if preposition == "as" else not bare and time.end <= time.governor


def _above(sentence: Sentence, place: int, times: Sequence[TimeMention]) -> int | None:
    """The next word up whose time is also this event's."""
    token = sentence.tokens[place]
    if token.head == place:
        return None
    if token.dep in _UP:
        return None if _is_told_of(sentence, place) else token.head
    if token.dep == "conj" and sentence.tokens[token.head].pos in {"VERB", "AUX"}:
        shared = any(t.governor == token.head and t.start < token.head for t in times)
        return token.head if shared else None
    return _around(sentence, place)


def _around(sentence: Sentence, place: int) -> int | None:
    """The verb of the clause around that happens at the time of this one: "…, [bribing] him", "a
    plan [whereby] he …"."""
    token = sentence.tokens[place]
    if token.dep == "advcl" and (token.tag == "VBG" or _is_purpose(sentence, place)):
        return token.head
    if token.dep == "relcl" and any(
        sentence.tokens[k].text.lower() in {"where", "whereby"}
        for k in sentence.dependents(place, "advmod")
    ):
        return next(
            (k for k in sentence.ancestors(place) if sentence.tokens[k].pos == "VERB"), None
        )
    return None


def _is_told_of(sentence: Sentence, i: int) -> bool:
    """Whether the words are dated, not the deed: "said Tuesday that he [stole] it", "was charged in
    May with [stealing] it"."""
    token = sentence.tokens[i]
    if token.dep == "pcomp":
        verbs = (
            sentence.tokens[k] for k in sentence.ancestors(i) if sentence.tokens[k].pos == "VERB"
        )
        return token.tag == "VBG" and any(
            v.lemma in words_of("ObjectBlameVerb") | words_of("DatedAdmissionVerb")
            for v in [next(verbs, token)]
        )
    said = sentence.tokens[token.head].lemma in words_of("DatedWordsVerb")
    return token.dep == "ccomp" and said and _is_past(sentence, i)


def _is_past(sentence: Sentence, verb: int) -> bool:
    return sentence.tokens[finite_word(sentence, verb)].tag == "VBD"


def _is_purpose(sentence: Sentence, i: int) -> bool:
    """Whether a verb is an infinitive without a subject of its own: "conspired in 2010 [to rig]
    bids"."""
    return (
        has_to(sentence, i)
        and sentence.tokens[i].tag == "VB"
        and not sentence.dependents(i, "nsubj")
    )
