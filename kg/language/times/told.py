"""The times of a document: those of each sentence, and those that it takes up from the text
before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.language.times.expressions import TimeMention, find_governor, find_times, find_tokens
from kg.language.times.frames import (
    Scene,
    continue_scene,
    date_events,
    find_known_event,
    open_scene,
)
from kg.language.times.steps import DatedStep, find_dated_steps, find_retold_steps
from kg.model import EventTime, Sentence


def find_document_times(
    sentences: Iterable[Sentence], anchor_date: str
) -> dict[int, list[TimeMention]]:
    """Return the time expressions of each sentence; "two months later" and "at the time" count from
    the date that the text told last."""
    out: dict[int, list[TimeMention]] = {}
    told: EventTime | None = None
    scene: Scene | None = None
    events: dict[str, EventTime] = {}
    steps: list[DatedStep] = []
    for sentence in sentences:
        found = _find_with_told(sentence, anchor_date, told)
        told = _last_date(found) or told
        if found:
            scene = open_scene(sentence, found)
            _note_events(events, date_events(sentence, found))
            steps += find_dated_steps(sentence, found)
        else:
            known = find_known_event(sentence, events) or find_retold_steps(sentence, steps)
            found, scene = (known, None) if known else continue_scene(sentence, scene)
        out[sentence.index] = found
    return out


def _find_with_told(
    sentence: Sentence, anchor_date: str, told: EventTime | None
) -> list[TimeMention]:
    """The times that a sentence tells or takes up from what was *told* last."""
    if told is None:
        return find_times(sentence, anchor_date)
    found = find_times(sentence, anchor_date, told.start or "")
    if _last_date(found) is None:
        found += find_again(sentence, told, is_today=told.start == anchor_date[:10])
    return found


def _note_events(known: dict[str, EventTime], found: dict[str, EventTime]) -> None:
    """Add the events *found*; one that the text dates twice is of no day ("the fire" of two)."""
    for noun, time in found.items():
        known[noun] = time if known.get(noun, time).start == time.start else EventTime()


def _last_date(times: Sequence[TimeMention]) -> EventTime | None:
    """The last time with a known start."""
    return next((t.time for t in reversed(times) if t.time.start), None)


def find_again(sentence: Sentence, told: EventTime, is_today: bool) -> list[TimeMention]:
    """Return what takes up the time *told* last: "During that period, Meyer …", "… a deputy at the
    time".

    Where that is the day of writing (*is_today*), only an opening takes it up: "at the time" of
    other deeds is another one.
    """
    out = []
    for form, since in ((_SAME, ""), (_AT_THE_TIME, ""), (_SINCE_THEN, "..")):
        match = form.search(sentence.text)
        if match is None or is_today and form is not _SAME:
            continue
        first, last = find_tokens(sentence, match) or (0, 0)
        time = replace(told, text=match[0], end=since or told.end)
        out.append(TimeMention(first, last + 1, time, find_governor(sentence, first, last + 1)))
        break
    return out


_SAME = re.compile(
    r"^(?:(?:during|over|in|at|throughout) "
    r"(?:this|that|the same|this same) (?:time(?: period)?|period)"
    r"|in (?:this|that) (?:capacity|role|position|post|job))\b",
    re.IGNORECASE,
)
"""Openings that go on with the time of the sentence before."""
_AT_THE_TIME = re.compile(r"\bat the time(?=\s?[,.;])", re.IGNORECASE)
_SINCE_THEN = re.compile(r"\bsince then\b", re.IGNORECASE)
