"""Repairs of noun phrases that the parser cut or hung on the wrong word; each rule is a pure
function."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, Entity, mend, mend_each, mend_first, take_place
from kg.model import Sentence, Token
from kg.ontology.lexicon import words_of

_NOMINAL = frozenset({"NOUN", "PROPN"})
_NO_PERSON = frozenset({"GPE", "ORG", "FAC", "LAW", "LOC", "PRODUCT"})
_NEAR = 25
"""Words between a relative pronoun and the noun that it may stand for."""


def split_double_object(sentence: Sentence) -> Sentence:
    """Return "gave [Netflix access]", parsed as a compound, with the name as the recipient."""
    return mend_each(sentence, _split_object)


def _split_object(sentence: Sentence, verb: Token) -> Changes:
    if (
        verb.pos != "VERB"
        or verb.lemma not in words_of("TransferVerb")
        or sentence.dependents(verb.i, "dative")
    ):
        return {}
    changed: Changes = {}
    for obj in sentence.dependents(verb.i, "dobj"):
        name = _leading_name(sentence, verb.i, obj)
        if name is None or sentence.tokens[obj].pos == "PROPN" and sentence.tokens[obj].entity:
            continue
        head = name[1] - 1
        changed[head] = replace(sentence.tokens[head], head=verb.i, dep="dative")
        for k in range(name[0], head):
            changed[k] = replace(sentence.tokens[k], head=head, dep="compound")
    return changed


def _leading_name(sentence: Sentence, verb: int, obj: int) -> tuple[int, int] | None:
    """The name that stands right before the object noun, between it and the verb, as its
    compound."""
    for start, end, _ in sentence.entities:
        if verb < start and end <= obj and sentence.tokens[end - 1].dep in {"compound", "nmod"}:
            if sentence.tokens[end - 1].head == obj and start == verb + 1:
                return start, end
    return None


def share_possessive(sentence: Sentence) -> Sentence:
    """Return "Netflix and Facebook's collaboration", parsed as Netflix and [Facebook's
    collaboration], with two owners."""
    return mend_first(sentence, _share_owner)


def _share_owner(sentence: Sentence, noun: Token) -> Changes:
    first = sentence.tokens[noun.head]
    if noun.dep != "conj" or noun.pos != "NOUN" or first.pos != "PROPN" or first.i >= noun.i:
        return {}
    names = [
        k
        for k in sentence.dependents(first.i, "conj")
        if k < noun.i and sentence.tokens[k].pos == "PROPN"
    ]
    if not any(sentence.dependents(k, "case") for k in names):
        return {}
    return {noun.i: take_place(noun, first), first.i: replace(first, dep="poss", head=noun.i)}


def attach_owner(sentence: Sentence) -> Sentence:
    """Return "access to [friends'] [data]", parsed as two objects, with the marked noun as the
    owner of the next one."""
    return mend_each(sentence, _attach_marked)


def _attach_marked(sentence: Sentence, noun: Token) -> Changes:
    if noun.pos not in _NOMINAL or noun.dep in {"poss", "conj"} or noun.head == noun.i:
        return {}
    mark = next(
        (k for k in sentence.dependents(noun.i, "case") if sentence.tokens[k].text[0] in "'’"), None
    )
    if mark is None:
        return {}
    behind = (t for t in sentence.tokens[mark + 1 : mark + 5] if t.pos in _NOMINAL)
    owned = next((t for t in behind if t.dep == noun.dep and t.head == noun.head), None)
    return {noun.i: replace(noun, dep="poss", head=owned.i)} if owned is not None else {}


def mark_owning_name(sentence: Sentence) -> Sentence:
    """Return "[The Church of Oslo]'s website", parsed as the church of a website, with the whole
    name as the owner."""
    return next(
        (
            mend(sentence, changed)
            for e in sentence.entities
            if (changed := _mark_whole_name(sentence, e))
        ),
        sentence,
    )


def _mark_whole_name(sentence: Sentence, entity: Entity) -> Changes:
    start, end, label = entity
    last = sentence.tokens[end - 1]
    owned = sentence.tokens[last.head]
    if (
        label not in {"ORG", "PERSON", "FAC", "GPE"}
        or last.dep != "poss"
        or owned.i < end
        or owned.dep != "pobj"
    ):
        return {}
    link = sentence.tokens[owned.head]
    name = sentence.tokens[link.head]
    if not start <= name.i < link.i < end - 1:
        return {}
    return {
        owned.i: take_place(owned, name),
        name.i: replace(name, dep="poss", head=owned.i),
        last.i: replace(last, dep="pobj", head=link.i),
    }


def read_to_infinitive(sentence: Sentence) -> Sentence:
    """Return "enabling X to [access data]", parsed as a noun phrase behind the preposition "to", as
    an infinitive."""
    return mend_first(sentence, _read_infinitive)


def _read_infinitive(sentence: Sentence, to: Token) -> Changes:
    if (
        to.text.lower() != "to"
        or to.dep not in {"prep", "dative"}
        or not _controls(sentence, to.head)
    ):
        return {}
    objects = sentence.dependents(to.i, "pobj")
    word = next((t for t in sentence.tokens[to.i + 1 : to.i + 2] if t.tag in {"NN", "VB"}), None)
    if word is None or not objects or objects[0] == word.i:
        return {}
    obj = sentence.tokens[objects[0]]
    if not any(
        sentence.tokens[k].head == obj.i or k == obj.i for k in range(word.i + 1, obj.i + 1)
    ):
        return {}
    return {
        to.i: replace(to, dep="aux", head=word.i, pos="PART", tag="TO"),
        word.i: replace(word, dep="xcomp", head=to.head, pos="VERB", tag="VB"),
        obj.i: replace(obj, dep="dobj", head=word.i),
        **{k: replace(sentence.tokens[k], head=obj.i) for k in sentence.children[word.i]},
    }


def _controls(sentence: Sentence, verb: int) -> bool:
    """Whether the object of a verb does what the infinitive behind it says."""
    return sentence.tokens[verb].lemma in words_of("EnablingVerb") and bool(
        sentence.dependents(verb, "dobj")
    )


def split_title(sentence: Sentence) -> Sentence:
    """Return "Attorney General for the [Tax Division] [Ana Ruiz]", parsed as a division called Ana
    Ruiz, with her as the officer."""
    changed: Changes = {}
    for start, end, label in sentence.entities:
        if label == "PERSON" and start >= 3:
            changed.update(
                _name_officer(sentence, sentence.tokens[start - 1], sentence.tokens[end - 1])
            )
    return mend(sentence, changed)


def _name_officer(sentence: Sentence, before: Token, name: Token) -> Changes:
    """What changes where *name*, a person, was read as the head of the office's last word,
    *before*."""
    if name.dep not in {"pobj", "conj"} or before.dep != "compound" or before.head != name.i:
        return {}
    above = sentence.tokens[name.head]
    title = sentence.tokens[above.head]
    if above.pos != "ADP" or title.pos != "PROPN" or title.i > above.i or title.entity == "PERSON":
        return {}
    return {
        name.i: replace(name, dep=title.dep, head=name.i if title.head == title.i else title.head),
        title.i: replace(title, dep="nmod", head=name.i),
        before.i: replace(before, dep="pobj", head=above.i),
        **{
            k: replace(sentence.tokens[k], head=before.i)
            for k in sentence.children[name.i]
            if k < before.i
        },
    }


def attach_relative(sentence: Sentence) -> Sentence:
    """Return "[the Section of X] under Ana Ruiz, which …" so that "which" stands for no person, and
    "who" for nothing else."""
    return mend_each(sentence, _attach_pronoun)


def _attach_pronoun(sentence: Sentence, pronoun: Token) -> Changes:
    word = pronoun.text.lower()
    if word not in {"who", "which"} or pronoun.tag not in {"WP", "WDT"}:
        return {}
    clause = next(
        (
            k
            for k in (pronoun.i, *sentence.ancestors(pronoun.i))
            if sentence.tokens[k].dep == "relcl"
        ),
        None,
    )
    wrong = {"PERSON"} if word == "which" else _NO_PERSON
    if clause is None or sentence.tokens[sentence.tokens[clause].head].entity not in wrong:
        return {}
    fitting = [
        t.i for t in _nouns_before(sentence, pronoun, clause)
        if (t.entity == "PERSON" or t.tag == "NNS") is (word == "who") and t.entity not in wrong
    ]  # fmt: skip
    near = fitting and pronoun.i - fitting[-1] < _NEAR
    return {clause: replace(sentence.tokens[clause], head=fitting[-1])} if near else {}


def _nouns_before(sentence: Sentence, pronoun: Token, clause: int) -> list[Token]:
    """The heads of noun phrases before the pronoun, outside its clause."""
    inside = {*sentence.subtree(clause)}
    outside = (t for t in sentence.tokens[: pronoun.i] if t.i not in inside)
    return [t for t in outside if t.pos in _NOMINAL and t.dep not in {"compound", "nmod", "poss"}]


def attach_apposition(sentence: Sentence) -> Sentence:
    """Return "the founder of Acme, [Ana Ruiz]" with the person as another name for who leads the
    body, not for the body."""
    return mend_each(sentence, _attach_person)


def _attach_person(sentence: Sentence, name: Token) -> Changes:
    body = sentence.tokens[name.head]
    if (
        name.dep != "appos"
        or name.entity != "PERSON"
        or body.entity not in {"ORG", "GPE"}
        or body.dep != "pobj"
    ):
        return {}
    above = sentence.tokens[body.head]
    noun = sentence.tokens[above.head]
    led = above.text.lower() == "of" and noun.pos == "NOUN" and noun.i < above.i
    return {name.i: replace(name, head=noun.i)} if led else {}


def attach_region(sentence: Sentence) -> Sentence:
    """Return "A girl from [Reynosa, Mexico] lured …" with who is from there as the subject, not the
    country behind its town."""
    return mend_each(sentence, _attach_country)


def _attach_country(sentence: Sentence, region: Token) -> Changes:
    if region.i < 2 or region.entity != "GPE" or region.dep not in {"nsubj", "nsubjpass"}:
        return {}
    comma, town = sentence.tokens[region.i - 1], sentence.tokens[region.i - 2]
    if town.entity != "GPE" or comma.text != "," or town.dep != "pobj":
        return {}
    native = sentence.tokens[sentence.tokens[town.head].head]
    if native.pos not in _NOMINAL or native.i >= town.i or native.head != region.head:
        return {}
    return {
        region.i: replace(region, dep="appos", head=town.i),
        native.i: replace(native, dep=region.dep),
    }
