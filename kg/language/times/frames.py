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
from kg.ontology.lexicon import is_cue, names_wrong, words_of
from kg.ontology.loader import load_ontology

_POINTING = frozenset({"the", "this", "that", "these", "those"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d~?")
_MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])~?")
_REACH = 3
"""How many sentences a scene goes on after a day in front: a choice, no measured bound."""
_SHORT_REACH = 2
"""The same for a day behind the verb, which frames less."""
_FURTHER = frozenset({"another", "both", "other"})
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


def is_uncertain(time: EventTime) -> bool:
    """Return whether *time* is one that make_uncertain made."""
    return (time.start or "").endswith(("?", "%"))


def is_day(time: EventTime) -> bool:
    """Return whether *time* is one day: "2021-03-05", not "2021" and no stretch."""
    return time.end is None and _DAY.fullmatch(time.start or "") is not None


@dataclass(frozen=True, slots=True)
class Scene:
    """The day that a paragraph tells of (``time``), its ``unit``, how many more sentences it may go
    on, whether it is somebody's account (``told``), and whether it is only an event that the text
    speaks of (``aside``: "was arrested over [a fire on May 4]"), which dates no deed but what
    somebody tells of it."""

    time: EventTime
    unit: int
    left: int
    told: bool = False
    aside: bool = False


def open_scene(sentence: Sentence, times: Sequence[TimeMention]) -> Scene | None:
    """Return the scene that a sentence opens with its only date, a day or a month of a past deed
    that it tells: "[On March 5, 2021], Ruiz went …", "Meyer said that Ruiz left [on March 5]"."""
    known = [t for t in times if t.time.start or t.time.end]
    if len(known) != 1 or not (is_day(known[0].time) or _is_month(known[0].time)):
        return None
    time, unit = known[0].time, sentence.unit
    deed = _deed_dated(sentence, known[0])
    if deed is not None:
        reach = _reach_of(sentence, deed, known[0])
        return Scene(time, unit, reach, told=deed != sentence.root)
    aside = date_events(sentence, known) or _is_wrong_done(sentence, known[0])
    return Scene(time, unit, _SHORT_REACH, told=True, aside=True) if aside else None


def _reach_of(sentence: Sentence, deed: int, time: TimeMention) -> int:
    """How many sentences a scene goes on."""
    if not is_day(time.time):
        return 1
    return _REACH if time.end <= deed or _is_framed_by(sentence, deed) else _SHORT_REACH


def _deed_dated(sentence: Sentence, time: TimeMention) -> int | None:
    """The past deed of a sentence's story that *time* dates: itself, or by the event that is its
    subject ("[Monday's] raids led to …")."""
    for deed in _deeds_of_story(sentence):
        subjects = sentence.dependents(deed, *SUBJECTS)
        if time.governor == deed or time.governor in subjects:
            return deed
    return None


def _is_wrong_done(sentence: Sentence, time: TimeMention) -> bool:
    """Whether *time* says when a wrong was done: "crimes [committed on May 4]"."""
    verb = sentence.tokens[time.governor]
    done = verb.dep == "acl" and verb.tag == "VBN"
    return done and names_wrong(sentence, verb.head, load_ontology())


def _deeds_of_story(sentence: Sentence) -> list[int]:
    """The past deeds that a sentence tells: that of its main verb, or what somebody says was done
    ("said that he [left]", "is alleged to have [left]")."""
    root = sentence.root
    if is_cue(sentence, root, load_ontology(), *_TELLING):
        told = sentence.dependents(root, "ccomp", "xcomp")
        return [k for k in told if _is_past_deed(sentence, k) or _is_done_before(sentence, k)]
    return [root] if _is_past_deed(sentence, root) else []


def _is_done_before(sentence: Sentence, verb: int) -> bool:
    """Whether *verb* is an infinitive of what was done: "is alleged to have [left]"."""
    helpers = {sentence.word(k) for k in sentence.dependents(verb, "aux")}
    return {"to", "have"} <= helpers and sentence.tokens[verb].lemma not in words_of("StativeVerb")


def _is_framed_by(sentence: Sentence, verb: int) -> bool:
    """Whether a sentence only says when something was, or is an account of what was done."""
    return verb != sentence.root or _is_happening(sentence, verb) or _is_account(sentence, verb)


def _is_month(time: EventTime) -> bool:
    return time.end is None and _MONTH.fullmatch(time.start or "") is not None


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
    on: a past state lets it go on without being dated, anything else ends it."""
    if scene is None or not scene.left or not _is_beside(sentence, scene):
        return [], None
    after = replace(scene, unit=sentence.unit, left=scene.left - 1)
    deeds = [k for k in _deeds_of_story(sentence) if _is_of_scene(sentence, k, scene)]
    if not deeds:
        return [], after if _is_past_state(sentence, sentence.root) else None
    time = make_uncertain(scene.time)
    return [TimeMention(0, 0, time, k) for k in deeds], after


def _is_of_scene(sentence: Sentence, deed: int, scene: Scene) -> bool:
    """Whether nothing moves a deed to another time, and it is told as the scene is: what somebody
    says now is of the scene where that is an account too."""
    root = sentence.root
    if deed == root and scene.aside:
        return False
    spoken = scene.told or sentence.tokens[finite_word(sentence, root)].tag == "VBD"
    moved = is_moved(sentence, deed) or is_moved(sentence, root)
    return (deed == root or spoken) and not moved


def _is_beside(sentence: Sentence, scene: Scene) -> bool:
    """Whether a sentence stands in the scene's paragraph, or opens the next one and goes on with
    the people of its day: "he", "both men", "two other men"."""
    if sentence.unit == scene.unit:
        return True
    near = sentence.unit == scene.unit + 1 and is_day(scene.time)
    return near and any(
        sentence.tokens[k].tag == "PRP" or _points_back(sentence, k)
        for k in sentence.dependents(sentence.root, *SUBJECTS)
    )


def _points_back(sentence: Sentence, subject: int) -> bool:
    """Whether a subject is one more of those told before: "another man", "both firms"."""
    below = sentence.dependents(subject, "det", "amod", "predet")
    return not _FURTHER.isdisjoint(map(sentence.word, below))


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
    """Whether what a noun names happens: it is on a day, a day is its attribute ("the [Tuesday]
    shooting"), or its verb says so."""
    on_day = time.start > noun and sentence.word(time.start - 1) == "on"
    between = sentence.tokens[time.end : noun]
    on_day = on_day or time.end <= noun and all(t.text == "," for t in between)
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
    shot = token.lemma in words_of("ShootingVerb") and not sentence.dependents(verb, "dobj")
    return shot or not is_cue(sentence, verb, load_ontology(), *_NOT_OF_A_SCENE)


def _is_past_state(sentence: Sentence, verb: int) -> bool:
    """Whether *verb* tells how something was: "was a clerk", "lived in Oslo"."""
    finite = sentence.tokens[finite_word(sentence, verb)]
    state = sentence.tokens[verb].pos == "AUX" or sentence.tokens[verb].lemma in words_of(
        "StativeVerb"
    )
    return state and finite.tag == "VBD"


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
