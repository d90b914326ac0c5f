"""The title of a paper → whether it complains or answers, and what: a complaint, a counterclaim,
requests for admission."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.ontology.lexicon import any_of, words_of
from kg.pleadings.phrases import class_of, phrase_pattern

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


COMPLAINT = Paper(False)
"""A plain complaint."""
REQUESTS = "requests for admission"


def read_paper(title: str, lines: Sequence[str]) -> Paper | None:
    """Return what the *title*, or the first headline of *lines* that names a paper, calls it;
    ``None`` where it neither complains nor answers."""
    for line in (title, *lines):
        if line != title and not line.isupper() and len(line.split()) > _LONGEST_TITLE:
            continue
        requests = _admissions().search(line)
        if requests is not None:
            return Paper(_answers().search(line, 0, requests.start()) is not None, REQUESTS, line)
        found = _papers().search(line)
        if found is not None:
            return _pleading(line, found)
    return None


def _pleading(line: str, found: re.Match[str]) -> Paper | None:
    """The pleading that a title names first; an answer to interrogatories or a motion is none."""
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
    if role is None:
        return ""
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
def _admissions() -> re.Pattern[str]:
    """What finds the name of requests for admission."""
    return phrase_pattern(words_of("AdmissionRequest"))


@cache
def _answers() -> re.Pattern[str]:
    """What finds that a paper responds: "responses", "answers and objections"."""
    return re.compile(rf"\b(?:{any_of(_plurals(words_of('ResponseMark')))})\b", re.IGNORECASE)
