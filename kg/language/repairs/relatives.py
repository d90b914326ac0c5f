"""Relative clauses that the parser took for what a verb says, or whose subject it did not see."""

from dataclasses import replace

from kg.language.mentions import noun_types
from kg.language.repairs.tree import Changes, mend_each
from kg.model import Sentence, Token
from kg.model.text import FINITE_TAGS, SUBJECTS
from kg.ontology.lexicon import cue_classes, is_cue, words_of
from kg.ontology.loader import load_ontology

_NOMINAL = frozenset({"NOUN", "PROPN"})
_OF_DEEDS = frozenset({"CommitVerb", "ImplicativeVerb", "ProcedureVerb", "WrongVerb", "EnableVerb"})
"""Cues of what is done, promised or permitted: where a clause with "that" follows them, it is
behind a noun in between ("paid for a villa that ...")."""
_PLACING = frozenset(("across", "at", "in", "inside", "near", "of", "outside", "throughout"))
_PLAIN = frozenset({"GPE", "DATE", "TIME", "CARDINAL", "PERSON"})
"""What no restrictive clause narrows: "a villa in [Portugal] that he used"."""


def read_relative(sentence: Sentence) -> Sentence:
    """Return "paid for a villa [that Boyd used]" with the clause as the villa's.

    A verb that is none of saying, thinking or showing takes no clause with "that"; behind a noun it
    is the noun's (Quirk et al. 1985, section 17.9).
    """
    return mend_each(sentence, _hang_on_noun, "ccomp")


def _hang_on_noun(sentence: Sentence, verb: Token) -> Changes:
    above = sentence.tokens[verb.head]
    that = next((k for k in sentence.dependents(verb.i, "mark") if sentence.word(k) == "that"), -1)
    if not above.i < that or _takes_clause(sentence, above):
        return {}
    noun = _noun_before(sentence, above.i, that)
    if noun is None or not _lacks_end(sentence, verb, noun):
        return {}
    pronoun = replace(sentence.tokens[that], dep=_role(sentence, verb), pos="PRON", tag="WDT")
    moved = {k: replace(sentence.tokens[k], dep="npadvmod") for k in _times_of(sentence, verb.i)}
    return moved | {verb.i: replace(verb, dep="relcl", head=noun.i), that: pronoun}


def _times_of(sentence: Sentence, verb: int) -> list[int]:
    """The objects of a verb that say when or how often."""
    return [k for k in sentence.dependents(verb, "dobj") if _is_time(sentence, k)]


def _takes_clause(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb may have a clause as its object."""
    return (
        verb.pos != "VERB"
        or verb.lemma in words_of("ClauseTakingVerb") | words_of("TellingVerb")
        or bool(cue_classes(sentence, verb.i, load_ontology()) - _OF_DEEDS)
        or bool(sentence.dependents(verb.i, "acomp", "expl"))
    )


def _lacks_end(sentence: Sentence, verb: Token, noun: Token) -> bool:
    """Whether the clause has a gap: no subject; or no object but a time, behind a noun that a
    preposition leads to, so nobody who is told something."""
    if not sentence.dependents(verb.i, *SUBJECTS, "expl", "csubj"):
        return True
    complements = sentence.dependents(verb.i, "dobj", "acomp", "attr", "oprd", "ccomp", "xcomp")
    return noun.dep == "pobj" and all(_is_time(sentence, k) for k in complements)


def _is_time(sentence: Sentence, k: int) -> bool:
    """Whether a noun says how often or when: "used [every summer]"."""
    each = any(sentence.word(d) in {"every", "each"} for d in sentence.dependents(k, "det"))
    return sentence.tokens[k].entity in {"DATE", "TIME"} or each


def _role(sentence: Sentence, verb: Token) -> str:
    return "dobj" if sentence.dependents(verb.i, *SUBJECTS) else "nsubj"


def _noun_before(sentence: Sentence, verb: int, mark: int) -> Token | None:
    """The noun of the phrase that ends right before the clause, but for places and times in it."""
    last = sentence.tokens[mark - 1]
    while last.pos in _NOMINAL and last.entity in _PLAIN and last.dep == "pobj":
        last = sentence.tokens[sentence.tokens[last.head].head]
    return last if last.pos in _NOMINAL and verb < last.i else None


def read_told_clause(sentence: Sentence) -> Sentence:
    """Return "the message [that Norland stands with us]" with the clause as what the message says:
    a verb without an object lacks none."""
    return mend_each(sentence, _read_told, "relcl")


def _read_told(sentence: Sentence, verb: Token) -> Changes:
    noun = sentence.tokens[verb.head]
    that = [k for k in sentence.dependents(verb.i, "dobj", "mark") if sentence.word(k) == "that"]
    told = is_cue(sentence, noun.i, load_ontology(), "ReportNoun", "AllegeNoun")
    if not told or not that or verb.lemma not in words_of("ObjectFreeVerb"):
        return {}
    if that[0] != noun.i + 1 or not sentence.dependents(verb.i, "nsubj"):
        return {}
    mark = replace(sentence.tokens[that[0]], dep="mark", pos="SCONJ", tag="IN")
    return {verb.i: replace(verb, dep="acl"), mark.i: mark}


def free_name(sentence: Sentence) -> Sentence:
    """Return "a battle in Grozny [that ended the war]" with the clause as that of the noun around
    the name: what has a name is not narrowed (Quirk et al. 1985, section 17.4)."""
    return mend_each(sentence, _free_name)


def _free_name(sentence: Sentence, verb: Token) -> Changes:
    subjects = [k for k in sentence.dependents(verb.i, *SUBJECTS) if sentence.word(k) == "that"]
    if verb.dep != "relcl" or not subjects:
        return {}
    name = sentence.tokens[verb.head]
    above = sentence.tokens[name.head]
    noun = sentence.tokens[above.head]
    placed = (name.dep, above.pos, noun.pos) == ("pobj", "ADP", "NOUN") and noun.i < name.i
    if not placed or name.tag != "NNP" or not _is_whole_name(sentence, name):
        return {}
    return {verb.i: replace(verb, head=noun.i)}


def _is_whole_name(sentence: Sentence, name: Token) -> bool:
    """Whether a name stands without an article of its own: not "the Herald", but "the capital
    Grozny"."""
    before = (sentence.tokens[k].pos for k in sentence.dependents(name.i, "compound"))
    return "NOUN" in before or not sentence.dependents(name.i, "det", "poss")


def free_place(sentence: Sentence) -> Sentence:
    """Return "raids in Port Hale, [which killed ten]" with the clause as that of the raids: a place
    hurts nobody."""
    return mend_each(sentence, _free_place, "relcl")


def _free_place(sentence: Sentence, verb: Token) -> Changes:
    row = (verb.i, *sentence.dependents(verb.i, "conj"))
    harms = any(
        sentence.tokens[k].lemma in words_of("HarmVerb") and sentence.dependents(k, "dobj")
        for k in row
    )
    subjects = sentence.dependents(verb.i, "nsubj")
    if not harms or not any(sentence.word(k) in {"which", "that"} for k in subjects):
        return {}
    act = _act_placed(sentence, sentence.tokens[verb.head])
    return {verb.i: replace(verb, head=act.i)} if act is not None else {}


def _act_placed(sentence: Sentence, place: Token) -> Token | None:
    """The noun of an act at whose place a noun stands, through any phrases of place between:
    "[attacks] in the town of Hale in Hale County"."""
    noun = place
    while noun.dep == "pobj":
        link = sentence.tokens[noun.head]
        above = sentence.tokens[link.head]
        if sentence.word(link.i) not in _PLACING or above.i > link.i:
            return None
        objects = [k for k in sentence.dependents(above.i, "dobj") if k < link.i]
        noun = sentence.tokens[objects[-1]] if above.pos == "VERB" and objects else above
        if noun.lemma in load_ontology().cues["ActNoun"]:
            return noun
    return None


def read_compound_subject(sentence: Sentence) -> Sentence:
    """Return "the money that [Meyer] hid" with the name before the verb as its subject, not as a
    part of it: a finite verb has no such parts."""
    return mend_each(sentence, _read_subject, "compound")


def _read_subject(sentence: Sentence, name: Token) -> Changes:
    verb = sentence.tokens[name.head]
    stands_before = verb.dep == "relcl" and verb.tag in FINITE_TAGS and name.i + 1 == verb.i
    if not stands_before or sentence.dependents(verb.i, *SUBJECTS):
        return {}
    return {name.i: replace(name, dep="nsubj")}


def lift_which(sentence: Sentence) -> Sentence:
    """Return "made changes to the plants, [which raised emissions]" with the clause as that of what
    was done: a thing that it was done to does nothing itself."""
    return mend_each(sentence, _lift_which, "relcl")


def _lift_which(sentence: Sentence, verb: Token) -> Changes:
    subjects = sentence.dependents(verb.i, "nsubj")
    pronoun = subjects[0] if subjects and sentence.word(subjects[0]) == "which" else 0
    if not pronoun or sentence.tokens[pronoun - 1].text != "," or not _acts(sentence, verb):
        return {}
    thing = sentence.tokens[verb.head]
    link = sentence.tokens[thing.head]
    deed = _deed_done(sentence, link) if thing.dep == "pobj" else None
    if deed is None or thing.pos != "NOUN" or _may_act(thing):
        return {}
    return {verb.i: replace(verb, head=deed.i)}


def _acts(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb of the past does something to an object."""
    stands = verb.lemma in words_of("StateVerb") | words_of("StativeVerb")
    return verb.tag == "VBD" and not stands and bool(sentence.dependents(verb.i, "dobj"))


def _deed_done(sentence: Sentence, link: Token) -> Token | None:
    """The noun of the deed before a preposition, if a light verb does it: "made [changes] to"."""
    above = sentence.tokens[link.head]
    deeds = [above.i] if above.dep == "dobj" else list(sentence.dependents(link.head, "dobj"))
    light = words_of("LightVerb") | words_of("CarryingOutVerb")
    done = (
        k for k in deeds if k < link.i and sentence.tokens[sentence.tokens[k].head].lemma in light
    )
    return next((sentence.tokens[k] for k in done), None)


def _may_act(noun: Token) -> bool:
    """Whether a noun is of a body, which may do something: "firms"; people are no "which"."""
    ontology = load_ontology()
    kind = noun_types(ontology).get(noun.lemma, "")
    return bool(kind) and ontology.is_a(kind, "Organization")
