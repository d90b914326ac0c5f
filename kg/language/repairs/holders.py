"""Names of people beside the noun that says who they are, where the parser parted the two."""

from collections.abc import Sequence
from dataclasses import replace

from kg.language.mentions import noun_types
from kg.language.repairs.tree import Changes, Entity, mend, mend_each, take_place
from kg.model import Sentence, Token
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import load_ontology

_PLACES = (*SUBJECTS, "dobj", "pobj", "attr", "conj", "dative")
_TWINS = (*_PLACES, "npadvmod")
_LINKS = frozenset({"of", "for", "at", "in", "on"})


def name_kin(sentence: Sentence) -> Sentence:
    """Return "her late husband [Tom] owned the mill", read as two subjects, with the name as the
    husband's, and "Oslo-based lawyer [Eva Lie] spoke" with the calling as her title."""
    return mend_each(sentence, _name_noun, *_PLACES)


def _name_noun(sentence: Sentence, name: Token) -> Changes:
    noun = _twin_before(sentence, name)
    if noun is None or not _names_somebody(sentence, noun):
        return {}
    if sentence.dependents(noun.i, "det", "poss"):
        apposed = replace(name, dep="appos", head=noun.i)
        return {noun.i: replace(noun, dep=name.dep), name.i: apposed}
    if noun.i + 1 == _name_start(sentence, name):
        return {noun.i: replace(noun, dep="compound", head=name.i)}
    bare = name.dep in SUBJECTS and is_bare_office(sentence, noun)
    return {noun.i: replace(noun, dep="nmod", head=name.i)} if bare else {}


def _twin_before(sentence: Sentence, name: Token) -> Token | None:
    """The noun that ends right before a person's name and hangs where the name does."""
    start = _name_start(sentence, name)
    if not start or name.head < name.i:
        return None
    above = (sentence.tokens[k] for k in (start - 1, *sentence.ancestors(start - 1)))
    noun = next((t for t in above if t.head == name.head), name)
    apart = noun.tag == "NN" and noun.i < start
    return noun if apart and _are_alike(noun, name) else None


def _are_alike(noun: Token, name: Token) -> bool:
    """Whether the parser gave a noun and a name one place, or took the noun before a subject for an
    object or a measure."""
    return noun.dep == name.dep or name.dep in SUBJECTS and noun.dep in _TWINS


def _name_start(sentence: Sentence, name: Token) -> int:
    """Where the name of the person that *name* is the last word of begins; 0 for others."""
    return next((a for a, b, kind in sentence.entities if b - 1 == name.i and kind == "PERSON"), 0)


def name_kin_of_another(sentence: Sentence) -> Sentence:
    """Return "the mother of Ann Orr, [Vera Orr]," with the second name as the mother's: nobody is
    told by another full name."""
    return mend_each(sentence, _raise_name, "appos")


def _raise_name(sentence: Sentence, name: Token) -> Changes:
    other = sentence.tokens[name.head]
    of = sentence.tokens[other.head]
    kin = sentence.tokens[of.head]
    full = all(0 < t.i - _name_start(sentence, t) < 4 for t in (name, other))
    fits = full and other.dep == "pobj" and of.text.lower() == "of" and kin.tag == "NN"
    if not fits or kin.lemma not in words_of("KinNoun"):
        return {}
    return {} if sentence.dependents(name.i, "conj") else {name.i: replace(name, head=kin.i)}


def list_kin(sentence: Sentence) -> Sentence:
    """Return "Jan Orr, [his father Ola Orr] and his uncle left" with the father as another one of a
    list: nobody is told by another full name."""
    return mend_each(sentence, _list_noun, "appos")


def _list_noun(sentence: Sentence, kin: Token) -> Changes:
    first = sentence.tokens[kin.head]
    named = [sentence.tokens[k] for k in sentence.dependents(kin.i, "appos") if k > kin.i]
    own = bool(named) and _name_start(sentence, named[0]) == kin.i + 1
    owned = kin.lemma in words_of("KinNoun") and sentence.dependents(kin.i, "poss")
    fits = own and owned and first.entity == "PERSON" and first.i < kin.i
    return {kin.i: replace(kin, dep="conj")} if fits else {}


def name_listed_holder(sentence: Sentence) -> Sentence:
    """Return "the president of the fund, [Ann Orr], and its treasurer" with her as the president,
    and no second fund."""
    return mend_each(sentence, _lift_name, "conj")


def _lift_name(sentence: Sentence, name: Token) -> Changes:
    body = sentence.tokens[name.head]
    office = sentence.tokens[sentence.tokens[body.head].head]
    if not _stands_between_commas(sentence, name) or not _is_held_in(sentence, office, body):
        return {}
    joined = [k for k in sentence.dependents(name.i, "conj", "cc") if k > name.i]
    return {
        name.i: replace(name, head=office.i, dep="appos"),
        **_hang(sentence, joined, office.i),
    }


def _stands_between_commas(sentence: Sentence, name: Token) -> bool:
    start = _name_start(sentence, name)
    around = (start - 1, min(name.i + 1, len(sentence.tokens) - 1))
    return start > 0 and all(sentence.tokens[k].text == "," for k in around)


def _is_held_in(sentence: Sentence, office: Token, body: Token) -> bool:
    """Whether an office with an article or an owner is held in a *body* that nothing is joined
    to."""
    held = body.dep == "pobj" and sentence.word(body.head) in _LINKS and body.entity != "PERSON"
    if not held or office.tag != "NN" or sentence.dependents(body.i, "cc"):
        return False
    marked = bool(sentence.dependents(office.i, "det", "poss"))
    return marked and _names_somebody(sentence, office)


def _names_somebody(sentence: Sentence, noun: Token) -> bool:
    """Whether a common noun is one for an office, a calling or a relative."""
    ontology = load_ontology()
    person = noun_types(ontology).get(noun.lemma.lower()) == "Person"
    return person or is_cue(sentence, noun.i, ontology, "OfficeNoun")


def part_holder(sentence: Sentence) -> Sentence:
    """Return "Director of the Council on Housing [Rosa Orr] said", recognised as a council with
    that name, with her as who said: an office without article before a name is a title (Quirk et
    al. 1985, 17.66), so that the name of its holder must follow."""
    for entity in sentence.entities:
        if _opens_with_body(sentence, entity):
            names = _holder_at_end(sentence, entity)
            sentence = _rename(sentence, entity, names)
            continue
        office = _office_above(sentence, entity)
        if office is None or not (names := _holder_in(sentence, entity)):
            continue
        parted = _rename(sentence, entity, names)
        sentence = mend(parted, _give_place(parted, office, names[-1]))
    return sentence


def _rename(sentence: Sentence, entity: Entity, names: Sequence[Entity]) -> Sentence:
    """*sentence* with *names* in place of the recognised *entity*."""
    others = [e for e in sentence.entities if e != entity]
    kinds = {k: kind for start, end, kind in names for k in range(start, end)}
    inside = range(*entity[:2])
    tokens = tuple(
        replace(t, entity=kinds.get(t.i, "")) if t.i in inside else t for t in sentence.tokens
    )
    return replace(sentence, tokens=tokens, entities=tuple(sorted([*others, *names])))


def _office_above(sentence: Sentence, entity: Entity) -> Token | None:
    """The office without article that the *entity* is part of."""
    above = (sentence.tokens[k] for k in sentence.ancestors(entity[1] - 1))
    offices = (t for t in above if t.i < entity[0] and is_bare_office(sentence, t))
    return next(offices, None) if entity[2] in {"ORG", "PERSON"} else None


def _holder_in(sentence: Sentence, entity: Entity) -> list[Entity]:
    """The body and the person that a recognised name holds, or the person that it is."""
    start, end, kind = entity
    before, words = sentence.tokens[start - 1], sentence.tokens[end - 2 : end]
    if kind == "PERSON" and before.pos == "ADP":
        return [(start + 1, end, kind)] if end - start > 2 else []
    if kind == "PERSON":
        return [entity] if before.pos in {"PROPN", "NOUN"} and end - start > 1 else []
    behind = sentence.tokens[end - 3]
    if end - start < 3 or behind.pos not in {"PROPN", "NOUN"} or not _is_holder(sentence, words):
        return []
    return [(start, end - 2, kind), (end - 2, end, "PERSON")]


def _opens_with_body(sentence: Sentence, entity: Entity) -> bool:
    """Whether a recognised name begins with what an office is held in and ends with who holds it:
    "Mayor of [Dover Ann Orr]", "student at [Kent College Ida Bell]"."""
    start, end, kind = entity
    offices = sentence.dependents(end - 1, "nmod", "compound")
    held = (k for k in offices if k < start and start in sentence.subtree(k))
    if end - start < 3 or kind not in {"ORG", "PERSON"} or not any(held):
        return False
    first = _holder_start(sentence, entity)
    joined = sentence.tokens[first - 1].pos not in {"PROPN", "NOUN"}  # "Immigration and [Customs]"
    return not joined and (kind == "PERSON" or _is_holder(sentence, sentence.tokens[end - 2 : end]))


def _holder_start(sentence: Sentence, entity: Entity) -> int:
    """Where the flat name that a recognised one ends in begins."""
    start, end, _ = entity
    first = end - 1
    while first - 1 > start and sentence.tokens[first - 1].head == end - 1:
        first -= 1
    return first


def _holder_at_end(sentence: Sentence, entity: Entity) -> list[Entity]:
    """The body and the person that a recognised name holds, as the parse parts them."""
    start, end, kind = entity
    first = _holder_start(sentence, entity)
    body = [(start, first, kind)] if kind == "ORG" else []
    return [*body, (first, end, "PERSON")]


def _is_holder(sentence: Sentence, words: Sequence[Token]) -> bool:
    """Whether two words are a person's name: with a known given name, or before a verb of speech
    and without a noun for a body."""
    if not all(t.tag == "NNP" and t.text.isalpha() and not t.text.isupper() for t in words):
        return False
    ontology = load_ontology()
    first, last = (t.text.lower() for t in words)
    if ontology.class_by_ending(f"{first} {last}") or last in noun_types(ontology):
        return False
    given = words_of("MaleGivenName") | words_of("FemaleGivenName")
    return first in given or first not in noun_types(ontology) and _speaks(sentence, words[-1].i)


def _speaks(sentence: Sentence, k: int) -> bool:
    """Whether a verb of speech stands right behind token *k*."""
    verb = sentence.tokens[k + 1 : k + 2]
    return any(is_cue(sentence, t.i, load_ontology(), "ReportVerb", "TellVerb") for t in verb)


def _give_place(sentence: Sentence, office: Token, person: Entity) -> Changes:
    """What changes so that *person*, read as the end of what the *office* is held in, holds it."""
    start, name = person[0], sentence.tokens[person[1] - 1]
    own = [k for k in sentence.children[name.i] if k < start]
    lead = next((k for k in own if start - 1 in sentence.subtree(k)), start - 1)
    if office.i not in sentence.ancestors(name.i) or lead <= office.i:
        return {}
    body = sentence.tokens[lead]
    lowered = replace(body, dep=name.dep, head=name.head) if lead in own else body
    return {
        **_hang(sentence, [k for k in own if k != lead], lead),
        **_flatten(sentence, start, name.i),
        **_hang(sentence, _behind(sentence, office, name), name.i),
        lead: lowered,
        name.i: take_place(name, office),
        office.i: replace(office, dep="nmod", head=name.i),
    }


def _flatten(sentence: Sentence, start: int, head: int) -> Changes:
    """The words of a name from *start* on, hung on its last one."""
    return {t.i: replace(t, dep="compound", head=head) for t in sentence.tokens[start:head]}


def _hang(sentence: Sentence, tokens: Sequence[int], head: int) -> Changes:
    return {k: replace(sentence.tokens[k], head=head) for k in tokens}


def _behind(sentence: Sentence, office: Token, name: Token) -> list[int]:
    """What hangs on the office behind its holder's name: the comma and the clause are the
    holder's."""
    return [k for k in sentence.children[office.i] if k > name.i]


def is_bare_office(sentence: Sentence, office: Token) -> bool:
    """Return whether a singular noun for an office or a calling stands without article or owner,
    with what it is held in behind it."""
    if not _names_somebody(sentence, office) or office.tag not in {"NN", "NNP", "JJ"}:
        return False
    if office.lemma.lower() in words_of("KinNoun") | words_of("PlainPersonNoun"):
        return False
    first = office.i - 1
    while first >= 0 and sentence.tokens[first].head in range(first + 1, office.i + 1):
        first -= 1
    own = sentence.tokens[first + 1 : office.i]
    marked = any(t.tag in {"DT", "PRP$", "POS", "CD"} for t in own)
    return not marked and sentence.word(office.i + 1) in _LINKS
