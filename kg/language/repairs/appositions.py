"""Appositions that the parser hung on a noun farther off than the one they stand behind."""

from dataclasses import replace

from kg.language.mentions import noun_types
from kg.language.repairs.tree import Changes, mend_each, take_place
from kg.model import Sentence, Token
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import load_ontology


def attach_to_nearest(sentence: Sentence) -> Sentence:
    """Return "a minister under [her predecessor], Brian Tuohy" and "Doyle and [Nally], the founder
    of Nally Rail" with the apposition on the noun right before the comma.

    An apposition is adjacent to its anchor (Quirk et al. 1985, 17.65), so what is said of one
    person in it does not go to another.
    """
    return mend_each(sentence, _move_near, "appos")


def _move_near(sentence: Sentence, noun: Token) -> Changes:
    far = sentence.tokens[noun.head]
    near = _noun_before_comma(sentence, noun)
    if near is None or near.i <= far.i:
        return {}
    fits = _is_last_of_list(sentence, far, near, noun) or _is_named_behind(sentence, near, noun)
    if not fits or noun.i in sentence.ancestors(near.i):
        return {}
    behind = (k for k in sentence.dependents(far.i, "relcl", "acl") if k > noun.i)
    clauses = {k: replace(sentence.tokens[k], head=noun.i) for k in behind}
    return {noun.i: replace(noun, head=near.i), **clauses}


def _noun_before_comma(sentence: Sentence, noun: Token) -> Token | None:
    """The noun that ends right before the comma in front of an apposition."""
    comma = sentence.tokens[max(_first_word(sentence, noun) - 1, 0)]
    before = sentence.tokens[comma.i - 1]
    return before if comma.i and comma.text == "," and before.pos in {"NOUN", "PROPN"} else None


def _first_word(sentence: Sentence, noun: Token) -> int:
    own = sentence.dependents(noun.i, "det", "poss", "amod", "compound", "nmod", "nummod")
    return min([noun.i, *own])


def _is_last_of_list(sentence: Sentence, far: Token, near: Token, noun: Token) -> bool:
    """Whether one person's description stands behind a list of names."""
    if noun.tag != "NN" or near.pos != "PROPN" or near.dep != "conj":
        return False
    return far.i in sentence.ancestors(near.i) and bool(sentence.dependents(noun.i, "det", "poss"))


def _is_named_behind(sentence: Sentence, near: Token, noun: Token) -> bool:
    """Whether a person's name stands right behind a noun that somebody owns: "her predecessor"."""
    owned = near.pos == "NOUN" and near.tag == "NN" and sentence.dependents(near.i, "poss")
    return noun.entity == "PERSON" and bool(owned)


def name_head_of_body(sentence: Sentence) -> Sentence:
    """Return "the head of the firm's software unit, [Dana Orr]," with the name as the head's, as no
    body is a person."""
    return mend_each(sentence, _name_head, "appos")


def _name_head(sentence: Sentence, name: Token) -> Changes:
    body = sentence.tokens[name.head]
    of = sentence.tokens[body.head]
    office = sentence.tokens[of.head]
    plain = (name.entity, body.pos, body.dep, of.text) == ("PERSON", "NOUN", "pobj", "of")
    if not plain or office.tag != "NN" or sentence.tokens[name.i - 1].head == office.i:
        return {}
    ontology = load_ontology()
    led = is_cue(sentence, office.i, ontology, "OfficeNoun")
    person = noun_types(ontology).get(body.lemma, "Person")
    return {name.i: replace(name, head=office.i)} if led and person != "Person" else {}


def name_between_commas(sentence: Sentence) -> Sentence:
    """Return "by a subcontractor, [Lumwana Transit], owned by …" with the name, parsed as a measure
    of the verb, as the name of the noun before it."""
    return mend_each(sentence, _name_noun, "npadvmod")


def _name_noun(sentence: Sentence, name: Token) -> Changes:
    if name.entity not in {"ORG", "PERSON"} or name.pos != "PROPN":
        return {}
    near = _noun_before_comma(sentence, name)
    behind = sentence.tokens[name.i + 1 : name.i + 2]
    if near is None or near.tag != "NN" or not behind or behind[0].text not in {",", "."}:
        return {}
    if not sentence.dependents(near.i, "det", "poss") or name.i in sentence.ancestors(near.i):
        return {}
    return {name.i: replace(name, dep="appos", head=near.i)}


def name_office_holder(sentence: Sentence) -> Sentence:
    """Return "Lena Ort, U.S. Attorney for the District of Oregon [Paul Dunn]" with the office as
    Dunn's: a name that nothing joins to what stands before it is who holds the office."""
    return mend_each(sentence, _give_office, "conj")


def _give_office(sentence: Sentence, name: Token) -> Changes:
    office = sentence.tokens[name.head]
    if name.entity != "PERSON" or office.dep != "appos":
        return {}
    before = sentence.tokens[_first_word(sentence, name) - 1]
    held = before.i > office.i and before.i in sentence.subtree(office.i)
    if before.pos not in {"PROPN", "NOUN"} or not held:
        return {}
    return {
        name.i: replace(name, head=office.head),
        office.i: replace(office, dep="nmod", head=name.i),
    }


def appose_second_object(sentence: Sentence) -> Sentence:
    """Return "claimed the attack, [the first strike] this year" with the phrase behind the comma as
    an apposition where the parser gave the verb two objects and nothing joins them."""
    return mend_each(sentence, _appose_object, "dobj")


def _appose_object(sentence: Sentence, noun: Token) -> Changes:
    near = _noun_before_comma(sentence, noun)
    others = [k for k in sentence.dependents(noun.head, "dobj") if k < noun.i]
    if near is None or not others or not sentence.dependents(noun.i, "det"):
        return {}
    if near.i != others[-1] and others[-1] not in sentence.ancestors(near.i):
        return {}
    return {noun.i: replace(noun, dep="appos", head=near.i)}


def list_adjectives(sentence: Sentence) -> Sentence:
    """Return "today's [brutal], senseless attack", read as a thing of today with an apposition,
    with both as adjectives of the attack: a count noun in apposition has an article (Quirk et al.
    1985, 17.65 to 17.88), and what a day has is no kind of person."""
    return mend_each(sentence, _list_adjective, "appos")


def _list_adjective(sentence: Sentence, noun: Token) -> Changes:
    first = sentence.tokens[noun.head]
    owners = sentence.dependents(first.i, "poss")
    days = [k for k in owners if sentence.tokens[k].entity in {"DATE", "TIME"}]
    if not days or first.pos not in {"NOUN", "ADJ"} or not _is_bare_behind(sentence, noun, first):
        return {}
    moved = (*days, first.i + 1)
    return {
        noun.i: take_place(noun, first),
        first.i: replace(first, pos="ADJ", tag="JJ", dep="amod", head=noun.i),
        **{k: replace(sentence.tokens[k], head=noun.i) for k in moved},
    }


def _is_bare_behind(sentence: Sentence, noun: Token, first: Token) -> bool:
    """Whether a common noun with an adjective, but no article, begins right behind the comma that
    follows *first*."""
    start = _first_word(sentence, noun)
    bare = noun.pos == "NOUN" and not sentence.dependents(noun.i, "det", "poss")
    comma = sentence.tokens[first.i + 1].text == "," and start == first.i + 2
    return bare and comma and start < noun.i
