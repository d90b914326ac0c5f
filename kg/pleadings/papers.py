"""The title of a paper → whether it complains or answers, and what: a complaint, a counterclaim,
requests for admission, interrogatories."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.ontology.lexicon import any_of, words_of
from kg.pleadings.phrases import any_phrase, class_of, phrase_pattern

_LONGEST_TITLE = 8
_CLASSES = ("AnsweringPleading", "OtherPaper", "DecisionKind", "PleadingKind")
_TO = re.compile(r"\s+(?:[\w’']+\s+){0,6}?to\b([^.\n]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper is: ``answers`` whether it responds; ``series`` what it is or responds to, as
    far as that is no plain complaint; ``title`` the words that say so."""

    answers: bool
    series: str = ""
    title: str = ""

    @property
    def asks(self) -> bool:
        """Whether it asks, or answers what was asked: nothing is alleged in it."""
        return self.series in _ASKING


COMPLAINT = Paper(False)
"""A plain complaint."""
COUNTERCLAIM = "counterclaim"
REQUESTS = "requests for admission"
INTERROGATORIES = "interrogatories"
_ASKING = {REQUESTS: "AdmissionRequest", INTERROGATORIES: "Interrogatory"}
"""What one party asks of the other, with the class of its names."""


def read_paper(title: str, lines: Sequence[str]) -> Paper | None:
    """Return what the *title*, or the first headline of *lines* that names a paper, calls it;
    ``None`` where it neither complains nor answers."""
    for line in (title, *lines):
        if line != title and not line.isupper() and len(line.split()) > _LONGEST_TITLE:
            continue
        found = _papers().search(line)
        for series, name in _ASKING.items():
            asked = any_phrase(name).search(line)
            if asked is not None:
                return _asking(line, series, asked.start(), found)
        if found is not None:
            return _pleading(line, found)
    return None


def _asking(line: str, series: str, start: int, found: re.Match[str] | None) -> Paper | None:
    """The paper whose title names at *start* what one party asks of the other; ``None`` where the
    paper that it names first is another ("MOTION TO COMPEL ANSWERS TO INTERROGATORIES")."""
    if found is not None and found.start() < start:
        other = class_of(found[0], _CLASSES) == "OtherPaper"
        if other and not _answers().fullmatch(found[0]):
            return None
    return Paper(_answers().search(line, 0, start) is not None, series, line)


def _pleading(line: str, found: re.Match[str]) -> Paper | None:
    """The pleading that a title names first; an answer to a motion is none."""
    crossing = _answered_crossing(line)
    if crossing:
        return Paper(True, crossing, line)
    kind = class_of(found[0], _CLASSES)
    if kind == "PleadingKind":
        return Paper(False, _series(line), line)
    if kind != "AnsweringPleading":
        return None
    to = _TO.match(line, found.end())
    answered = to[1] if to else ""
    first = _papers().search(answered)
    if first is not None and class_of(first[0], _CLASSES) in {"OtherPaper", "DecisionKind"}:
        return None
    return Paper(True, _series(answered), line)


def _answered_crossing(line: str) -> str:
    """What a title answers that another than the plaintiff brings: "REPLY TO COUNTERCLAIM",
    "RESPONSE TO CROSS-CLAIM"; "" where it names no such thing, or a motion about it."""
    mark = _answers().search(line)
    to = _TO.match(line, mark.end()) if mark is not None else None
    if mark is None or to is None:
        return ""
    between = (class_of(m[0], _CLASSES) for m in _papers().finditer(line, 0, to.start(1)))
    others = [kind for kind in between if kind == "OtherPaper"]
    replies = class_of(mark[0], ("OtherPaper",), "") == "OtherPaper"
    return _series(to[1]) if len(others) <= replies else ""


def crossing_title(words: str) -> str:
    """Return what a headline of few words names that another than the plaintiff brings
    ("COUNTERCLAIMS"); "" where it names none, or the answer to one."""
    if len(words.split()) > _LONGEST_TITLE or _answers().search(words):
        return ""
    return _series(words)


def _series(words: str) -> str:
    """What a complaint is called that another than the plaintiff makes, "" for a plain one: the
    paper that is named first counts."""
    first = _papers().search(words)
    other = _crossing().search(words)
    if other is None or first is not None and first.start() < other.start():
        return ""
    return re.sub(r"\W", "", other[0].lower()).removesuffix("s")


def answering_side(title: str) -> str:
    """Return "claiming" or "answering": the side of the case whose responses to requests a
    title names ("DEFENDANT'S RESPONSES TO ..."); "" where it names none."""
    mark = _answers().search(title)
    role = phrase_pattern(_plurals(words_of("CaseParty"))).search(
        title, 0, mark.start() if mark else 0
    )
    if role is None or title[: role.start()].endswith("-"):
        return ""  # a counter-defendant is on the other side, where both papers name both
    return "claiming" if class_of(role[0], ("ClaimingParty",), "") else "answering"


def _plurals(words: frozenset[str]) -> frozenset[str]:
    return words | {f"{word}s" for word in words}


@cache
def _papers() -> re.Pattern[str]:
    """What finds what a paper is called, longest first."""
    return phrase_pattern(frozenset().union(*map(words_of, _CLASSES)))


@cache
def _crossing() -> re.Pattern[str]:
    """What finds the name of a complaint by another than the plaintiff: "third-party
    complaint"."""
    return phrase_pattern(_plurals(words_of("CrossingPleading")))


@cache
def _answers() -> re.Pattern[str]:
    """What finds that a paper responds: "responses", "answers and objections"."""
    return re.compile(rf"\b(?:{any_of(_plurals(words_of('ResponseMark')))})\b", re.IGNORECASE)
