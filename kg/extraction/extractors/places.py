"""Where things are and where somebody acts: "a cell in Mosul", "strikes near Raqqa", "Oslo,
Norway".

A place behind a noun says where the thing is (kg:locatedIn); behind a verb, or behind the noun of
an act, it says where the doer was active (kg:activeIn)."""

from collections.abc import Iterator
from itertools import pairwise

from kg.language.clauses import Clause, antecedent, find_clauses
from kg.language.mentions import coordinated, mention_at, paired, sharing
from kg.model import ClaimMention, Mention, MentionKind, Sentence, Token
from kg.ontology.lexicon import home_nouns, is_cue
from kg.ontology.loader import Ontology

CONFIDENCE = 0.75
type _Name = tuple[int, int, str]
"""A named entity: its first token, the one behind it, its type."""
_WHERE = frozenset("in at near inside outside around across within throughout".split())
_FIXED = frozenset({"Place", "Organization", "Company", "Agency", "Court"})
_HOLDERS = frozenset({"NOUN", "PROPN"})


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is in Y" and "X was active in Y" for places of *sentence*."""
    clauses = {c.head: c for c in find_clauses(sentence)}
    for token in sentence.tokens:
        if token.dep == "prep" and _may_place(sentence, token, ontology):
            for place in _places_behind(sentence, token.i, ontology):
                for head in _sharing_verbs(sentence, token.i, token.head):
                    found = _claim_at(sentence, ontology, clauses, head, place)
                    yield from (c for c in found if _is_paired(sentence, c))
    yield from _claim_nested_places(sentence, ontology)


def _is_paired(sentence: Sentence, claim: ClaimMention) -> bool:
    """Whether somebody is at this place, and not at another of a list that "respectively" deals
    out."""
    if not any(t.lemma == "respectively" for t in sentence.tokens):
        return True
    first, place = _first_of_row(sentence, claim.subject), _first_of_row(sentence, claim.object)
    pairs = paired(sentence, first, place, claim.anchor)
    return (claim.subject.head, claim.object.head) in pairs


def _first_of_row(sentence: Sentence, member: Mention) -> int:
    """The member that a row of coordinated words opens with."""
    head = member.head
    while sentence.tokens[head].dep == "conj":
        head = sentence.tokens[head].head
    return head


def _may_place(sentence: Sentence, prep: Token, ontology: Ontology) -> bool:
    """Whether a preposition says where something is: "in", "near"; "of" between people and their
    place."""
    return prep.text.lower() in _WHERE or _are_of(sentence, prep, ontology)


def _places_behind(sentence: Sentence, prep: int, ontology: Ontology) -> list[Mention]:
    """The places that a preposition names, with those that are joined to them."""
    objects = (antecedent(sentence, o) for o in sentence.dependents(prep, "pobj"))
    found = (_read_place(sentence, k, ontology) for o in objects for k in coordinated(sentence, o))
    return [place for place in found if place is not None]


def _are_of(sentence: Sentence, prep: Token, ontology: Ontology) -> bool:
    """Whether "of" joins people to their place, where they are: "the residents [of] Oslo"."""
    noun = sentence.tokens[prep.head]
    first = sentence.tokens[noun.head] if noun.dep == "conj" else noun
    told = (
        first.dep in {"appos", "attr"} and noun.lemma in home_nouns()
    )  # of who has the home there
    people = mention_at(sentence, noun.i, ontology) if sentence.word(prep.i) == "of" else None
    return (
        not told
        and people is not None
        and people.type == "Group"
        and people.kind is MentionKind.NOMINAL
    )


def _sharing_verbs(sentence: Sentence, prep: int, head: int) -> list[int]:
    """The verbs that a place in front of the first one belongs to: "near Oslo, one unit [engaged] a
    tank and [destroyed] a bridge"."""
    if prep > head or sentence.tokens[head].pos != "VERB":
        return [head]
    out, todo = [head], [head]
    while todo:
        joined = (
            k for k in sentence.dependents(todo.pop(), "conj") if sentence.tokens[k].pos == "VERB"
        )
        todo = [*todo, *(k for k in joined if not sentence.dependents(k, "nsubj", "prep"))]
        out += [k for k in todo if k not in out]
    return out


def _read_place(sentence: Sentence, i: int, ontology: Ontology) -> Mention | None:
    mention = mention_at(sentence, i, ontology)
    return (
        mention
        if mention is not None
        and mention.type == "Place"
        and mention.kind is not MentionKind.PRONOUN
        else None
    )


def _claim_at(
    sentence: Sentence, ontology: Ontology, clauses: dict[int, Clause], i: int, place: Mention
) -> Iterator[ClaimMention]:
    """Who or what is at the place that hangs on token *i*."""
    head = sentence.tokens[i]
    if head.pos in _HOLDERS:
        for k in coordinated(sentence, i):
            yield from _make_claim(sentence, ontology, k, "kg:locatedIn", place, k)
        yield from _claim_doers(sentence, ontology, i, place)
    elif i in clauses and (place.end <= i or not is_cue(sentence, i, ontology, "UnplacedVerb")):
        yield from _claim_of_act(sentence, ontology, clauses[i], place)


def _claim_doers(
    sentence: Sentence, ontology: Ontology, i: int, place: Mention
) -> Iterator[ClaimMention]:
    """Yield who is active at a place, as the owner of an act there: "ISIL's [campaign] in Iraq"."""
    if not is_cue(sentence, i, ontology, "ActNoun"):
        return
    for k in sentence.dependents(i, "poss", "compound", "nmod"):
        yield from _make_claim(sentence, ontology, k, "kg:activeIn", place, i)


def _claim_of_act(
    sentence: Sentence, ontology: Ontology, clause: Clause, place: Mention
) -> Iterator[ClaimMention]:
    """The doer of a clause is active at its place; what is acted upon by hand is there, too."""
    doers, objects = clause.roles.get("nsubj", ()), clause.roles.get("dobj", ())
    for k in (k for d in doers for k in sharing(sentence, d, clause.head)):
        yield from _make_claim(sentence, ontology, k, "kg:activeIn", place, clause.head)
    for k in (k for o in objects for k in sharing(sentence, o, clause.head)):
        yield from _make_claim(sentence, ontology, k, "kg:locatedIn", place, clause.head)


def _claim_nested_places(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield for each place within a larger one beside it: "Oslo, Norway", "Syria's Idlib
    province"."""
    for first, second in pairwise(sentence.entities):
        if _are_inside_out(sentence, first, second):
            inner, outer = first[1] - 1, second[1] - 1
        elif _is_owner(sentence, first, second):
            inner, outer = second[1] - 1, first[1] - 1
        else:
            continue
        place = _read_place(sentence, outer, ontology)
        if place is not None:
            yield from _make_claim(sentence, ontology, inner, "kg:locatedIn", place, inner)


def _are_inside_out(sentence: Sentence, first: _Name, second: _Name) -> bool:
    """Whether a comma joins a place to the larger one: "Oslo, Norway", in no list of places."""
    if not first[2] == second[2] == "GPE":
        return False
    if second[0] != first[1] + 1 or sentence.tokens[first[1]].text != ",":
        return False
    last, outer = first[1] - 1, second[1] - 1
    joined = "conj" in {sentence.tokens[last].dep, sentence.tokens[outer].dep}
    return not joined and not sentence.dependents(last, "conj")


def _is_owner(sentence: Sentence, first: _Name, second: _Name) -> bool:
    """Whether the first place owns the second: "Syria's Idlib province"."""
    if not {first[2], second[2]} <= {"GPE", "LOC"} or second[0] not in {first[1], first[1] + 1}:
        return False
    return sentence.tokens[second[0] - 1].text in {"'s", "’s"}


def _is_vague(thing: Mention) -> bool:
    """Whether a thing is of no known class: "signs [progress] in a room"."""
    return thing.kind is MentionKind.NOMINAL and not thing.type


def _make_claim(
    sentence: Sentence, ontology: Ontology, i: int, relation: str, place: Mention, anchor: int
) -> Iterator[ClaimMention]:
    """Yield that what token *i* names is at *place*, or that it was active there."""
    thing = mention_at(sentence, i, ontology)
    if thing is None or thing.kind is MentionKind.VALUE or thing == place:
        return
    acts = _is_agent(thing, ontology)
    if not _can_be_placed(sentence, thing, place, i, anchor, acts):
        return
    relation = relation if acts else "kg:locatedIn"
    named = thing.kind is place.kind is MentionKind.NAME
    aside = anchor == i and named and thing.type in _FIXED  # whoever speaks, Oslo is in Norway
    label = ontology.relations[relation].label
    yield ClaimMention(
        sentence.index, thing, relation, label, place, anchor, "places", (), CONFIDENCE, aside
    )


def _is_agent(thing: Mention, ontology: Ontology) -> bool:
    """Whether a mention is of somebody, or a pronoun that may be."""
    if thing.type:
        return ontology.is_a(thing.type, "Agent")
    return thing.kind is MentionKind.PRONOUN


def _can_be_placed(
    sentence: Sentence, thing: Mention, place: Mention, i: int, anchor: int, acts: bool
) -> bool:
    """Whether it is worth saying where *thing* is: at a named place, and somebody at any that hangs
    on him; a vague one only if it is counted or the place hangs on it."""
    named_place = place.kind is MentionKind.NAME
    if not (named_place or acts and anchor == i):
        return False  # "placed guards in the area": nowhere that can be told
    if not _is_vague(thing):
        return True
    counted = bool(sentence.dependents(i, "nummod"))  # "two vehicles": what is counted is a thing
    return named_place and (anchor == i or counted)
