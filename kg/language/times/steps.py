"""Steps of a case that a text tells again with the names: "A lobbyist pleaded guilty today … Todd
Ruiz pleaded guilty before Judge Meyer"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.language.clauses.agreement import finite_word
from kg.language.times.events import event_time
from kg.language.times.expressions import TimeMention
from kg.language.times.frames import is_day, is_moved, make_uncertain
from kg.model import EventTime, Sentence
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import any_of, words_of

_REACH = 4
"""How many sentences behind a lede its step is told again: a choice, no measured bound."""
_NAMELESS = frozenset({"a", "an"})


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step that a sentence dates by the day: its verb, its *time*, the place of the sentence, and
    whether it names nobody whose step it is."""

    verb: str
    time: EventTime
    sentence: int
    nameless: bool


def find_dated_steps(sentence: Sentence, times: Sequence[TimeMention]) -> list[DatedStep]:
    """Return the steps of a case that *sentence* tells and dates by the day."""
    if not any(is_day(t.time) for t in times):
        return []
    out = []
    for verb in _steps_of(sentence):
        time = event_time(sentence, verb, times)
        if time is not None and is_day(time):
            lemma, nameless = sentence.tokens[verb].lemma, _is_nameless(sentence, verb)
            out.append(DatedStep(lemma, time, sentence.index, nameless))
    return out


def find_retold_steps(sentence: Sentence, told: Iterable[DatedStep]) -> list[TimeMention]:
    """Return the times that a sentence without one has from the steps *told* before: of the next
    sentence ("Meyer was sentenced to two years"), or of a lede without a name."""
    near = [s for s in told if sentence.index - s.sentence <= (_REACH if s.nameless else 1)]
    if not near or tells_other_case(sentence.text):
        return []
    known = {step.verb: make_uncertain(step.time) for step in near}
    return [
        TimeMention(0, 0, known[sentence.tokens[verb].lemma], verb)
        for verb in _steps_of(sentence)
        if sentence.tokens[verb].lemma in known and _is_plain_past(sentence, verb)
    ]


def _steps_of(sentence: Sentence) -> list[int]:
    """The verbs of a step that a sentence tells in its main clauses or in what somebody announces,
    by somebody named or not."""
    root = sentence.root
    places = [root, *sentence.dependents(root, "ccomp", "conj")]
    words = words_of("CustodyVerb") | {"plead"}
    return [k for k in places if sentence.tokens[k].lemma in words]


def _is_nameless(sentence: Sentence, verb: int) -> bool:
    """Whether who takes the step is "a lobbyist" or "three men"."""
    subjects = (k for k in sentence.dependents(verb, *SUBJECTS) if sentence.tokens[k].pos == "NOUN")
    return any(
        sentence.dependents(k, "nummod")
        or any(sentence.word(d) in _NAMELESS for d in sentence.dependents(k, "det"))
        for k in subjects
    )


def _is_plain_past(sentence: Sentence, verb: int) -> bool:
    """Whether a named step is told in the simple past, and of no other time."""
    finite = sentence.tokens[finite_word(sentence, verb)]
    named = any(sentence.tokens[k].pos == "PROPN" for k in sentence.dependents(verb, *SUBJECTS))
    return named and finite.tag == "VBD" and not is_moved(sentence, verb)


def tells_other_case(text: str) -> bool:
    """Return whether *text* has words for another case or an earlier time.

    >>> tells_other_case("Ruiz pleaded guilty in another case.")
    True
    """
    return _other_case().search(text) is not None


@cache
def _other_case() -> re.Pattern[str]:
    words = words_of("OtherCaseWord") | words_of("FormerAdverb") | words_of("ElsewhereAdjective")
    return re.compile(rf"\b(?:{any_of(words)})\b", re.IGNORECASE)
