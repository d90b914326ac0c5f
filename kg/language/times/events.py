"""When each event of a sentence happened: which of the sentence's times dates it.

A time belongs to the verb or noun that it modifies in the parse; coordinated verbs share a time
that stands before the first of them; a time inside a relative clause stays there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.language.clauses.agreement import finite_word, has_to
from kg.language.times.expressions import DAY_PREPOSITIONS, TimeMention
from kg.language.times.frames import is_day, is_moved, make_uncertain
from kg.model import EventTime, Sentence, Token
from kg.model.text import FINITE_TAGS
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import load_ontology

_DURING = frozenset({"as", "at", "in", "during"})
_UP = frozenset({"xcomp", "pcomp", "prep", "dobj", "attr", "pobj", "acomp", "ccomp", "oprd"})
_PIED = frozenset({"at", "during", "in"})
_INSIDE = frozenset({"dobj", "pobj", "prep", "nsubj", "nsubjpass", "agent", "xcomp", "dative"})
_DATED_BY = frozenset(
    {"dobj", "attr", "nsubjpass", "dative", "npadvmod", "advmod", "pobj", "acomp"}
)
"""Arguments whose own time dates their verb."""


def event_time(
    sentence: Sentence, token: int, times: Sequence[TimeMention], end: int = -1
) -> EventTime | None:
    """Return when the event at *token* happened, or ``None`` if the sentence does not say.

    *end* is what the event reaches, where it is known: of two sums paid at two times each has its
    own. A time taken up from the text before dates deeds, and no places and titles."""
    if not times or not times[0].end and sentence.tokens[token].pos != "VERB":
        return None
    return (
        _time_above(sentence, token, times, end)
        or _time_of_paper(sentence, token, times)
        or _time_of_partner(sentence, token, times)
        or _time_of_occasion(sentence, token, times)
        or _time_of_chain(sentence, token, times)
        or _time_in_front(sentence, token, times)
        or _time_of_note(sentence, times)
    )


def _time_above(
    sentence: Sentence, token: int, times: Sequence[TimeMention], end: int
) -> EventTime | None:
    """The time of a word, or of the next one above it that happened with it."""
    place: int | None = token
    seen: set[int] = set()
    while place is not None and place not in seen:
        seen.add(place)
        own = [t for t in times if t.governor == place or _object_of(sentence, t, place)]
        if own:
            return _choose(sentence, own, end).time
        if (beside := _beside(sentence, place, times)) is not None:
            return beside
        place = _above(sentence, place, times)
    return None


def _choose(sentence: Sentence, own: Sequence[TimeMention], end: int) -> TimeMention:
    """The time of a verb with several: the one behind what the event reaches, in a row ("$4 in
    2015 and [$5] in 2016"); else the first that is known."""
    if len(own) > 1 and end >= 0 and sentence.tokens[end].dep == "conj":
        behind = [t for t in own if t.start > end]
        own = behind if behind and own[0].start < end else own
    return min(own, key=lambda t: (t.time.start is None, t.start))


def _time_of_paper(
    sentence: Sentence, token: int, times: Sequence[TimeMention]
) -> EventTime | None:
    """When a paper speaks or an event happens that the words beside it date: "The suit, [filed May
    4], accuses …", "The fire, [which occurred on May 4], destroyed …", "in a letter [dated May 4]
    she accuses …"."""
    for time in times:
        verb = sentence.tokens[time.governor]
        known = verb.lemma in words_of("PublishingVerb") | words_of("HappeningVerb")
        if not known or verb.dep not in {"acl", "relcl"}:
            continue
        noun = sentence.tokens[verb.head]
        above = sentence.tokens[noun.head]
        beside = noun.dep == "pobj" and above.text.lower() == "in" and above.head == token
        if beside or noun.dep == "nsubj" and noun.head == token:
            return time.time
    return None


def _time_of_occasion(
    sentence: Sentence, token: int, times: Sequence[TimeMention]
) -> EventTime | None:
    """The time of the occasion in which a relative clause places its deed: "an incident on May 4 in
    which Ruiz [struck] him"."""
    for place in (token, *sentence.ancestors(token)):
        if sentence.tokens[place].dep == "relcl":
            head = sentence.tokens[place].head
            within = (t.time for t in times if t.start <= head < t.end)
            time = _dated_start(head, times) or next(within, None)
            placed = _places_deed(sentence, place) or _is_done_by(sentence, place, head, times)
            return time if placed else None
    return None


def _is_done_by(sentence: Sentence, deed: int, noun: int, times: Sequence[TimeMention]) -> bool:
    """Whether an event did what its clause tells: "the [Tuesday] raid that [injured] two"."""
    dated = any(t.governor == noun == t.end and is_day(t.time) for t in times)
    thing = sentence.tokens[noun].pos == "NOUN" and bool(sentence.dependents(deed, "nsubj"))
    return dated and thing and _is_past(sentence, deed)


def _places_deed(sentence: Sentence, verb: int) -> bool:
    """Whether "where", "when" or "in which" opens a relative clause."""
    if any(sentence.word(k) in {"where", "when"} for k in sentence.dependents(verb, "advmod")):
        return True
    return any(
        sentence.word(k) in _PIED
        and any(sentence.word(n) == "which" for n in sentence.dependents(k, "pobj"))
        for k in sentence.dependents(verb, "prep")
    )


def _time_of_chain(
    sentence: Sentence, token: int, times: Sequence[TimeMention]
) -> EventTime | None:
    """The day of the deed before in a row of past deeds, as an uncertain one: "fired a rocket on
    Thursday, and the South [fired] back"."""
    verb = next(_carriers(sentence, token), token)
    first = sentence.tokens[verb].head
    if not _goes_on_in_row(sentence, first, verb):
        return None
    day = next((t.time for t in times if t.governor == first and t.start > first), None)
    told = any(t.start > verb for t in times)
    return make_uncertain(day) if day is not None and is_day(day) and not told else None


def _goes_on_in_row(sentence: Sentence, first: int, verb: int) -> bool:
    """Whether *verb* is the next deed in a row of past ones, and nothing says that it was at
    another time, as a sentence is behind a trial."""
    before, deed = sentence.tokens[first], sentence.tokens[verb]
    if deed.dep != "conj" or before.pos != "VERB" or is_moved(sentence, verb):
        return False
    if is_cue(sentence, verb, load_ontology(), "ConvictVerb"):
        return False
    both = _is_past(sentence, verb) and _is_past(sentence, first)
    return both or deed.tag == "VBN" == before.tag


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


def _time_of_note(sentence: Sentence, times: Sequence[TimeMention]) -> EventTime | None:
    """The one time of a note without a finite verb: "Ruiz with the mayor in Oslo on May 4,
    2022."."""
    told = len(times) == 1 and sentence.word(max(times[0].start - 1, 0)) in DAY_PREPOSITIONS
    lone = told and sentence.tokens[times[0].governor].pos == "ADP"
    finite = any(
        t.tag in FINITE_TAGS or t.tag == "VBN" and not lone and sentence.dependents(t.i, "nsubj")
        for t in sentence.tokens
    )
    return times[0].time if told and not finite else None


def _time_in_front(
    sentence: Sentence, token: int, times: Sequence[TimeMention]
) -> EventTime | None:
    """The day that opens a sentence, as an uncertain one, for what is told in its main clauses and
    is dated by nothing else: "On Friday, agents met Ruiz, [taking] him to Oslo"."""
    opened = len(times) == 1 and times[0].start <= 1 and times[0].governor == sentence.root
    if not opened or not is_day(times[0].time) or sentence.tokens[token].pos == "PROPN":
        return None
    for place in (token, *sentence.ancestors(token)):
        if place == sentence.root:
            return make_uncertain(times[0].time) if _is_past(sentence, place) else None
        if not _goes_on(sentence, place):
            return None
    return None


def _goes_on(sentence: Sentence, place: int) -> bool:
    """Whether a word below the main verb tells of what happened with it: an argument, or a verb in
    a row or a participle of the past."""
    token = sentence.tokens[place]
    if token.dep == "conj":
        return token.pos == "NOUN" or _is_past(sentence, place) or token.tag == "VBN"
    opened = sentence.dependents(place, "mark")
    if token.dep == "prep" and sentence.tokens[token.head].pos not in {"VERB", "AUX"}:
        return False
    return token.dep in _INSIDE or token.dep == "advcl" and token.tag == "VBG" and not opened


def _carriers(sentence: Sentence, token: int) -> Iterator[int]:
    """The verb of the clause that *token* is an argument of, where it is no verb itself."""
    if sentence.tokens[token].pos not in {"VERB", "AUX"}:
        yield from (k for k in sentence.ancestors(token) if sentence.tokens[k].pos == "VERB")


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
    word = above.text.lower()
    if token.dep == "pobj" and above.head == verb and word in _DURING:
        return _is_beside_role(sentence, time, word)
    if token.dep == "pcomp" and above.head == verb and word == "by":
        return True
    return token.head == verb and _is_dated_by(sentence, time, verb)


def _is_dated_by(sentence: Sentence, time: TimeMention, verb: int) -> bool:
    """Whether the time of an argument right below the verb dates it."""
    token = sentence.tokens[time.governor]
    if token.dep == "nsubj":
        return _is_event_behind(sentence, time, verb)
    if token.dep not in _DATED_BY:
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
    "alleged in its [March 2008] complaint", "lied during an audit in [2004]"."""
    bare = time.start > 0 and sentence.tokens[time.start - 1].pos == "ADP"
    if preposition in {"during", "at"} or bare and preposition == "in":
        return preposition == "during" or sentence.tokens[time.governor].pos == "NOUN"
    return bare if preposition == "as" else not bare and time.end <= time.governor


def _above(sentence: Sentence, place: int, times: Sequence[TimeMention]) -> int | None:
    """The next word up whose time is also this event's."""
    token = sentence.tokens[place]
    if token.head == place:
        return None
    if token.dep in _UP:
        own = _is_told_of(sentence, place) or _is_at_another_time(sentence, place)
        return None if own else token.head
    if token.dep == "conj" and sentence.tokens[token.head].pos in {"VERB", "AUX"}:
        return _row_above(sentence, place, times)
    return _around(sentence, place)


def _row_above(sentence: Sentence, verb: int, times: Sequence[TimeMention]) -> int | None:
    """The verb before in a row, where a time in front of it is that of the whole row: not of "and
    [has] since sold it". A past deed joined to an infinitive ("agreed to burn it and [burned] it")
    is one of the row of the verb above."""
    first = sentence.tokens[verb].head
    while sentence.tokens[verb].tag == "VBD" and sentence.tokens[first].tag == "VB":
        first = next((k for k in sentence.ancestors(first) if _is_past(sentence, k)), verb)
    shared = any(t.governor == first and t.start < first for t in times)
    perfect = any(sentence.tokens[k].lemma == "have" for k in sentence.dependents(verb, "aux"))
    return first if shared and not perfect else None


def _around(sentence: Sentence, place: int) -> int | None:
    """The verb of the clause around that happens at the time of this one: "…, [bribing] him", "a
    plan [whereby] he …"."""
    token = sentence.tokens[place]
    if token.dep == "advcl" and _is_with_main(sentence, place):
        return token.head
    if token.dep == "relcl" and any(
        sentence.tokens[k].text.lower() in {"where", "whereby"}
        for k in sentence.dependents(place, "advmod")
    ):
        return next(
            (k for k in sentence.ancestors(place) if sentence.tokens[k].pos == "VERB"), None
        )
    return None


def _is_with_main(sentence: Sentence, clause: int) -> bool:
    """Whether an adverbial clause tells of the time of its main verb: a participle, a purpose,
    "when he [entered]"."""
    if sentence.tokens[clause].tag == "VBG" or _is_purpose(sentence, clause):
        return True
    return _is_past(sentence, clause) and any(
        sentence.word(k) == "when" for k in sentence.dependents(clause, "advmod")
    )


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
            or is_cue(sentence, v.i, load_ontology(), "FindVerb")
            for v in [next(verbs, token)]
        )
    if token.dep != "ccomp" or sentence.tokens[token.head].lemma not in words_of("DatedWordsVerb"):
        return False
    return _is_past(sentence, i) or is_cue(sentence, token.head, load_ontology(), "AllegeVerb")


_ORDER = frozenset({"after", "before", "since", "until", "following", "despite"})


def _is_at_another_time(sentence: Sentence, verb: int) -> bool:
    """Whether the words say that a deed was at another time than what it hangs on: "after
    [pleading] guilty, he was sentenced on May 3"."""
    token = sentence.tokens[verb]
    return token.dep == "pcomp" and sentence.word(token.head) in _ORDER


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
