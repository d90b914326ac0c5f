"""Times that reach over their sentence: "On March 5, …" opens a scene that goes on, "the fire"
is that of the day told.

A date in front of a clause frames the clauses behind it until something moves the time (Charolles
et al. 2005, Temporal and spatial dimensions of discourse organisation). What is dated so is a
reader's inference, so the date is uncertain: ``2021-03-05?`` in EDTF (ISO 8601-2, 8.4).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.language.clauses.agreement import finite_word
from kg.language.times.expressions import TimeMention
from kg.model import EventTime, Sentence
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import load_ontology

_POINTING = frozenset({"the", "this", "that", "these", "those"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d~?")
_REACH = 3
"""How many sentences a scene goes on after its date: a choice, no measured bound."""
_TELLING = ("AccuseVerb", "AdmitVerb", "AllegeVerb", "FindVerb", "ReportVerb")
_NOT_OF_A_SCENE = (
    "AccuseVerb",
    "AllegeVerb",
    "ConvictVerb",
    "ProcedureVerb",
    "ReportVerb",
    "AdmitVerb",
    "BelieveVerb",
)
"""What is said, and steps of a procedure: what is told behind them happened at another time."""


def make_uncertain(time: EventTime) -> EventTime:
    """Return *time* as one that the text does not tell of this very deed.

    >>> make_uncertain(EventTime("2021-03-05", None, "March 5, 2021")).start
    '2021-03-05?'
    """
    start = time.start or ""
    return replace(time, start=f"{start.rstrip('~?%')}{'%' if start.endswith('~') else '?'}")


def is_day(time: EventTime) -> bool:
    """Return whether *time* is one day: "2021-03-05", not "2021" and no stretch."""
    return time.end is None and _DAY.fullmatch(time.start or "") is not None


@dataclass(frozen=True, slots=True)
class Scene:
    """The day that a paragraph tells of (``time``), its ``unit``, and how many more sentences it
    may go on."""

    time: EventTime
    unit: int
    left: int


def open_scene(sentence: Sentence, times: Sequence[TimeMention]) -> Scene | None:
    """Return the scene that a sentence opens: its main clause tells a past deed and has a day in
    front ("On March 5, 2021, Ruiz went …"), only says when something happened, or is an account of
    what was done on a day."""
    days = (t.time for t in _times_of_story(sentence, times) if is_day(t.time))
    day = next(days, None)
    return None if day is None or len(times) > 1 else Scene(day, sentence.unit, _REACH)


def _times_of_story(sentence: Sentence, times: Sequence[TimeMention]) -> list[TimeMention]:
    """The times that set the scene of a sentence."""
    root = sentence.root
    if not is_cue(sentence, root, load_ontology(), *_TELLING):
        return _times_in_front(sentence, times) if _is_past_deed(sentence, root) else []
    told = [k for k in sentence.dependents(root, "ccomp") if _is_past_deed(sentence, k)]
    return [t for t in times if t.governor in told]


def _times_in_front(sentence: Sentence, times: Sequence[TimeMention]) -> list[TimeMention]:
    """The times of the main verb that stand before it; anywhere in an account or where the verb
    only says that something happened."""
    root = sentence.root
    anywhere = _is_happening(sentence, root) or _is_account(sentence, root)
    return [t for t in times if t.governor == root and (anywhere or t.end <= root)]


def _is_account(sentence: Sentence, verb: int) -> bool:
    """Whether a deed is told after somebody: "allegedly shot him", "according to the complaint"."""
    adverbs = sentence.dependents(verb, "advmod")
    ontology = load_ontology()
    alleged = any(is_cue(sentence, k, ontology, "AllegeAdverb", "ReportAdverb") for k in adverbs)
    return alleged or any(
        sentence.word(k) == "according" for k in sentence.dependents(verb, "prep")
    )


def continue_scene(
    sentence: Sentence, scene: Scene | None
) -> tuple[list[TimeMention], Scene | None]:
    """Return the time that a sentence without one has from the *scene*, and the scene as it goes
    on; neither where the sentence tells something else."""
    root = sentence.root
    if scene is None or scene.unit != sentence.unit or not scene.left:
        return [], None
    if not _is_past_deed(sentence, root) or is_moved(sentence, root):
        return [], None
    time = make_uncertain(scene.time)
    return [TimeMention(0, 0, time, root)], replace(scene, left=scene.left - 1)


def date_events(sentence: Sentence, times: Sequence[TimeMention]) -> dict[str, EventTime]:
    """Return the events that a sentence dates by the day, by their noun: "[a fire] on March 5",
    "[the fire] occurred on March 5"."""
    out = {}
    for time in times:
        token = sentence.tokens[time.governor]
        nouns = [time.governor] if token.pos == "NOUN" else []
        if _is_happening(sentence, time.governor):
            nouns += sentence.dependents(time.governor, "nsubj")
        for noun in nouns:
            if is_day(time.time) and _is_event(sentence, noun, time):
                out[sentence.tokens[noun].lemma] = time.time
    return out


def _is_event(sentence: Sentence, noun: int, time: TimeMention) -> bool:
    """Whether what a noun names happens: it is on a day, or its verb says so."""
    on_day = time.start > noun and sentence.word(time.start - 1) == "on"
    return sentence.tokens[noun].pos == "NOUN" and (on_day or time.governor != noun)


def find_known_event(sentence: Sentence, known: dict[str, EventTime]) -> list[TimeMention]:
    """Return the time of the event that a sentence without a time takes up as its subject: "[The
    fire] injured two"; one of *known* that has no start is of two days."""
    root = sentence.root
    if not known or not _is_past_deed(sentence, root):
        return []
    for noun in sentence.dependents(root, *SUBJECTS):
        time = known.get(sentence.tokens[noun].lemma)
        told = {sentence.word(k) for k in sentence.dependents(noun, "det")}
        if time is not None and time.start and told & _POINTING:
            return [TimeMention(0, 0, make_uncertain(time), root)]
    return []


def _is_past_deed(sentence: Sentence, verb: int) -> bool:
    """Whether *verb* tells in the simple past what somebody did or what happened."""
    token = sentence.tokens[verb]
    finite = sentence.tokens[finite_word(sentence, verb)]
    helpers = {sentence.tokens[k].lemma for k in sentence.dependents(verb, "aux")}
    if token.lemma in words_of("StativeVerb") and not sentence.dependents(verb, "auxpass"):
        return False
    if token.pos != "VERB" or finite.tag != "VBD" or "have" in helpers or finite.lemma == "have":
        return False
    return not is_cue(sentence, verb, load_ontology(), *_NOT_OF_A_SCENE)


def _is_happening(sentence: Sentence, verb: int) -> bool:
    """Whether a verb only says that its subject was: "occurred", "took place"."""
    if sentence.tokens[verb].lemma not in words_of("HappeningVerb"):
        return False
    objects = sentence.dependents(verb, "dobj")
    return all(not sentence.children[k] and k == verb + 1 for k in objects) and (
        bool(objects) == (sentence.tokens[verb].lemma == "take")
    )


def is_moved(sentence: Sentence, verb: int) -> bool:
    """Return whether an adverb moves a deed to another time than that told before: "was [later]
    charged"."""
    adverbs = (sentence.tokens[k].lemma.lower() for k in sentence.dependents(verb, "advmod"))
    return not words_of("OtherTimeAdverb").isdisjoint(adverbs)
