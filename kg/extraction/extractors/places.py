"""Where things are and where somebody acts: "a cell in Mosul", "strikes near Raqqa", "Oslo,
Norway".

A place behind a noun says where the thing is (kg:locatedIn); behind a verb, or behind the noun of
an act, it says where the doer was active (kg:activeIn)."""

from collections.abc import Iterator

from kg.language.clauses import Clause, antecedent, find_clauses
from kg.language.mentions import coordinated, mention_at, sharing
from kg.model import ClaimMention, Mention, MentionKind, Sentence, Token
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology

CONFIDENCE = 0.75
_WHERE = frozenset("in at near inside outside around across within throughout".split())
_FIXED = frozenset({"Place", "Organization", "Company", "Agency", "Court"})
_HOLDERS = frozenset({"NOUN", "PROPN"})


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is in Y" and "X was active in Y" for places of *sentence*."""
    clauses = {c.head: c for c in find_clauses(sentence)}
    for token in sentence.tokens:
        if token.dep == "prep" and (
            token.text.lower() in _WHERE or _are_of(sentence, token, ontology)
        ):
            places = [
                p
                for o in sentence.dependents(token.i, "pobj")
                for p in coordinated(sentence, antecedent(sentence, o))
            ]
            for place in filter(None, (_place(sentence, p, ontology) for p in places)):
                for head in _sharing_verbs(sentence, token.i, token.head):
                    yield from _at(sentence, ontology, clauses, head, place)
    yield from _nested_places(sentence, ontology)


def _are_of(sentence: Sentence, prep: Token, ontology: Ontology) -> bool:
    """ "The residents [of] Oslo": people of a place are there."""
    people = mention_at(sentence, prep.head, ontology) if prep.text.lower() == "of" else None
    return people is not None and people.type == "Group" and people.kind is MentionKind.NOMINAL


def _sharing_verbs(sentence: Sentence, prep: int, head: int) -> list[int]:
    """ "Near Oslo, one unit [engaged] a tank and [destroyed] a bridge": a place in front of the
    first verb is that of all."""
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


def _place(sentence: Sentence, i: int, ontology: Ontology) -> Mention | None:
    mention = mention_at(sentence, i, ontology)
    return (
        mention
        if mention is not None
        and mention.type == "Place"
        and mention.kind is not MentionKind.PRONOUN
        else None
    )


def _at(
    sentence: Sentence, ontology: Ontology, clauses: dict[int, Clause], i: int, place: Mention
) -> Iterator[ClaimMention]:
    """Who or what is at the place that hangs on token *i*."""
    head = sentence.tokens[i]
    if head.pos in _HOLDERS:
        for k in coordinated(sentence, i):
            yield from _claim(sentence, ontology, k, "kg:locatedIn", place, k)
        yield from _doers(sentence, ontology, i, place)
    elif i in clauses and (place.end <= i or not is_cue(sentence, i, ontology, "UnplacedVerb")):
        yield from _acts(sentence, ontology, clauses[i], place)


def _doers(
    sentence: Sentence, ontology: Ontology, i: int, place: Mention
) -> Iterator[ClaimMention]:
    """ "ISIL's [campaign] in Iraq": whose act is somewhere, is active there."""
    if not is_cue(sentence, i, ontology, "ActNoun"):
        return
    for k in sentence.dependents(i, "poss", "compound", "nmod"):
        yield from _claim(sentence, ontology, k, "kg:activeIn", place, i)


def _acts(
    sentence: Sentence, ontology: Ontology, clause: Clause, place: Mention
) -> Iterator[ClaimMention]:
    """The doer of a clause is active at its place; what is acted upon by hand is there, too."""
    doers, objects = clause.roles.get("nsubj", ()), clause.roles.get("dobj", ())
    for k in (k for d in doers for k in sharing(sentence, d, clause.head)):
        yield from _claim(sentence, ontology, k, "kg:activeIn", place, clause.head)
    for k in (k for o in objects for k in sharing(sentence, o, clause.head)):
        yield from _claim(sentence, ontology, k, "kg:locatedIn", place, clause.head)


def _nested_places(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """ "Oslo, Norway", "Syria's Idlib province", "the city of Mosul in Iraq": a place within a
    larger one."""
    for (_, b, left), (c, d, right) in zip(sentence.entities, sentence.entities[1:], strict=False):
        listed = "conj" in {sentence.tokens[k].dep for k in (b - 1, d - 1)} or sentence.dependents(
            b - 1, "conj"
        )
        comma = (
            c == b + 1 and sentence.tokens[b].text == "," and left == right == "GPE" and not listed
        )
        owner = (
            c in {b, b + 1}
            and sentence.tokens[c - 1].text in {"'s", "’s"}
            and {left, right} <= {"GPE", "LOC"}
        )
        if comma or owner:
            inner, outer = (b - 1, d - 1) if comma else (d - 1, b - 1)
            place = _place(sentence, outer, ontology)
            if place is not None:
                yield from _claim(sentence, ontology, inner, "kg:locatedIn", place, inner)


def _is_vague(thing: Mention) -> bool:
    """ "Signs [progress] in a room": a thing of no known class."""
    return thing.kind is MentionKind.NOMINAL and not thing.type


def _claim(
    sentence: Sentence, ontology: Ontology, i: int, relation: str, place: Mention, anchor: int
) -> Iterator[ClaimMention]:
    thing = mention_at(sentence, i, ontology)
    if thing is None or thing.kind is MentionKind.VALUE or thing == place:
        return
    agent = (
        ontology.is_a(thing.type, "Agent") or not thing.type and thing.kind is MentionKind.PRONOUN
    )
    named_place = place.kind is MentionKind.NAME
    counted = bool(sentence.dependents(i, "nummod"))  # "two vehicles": what is counted is a thing
    if (
        not (named_place or agent)
        or _is_vague(thing)
        and not ((anchor == i or counted) and named_place)
    ):
        return
    if relation == "kg:activeIn" and not agent:
        relation = "kg:locatedIn"
    found = ontology.relations[relation]
    aside = (
        anchor == i and thing.kind is place.kind is MentionKind.NAME and thing.type in _FIXED
    )  # whoever speaks, Oslo is in Norway
    yield ClaimMention(
        sentence.index, thing, relation, found.label, place, anchor, "places", (), CONFIDENCE, aside
    )
